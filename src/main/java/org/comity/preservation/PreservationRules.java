package org.comity.preservation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What a record of a preservation must say. The fields are those of the form.
 */
final class PreservationRules {

	/** The longest reference of a provider, in characters. */
	static final int LONGEST_REFERENCE = 100;

	/** The longest reason for letting a period go, in characters. */
	static final int LONGEST_REASON = 1000;

	private PreservationRules() {
	}

	static List<Rejection> check(PreservationDetails details, LocalDate today) {
		List<Rejection> found = new ArrayList<>();
		if (details.company() == null) {
			found.add(Rejection.at("company", "preservation.company.required"));
		}
		if (details.basis() == null) {
			found.add(Rejection.at("basis", "preservation.basis.required"));
		}
		LocalDate made = details.madeOn();
		if (made == null) {
			found.add(Rejection.at("madeOn", "preservation.made-on.required"));
			return found;
		}
		if (made.isAfter(today)) {
			found.add(Rejection.at("madeOn", "preservation.made-on.future"));
		}
		if (made.isBefore(today.minusDays(Preservation.LONGEST))) {
			found.add(Rejection.at("madeOn", "preservation.made-on.too-old"));
		}
		found.addAll(confirmation(details.reference(), made, details.confirmedOn(), details.expiresOn(), today));
		return found;
	}

	static List<Rejection> confirmation(@Nullable String reference, LocalDate made, @Nullable LocalDate confirmed,
			@Nullable LocalDate expires, LocalDate today) {
		List<Rejection> found = new ArrayList<>();
		if (reference != null && reference.length() > LONGEST_REFERENCE) {
			found.add(Rejection.at("reference", "preservation.reference.too-long", LONGEST_REFERENCE));
		}
		if (confirmed != null && (confirmed.isAfter(today) || confirmed.isBefore(made))) {
			found.add(Rejection.at("confirmedOn", "preservation.confirmed-on.range"));
		}
		if (expires != null && !expires.isAfter(made)) {
			found.add(Rejection.at("expiresOn", "preservation.expires-on.before"));
		}
		if (expires != null && expires.isAfter(made.plusDays(Preservation.LONGEST))) {
			found.add(Rejection.at("expiresOn", "preservation.expires-on.too-far"));
		}
		return found;
	}

	static List<Rejection> lettingGo(@Nullable String reason) {
		if (reason == null || reason.isBlank()) {
			return List.of(Rejection.at("reason", "preservation.reason.required"));
		}
		return (reason.strip().length() > LONGEST_REASON)
				? List.of(Rejection.at("reason", "preservation.reason.too-long", LONGEST_REASON)) : List.of();
	}

}
