package org.comity.evidence;

/**
 * Why the executing office's filter lets an item go no further.
 */
public enum WithheldCategory {

	/** Privileged: between a person and their lawyer, say. */
	PRIVILEGED,
	/** Outside what the process demands: another account, another time. */
	OUT_OF_SCOPE,
	/** The provider gave more than it was asked for. */
	OVER_PRODUCED

}
