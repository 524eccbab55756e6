package org.comity.process;

import java.util.Collection;
import java.util.Comparator;

/**
 * The kinds of instrument, the weakest first: a stronger one may carry the weaker kinds
 * of data.
 */
public enum ProcessKind {

	/**
	 * A subpoena, or an order to produce made by a person appointed under 18 U.S.C.
	 * 3512(b).
	 */
	SUBPOENA("18 U.S.C. 2703(c)(2), 3512(b)"),
	/** A court order on specific and articulable facts. */
	ORDER_2703D("18 U.S.C. 2703(d)"),
	/** A search warrant on probable cause. */
	WARRANT("18 U.S.C. 2703(a), 3512(a)(2)(A)");

	private final String citation;

	ProcessKind(String citation) {
		this.citation = citation;
	}

	public String citation() {
		return this.citation;
	}

	/** Returns whether this process may demand the data. */
	public boolean carries(DataSought data) {
		return data.least().compareTo(this) <= 0;
	}

	/**
	 * Returns the least process that carries all the data; a subpoena for none.
	 */
	public static ProcessKind leastFor(Collection<DataSought> data) {
		return data.stream().map(DataSought::least).max(Comparator.naturalOrder()).orElse(SUBPOENA);
	}

}
