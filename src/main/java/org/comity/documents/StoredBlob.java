package org.comity.documents;

/**
 * What is known of bytes once they are safely kept.
 *
 * @param key the key under which they lie
 * @param size how many bytes
 * @param sha256 their SHA-256, 64 lower-case hexadecimal digits, counted while they were
 * written
 */
public record StoredBlob(String key, long size, String sha256) {

}
