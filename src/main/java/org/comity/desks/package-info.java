/**
 * The screens, one room per office, and the parts they share. Nothing imports this
 * module.
 */
@NullMarked
@ApplicationModule
package org.comity.desks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
