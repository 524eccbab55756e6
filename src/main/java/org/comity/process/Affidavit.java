package org.comity.process;

import java.time.Instant;

/**
 * The statement in support of an application to the court, as it was saved last. It is
 * the executing office's own until the application is filed; what is filed is a paper of
 * the court's and never this row.
 *
 * @param text its words; a blank line begins another paragraph
 * @param version counts the savings, from 1
 * @param savedBy who saved it
 * @param savedAt when
 */
public record Affidavit(String text, long version, String savedBy, Instant savedAt) {

	/** The longest text, in characters. */
	public static final int LONGEST = 40_000;

}
