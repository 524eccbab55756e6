/**
 * Evidence: the parts that a provider lodges in answer to a process, their files and
 * certificates, and the road of each part home over the hops. Bytes are stored once, by
 * part and file, and never change.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "kernel", "wall", "directory", "documents", "malware", "requests", "process",
		"signing" })
package org.comity.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
