package org.comity.letters;

import java.time.Instant;

/**
 * What came of saving a section. Only the first changes anything.
 */
public sealed interface SaveResult {

	/** It is saved, in this version. */
	record Saved(long version) implements SaveResult {
	}

	/**
	 * Somebody saved this section since the form was drawn. What was typed is not saved,
	 * and not lost: the form is drawn again with it.
	 *
	 * @param person who
	 * @param at when
	 * @param version the version that is saved now
	 */
	record Stale(String person, Instant at, long version) implements SaveResult {
	}

}
