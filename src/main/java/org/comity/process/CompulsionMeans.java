package org.comity.process;

/**
 * How an office asks the court to press a provider that was served.
 */
public enum CompulsionMeans {

	MOTION_TO_COMPEL, ORDER_TO_SHOW_CAUSE

}
