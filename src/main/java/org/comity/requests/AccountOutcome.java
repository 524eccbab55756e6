package org.comity.requests;

/**
 * What became of one account asked about.
 */
public enum AccountOutcome {

	PRODUCED, NO_RECORDS, REFUSED, NOT_OURS, WITHDRAWN

}
