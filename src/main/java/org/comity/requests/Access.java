package org.comity.requests;

/**
 * How much of a thing an office of some kind may see. Each presupposes that the request
 * has reached the office, and inside the office the person's case team.
 */
public enum Access {

	/** Never, whatever happens. */
	NEVER,
	/** From the day the request first reached the office. */
	ONCE_REACHED,
	/** The versions of the letter that have left the prosecutor. */
	ONCE_ISSUED,
	/** The versions of the letter that have crossed the border. */
	ONCE_TRANSMITTED,
	/** From the day of service, and only the process served on this provider. */
	ONCE_SERVED,
	/** From the day the evidence reached the office. */
	ONCE_RECEIVED,
	/** "Being executed", its age, and the milestones released. */
	MILESTONES,
	/** Counts alone. */
	COUNTS,
	/** Counts and categories. */
	CATEGORIES,
	/** Counts, categories and reasons. */
	REASONS,
	/** Who held it, when, and that the hashes agreed; never what it says. */
	CUSTODY,
	/** What people of the own office did. */
	OWN_OFFICE,
	/**
	 * The own side's entries in full, the others' as a position and the words sent over.
	 */
	OWN_SIDE

}
