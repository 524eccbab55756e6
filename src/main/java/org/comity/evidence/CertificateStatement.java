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
	DILIGENT_SEARCH("Federal Rules of Evidence 803(7), 902(11)");

	private final String citation;

	CertificateStatement(String citation) {
		this.citation = citation;
	}

	public String citation() {
		return this.citation;
	}

}
