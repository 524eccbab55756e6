/**
 * The shape of the house: modules, arrows, habits.
 */
@NullMarked
package org.comity.architecture;

import org.jspecify.annotations.NullMarked;
