package org.comity.letters;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The time on a clock in the United Kingdom, which officers write down, and UTC, which is
 * kept. Once a year an hour comes twice and once it does not come at all: such a time is
 * never guessed.
 */
public final class UkTime {

	/** The zone. */
	public static final ZoneId ZONE = ZoneId.of("Europe/London");

	private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);

	private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("d MMMM yyyy 'at' HH:mm", Locale.UK);

	private UkTime() {
	}

	/** Which of two, where a time comes twice. */
	public enum Which {

		/** Before the clocks go back: summer time. */
		FIRST,
		/** After it: the same as UTC. */
		SECOND

	}

	/**
	 * Returns the moments at which clocks show this: one as a rule, none in the hour that
	 * is passed over, two in the hour that comes twice, the earlier first.
	 */
	public static List<Instant> moments(LocalDateTime shown) {
		return ZONE.getRules().getValidOffsets(shown).stream().map(shown::toInstant).sorted().toList();
	}

	/** Returns what clocks show at a moment. */
	public static LocalDateTime shown(Instant moment) {
		return LocalDateTime.ofInstant(moment, ZONE);
	}

	/** Returns the date in the United Kingdom at a moment. */
	public static LocalDate day(Instant moment) {
		return LocalDate.ofInstant(moment, ZONE);
	}

	/**
	 * Says what clocks show at a moment, next to the same in UTC: the time alone if the
	 * day is the same.
	 */
	static String beside(Instant moment) {
		LocalDateTime here = shown(moment);
		boolean sameDay = here.toLocalDate().equals(LocalDate.ofInstant(moment, ZoneOffset.UTC));
		return (sameDay ? CLOCK : WHOLE).format(here);
	}

}
