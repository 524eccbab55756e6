package org.comity.letters;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One field of a section: how it is asked for, and how much it holds. Its words are in
 * the message files under {@code letter.<section>.<field>}.
 *
 * @param name the property of the content's record
 * @param kind how it is asked for
 * @param limit the most characters, or the greatest number
 * @param choices names of the values to choose from
 * @param links the list section whose items may be linked
 */
public record LetterField(String name, Kind kind, int limit, List<String> choices, @Nullable LetterSection links) {

	/** How a field is asked for. */
	public enum Kind {

		/** One line of text. */
		LINE,
		/** Several lines of text. */
		TEXT,
		/** A whole number from 0. */
		NUMBER,
		/** A day. */
		DATE,
		/** A day, and the time of day if it is known. */
		DAY_AND_TIME,
		/** A day and a time of day, UTC. */
		MOMENT,
		/** Yes or no. */
		YES_NO,
		/** One value of several. */
		CHOICE,
		/** Any values of several. */
		MANY,
		/** Any values of several, each with a text. */
		REASONS,
		/** Items of another section. */
		LINKS,
		/** A company of the provider's group. */
		COMPANY,
		/** A statement to be ticked. */
		STATEMENT,
		/** A file. */
		FILE

	}

	static LetterField line(String name, int limit) {
		return new LetterField(name, Kind.LINE, limit, List.of(), null);
	}

	static LetterField text(String name, int limit) {
		return new LetterField(name, Kind.TEXT, limit, List.of(), null);
	}

	static LetterField of(String name, Kind kind) {
		return new LetterField(name, kind, 0, List.of(), null);
	}

	static LetterField number(String name, int greatest) {
		return new LetterField(name, Kind.NUMBER, greatest, List.of(), null);
	}

	static <E extends Enum<E>> LetterField choice(String name, Kind kind, Class<E> values) {
		return new LetterField(name, kind, 2000, Arrays.stream(values.getEnumConstants()).map(Enum::name).toList(),
				null);
	}

	static LetterField links(String name, LetterSection section) {
		return new LetterField(name, Kind.LINKS, 0, List.of(), section);
	}

}
