package org.comity.letters;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.comity.letters.LetterContent.IdentifierType;

/**
 * What names an account, checked by its kind: a provider cannot search for an address
 * that is none.
 */
final class Identifiers {

	private static final Pattern EMAIL = Pattern.compile(
			"[^\\s@<>\"(),:;\\[\\]\\\\]{1,64}@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+[\\p{L}]{2,63}");

	/**
	 * ITU-T E.164: a plus sign, a country code that never begins with 0, 15 digits at
	 * most.
	 */
	private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

	private static final Pattern USERNAME = Pattern.compile("\\S{1,100}");

	private Identifiers() {
	}

	/**
	 * Returns the identifier as it is kept, or nothing if it is none of its kind.
	 */
	static Optional<String> checked(IdentifierType type, String typed) {
		String text = Typed.line(typed);
		return switch (type) {
			case EMAIL -> EMAIL.matcher(text).matches() ? Optional.of(text) : Optional.empty();
			case PHONE -> {
				String digits = text.replaceAll("[\\s().-]", "");
				yield PHONE.matcher(digits).matches() ? Optional.of(digits) : Optional.empty();
			}
			case USERNAME -> USERNAME.matcher(text).matches() ? Optional.of(text) : Optional.empty();
			case URL -> web(text) ? Optional.of(text) : Optional.empty();
			case PROVIDER_ID -> text.isEmpty() || text.length() > 200 ? Optional.empty() : Optional.of(text);
		};
	}

	private static boolean web(String text) {
		try {
			URI uri = new URI(text);
			String scheme = uri.getScheme();
			return scheme != null && scheme.toLowerCase(Locale.ROOT).matches("https?") && uri.getHost() != null
					&& uri.getHost().contains(".");
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

}
