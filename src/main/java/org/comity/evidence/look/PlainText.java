package org.comity.evidence.look;

/**
 * Text from evidence, made fit for a screen: one line, nothing that cannot be seen or
 * that turns the reading direction, never longer than asked for. It is still text of a
 * stranger: who writes it into a page escapes it.
 */
public final class PlainText {

	/** Stands where something was left off. */
	private static final char MORE = '\u2026';

	private PlainText() {
	}

	/**
	 * Returns the text as one line.
	 * @param text as it was found
	 * @param longest in characters, at least 1; a longer one ends with an ellipsis
	 */
	public static String line(String text, int longest) {
		StringBuilder line = new StringBuilder(Math.min(text.length(), longest));
		boolean blank = false;
		for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
			int one = text.codePointAt(at);
			if (Character.isWhitespace(one) || Character.isSpaceChar(one)) {
				blank = line.length() > 0;
				continue;
			}
			if (!visible(one)) {
				continue;
			}
			if (line.length() + (blank ? 1 : 0) + Character.charCount(one) > longest) {
				return cut(line, longest);
			}
			if (blank) {
				line.append(' ');
				blank = false;
			}
			line.appendCodePoint(one);
		}
		return line.toString();
	}

	private static String cut(StringBuilder line, int longest) {
		if (line.length() == longest) {
			line.setLength(longest - 1);
		}
		if (line.length() > 0 && Character.isHighSurrogate(line.charAt(line.length() - 1))) {
			line.setLength(line.length() - 1);
		}
		return line.append(MORE).toString();
	}

	private static boolean visible(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				false;
			default -> true;
		};
	}

}
