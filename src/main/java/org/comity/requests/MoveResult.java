package org.comity.requests;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What came of a command: made, proposed to a second person, made before by the same
 * form, refused by a rule, or too late because somebody else moved first. Only the first
 * moves anything.
 */
public sealed interface MoveResult {

	/** The move is made and on the ledger. */
	record Made(UUID entry) implements MoveResult {
	}

	/**
	 * The move takes two people: it is proposed, and made when another confirms it.
	 *
	 * @param proposal what {@link Proposals} knows it by
	 */
	record Proposed(UUID proposal) implements MoveResult {
	}

	/** This very form was carried out before: show its result, do nothing. */
	record Repeated() implements MoveResult {
	}

	/** A rule says no. */
	record Rejected(List<Rejection> reasons) implements MoveResult {

		public Rejected {
			reasons = List.copyOf(reasons);
		}

	}

	/**
	 * Somebody moved it since the form was drawn.
	 *
	 * @param person their name, if this person may know it
	 * @param office their office
	 * @param when the time of their move
	 */
	record Stale(@Nullable String person, String office, Instant when) implements MoveResult {
	}

	default boolean done() {
		return this instanceof Made || this instanceof Proposed || this instanceof Repeated;
	}

}
