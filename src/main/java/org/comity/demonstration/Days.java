package org.comity.demonstration;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calendar of one story: its days are counted from the day on which the application
 * was submitted.
 *
 * @param zero the day of submission, UTC
 */
record Days(LocalDate zero) {

	private static final Pattern DAY = Pattern.compile("\\{([+-]?[0-9]{1,4})}");

	private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

	LocalDate day(int number) {
		return this.zero.plusDays(number);
	}

	/** Puts the date where a text has the number of a day in braces: {@code {-8}}. */
	String told(String text) {
		return DAY.matcher(text)
			.replaceAll((match) -> Matcher.quoteReplacement(WORDS.format(day(Integer.parseInt(match.group(1))))));
	}

}
