/**
 * The desk over HTTP and a real database.
 */
@NullMarked
package org.comity.desks.audit;

import org.jspecify.annotations.NullMarked;
