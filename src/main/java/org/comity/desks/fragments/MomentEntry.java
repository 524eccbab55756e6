package org.comity.desks.fragments;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A date and a time of day in UTC, as typed into four boxes. It keeps what was typed.
 *
 * @param day as typed
 * @param month as typed: a number
 * @param year as typed: four digits
 * @param time as typed: hours and minutes, 24 hours, as in 09:30 or 9:30
 */
public record MomentEntry(@Nullable String day, @Nullable String month, @Nullable String year, @Nullable String time) {

	// Strict, because the lenient reading takes 24:00 for the first minute of the same
	// day.
	private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm")
		.withResolverStyle(ResolverStyle.STRICT);

	public static MomentEntry of(@Nullable Instant at) {
		if (at == null) {
			return new MomentEntry(null, null, null, null);
		}
		LocalDateTime utc = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
		DateEntry date = DateEntry.of(utc.toLocalDate());
		return new MomentEntry(date.day(), date.month(), date.year(), utc.format(DateTimeFormatter.ofPattern("HH:mm")));
	}

	/**
	 * Returns whether nothing was typed.
	 */
	public boolean isBlank() {
		return new DateEntry(this.day, this.month, this.year).isBlank() && (this.time == null || this.time.isBlank());
	}

	/**
	 * Returns the moment, or nothing when what was typed is none.
	 */
	public Optional<Instant> moment() {
		if (this.time == null) {
			return Optional.empty();
		}
		try {
			LocalTime clock = LocalTime.parse(this.time.strip(), CLOCK);
			return new DateEntry(this.day, this.month, this.year).date()
				.map((date) -> date.atTime(clock).toInstant(ZoneOffset.UTC));
		}
		catch (DateTimeParseException ex) {
			return Optional.empty();
		}
	}

}
