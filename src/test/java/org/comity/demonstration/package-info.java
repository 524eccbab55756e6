/**
 * The demonstration's cases as they are loaded.
 */
@NullMarked
package org.comity.demonstration;

import org.jspecify.annotations.NullMarked;
