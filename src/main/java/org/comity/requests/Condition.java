package org.comity.requests;

/**
 * A condition beside the state. It never decides where a request is; a request may have
 * several at once.
 */
public enum Condition {

	/**
	 * Told to the requested authority before the letter; the letter is due in ten days.
	 */
	WRITTEN_LETTER_DUE,
	/**
	 * One receiving hop has granted the urgency asked for. Each hop decides for itself.
	 */
	URGENCY_GRANTED,
	/** One receiving hop has seen the reasons and does not treat it as urgent. */
	URGENCY_DECLINED,
	/** The prosecutor has asked to withdraw after the referral. */
	WITHDRAWAL_ASKED,
	/**
	 * The executing office's court papers are sealed: no milestone is released by itself.
	 */
	SEALED,
	/**
	 * The auditors of the requested country may see it although it is sealed, until a
	 * day.
	 */
	SHOWN_TO_AUDITORS,
	/** Terms that were accepted, and bind later use (treaty article 3, 7). */
	TERMS_PROPOSED, TERMS_ACCEPTED,
	/**
	 * The prosecutor asks to use evidence for more than the letter said (treaty article
	 * 7).
	 */
	USE_ASKED,
	/** The requested authority has consented to another use; the text says to which. */
	USE_CONSENTED

}
