package org.comity.documents;

import java.text.Normalizer;

/**
 * Makes a file name that somebody sent fit to be shown and offered. It is still never
 * used as a path.
 */
public final class FileNames {

	/** The longest name kept, in characters. */
	public static final int LONGEST = 150;

	private FileNames() {
	}

	/**
	 * Returns the name without folders, without characters that cannot be seen or that
	 * turn the reading direction, in Unicode form C, at most {@value #LONGEST} characters
	 * long with its ending kept, and never empty.
	 */
	public static String safe(String name) {
		String text = Normalizer.normalize(name, Normalizer.Form.NFC).replace('\\', '/');
		text = text.substring(text.lastIndexOf('/') + 1);
		StringBuilder kept = new StringBuilder(text.length());
		text.codePoints().filter(FileNames::visible).forEach(kept::appendCodePoint);
		text = kept.toString().replaceAll("[\"*:<>?|]", "_").replaceAll("\\s+", " ").strip();
		text = text.replaceAll("^[. ]+", "").replaceAll("[. ]+$", "");
		return text.isEmpty() ? "file" : shortened(text);
	}

	private static boolean visible(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				false;
			default -> true;
		};
	}

	private static String shortened(String text) {
		if (text.length() <= LONGEST) {
			return text;
		}
		int dot = text.lastIndexOf('.');
		String ending = (dot > 0 && text.length() - dot <= 12) ? text.substring(dot) : "";
		int end = LONGEST - ending.length();
		if (Character.isHighSurrogate(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(0, end).stripTrailing() + ending;
	}

}
