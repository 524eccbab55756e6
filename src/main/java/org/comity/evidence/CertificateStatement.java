package org.comity.evidence;

/**
 * What a custodian of records certifies. The words stand in the message files and the
 * PDF; here is what each stands on.
 */
public enum CertificateStatement {

	/**
	 * The records were made at the time, by or from somebody who knew, and kept as a
	 * regular practice of the business.
	 */
	REGULAR_RECORDS("Federal Rules of Evidence 902(11), 803(6)"),

	/** The records come from an electronic process that produces an accurate result. */
	ELECTRONIC_PROCESS("Federal Rules of Evidence 902(13)"),

	/** The files are true copies, known by their hashes. */
	TRUE_COPIES("Federal Rules of Evidence 902(14)"),

	/** A diligent search found no records of the accounts said to have none. */
	DILIGENT_SEARCH("Federal Rules of Evidence 803(7), 902(11)"),

	/**
	 * The records were made or received in the course of a trade, business or other
	 * occupation. This and the two that follow are what a court of the requesting side
	 * asks of a business document.
	 */
	BUSINESS_DOCUMENT("", "Criminal Justice Act 2003 s.117(2)(a)"),

	/**
	 * Who supplied the information had, or may reasonably be supposed to have had,
	 * personal knowledge of it.
	 */
	PERSONAL_KNOWLEDGE("", "Criminal Justice Act 2003 s.117(2)(b)"),

	/** Each person through whom it passed received it in the course of a business. */
	RECEIVED_IN_BUSINESS("", "Criminal Justice Act 2003 s.117(2)(c)");

	private final String citation;

	private final String homeCitation;

	CertificateStatement(String citation) {
		this(citation, "");
	}

	CertificateStatement(String citation, String homeCitation) {
		this.citation = citation;
		this.homeCitation = homeCitation;
	}

	/** Whether it is asked for by the requesting side's law of hearsay. */
	public boolean businessDocument() {
		return !this.homeCitation.isEmpty();
	}

	/**
	 * Returns the requesting side's own section, or nothing. The provider never reads it:
	 * it would tell which country asks.
	 */
	public String homeCitation() {
		return this.homeCitation;
	}

	/** Returns the section of US law, or nothing. */
	public String citation() {
		return this.citation;
	}

}
