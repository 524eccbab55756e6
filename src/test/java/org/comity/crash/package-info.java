/**
 * Kills the application's process, between moves and at named points during one, starts
 * it again on the same data and looks at what is there; and carries through it more bytes
 * than its memory holds.
 */
@NullMarked
package org.comity.crash;

import org.jspecify.annotations.NullMarked;
