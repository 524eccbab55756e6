package org.comity.requests;

/**
 * What a person is asked for when they make a move.
 */
public enum Input {

	/** Words for the office that is next; its side may read them. */
	MESSAGE,
	/** Words for the ledger, read by the writer's own side alone. */
	REASON,
	/** A ground of refusal of the channel. */
	GROUND,
	/** What was said when the other side was consulted (treaty article 3). */
	CONSULTATION,
	/** The data protection basis of a transmission abroad (DPA 2018 part 3). */
	BASIS,
	/** The office that is to act next. */
	OFFICE,
	/** A date in the future, as the move explains. */
	DATE,
	/** Some of the accounts asked about. */
	ACCOUNTS,
	/** Papers that go with the words. */
	ATTACHMENT

}
