package org.comity.signing;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The code that a signed document carries: 80 random bits in Crockford's base 32, which
 * has no letters that are taken for digits. It says nothing, not even when it was made.
 *
 * @param value its sixteen characters
 */
public record DocumentCode(String value) {

	/** What stands before the code among a file's properties. */
	static final String MARK = "comity-signed:";

	static final int LENGTH = 16;

	private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

	private static final Pattern WRITTEN = Pattern.compile("[0-9A-HJKMNP-TV-Z]{" + LENGTH + "}");

	private static final SecureRandom RANDOM = new SecureRandom();

	/** More than this nobody types for a code. */
	private static final int LONGEST = 100;

	public DocumentCode {
		if (!WRITTEN.matcher(value).matches()) {
			throw new IllegalArgumentException("No code");
		}
	}

	static DocumentCode random() {
		StringBuilder value = new StringBuilder();
		for (int i = 0; i < LENGTH; i++) {
			value.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
		}
		return new DocumentCode(value.toString());
	}

	/**
	 * Reads a code as people type it: in small letters, with spaces or hyphens or
	 * without, with I or L for 1 and O for 0. Empty if it is none.
	 */
	public static Optional<DocumentCode> typed(String text) {
		if (text.length() > LONGEST) {
			return Optional.empty();
		}
		String value = text.toUpperCase(Locale.ROOT)
			.replaceAll("[\\s\\p{Z}\\p{Pd}]", "")
			.replace('I', '1')
			.replace('L', '1')
			.replace('O', '0');
		return WRITTEN.matcher(value).matches() ? Optional.of(new DocumentCode(value)) : Optional.empty();
	}

	/** As it is printed, in groups of four. */
	@Override
	public String toString() {
		return this.value.replaceAll("(.{4})(?!$)", "$1-");
	}

}
