package org.comity.process;

/**
 * A kind of stored data that a process may demand, with what US law asks for. The names
 * are those of the letter of request.
 */
public enum DataSought {

	/** Name, address, session times, length and types of service, addresses, payment. */
	BASIC_SUBSCRIBER(ProcessKind.SUBPOENA, "18 U.S.C. 2703(c)(2)"),
	/** Message headers, transaction and activity logs. */
	OTHER_RECORDS(ProcessKind.ORDER_2703D, "18 U.S.C. 2703(c)(1), (d)"),
	/** Precise or historical location. */
	LOCATION(ProcessKind.WARRANT, "Carpenter v. United States (2018)"),
	/** Mail, messages, files, photographs, address books, search history. */
	CONTENT(ProcessKind.WARRANT, "18 U.S.C. 2703(a), (b)");

	private final ProcessKind least;

	private final String citation;

	DataSought(ProcessKind least, String citation) {
		this.least = least;
		this.citation = citation;
	}

	/** Returns the weakest process that carries it. */
	public ProcessKind least() {
		return this.least;
	}

	public String citation() {
		return this.citation;
	}

}
