package org.comity.desks.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import org.comity.letters.LetterChanges;

/**
 * A change of the letter, word by word: what was taken out of the old text, and what came
 * into the new one.
 *
 * @param place the section or item
 * @param field the field
 * @param was the old text in pieces; none if there was nothing
 * @param now the new text in pieces; none if there is nothing
 */
public record Difference(String place, String field, List<Piece> was, List<Piece> now) {

	/** Words and what stands between them. */
	private static final Pattern BETWEEN = Pattern.compile("(?<=\\s)(?=\\S)|(?<=\\S)(?=\\s)");

	public Difference {
		was = List.copyOf(was);
		now = List.copyOf(now);
	}

	/**
	 * A run of words.
	 *
	 * @param text the words
	 * @param changed whether the other text has them not
	 */
	public record Piece(String text, boolean changed) {
	}

	/** Compares the words of a change. */
	public static Difference of(LetterChanges.Change change) {
		List<String> before = words(change.was());
		List<String> after = words(change.now());
		List<Piece> was = new ArrayList<>();
		List<Piece> now = new ArrayList<>();
		int old = 0;
		int young = 0;
		for (AbstractDelta<String> delta : DiffUtils.diff(before, after).getDeltas()) {
			add(was, before.subList(old, delta.getSource().getPosition()), false);
			add(now, after.subList(young, delta.getTarget().getPosition()), false);
			add(was, delta.getSource().getLines(), true);
			add(now, delta.getTarget().getLines(), true);
			old = delta.getSource().getPosition() + delta.getSource().size();
			young = delta.getTarget().getPosition() + delta.getTarget().size();
		}
		add(was, before.subList(old, before.size()), false);
		add(now, after.subList(young, after.size()), false);
		return new Difference(change.place(), change.field(), was, now);
	}

	private static List<String> words(String text) {
		return text.isEmpty() ? List.of() : List.of(BETWEEN.split(text));
	}

	private static void add(List<Piece> pieces, List<String> words, boolean changed) {
		if (!words.isEmpty()) {
			pieces.add(new Piece(String.join("", words), changed));
		}
	}

}
