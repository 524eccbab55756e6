package org.comity.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.comity.requests.Access;
import org.jspecify.annotations.Nullable;

/**
 * What a filter withheld, as far as one person may know it. The prosecutor, who has
 * duties of disclosure (CPIA 1996), reads counts, categories and reasons; the police
 * counts and categories; the central authority that asked counts.
 *
 * @param access how much of it shows
 * @param office the office that withheld, or null where this person is not told which
 * office of the kind it was
 * @param person who withheld; null for another side's reader
 * @param at when
 * @param count how many items
 * @param categories how many of each category; empty where counts alone show
 * @param items the items; empty where reasons do not show
 * @param scheduleSha256 the hash of the schedule, as it stands on the ledger
 */
public record Withholding(Access access, @Nullable String office, @Nullable String person, Instant at, int count,
		Map<WithheldCategory, Long> categories, List<Item> items, String scheduleSha256) {

	/**
	 * One item. It never says what is in it.
	 *
	 * @param ordinal its number on the schedule, from 1
	 * @param message its place in the mailbox, or null for a whole file
	 * @param file the file's name, for those alone who read its content
	 * @param dated the day of a message, where it says one
	 */
	public record Item(int ordinal, @Nullable Integer message, @Nullable String file, @Nullable Instant dated,
			WithheldCategory category, String reason, long size, String sha256) {
	}

	public Withholding {
		categories = Map.copyOf(categories);
		items = List.copyOf(items);
	}

}
