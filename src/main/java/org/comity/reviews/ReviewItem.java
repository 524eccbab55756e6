package org.comity.reviews;

import org.comity.letters.Finding;
import org.comity.letters.Rule;
import org.comity.letters.Severity;
import org.jspecify.annotations.Nullable;

/**
 * One item of a checklist: something the letter must have, or something that an attorney
 * may ask about it.
 *
 * @param key its name, for good: the rule, and for advice where it was found
 * @param rule the rule
 * @param finding what the check found, or null if it found nothing
 * @param status what the reviewer says of it
 * @param note what would settle it, or why it is overruled; empty if it needs no words
 */
public record ReviewItem(String key, Rule rule, @Nullable Finding finding, Status status, String note) {

	/** What a reviewer says of an item. */
	public enum Status {

		/** Nobody has said anything yet. */
		OPEN,
		/** Whoever reviewed it has nothing to ask. */
		MET,
		/** It must be asked for. */
		NOT_MET,
		/** The advice does not hold here, for a reason on the ledger. */
		OVERRULED

	}

	/** Whether it can be overruled: what the law asks for cannot. */
	public boolean advice() {
		return this.rule.severity() == Severity.ADVICE;
	}

}
