/**
 * The screens: one room for each office, and the shell that all share. Nothing imports
 * this module; no room imports another.
 */
@NullMarked
@ApplicationModule
package org.comity.desks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
