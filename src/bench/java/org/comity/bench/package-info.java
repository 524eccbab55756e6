/**
 * Measures what a move and a worklist page cost. Only the Maven profile {@code bench}
 * knows of it and of the process engines it compares with.
 */
@NullMarked
package org.comity.bench;

import org.jspecify.annotations.NullMarked;
