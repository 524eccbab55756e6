/**
 * The words every other module speaks: office kinds, sides, roles, who is acting, and
 * what a row of a lifecycle table is. No Spring, no tables, no other module.
 */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package org.comity.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
