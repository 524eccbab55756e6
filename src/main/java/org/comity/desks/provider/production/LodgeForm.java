package org.comity.desks.provider.production;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.desks.fragments.DateEntry;
import org.comity.evidence.Certificate;
import org.comity.evidence.CertificateStatement;
import org.comity.evidence.Lodging;
import org.comity.evidence.PartOutcome;
import org.comity.evidence.PartView;
import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * What was typed on the way to lodge a part, sense or nonsense.
 */
final class LodgeForm {

	/** No more than this of an overlong text is shown again, in characters. */
	private static final int ECHO = 300;

	private final MultiValueMap<String, String> typed;

	LodgeForm(MultiValueMap<String, String> typed) {
		this.typed = typed;
	}

	private String first(String name) {
		String value = this.typed.getFirst(name);
		return (value != null) ? value : "";
	}

	UUID formKey() {
		return UUID.fromString(first("formKey"));
	}

	private DateEntry signedOn() {
		return new DateEntry(first("signedOn.day"), first("signedOn.month"), first("signedOn.year"));
	}

	/** A date that is none; the rules would take it for not given. */
	List<Rejection> unreadable() {
		DateEntry entry = signedOn();
		return (entry.isBlank() || entry.date().isPresent()) ? List.of()
				: List.of(Rejection.at("signedOn", "evidence.date.invalid"));
	}

	Lodging lodging(PartView part) {
		Map<UUID, PartOutcome> outcomes = new HashMap<>();
		for (PartView.Account account : part.accounts()) {
			PartOutcome outcome = outcome(first("outcome-" + account.id()));
			if (outcome != null) {
				outcomes.put(account.id(), outcome);
			}
		}
		Set<CertificateStatement> statements = chosen().stream()
			.map(CertificateStatement::valueOf)
			.collect(Collectors.toSet());
		return new Lodging(formKey(), first("drawnFrom"), new Certificate(first("custodian"), first("custodianTitle"),
				statements, first("keeping"), signedOn().date().orElse(null)), outcomes);
	}

	private static @Nullable PartOutcome outcome(String name) {
		return Arrays.stream(PartOutcome.values())
			.filter((outcome) -> outcome.name().equals(name))
			.findFirst()
			.orElse(null);
	}

	/** The statements ticked. */
	Set<String> chosen() {
		Set<String> known = Arrays.stream(CertificateStatement.values()).map(Enum::name).collect(Collectors.toSet());
		return this.typed.getOrDefault("statements", List.of())
			.stream()
			.filter(known::contains)
			.collect(Collectors.toSet());
	}

	/** What the form shows again. */
	Map<String, String> values() {
		Map<String, String> values = new LinkedHashMap<>();
		this.typed.forEach((name, all) -> {
			String value = (all.get(0) != null) ? all.get(0) : "";
			int most = name.equals("keeping") ? Certificate.LONGEST_TEXT + ECHO : ECHO;
			values.put(name, value.substring(0, Math.min(value.length(), most)));
		});
		return values;
	}

	/** What the form proposes when it is first drawn: what the files say. */
	static Map<String, String> proposal(PartView part) {
		Map<String, String> values = new LinkedHashMap<>();
		boolean shared = part.files().stream().anyMatch((file) -> file.account() == null);
		for (PartView.Account account : part.accounts()) {
			boolean own = part.files().stream().anyMatch((file) -> account.id().equals(file.account()));
			if (own || shared && part.accounts().size() == 1) {
				values.put("outcome-" + account.id(), PartOutcome.PRODUCED.name());
			}
		}
		return values;
	}

}
