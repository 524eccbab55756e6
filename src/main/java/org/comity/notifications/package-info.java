/**
 * Tells each office what has moved: it hears every move after it was committed and keeps
 * a notice per office that is concerned. A notice holds no words of a case; what its
 * reader may know is asked of requests when it is shown.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "kernel", "wall", "requests" })
package org.comity.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
