package org.comity.accounts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.nulabinc.zxcvbn.Zxcvbn;
import org.comity.kernel.Rejection;

import org.springframework.core.io.ClassPathResource;

/**
 * What a password must be, and how one is made that nobody knows. Length and rarity are
 * asked for, a mixture of kinds of characters is not (NIST SP 800-63B).
 */
final class Passwords {

	static final int SHORTEST = 12;

	/** Longer ones would let a stranger keep the server busy with hashing. */
	static final int LONGEST = 200;

	/** No letter or digit that can be taken for another. */
	private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final Set<String> COMMON = common();

	/** Knows some thirty thousand passwords, names, words and patterns of keys. */
	private static final Zxcvbn METER = new Zxcvbn();

	/**
	 * Below that one guesses it at the sign-in itself, however slowly it lets one try.
	 */
	private static final double FEWEST_GUESSES = 1e6;

	/** Measuring takes longer with each character; a long one is good by then. */
	private static final int MEASURED = 50;

	private static final List<Function<Choice, Optional<Rejection>>> RULES = List.of(Passwords::longEnough,
			Passwords::notTooLong, Passwords::wholeCharacters, Passwords::notTheAddress, Passwords::notCommon,
			Passwords::notTheOld, Passwords::typedTwiceAlike);

	private Passwords() {
	}

	/**
	 * Returns why a choice cannot be accepted: the first reason of each field, or none.
	 */
	static List<Rejection> refusals(Choice choice) {
		return RULES.stream().flatMap((rule) -> rule.apply(choice).stream()).limit(1).toList();
	}

	/**
	 * Whether this could be anybody's password. What could not is never hashed: half a
	 * character has no bytes, and the hash would fail on it.
	 */
	static boolean possible(String password) {
		return password.length() <= LONGEST && whole(password);
	}

	private static boolean whole(String password) {
		return StandardCharsets.UTF_8.newEncoder().canEncode(password);
	}

	/** A password that nobody knows: 99 bits. */
	static String random() {
		StringBuilder password = new StringBuilder();
		for (int i = 0; i < 20; i++) {
			if (i > 0 && i % 5 == 0) {
				password.append('-');
			}
			password.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
		}
		return password.toString();
	}

	private static Optional<Rejection> longEnough(Choice choice) {
		return when(choice.fresh().codePointCount(0, choice.fresh().length()) < SHORTEST,
				Rejection.at("fresh", "accounts.password.short", SHORTEST));
	}

	private static Optional<Rejection> notTooLong(Choice choice) {
		return when(choice.fresh().length() > LONGEST, Rejection.at("fresh", "accounts.password.long", LONGEST));
	}

	private static Optional<Rejection> wholeCharacters(Choice choice) {
		return when(!whole(choice.fresh()), Rejection.at("fresh", "accounts.password.characters"));
	}

	private static Optional<Rejection> notTheAddress(Choice choice) {
		return when(choice.fresh().equalsIgnoreCase(choice.email()),
				Rejection.at("fresh", "accounts.password.address"));
	}

	private static Optional<Rejection> notCommon(Choice choice) {
		return when(
				COMMON.contains(choice.fresh().toLowerCase(Locale.ROOT))
						|| choice.fresh().chars().distinct().count() < 4 || guesses(choice) < FEWEST_GUESSES,
				Rejection.at("fresh", "accounts.password.common"));
	}

	/** How often one would have to guess who knows how people choose. */
	private static double guesses(Choice choice) {
		String fresh = choice.fresh();
		return METER
			.measure(fresh.substring(0, Math.min(fresh.length(), MEASURED)), List.of(choice.email().split("[@.]")))
			.getGuesses();
	}

	private static Optional<Rejection> notTheOld(Choice choice) {
		return when(choice.fresh().equals(choice.current()), Rejection.at("fresh", "accounts.password.old"));
	}

	private static Optional<Rejection> typedTwiceAlike(Choice choice) {
		return when(!choice.fresh().equals(choice.repeated()), Rejection.at("repeated", "accounts.password.repeated"));
	}

	private static Optional<Rejection> when(boolean refused, Rejection rejection) {
		return refused ? Optional.of(rejection) : Optional.empty();
	}

	private static Set<String> common() {
		try (InputStream list = new ClassPathResource("common-passwords.txt").getInputStream()) {
			return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.collect(Collectors.toUnmodifiableSet());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A person's choice of a new password.
	 *
	 * @param email the person's address
	 * @param current the password they have
	 * @param fresh the one they want
	 * @param repeated the same, typed again
	 */
	record Choice(String email, String current, String fresh, String repeated) {
	}

}
