package org.comity.desks.casefile;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Tone;

/**
 * A day by which something is due, in words and in a tone.
 *
 * @param words the words, such as "Due tomorrow"
 * @param tone soon from a week before, late from the day after
 * @param day the day
 */
public record Due(Phrase words, Tone tone, LocalDate day) {

	/** Days before the day from which it is marked. */
	private static final int SOON = 7;

	public static Due of(LocalDate day, LocalDate today) {
		long left = ChronoUnit.DAYS.between(today, day);
		if (left < 0) {
			return new Due(Phrase.of("due.overdue", -left), Tone.LATE, day);
		}
		if (left == 0) {
			return new Due(Phrase.of("due.today"), Tone.LATE, day);
		}
		if (left == 1) {
			return new Due(Phrase.of("due.tomorrow"), Tone.SOON, day);
		}
		return new Due(Phrase.of("due.in-days", left), (left <= SOON) ? Tone.SOON : Tone.NEUTRAL, day);
	}

}
