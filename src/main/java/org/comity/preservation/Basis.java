package org.comity.preservation;

/**
 * Why a provider keeps the data.
 */
public enum Basis {

	/**
	 * A United States governmental entity has asked: the provider must keep what it has
	 * for 90 days, and 90 more when asked again (18 USC 2703(f)).
	 */
	STATUTORY,

	/**
	 * A foreign force has asked: the provider keeps it by its own policy, and may stop.
	 */
	COURTESY

}
