/**
 * What makes the ledger provable: the hash of an entry, the seal with a key that the
 * database does not have, the signed checkpoints over all chains, and the verification of
 * it all. It knows the tables it proves and nothing of what an entry means; who may ask
 * is decided above.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "kernel", "wall" })
package org.comity.proof;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
