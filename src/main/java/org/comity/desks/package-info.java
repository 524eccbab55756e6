/**
 * The screens: one room for each office, and the shell that all share. Nothing imports
 * this module; no room imports another.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "kernel", "directory", "accounts", "documents", "requests", "letters",
		"process", "evidence", "preservation", "notifications" })
package org.comity.desks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
