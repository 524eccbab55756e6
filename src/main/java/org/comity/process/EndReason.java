package org.comity.process;

/**
 * Why a process ended.
 */
public enum EndReason {

	ABANDONED, DENIED, EXPIRED, QUASHED, WITHDRAWN,
	/** The answer is complete. */
	SETTLED,
	/** The requested central authority ended it in the place of the executing office. */
	ENDED_FOR_OFFICE

}
