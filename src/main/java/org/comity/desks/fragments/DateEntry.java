package org.comity.desks.fragments;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A date as it was typed into three boxes. It keeps what was typed, a date or not.
 *
 * @param day as typed
 * @param month as typed: a number
 * @param year as typed: four digits
 */
public record DateEntry(@Nullable String day, @Nullable String month, @Nullable String year) {

	public static DateEntry of(@Nullable LocalDate date) {
		return (date == null) ? new DateEntry(null, null, null) : new DateEntry(String.valueOf(date.getDayOfMonth()),
				String.valueOf(date.getMonthValue()), String.valueOf(date.getYear()));
	}

	/**
	 * Returns whether nothing was typed.
	 */
	public boolean isBlank() {
		return trimmed(this.day).isEmpty() && trimmed(this.month).isEmpty() && trimmed(this.year).isEmpty();
	}

	/**
	 * Returns the date, or nothing when what was typed is none: 31 February is none, nor
	 * is a year of two digits.
	 */
	public Optional<LocalDate> date() {
		String d = trimmed(this.day);
		String m = trimmed(this.month);
		String y = trimmed(this.year);
		if (!d.matches("[0-9]{1,2}") || !m.matches("[0-9]{1,2}") || !y.matches("[0-9]{4}")) {
			return Optional.empty();
		}
		try {
			return Optional.of(LocalDate.of(Integer.parseInt(y), Integer.parseInt(m), Integer.parseInt(d)));
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	private static String trimmed(@Nullable String typed) {
		return (typed == null) ? "" : typed.strip();
	}

}
