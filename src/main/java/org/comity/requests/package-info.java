/**
 * The request: its lifecycle as one table, the ledger of what was done, and the one rule
 * of who sees what. It calls nothing above it; what it must know from above it asks
 * through {@link org.comity.requests.LetterFacts},
 * {@link org.comity.requests.ProcessFacts}, {@link org.comity.requests.PartFacts} and
 * {@link org.comity.requests.SubjectSight}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "kernel", "wall", "directory", "documents", "proof" })
package org.comity.requests;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
