/**
 * Compulsory process: subpoenas, orders and warrants, each with its own life as one
 * table, the non-disclosure orders that hang on them, and the papers that are served. A
 * provider knows a process by a reference of its own and from the day of service; what
 * this module gives it holds nothing of the case.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "kernel", "directory", "documents", "requests", "signing" })
package org.comity.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
