/**
 * A real PostgreSQL inside the application: a newcomer needs no database of their own. It
 * is started when no other database is configured, keeps its data under the data
 * directory, and stops with the application.
 */
@ApplicationModule(displayName = "Embedded PostgreSQL", allowedDependencies = "kernel")
@NullMarked
package org.comity.embedded;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
