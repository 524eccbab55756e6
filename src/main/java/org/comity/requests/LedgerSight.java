package org.comity.requests;

import java.util.Optional;
import java.util.Set;

import org.comity.kernel.Side;
import org.jspecify.annotations.Nullable;

/**
 * How an entry of the ledger shows to a side: in full, as a position (a date, an office,
 * and the words sent over), or not at all.
 */
enum LedgerSight {

	FULL, POSITION, NONE;

	/**
	 * Applies the rule. What the requested side does between referral and return is not
	 * shown to the requesting side (treaty article 7; Fed. R. Crim. P. 6(e)), not even
	 * that it happened; milestones are released instead.
	 */
	static LedgerSight of(@Nullable Side viewer, LedgerEntry entry) {
		if (viewer == entry.side()) {
			return FULL;
		}
		if (viewer == null || viewer == Side.PROVIDER || beforeLodging(entry)) {
			return NONE;
		}
		if (viewer == Side.REQUESTED) {
			return POSITION;
		}
		if (entry.machine() != Machine.REQUEST) {
			return NONE;
		}
		if (entry.move().equals(RequestMove.RELEASE_MILESTONE.name())) {
			return POSITION;
		}
		Optional<RequestState> from = state(entry.fromState());
		Optional<RequestState> to = state(entry.toState());
		boolean hidden = from.map(RequestState::confidential).orElse(false)
				&& to.map(RequestState::confidential).orElse(false);
		return hidden ? NONE : POSITION;
	}

	/**
	 * What a provider gathers before it lodges it, or throws away, is its own business.
	 */
	private static boolean beforeLodging(LedgerEntry entry) {
		Set<String> own = Set.of("", "UPLOADING", "DISCARDED");
		return entry.machine() == Machine.PRODUCTION && own.contains(entry.fromState())
				&& own.contains(entry.toState());
	}

	private static Optional<RequestState> state(String name) {
		return name.isEmpty() ? Optional.empty() : Optional.of(RequestState.valueOf(name));
	}

}
