package org.comity.reviews;

import java.time.Instant;
import java.util.List;

import org.comity.letters.LetterContent;
import org.jspecify.annotations.Nullable;

/**
 * The checklist of one office for one version of a letter.
 *
 * @param letter the number of the version; 0 while the prosecutor decides on a draft
 * @param content what is reviewed
 * @param items the items, in the order of the rules
 * @param linkedCase a note of a case of one's own that is linked; kept at the requested
 * authority alone
 * @param version how often it was saved
 * @param savedBy the name of who saved it last, or null
 * @param savedAt when, or null
 * @param open whether this person may fill it in now
 */
public record ReviewSheet(int letter, LetterContent content, List<ReviewItem> items, String linkedCase, long version,
		@Nullable String savedBy, @Nullable Instant savedAt, boolean open) {

	public ReviewSheet {
		items = List.copyOf(items);
	}

	/** Returns the items that must be asked for. */
	public List<ReviewItem> unmet() {
		return this.items.stream().filter((item) -> item.status() == ReviewItem.Status.NOT_MET).toList();
	}

}
