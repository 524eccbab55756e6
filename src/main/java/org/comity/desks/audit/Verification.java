package org.comity.desks.audit;

import java.io.Serializable;
import java.util.List;
import java.util.UUID;

/**
 * What came of recomputing ledgers. It lies in the session between the button and the
 * page that shows it.
 *
 * @param checked how many ledgers were recomputed
 * @param faults the first bad entry of each that does not hold
 */
record Verification(int checked, List<Fault> faults) implements Serializable {

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

	Verification {
		faults = List.copyOf(faults);
	}

}
