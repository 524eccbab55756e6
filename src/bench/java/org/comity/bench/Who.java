package org.comity.bench;

import org.comity.kernel.Role;
import org.jspecify.annotations.Nullable;

/**
 * The people of the life that is told, one for each part in it.
 */
enum Who {

	OFFICER("NORTHSHIRE", "Major Crime", Role.OFFICER), PROSECUTOR("CPS-NORTHSHIRE", null, Role.PROSECUTOR),
	AUTHORITY("UKCA", null, Role.CASEWORKER), ATTORNEY("OIA", null, Role.ATTORNEY),
	SUPERVISOR("OIA", null, Role.SUPERVISOR), ASSISTANT("USAO-NDCAL", null, Role.ATTORNEY);

	private final String office;

	private final @Nullable String team;

	private final Role role;

	Who(String office, @Nullable String team, Role role) {
		this.office = office;
		this.team = team;
		this.role = role;
	}

	String office() {
		return this.office;
	}

	@Nullable String team() {
		return this.team;
	}

	Role role() {
		return this.role;
	}

}
