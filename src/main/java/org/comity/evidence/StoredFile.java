package org.comity.evidence;

import java.time.Instant;
import java.util.UUID;

import org.comity.malware.Held;
import org.jspecify.annotations.Nullable;

/**
 * One file of a part, whole and stored.
 *
 * @param id the file
 * @param part the part
 * @param name its name, made safe and the only one of the part
 * @param mediaType the type told by its content
 * @param account the account it holds data of, or null for all that the process names
 * @param key where its bytes lie
 * @param receivedAt when it was whole
 * @param size in bytes, at least 1
 * @param sha256 64 lower-case hexadecimal digits, counted while it came in
 * @param held why it is held back, or null if it may be opened
 */
record StoredFile(UUID id, UUID part, String name, String mediaType, @Nullable UUID account, String key,
		Instant receivedAt, long size, String sha256, @Nullable Held held) {

}
