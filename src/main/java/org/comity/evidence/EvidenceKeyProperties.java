package org.comity.evidence;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the keys lie that wrap the keys of the evidence. They are never in the database,
 * nor in the store.
 *
 * @param keyFile a keyset of Tink in JSON, in the clear: the primary key wraps, those
 * before it unwrap
 * @param makeKeys whether the file is made if it is missing; none: only in a
 * demonstration or over the embedded database
 */
@ConfigurationProperties("comity.evidence")
record EvidenceKeyProperties(@Nullable Path keyFile, @Nullable Boolean makeKeys) {
}
