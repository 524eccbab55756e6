/**
 * Who takes part: offices, their case teams and people, providers and their companies,
 * and the channels that say which offices a request passes and by which law. Reference
 * data, versioned, kept in the migrations; people are kept by the module accounts.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "kernel" })
package org.comity.directory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
