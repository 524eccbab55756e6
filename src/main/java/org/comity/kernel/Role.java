package org.comity.kernel;

/**
 * What a person may be trusted with inside one office. A person may have several roles,
 * but an administrator or auditor has no other (nobody administers people and reads cases
 * with one account).
 */
public enum Role {

	/** Files applications and answers questions (police). */
	OFFICER,
	/** Issues letters of request (CICA 2003 s.7). */
	PROSECUTOR,
	/** Reviews and passes on, at a central authority. */
	CASEWORKER,
	/**
	 * A US attorney: at OIA refers, at a U.S. Attorney's Office opens and serves process.
	 */
	ATTORNEY,
	/** Decides what a second pair of eyes must decide: refusals, allocation to teams. */
	SUPERVISOR,
	/** Answers process for a provider. */
	PROVIDER_COUNSEL,
	/** Reads and verifies, never moves. */
	AUDITOR,
	/** Keeps people and accounts, never reads a case. */
	ADMINISTRATOR

}
