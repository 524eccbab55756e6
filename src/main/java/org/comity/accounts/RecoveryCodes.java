package org.comity.accounts;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Ten codes on paper, each of which takes the place of a lost factor once.
 */
final class RecoveryCodes {

	static final int HOW_MANY = 10;

	/** No letter or digit that can be taken for another: they are typed from paper. */
	private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

	private static final int LETTERS = 15;

	private static final int GROUP = 5;

	private static final SecureRandom RANDOM = new SecureRandom();

	private RecoveryCodes() {
	}

	/** Ten new ones, of 74 bits each. */
	static List<String> fresh() {
		List<String> codes = new ArrayList<>();
		for (int i = 0; i < HOW_MANY; i++) {
			StringBuilder code = new StringBuilder();
			for (int j = 0; j < LETTERS; j++) {
				if (j > 0 && j % GROUP == 0) {
					code.append('-');
				}
				code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
			}
			codes.add(code.toString());
		}
		return codes;
	}

	/** A code as it was meant, however it was typed. */
	static String meant(String typed) {
		return typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
	}

	/** Whether what was typed has the form of such a code. */
	static boolean looksLikeOne(String typed) {
		return typed.length() <= 60 && meant(typed).matches("[" + ALPHABET + "]{" + LETTERS + "}");
	}

}
