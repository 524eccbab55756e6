package org.comity.requests;

/**
 * How a request ended, in all. What became of each account is {@link AccountOutcome}.
 */
public enum Outcome {

	EXECUTED, EXECUTED_IN_PART, NO_RECORDS, DECLINED, REFUSED, WITHDRAWN, UNANSWERED,
	/** A draft that was never sent. */
	DISCARDED

}
