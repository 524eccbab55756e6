package org.comity.evidence;

/**
 * What must hold before a part moves, by name; what each asks stands where the move is
 * carried out.
 */
enum PartGuard {

	/** The producer's own office, or the executing office for a provider on paper. */
	PRODUCER,
	/** The process still takes parts. */
	PROCESS_TAKES_PARTS,
	/** Each account has an outcome that its files bear out. */
	ACCOUNTS_ANSWERED,
	/** A custodian certifies it (Federal Rules of Evidence 902(11), 902(13)). */
	CERTIFIED,
	/** The part is at this person's hop. */
	AT_THIS_HOP,
	/** The hashes counted here are those of the sender's list. */
	HASHES_AGREE,
	/** They are not. */
	HASHES_DIFFER,
	/** At the executing office: the filter for responsiveness and privilege is done. */
	FILTERED,
	/** The hop is the last one. */
	LAST_HOP,
	/** The hop is not the last one. */
	NOT_LAST_HOP,
	/** This person's office sent the part that is disputed. */
	SENT_FROM_HERE

}
