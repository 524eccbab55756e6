package org.comity.evidence;

/**
 * What a person is asked for when they move a part.
 */
public enum PartInput {

	/** Words for the office that is next; its side may read them. */
	MESSAGE,
	/** Words for the ledger, read by the writer's own side alone. */
	REASON,
	/** A day in the future. */
	DATE,
	/** The receiver's own list of hashes. */
	LIST

}
