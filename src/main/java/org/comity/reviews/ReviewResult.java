package org.comity.reviews;

import java.time.Instant;
import java.util.List;

import org.comity.kernel.Rejection;

/** What came of saving a review. */
public sealed interface ReviewResult {

	/** It is kept. */
	record Saved() implements ReviewResult {
	}

	/**
	 * Somebody of the office saved it since it was drawn.
	 *
	 * @param person who
	 * @param at when
	 * @param version the version now
	 */
	record Stale(String person, Instant at, long version) implements ReviewResult {
	}

	/**
	 * Nothing was kept.
	 *
	 * @param reasons what is wrong, each at the key of its item
	 */
	record Rejected(List<Rejection> reasons) implements ReviewResult {

		public Rejected {
			reasons = List.copyOf(reasons);
		}

	}

}
