/**
 * Preservation: what a provider was asked to keep until the process reaches it, on which
 * basis, and until when. A lapse is the classic disaster of this work, so every reader of
 * a request sees it coming.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "kernel", "wall", "directory", "documents", "requests" })
package org.comity.preservation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
