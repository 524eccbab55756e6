package org.comity.evidence;

/**
 * What a part is for one account that the process names.
 */
public enum PartOutcome {

	/** It holds data of the account. */
	PRODUCED,
	/** It certifies that there are no records of the account. */
	NO_RECORDS,
	/** It says nothing of the account; another part may. */
	NOT_IN_THIS_PART

}
