/**
 * The letter of request: its contents from first draft to locked version, the check of
 * what it still lacks, its canonical data and its PDF. It never decides who may see or
 * edit it: that is asked of requests.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "kernel", "documents", "directory", "requests", "signing" })
package org.comity.letters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
