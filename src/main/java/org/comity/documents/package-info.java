/**
 * Keeps bytes and makes documents: stored files with their hash and size, uploads as they
 * come in, types told by content, and PDFs. It knows nothing of who may read what: that
 * is decided above, over a document's aspect.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "kernel", "malware" })
package org.comity.documents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
