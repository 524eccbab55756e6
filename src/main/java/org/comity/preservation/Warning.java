package org.comity.preservation;

/**
 * How near the end of a period is. The marks are those of day 60, 75 and 85 of the 90
 * days of 18 USC 2703(f); a longer period has them as many days before its end.
 */
public enum Warning {

	/** More than 30 days are left. */
	NONE(Integer.MAX_VALUE),
	/** 30 days or fewer: day 60 of 90 has come. */
	DAY_60(30),
	/** 15 days or fewer: day 75 of 90 has come. */
	DAY_75(15),
	/** 5 days or fewer: day 85 of 90 has come. */
	DAY_85(5),
	/** The last day has passed: the data may be gone. */
	LAPSED(-1);

	private final int days;

	Warning(int days) {
		this.days = days;
	}

	/** The most days left at which it is given. */
	public int days() {
		return this.days;
	}

	/**
	 * Returns the warning of a period with so many days left.
	 * @param daysLeft 0 on the last day, negative after it
	 */
	public static Warning at(long daysLeft) {
		Warning nearest = NONE;
		for (Warning warning : values()) {
			if (daysLeft <= warning.days) {
				nearest = warning;
			}
		}
		return nearest;
	}

}
