package org.comity.requests;

import java.util.Optional;

import org.comity.kernel.OfficeKind;

/**
 * Where a part of the evidence is, as the ledger writes it: its state and, once it is on
 * the road, the hop, as in {@code HELD@PROSECUTOR}. So custody can be read, and proved,
 * from the chain alone.
 */
public final class PartPlace {

	private static final char AT = '@';

	private PartPlace() {
	}

	/** Writes a place. */
	public static String of(Enum<?> state, OfficeKind hop) {
		return state.name() + AT + hop.name();
	}

	/** The hop of a place, or empty where it names none. */
	public static Optional<OfficeKind> hop(String place) {
		int at = place.indexOf(AT);
		return (at < 0) ? Optional.empty() : Optional.of(OfficeKind.valueOf(place.substring(at + 1)));
	}

}
