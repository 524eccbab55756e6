package org.comity.letters;

import java.time.LocalDate;
import java.util.List;

/**
 * When evidence may come. <strong>An assumption, never a measurement</strong>: nobody has
 * published how long each step takes. The figures are this project's working assumption
 * (see docs/decisions/0016), made to fit the published averages of the whole way; a
 * screen that shows them says so. The two dates add up steps that are all usual, or all
 * slow: a case in which every step is slow is rarer than one in ten.
 *
 * @param usual the day, if every step takes what it is assumed to take in one of two
 * @param slow the day, if every step takes what it is assumed to exceed in one of ten
 */
public record ExpectedTime(LocalDate usual, LocalDate slow) {

	/** Of how many requests the requested state is assumed to ask for more. */
	public static final int ASKED_FOR_MORE_PERCENT = 35;

	/** How many days each such question is assumed to take. */
	public static final int ASKED_FOR_MORE_DAYS = 45;

	/** The steps in order. */
	public static final List<Step> STEPS = List.of(new Step("prosecutor", 14, 40), new Step("authority", 7, 25),
			new Step("requested", 110, 260), new Step("executing", 35, 90), new Step("provider", 14, 45),
			new Step("filter", 40, 100), new Step("home", 10, 30));

	/**
	 * One step.
	 *
	 * @param name which
	 * @param usual days that one of two is assumed to stay under
	 * @param slow days that nine of ten are assumed to stay under
	 */
	public record Step(String name, int usual, int slow) {
	}

	/** Returns the days of a request that is sent to the prosecutor on a day. */
	public static ExpectedTime from(LocalDate sent) {
		return new ExpectedTime(sent.plusDays(STEPS.stream().mapToInt(Step::usual).sum()),
				sent.plusDays(STEPS.stream().mapToInt(Step::slow).sum()));
	}

	/** How a day that somebody needs compares with these. */
	public Comparison compare(LocalDate needed) {
		if (needed.isBefore(this.usual)) {
			return Comparison.TOO_EARLY;
		}
		return needed.isBefore(this.slow) ? Comparison.TIGHT : Comparison.AMPLE;
	}

	/** How a day compares with the expected ones. */
	public enum Comparison {

		/** Even the usual case comes later. */
		TOO_EARLY,
		/** The usual case comes in time, a slow one does not. */
		TIGHT,
		/** A slow case, too, comes in time. */
		AMPLE

	}

}
