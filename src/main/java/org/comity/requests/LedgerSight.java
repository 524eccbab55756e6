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

	/** What the requested side does in so many words for the requesting side. */
	private static final Set<String> TOLD = Set.of(RequestMove.RELEASE_MILESTONE.name(),
			RequestMove.CONSENT_TO_USE.name(), RequestMove.REFUSE_USE.name());

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
		if (entry.machine() == Machine.PRODUCTION && crossesBorder(entry)) {
			return POSITION;
		}
		if (entry.machine() != Machine.REQUEST) {
			return NONE;
		}
		if (TOLD.contains(entry.move())) {
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

	/**
	 * A part that was handed over the border, or is asked for again: from that hop on it
	 * exists for the requesting side, and not before.
	 */
	private static boolean crossesBorder(LedgerEntry entry) {
		return atRequesting(entry.fromState()) || atRequesting(entry.toState());
	}

	private static boolean atRequesting(String place) {
		return PartPlace.hop(place).filter((hop) -> hop.side() == Side.REQUESTING).isPresent();
	}

	private static Optional<RequestState> state(String name) {
		return name.isEmpty() ? Optional.empty() : Optional.of(RequestState.valueOf(name));
	}

}
