package org.comity.desks.fragments;

import java.util.Locale;

/**
 * How a tag speaks. A tone is never the only carrier of a meaning: the words say it too.
 */
public enum Tone {

	/** Plain. */
	NEUTRAL,
	/** The reader's own move. */
	MINE,
	/** Somebody else's move. */
	WAITING,
	/** Done, in order. */
	GOOD,
	/** Due soon. */
	SOON,
	/** Overdue, or lost. */
	LATE,
	/** Urgent. */
	URGENT,
	/** In the background: done, or not to be started yet. */
	QUIET;

	/**
	 * Returns the name that the style sheet uses.
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
