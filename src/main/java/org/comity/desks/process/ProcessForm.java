package org.comity.desks.process;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.desks.fragments.DateEntry;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.process.CompulsionMeans;
import org.comity.process.NonDisclosureGround;
import org.comity.process.ObjectionGround;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessInput;
import org.comity.process.ProcessMove;
import org.comity.requests.AccountOutcome;
import org.comity.requests.NoSuchRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * What was typed into the form of a move. It keeps everything as typed, sense or not, so
 * that nothing is lost when the form is drawn again.
 */
record ProcessForm(MultiValueMap<String, String> typed) {

	static final String OUTCOME = "outcome-";

	private static final Map<ProcessInput, String> DATES = Map.of(ProcessInput.GRANTED_ON, "grantedOn",
			ProcessInput.EXPIRES_ON, "expiresOn", ProcessInput.RETURN_DATE, "returnDate", ProcessInput.ENDS_ON,
			"endsOn");

	/** Drawn new with each form. */
	UUID formKey() {
		return id("formKey");
	}

	/** The ledger entry the form was drawn from. */
	UUID drawnFrom() {
		return id("drawnFrom");
	}

	/** Whether the person has been told what it leads to and said yes. */
	boolean confirmed() {
		return text("confirmed") != null;
	}

	/** Whether the person was told what it leads to and wants to go on writing. */
	boolean wantsBack() {
		return text("back") != null;
	}

	/** Papers to be taken off the form. */
	List<UUID> dropped() {
		return this.typed.getOrDefault("drop", List.of()).stream().flatMap((one) -> Ids.read(one).stream()).toList();
	}

	ProcessDetails details(ProcessMove move) {
		ProcessDetails details = ProcessDetails.none()
			.withMessage(given(move, ProcessInput.MESSAGE, "message"))
			.withReason(given(move, ProcessInput.REASON, "reason"))
			.withAuthority(new ProcessDetails.Authority(given(move, ProcessInput.COURT, "court"),
					given(move, ProcessInput.DOCKET, "docket"), given(move, ProcessInput.JUDGE, "judge"),
					date(move, ProcessInput.GRANTED_ON), date(move, ProcessInput.EXPIRES_ON)))
			.withReturnDate(date(move, ProcessInput.RETURN_DATE))
			.withScope(given(move, ProcessInput.SCOPE, "scope"));
		if (move.takes(ProcessInput.GROUNDS)) {
			details = details.withNonDisclosure(grounds(), date(move, ProcessInput.GRANTED_ON),
					date(move, ProcessInput.ENDS_ON));
		}
		if (move.takes(ProcessInput.OBJECTIONS)) {
			details = details.withObjections(Arrays.stream(ObjectionGround.values())
				.filter((ground) -> chosenObjections().contains(ground.name()))
				.collect(Collectors.toSet()));
		}
		if (move.takes(ProcessInput.MEANS)) {
			details = details.withMeans(Arrays.stream(CompulsionMeans.values())
				.filter((means) -> means.name().equals(text("means")))
				.findFirst()
				.orElse(null));
		}
		if (move.takes(ProcessInput.OUTCOMES)) {
			details = details.withAnswer(outcomes(),
					new ProcessDetails.Certificate(Objects.requireNonNullElse(text("custodian"), ""),
							Objects.requireNonNullElse(text("custodianTitle"), "")));
		}
		return details;
	}

	/**
	 * Returns what the rules cannot see: that something was typed which is no date.
	 */
	List<Rejection> senseless(ProcessMove move) {
		return Arrays.stream(ProcessInput.values())
			.filter((input) -> DATES.containsKey(input) && move.takes(input))
			.map((input) -> Objects.requireNonNull(DATES.get(input)))
			.filter((name) -> entry(name).date().isEmpty() && !entry(name).isBlank())
			.map((name) -> Rejection.at(name, "process.input." + name + ".invalid"))
			.toList();
	}

	/** What was typed, as the form fragments take it. */
	Map<String, Object> values() {
		Map<String, Object> values = new LinkedHashMap<>();
		this.typed.forEach((name, some) -> values.put(name, (some.get(0) != null) ? some.get(0) : ""));
		return values;
	}

	/** What must travel with a confirmation: every field of the move, one line each. */
	List<Map.Entry<String, String>> carried() {
		List<Map.Entry<String, String>> fields = new ArrayList<>();
		this.typed.forEach((name, some) -> {
			boolean own = List.of("formKey", "drawnFrom", "_csrf", "drop", "back", "confirmed").contains(name);
			if (!own) {
				some.forEach((one) -> fields.add(Map.entry(name, (one != null) ? one : "")));
			}
		});
		return fields;
	}

	/** The texts that somebody would not like to write again. */
	List<Map.Entry<String, String>> written() {
		return carried().stream()
			.filter((field) -> List.of("message", "reason", "scope").contains(field.getKey())
					&& !field.getValue().isBlank())
			.toList();
	}

	List<String> chosenGrounds() {
		return this.typed.getOrDefault("grounds", List.of());
	}

	List<String> chosenObjections() {
		return this.typed.getOrDefault("objections", List.of());
	}

	private Set<NonDisclosureGround> grounds() {
		return Arrays.stream(NonDisclosureGround.values())
			.filter((ground) -> chosenGrounds().contains(ground.name()))
			.collect(Collectors.toSet());
	}

	private Map<UUID, AccountOutcome> outcomes() {
		Map<UUID, AccountOutcome> outcomes = new HashMap<>();
		this.typed.forEach((name, some) -> {
			if (name.startsWith(OUTCOME)) {
				Optional<UUID> account = Ids.read(name.substring(OUTCOME.length()));
				Optional<AccountOutcome> outcome = Arrays.stream(AccountOutcome.values())
					.filter((one) -> one.name().equals(some.get(0)))
					.findFirst();
				if (account.isPresent() && outcome.isPresent()) {
					outcomes.put(account.get(), outcome.get());
				}
			}
		});
		return outcomes;
	}

	private @Nullable LocalDate date(ProcessMove move, ProcessInput input) {
		return move.takes(input) ? entry(Objects.requireNonNull(DATES.get(input))).date().orElse(null) : null;
	}

	private DateEntry entry(String name) {
		return new DateEntry(text(name + ".day"), text(name + ".month"), text(name + ".year"));
	}

	private @Nullable String given(ProcessMove move, ProcessInput input, String name) {
		return move.takes(input) ? text(name) : null;
	}

	private @Nullable String text(String name) {
		return this.typed.getFirst(name);
	}

	/** A form without its key was not drawn by us. */
	private UUID id(String name) {
		return Ids.read(text(name)).orElseThrow(NoSuchRequest::new);
	}

}
