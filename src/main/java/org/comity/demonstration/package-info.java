/**
 * Invented cases for the demonstration, told at the first start through the services that
 * everybody uses, so that every one of them has a valid ledger. Nothing uses it, and it
 * is there only where the demonstration is on.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "kernel", "wall", "directory", "accounts", "documents", "requests",
		"letters", "preservation" })
package org.comity.demonstration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
