package org.comity.web;

import java.util.Arrays;
import java.util.Locale;

import org.comity.kernel.Actor;
import org.comity.kernel.Role;
import org.comity.testing.Cast;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who tries every door. The requests tried are those of the officer's team at
 * Northshire to Google, in the Northern District of California.
 */
enum Visitor {

	OFFICER("NORTHSHIRE", "Major Crime", Role.OFFICER),
	/** Another case team of the same force. */
	OTHER_TEAM("NORTHSHIRE", "Online Child Abuse", Role.OFFICER),
	/** Sees every team of the force. */
	CHIEF("NORTHSHIRE", null, Role.SUPERVISOR),
	/** Another force. */
	EASTVALE("EASTVALE", "Serious Crime", Role.OFFICER, Role.SUPERVISOR),
	/** Of the team to which the prosecutor's supervisor gave some of the requests. */
	PROSECUTOR("CPS-NORTHSHIRE", "Complex Casework", Role.PROSECUTOR),
	/** Of the same office, in no team. */
	OTHER_PROSECUTOR("CPS-NORTHSHIRE", null, Role.PROSECUTOR), CPS_CHIEF("CPS-NORTHSHIRE", null, Role.SUPERVISOR),
	CPS_EASTVALE("CPS-EASTVALE", "Complex Casework", Role.PROSECUTOR, Role.SUPERVISOR),
	UKCA("UKCA", "Outgoing requests", Role.CASEWORKER), UKCA_CHIEF("UKCA", null, Role.SUPERVISOR),
	OIA("OIA", "United Kingdom", Role.ATTORNEY), OIA_CHIEF("OIA", null, Role.SUPERVISOR),
	USAO("USAO-NDCAL", "Mutual legal assistance", Role.ATTORNEY), USAO_CHIEF("USAO-NDCAL", null, Role.SUPERVISOR),
	/** Another district. */
	WASHINGTON("USAO-WDWASH", "Mutual legal assistance", Role.ATTORNEY, Role.SUPERVISOR),
	OIA_EXECUTION("OIA-EXECUTION", "Cyber", Role.ATTORNEY, Role.SUPERVISOR),
	GOOGLE("GOOGLE", "Legal response", Role.PROVIDER_COUNSEL),
	/** Another provider. The third has nobody here and is served on paper. */
	MICROSOFT("MICROSOFT", "Legal response", Role.PROVIDER_COUNSEL), AUDITOR_UK("OVERSIGHT-UK", null, Role.AUDITOR),
	AUDITOR_US("OVERSIGHT-US", null, Role.AUDITOR), ADMINISTRATOR("ADMINISTRATION", null, Role.ADMINISTRATOR);

	private final String office;

	private final @Nullable String team;

	private final Role[] roles;

	Visitor(String office, @Nullable String team, Role... roles) {
		this.office = office;
		this.team = team;
		this.roles = roles;
	}

	Actor of(Cast cast) {
		return cast.of(this.office, this.team, this.roles);
	}

	/** The name in the table. */
	static Visitor named(String name) {
		return Arrays.stream(values())
			.filter((one) -> one.toString().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("The table names nobody known: " + name));
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
