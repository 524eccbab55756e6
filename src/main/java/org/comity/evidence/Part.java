package org.comity.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.comity.kernel.OfficeKind;
import org.comity.requests.PartPlace;
import org.jspecify.annotations.Nullable;

/**
 * One part of a production as it stands in the database.
 */
record Part(UUID id, UUID request, UUID process, int number, ProductionState state, OfficeKind hop, UUID producer,
		boolean late, Instant startedAt, @Nullable Instant lodgedAt, @Nullable UUID manifest,
		@Nullable UUID certificate, @Nullable UUID replaces, @Nullable UUID filteredFrom, @Nullable LocalDate reviewOn,
		@Nullable UUID destruction) {

	/** Where it is, as the ledger writes it. */
	String place() {
		return place(this.state, this.hop);
	}

	/** A place on the road; what was never handed over has none. */
	static String place(ProductionState state, OfficeKind hop) {
		return state.lodged() ? PartPlace.of(state, hop) : state.name();
	}

	/**
	 * Whether somebody still waits for it: on its way, or owed in place of one that was.
	 */
	boolean unsettled() {
		return this.state.onItsWay() || this.state == ProductionState.UPLOADING && this.replaces != null;
	}

}
