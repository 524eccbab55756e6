/**
 * What the reader's office was told, and has not read yet.
 */
@NullMarked
package org.comity.desks.notices;

import org.jspecify.annotations.NullMarked;
