package org.comity.letters;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What came of saving a section. Only the first changes anything.
 */
public sealed interface SaveResult {

	/**
	 * It is saved.
	 *
	 * @param version in this version
	 * @param item the id of the item, or null for a section that is no list, and for a
	 * form that was sent twice
	 */
	record Saved(long version, @Nullable UUID item) implements SaveResult {
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
