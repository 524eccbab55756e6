package org.comity.process;

/**
 * What a person is asked for when they move a process.
 */
public enum ProcessInput {

	/** Words for the other side: once served, office and provider read each other's. */
	MESSAGE,
	/** Words for the ledger, read by the writer's own side alone. */
	REASON,
	/** The court, or the court that made the appointment. */
	COURT, DOCKET, JUDGE, GRANTED_ON,
	/** The last day of service. */
	EXPIRES_ON,
	/** The day by which the provider must answer. */
	RETURN_DATE,
	/** What is demanded after a narrowing. */
	SCOPE,
	/** On what grounds a provider objects. */
	OBJECTIONS,
	/** How the court is asked to press a provider. */
	MEANS,
	/** The grounds of a non-disclosure order. */
	GROUNDS,
	/** The last day of a non-disclosure order. */
	ENDS_ON,
	/** What became of each account demanded. */
	OUTCOMES,
	/** The custodian who certifies that the answer is whole. */
	CERTIFICATE,
	/** Papers that go with the words. */
	ATTACHMENT

}
