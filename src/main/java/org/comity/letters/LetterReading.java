package org.comity.letters;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One of the states that a letter went through, to be read beside another: what the
 * officer submitted, what was signed off, and the draft as it is.
 *
 * @param key its name in addresses
 * @param kind what it is
 * @param number the submission's number, from 1, or the addendum's; 0 for letter and
 * draft
 * @param at when it was submitted or signed off; when the draft was saved last, if ever
 * @param content what it says
 */
public record LetterReading(String key, Kind kind, int number, @Nullable Instant at, LetterContent content) {

	/** In the order in which they come to be. */
	public enum Kind {

		SUBMISSION, LETTER, ADDENDUM, DRAFT

	}

}
