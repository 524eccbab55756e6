package org.comity.signing;

import java.time.Instant;
import java.util.UUID;

/**
 * What is known of a document that was signed here: everything but what it is about.
 *
 * @param code the code it carries
 * @param sha256 the hash of its bytes, the signature among them
 * @param office the office that signed
 * @param certificate the SHA-256 of the certificate it was signed with
 * @param signedAt when it was signed
 */
public record SignedDocument(DocumentCode code, String sha256, UUID office, String certificate, Instant signedAt) {

}
