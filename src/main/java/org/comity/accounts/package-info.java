/**
 * Sign-in and accounts: passwords, sessions, who is acting, the keeping of people, and
 * the demonstration's people. It knows persons and offices, never a case.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "kernel", "wall", "directory" })
package org.comity.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
