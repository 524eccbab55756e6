/**
 * The review of a letter at each office that decides on it: one checklist from the same
 * rules that the officer's draft was checked by, what each item came to, and the points
 * that a return or a question is made of. A review is its own office's business.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "kernel", "requests", "letters", "directory" })
package org.comity.reviews;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
