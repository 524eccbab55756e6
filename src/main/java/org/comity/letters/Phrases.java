package org.comity.letters;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Words to look for in a text, whole and whatever their case. A phrase that ends with a
 * star is the beginning of a word. Searched as they stand, for a letter is long and is
 * looked through on every page of its draft.
 */
final class Phrases {

	private final List<Phrase> phrases;

	private Phrases(List<Phrase> phrases) {
		this.phrases = phrases;
	}

	private record Phrase(String words, boolean beginning) {

		boolean in(String text) {
			int at = text.indexOf(this.words);
			while (at >= 0) {
				int end = at + this.words.length();
				boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
				boolean ends = this.beginning || end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
				if (begins && ends) {
					return true;
				}
				at = text.indexOf(this.words, at + 1);
			}
			return false;
		}

	}

	static Phrases of(String... phrases) {
		return new Phrases(Arrays.stream(phrases)
			.map((phrase) -> phrase.endsWith("*") ? new Phrase(phrase.substring(0, phrase.length() - 1), true)
					: new Phrase(phrase, false))
			.toList());
	}

	/** Returns whether any of them is in the text. */
	boolean in(String text) {
		if (text.isEmpty()) {
			return false;
		}
		String small = text.toLowerCase(Locale.ROOT);
		return this.phrases.stream().anyMatch((phrase) -> phrase.in(small));
	}

}
