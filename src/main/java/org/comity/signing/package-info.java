/**
 * Signatures: the key of each office, the PDFs that it signs with it, and the answer to
 * whoever asks whether a document was signed here. It knows nothing of cases.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "directory", "documents", "kernel" })
package org.comity.signing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
