package org.comity.desks.preservation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.comity.desks.fragments.DateEntry;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.preservation.Basis;
import org.comity.preservation.PreservationDetails;
import org.jspecify.annotations.Nullable;

/**
 * What was typed about a preservation, sense or nonsense.
 */
record PreservationForm(@Nullable String company, @Nullable String basis, @Nullable String reference,
		@Nullable DateEntry madeOn, @Nullable DateEntry confirmedOn, @Nullable DateEntry expiresOn) {

	/** No more than this of an overlong text is shown again, in characters. */
	private static final int ECHO = 300;

	static PreservationForm empty() {
		return new PreservationForm(null, null, null, null, null, null);
	}

	static PreservationForm asked(String company, String basis) {
		return new PreservationForm(company, basis, null, null, null, null);
	}

	/** Dates that are none; the rules would take them for not given. */
	List<Rejection> unreadable() {
		List<Rejection> found = new ArrayList<>();
		unreadable("madeOn", this.madeOn, found);
		unreadable("confirmedOn", this.confirmedOn, found);
		unreadable("expiresOn", this.expiresOn, found);
		return found;
	}

	private static void unreadable(String field, @Nullable DateEntry entry, List<Rejection> found) {
		if (entry != null && !entry.isBlank() && entry.date().isEmpty()) {
			found.add(Rejection.at(field, "preservation.date.invalid"));
		}
	}

	PreservationDetails details() {
		return new PreservationDetails(Ids.read(this.company).orElse(null), named(this.basis), this.reference,
				date(this.madeOn), date(this.confirmedOn), date(this.expiresOn));
	}

	PreservationForm shortened() {
		String typed = this.reference;
		return (typed == null || typed.length() <= ECHO) ? this : new PreservationForm(this.company, this.basis,
				typed.substring(0, ECHO), this.madeOn, this.confirmedOn, this.expiresOn);
	}

	private static @Nullable LocalDate date(@Nullable DateEntry entry) {
		return (entry != null) ? entry.date().orElse(null) : null;
	}

	static @Nullable Basis named(@Nullable String name) {
		return Arrays.stream(Basis.values()).filter((basis) -> basis.name().equals(name)).findFirst().orElse(null);
	}

}
