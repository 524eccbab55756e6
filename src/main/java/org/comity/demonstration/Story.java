package org.comity.demonstration;

import java.time.LocalDate;

/**
 * One invented case as it is written down.
 *
 * @param code its name among the stories, which never changes
 * @param submitted on what day the application was submitted, counted from the day of
 * loading: -30 is thirty days ago
 * @param script what happens
 */
record Story(String code, int submitted, Page script) {

	Days days(LocalDate today) {
		return new Days(today.plusDays(this.submitted));
	}

}
