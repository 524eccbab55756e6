package org.comity.requests;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

import org.comity.kernel.Digests;

/**
 * SHA-256 over a list of texts, each with its length before it, so that no two lists are
 * taken for one another.
 */
final class Digest {

	private Digest() {
	}

	static String of(String... parts) {
		MessageDigest sha256 = Digests.sha256();
		for (String part : parts) {
			byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
			sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
			sha256.update(bytes);
		}
		return HexFormat.of().formatHex(sha256.digest());
	}

}
