package org.comity.preservation;

/**
 * How near the end of a period is. The marks are those of day 60, 75 and 85 of the 90
 * days of 18 USC 2703(f); a longer period has them as many days before its end.
 */
public enum Warning {

	/** More than 30 days are left. */
	NONE,
	/** 30 days or fewer: day 60 of 90 has come. */
	DAY_60,
	/** 15 days or fewer: day 75 of 90 has come. */
	DAY_75,
	/** 5 days or fewer: day 85 of 90 has come. */
	DAY_85,
	/** The last day has passed: the data may be gone. */
	LAPSED;

	/**
	 * Returns the warning of a period with so many days left.
	 * @param daysLeft 0 on the last day, negative after it
	 */
	public static Warning at(long daysLeft) {
		if (daysLeft < 0) {
			return LAPSED;
		}
		if (daysLeft <= 5) {
			return DAY_85;
		}
		if (daysLeft <= 15) {
			return DAY_75;
		}
		return (daysLeft <= 30) ? DAY_60 : NONE;
	}

}
