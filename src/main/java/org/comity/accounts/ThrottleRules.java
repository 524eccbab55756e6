package org.comity.accounts;

import java.time.Duration;

/**
 * How long the door stays closed after wrong passwords. A person who mistypes never meets
 * it; a guesser gets a few hundred tries a day (OWASP ASVS 5.0, 6.3.1; NIST SP 800-63B
 * allows at most 100 in a row). It is never closed for good, or a stranger could keep
 * somebody out.
 */
final class ThrottleRules {

	/** Wrong passwords for one address before the door closes for the first time. */
	static final int FREE_FOR_ADDRESS = 10;

	/** Failures without a success from one network address before the door closes. */
	static final int FREE_FOR_ORIGIN = 300;

	/** The longest that the door stays closed. */
	static final Duration LONGEST = Duration.ofMinutes(15);

	/** Failures older than this are forgotten. */
	static final Duration FORGOTTEN = Duration.ofHours(24);

	private ThrottleRules() {
	}

	/**
	 * Returns how long the door closes after so many failures: a minute at the first
	 * beyond what is free, then twice as long each time.
	 */
	static Duration closedAfter(int failures, int free) {
		int beyond = failures - free;
		if (beyond < 0) {
			return Duration.ZERO;
		}
		Duration doubled = Duration.ofMinutes(1L << Math.min(beyond, 10));
		return (doubled.compareTo(LONGEST) < 0) ? doubled : LONGEST;
	}

}
