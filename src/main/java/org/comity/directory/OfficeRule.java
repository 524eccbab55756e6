package org.comity.directory;

/**
 * How a channel proposes the office of a hop.
 */
public enum OfficeRule {

	/** The office that investigates is the first hop. */
	INVESTIGATOR_ITSELF,
	/** The office whose area holds the investigating office. */
	AREA_OF_INVESTIGATOR,
	/** The one office of the country that may do this. */
	ONLY_ONE,
	/**
	 * The office of the judicial district in which the company has its seat, else the
	 * office named for all others (18 USC 3512(c): the District of Columbia).
	 */
	DISTRICT_OF_COMPANY,
	/** The office that answers for the company. */
	OFFICE_OF_COMPANY

}
