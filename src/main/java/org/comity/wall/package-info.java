/**
 * The wall in the database, below the rule of who sees what: each transaction says in
 * whose name it asks, and PostgreSQL shows it the rows of requests that have reached that
 * office, and no other. A transaction that says nothing sees nothing.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "kernel")
package org.comity.wall;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
