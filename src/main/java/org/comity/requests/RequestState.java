package org.comity.requests;

import org.comity.kernel.OfficeKind;
import org.jspecify.annotations.Nullable;

/**
 * Where a request is on its way out. Each open state names the kind of office whose turn
 * it is; {@link #WITH_PROVIDER} and {@link #RETURNING} have turns of their own per
 * process and part, and {@link #CLOSED} has none.
 */
public enum RequestState {

	DRAFT(OfficeKind.INVESTIGATOR), PROSECUTOR_REVIEW(OfficeKind.PROSECUTOR), PROSECUTOR_QUERY(OfficeKind.INVESTIGATOR),
	AUTHORITY_REVIEW(OfficeKind.REQUESTING_AUTHORITY), AUTHORITY_QUERY(OfficeKind.PROSECUTOR),
	REQUESTED_REVIEW(OfficeKind.REQUESTED_AUTHORITY), INFORMATION_NEEDED(OfficeKind.REQUESTING_AUTHORITY),
	CONDITIONS_PROPOSED(OfficeKind.REQUESTING_AUTHORITY), POSTPONED(OfficeKind.REQUESTED_AUTHORITY),
	EXECUTION_REVIEW(OfficeKind.EXECUTING_AUTHORITY), EXECUTING(OfficeKind.EXECUTING_AUTHORITY),
	WITH_PROVIDER(OfficeKind.PROVIDER), RETURNING(null), CLOSED(null);

	private final @Nullable OfficeKind heldBy;

	RequestState(@Nullable OfficeKind heldBy) {
		this.heldBy = heldBy;
	}

	/**
	 * Returns the kind of office that is awaited, or null where parts or nobody are.
	 */
	public @Nullable OfficeKind heldBy() {
		return this.heldBy;
	}

	/**
	 * Returns whether the request itself is on the worklist of the office that holds it;
	 * with the provider, its processes are.
	 */
	public boolean hasTurn() {
		return this.heldBy != null && this != WITH_PROVIDER;
	}

	/**
	 * Returns whether the requesting side is told no more than "being executed".
	 */
	public boolean confidential() {
		return this == EXECUTION_REVIEW || this == EXECUTING || this == WITH_PROVIDER || this == RETURNING;
	}

	public boolean open() {
		return this != CLOSED;
	}

}
