package org.comity.letters;

import java.text.Normalizer;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

/**
 * Text that a person typed, made fit to be kept, hashed and printed: Unicode form C, line
 * ends as one character, no control characters, none that turn the reading direction, no
 * blanks around it.
 */
public final class Typed {

	private Typed() {
	}

	public static String text(@Nullable String typed) {
		if (typed == null || typed.isEmpty()) {
			return "";
		}
		String normal = Normalizer.normalize(typed.replace("\r\n", "\n").replace('\r', '\n'), Normalizer.Form.NFC);
		StringBuilder kept = new StringBuilder(normal.length());
		normal.codePoints().filter(Typed::fit).forEach(kept::appendCodePoint);
		return kept.toString().strip();
	}

	static String line(@Nullable String typed) {
		return text(typed).replaceAll("\\s+", " ");
	}

	/**
	 * Returns the first character that a text may not have: one that {@link #text} would
	 * leave out without a word.
	 */
	static OptionalInt unfit(String typed) {
		return typed.replace("\r\n", "\n")
			.replace('\r', '\n')
			.codePoints()
			.filter((character) -> !fit(character))
			.findFirst();
	}

	private static boolean fit(int character) {
		if (character == '\n' || character == '\t') {
			return true;
		}
		// U+202A to U+202E and U+2066 to U+2069 let a text read otherwise than it is.
		if (character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069) {
			return false;
		}
		int type = Character.getType(character);
		return type != Character.CONTROL && type != Character.SURROGATE && type != Character.UNASSIGNED
				&& character != 0xFEFF;
	}

}
