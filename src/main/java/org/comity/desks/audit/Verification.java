package org.comity.desks.audit;

import java.io.Serializable;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What came of recomputing ledgers. It lies in the session between the button and the
 * page that shows it.
 *
 * @param checked how many ledgers were recomputed
 * @param faults the first bad entry of each that does not hold, up to {@link #NAMED}
 * @param more how many more do not hold
 * @param signed what came of the checkpoints
 */
record Verification(long checked, List<Fault> faults, long more, Signed signed) implements Serializable {

	/** So many are named. */
	static final int NAMED = 50;

	/**
	 * A ledger that does not hold.
	 *
	 * @param request the request
	 * @param named its reference
	 * @param seq the number of the first bad entry
	 * @param what what is wrong with it: a word of the message key audit.fault
	 */
	record Fault(UUID request, String named, long seq, String what) implements Serializable {
	}

	/**
	 * What came of the checkpoints.
	 *
	 * @param newest the number of the newest
	 * @param bad the number of the first that is not right, or 0
	 * @param what what is wrong with it: a word of the message key audit.checkpoint; null
	 * if all are right
	 * @param late whether entries wait for one that should long be there
	 */
	record Signed(long newest, long bad, @Nullable String what, boolean late) implements Serializable {
	}

	Verification {
		faults = List.copyOf(faults);
	}

}
