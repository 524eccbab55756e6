package org.comity.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a password must be that no person types but a program reads: long, and no word
 * that everybody tries.
 */
public final class ServicePasswords {

	/** Characters that the shortest password has. */
	public static final int SHORTEST = 16;

	private static final Set<String> WELL_KNOWN = Set.of("password", "passw0rd", "postgres", "comity", "changeme",
			"change-me", "changeit", "secret", "demonstration", "administrator", "letmein", "qwerty");

	private ServicePasswords() {
	}

	/**
	 * Returns what is wrong with a password, or nothing.
	 * @param property the property it comes from
	 * @param user the name that signs in with it, if there is one
	 * @param password the password, which is never repeated
	 */
	public static Optional<String> fault(String property, @Nullable String user, @Nullable String password) {
		if (password == null || password.isBlank()) {
			return Optional.of(property + " is missing.");
		}
		String plain = password.toLowerCase(Locale.ROOT);
		if (user != null && plain.contains(user.toLowerCase(Locale.ROOT))) {
			return Optional.of(property + " holds the name of the role that signs in with it.");
		}
		if (WELL_KNOWN.stream().anyMatch((word) -> plain.replaceAll("[^a-z]", "").equals(word.replace("-", "")))) {
			return Optional.of(property + " is a well-known word.");
		}
		if (password.length() < SHORTEST) {
			return Optional.of(property + " is shorter than " + SHORTEST + " characters.");
		}
		return (plain.chars().distinct().count() < SHORTEST / 2) ? Optional.of(property + " repeats a few characters.")
				: Optional.empty();
	}

}
