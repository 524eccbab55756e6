package org.comity.kernel;

/**
 * The three sides of a request. What one side writes for itself, another sees as a
 * position only.
 */
public enum Side {

	/** The state that asks: police, prosecutor, its central authority. */
	REQUESTING,
	/** The state that is asked: its central authority and the executing offices. */
	REQUESTED,
	/** The company that holds the account. It never sees the letter. */
	PROVIDER

}
