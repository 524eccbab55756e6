/**
 * The one room that is open to anybody: is this document genuine? It knows signatures,
 * and nothing of cases.
 */
@NullMarked
package org.comity.desks.verify;

import org.jspecify.annotations.NullMarked;
