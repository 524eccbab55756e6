package org.comity.kernel;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * New identifiers: UUID version 7 (RFC 9562), so that rows sort by their making. An id
 * says when it was made and nothing else.
 */
public final class Ids {

	private static final SecureRandom RANDOM = new SecureRandom();

	private Ids() {
	}

	public static UUID next() {
		long random = RANDOM.nextLong();
		long high = (System.currentTimeMillis() << 16) | 0x7000L | (random & 0x0FFFL);
		long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
		return new UUID(high, low);
	}

	/**
	 * What somebody sent us, if it is an id at all; whether it is anything's is another
	 * question.
	 */
	public static Optional<UUID> read(@Nullable String text) {
		try {
			return Optional.ofNullable(text).map(UUID::fromString);
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
