package org.comity.accounts;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

import javax.crypto.spec.SecretKeySpec;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.nayuki.qrcodegen.QrCode;
import org.apache.commons.codec.binary.Base32;

/**
 * Time-based codes (RFC 6238): six digits that change every 30 seconds. A clock may be
 * one step before or behind, and no code is taken twice.
 */
final class TimeCodes {

	/** Seconds of a step. */
	static final int STEP = 30;

	private static final int DRIFT = 1;

	/** As long as the hash, as RFC 4226 advises. */
	private static final int SECRET = 20;

	/** White modules around the picture. */
	private static final int MARGIN = 4;

	private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();

	private static final SecureRandom RANDOM = new SecureRandom();

	private TimeCodes() {
	}

	static byte[] newSecret() {
		byte[] secret = new byte[SECRET];
		RANDOM.nextBytes(secret);
		return secret;
	}

	/** The code of an instant. */
	static String at(byte[] secret, Instant instant) {
		try {
			return GENERATOR.generateOneTimePasswordString(new SecretKeySpec(secret, GENERATOR.getAlgorithm()), instant,
					Locale.ROOT);
		}
		catch (InvalidKeyException ex) {
			throw new IllegalStateException("Any bytes are a key", ex);
		}
	}

	/**
	 * Returns the step to which a typed code belongs, if it is a code of now that comes
	 * after the last one taken.
	 */
	static OptionalLong step(byte[] secret, String typed, Instant now, long last) {
		byte[] digits = typed.replaceAll("\\s", "").getBytes(StandardCharsets.UTF_8);
		long current = now.getEpochSecond() / STEP;
		OptionalLong found = OptionalLong.empty();
		for (long step = current - DRIFT; step <= current + DRIFT; step++) {
			byte[] code = at(secret, Instant.ofEpochSecond(step * STEP)).getBytes(StandardCharsets.UTF_8);
			if (MessageDigest.isEqual(code, digits) && step > last && found.isEmpty()) {
				found = OptionalLong.of(step);
			}
		}
		return found;
	}

	/** The secret in letters, in groups of four, for whoever types it. */
	static String written(byte[] secret) {
		return letters(secret).replaceAll("(.{4})(?=.)", "$1 ");
	}

	/** What the picture says (the key URI that authenticator applications read). */
	static String uri(byte[] secret, String email) {
		return "otpauth://totp/Comity:" + escaped(email) + "?secret=" + letters(secret) + "&issuer=Comity";
	}

	/** The picture as SVG: black on white, a path and nothing else. */
	static String picture(byte[] secret, String email) {
		QrCode code = QrCode.encodeText(uri(secret, email), QrCode.Ecc.MEDIUM);
		int side = code.size + 2 * MARGIN;
		StringBuilder path = new StringBuilder();
		for (int y = 0; y < code.size; y++) {
			for (int x = 0; x < code.size; x++) {
				if (code.getModule(x, y)) {
					path.append('M').append(x + MARGIN).append(' ').append(y + MARGIN).append("h1v1h-1z");
				}
			}
		}
		return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side
				+ "\" width=\"240\" height=\"240\" shape-rendering=\"crispEdges\">" + "<path fill=\"#fff\" d=\"M0 0h"
				+ side + "v" + side + "H0z\"/><path fill=\"#000\" d=\"" + path + "\"/></svg>";
	}

	private static String letters(byte[] secret) {
		return new Base32().encodeToString(secret).replace("=", "");
	}

	private static String escaped(String email) {
		return java.net.URLEncoder.encode(email, StandardCharsets.UTF_8).replace("+", "%20");
	}

}
