package org.comity.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The seal of an entry and of the head of a chain: an HMAC-SHA-256 with a key that lies
 * outside of the database. Whoever owns the database can write what they like into it,
 * and can never seal it. A seal names its key, so that keys can be changed.
 */
@Component
public class Seals {

	private static final SecureRandom RANDOM = new SecureRandom();

	private final LedgerKeys keys;

	Seals(LedgerKeys keys) {
		this.keys = keys;
	}

	/** Returns so many random bytes. */
	public static byte[] salt(int length) {
		byte[] salt = new byte[length];
		RANDOM.nextBytes(salt);
		return salt;
	}

	/** Seals the hash of an entry. */
	public String entry(String hash) {
		return seal(entryText(hash));
	}

	/** Seals the head of a request's chain. */
	public String head(UUID request, long seq, String hash) {
		return seal(headText(request, seq, hash));
	}

	boolean holdsEntry(@Nullable String seal, String hash) {
		return holds(seal, entryText(hash));
	}

	boolean holdsHead(@Nullable String seal, UUID request, long seq, @Nullable String hash) {
		return holds(seal, headText(request, seq, hash));
	}

	private static String entryText(String hash) {
		return "comity-entry-seal-2\n" + hash;
	}

	private static String headText(UUID request, long seq, @Nullable String hash) {
		return "comity-head-seal-2\n" + request + "\n" + seq + "\n" + hash;
	}

	private String seal(String text) {
		String id = this.keys.sealingKey();
		byte[] key = this.keys.sealingKey(id).orElseThrow();
		return id + ":" + HexFormat.of().formatHex(hmac(key, text));
	}

	/** None is no seal: whoever owns the database can take it away as well. */
	private boolean holds(@Nullable String seal, String text) {
		if (seal == null) {
			return false;
		}
		int end = Math.max(0, seal.indexOf(':'));
		String id = seal.substring(0, end);
		return this.keys.sealingKey(id)
			.map((key) -> id + ":" + HexFormat.of().formatHex(hmac(key, text)))
			.filter((right) -> MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8),
					seal.getBytes(StandardCharsets.UTF_8)))
			.isPresent();
	}

	static byte[] hmac(byte[] key, String text) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HMAC-SHA-256", ex);
		}
	}

}
