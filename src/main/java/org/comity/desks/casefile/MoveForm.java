package org.comity.desks.casefile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.comity.desks.fragments.DateEntry;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.requests.Input;
import org.comity.requests.MoveDetails;
import org.comity.requests.RequestMove;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * What was typed into the form of a move. It keeps everything as typed, sense or not, so
 * that nothing is lost when the form is drawn again.
 *
 * @param typed the fields
 * @param points the points that it answers, each in a field of its own
 */
record MoveForm(MultiValueMap<String, String> typed, List<String> points) {

	MoveForm {
		points = List.copyOf(points);
	}

	/** A form that answers no points. */
	MoveForm(MultiValueMap<String, String> typed) {
		this(typed, List.of());
	}

	/** Drawn new with each form. */
	UUID formKey() {
		return id("formKey").orElseThrow(BadForm::new);
	}

	/** The ledger entry the form was drawn from. */
	UUID drawnFrom() {
		return id("drawnFrom").orElseThrow(BadForm::new);
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

	MoveDetails details(RequestMove move) {
		return new MoveDetails(message(move), given(move, Input.REASON, "reason"), given(move, Input.GROUND, "ground"),
				given(move, Input.CONSULTATION, "consultation"), given(move, Input.BASIS, "basis"),
				move.takes(Input.OFFICE) ? id("office").orElse(null) : null, move.takes(Input.DATE) ? date() : null,
				move.takes(Input.ACCOUNTS) ? accounts() : Set.of());
	}

	/**
	 * Returns what the rules cannot see: that something was typed which is no date, and
	 * that a point is not answered.
	 */
	List<Rejection> senseless(RequestMove move) {
		List<Rejection> found = new ArrayList<>();
		for (int i = 1; i <= this.points.size(); i++) {
			if (answer(i).isBlank()) {
				found.add(Rejection.at(Points.FIELD + i, "input.point.required", i));
			}
		}
		if (move.takes(Input.DATE) && date() == null && !dateEntry().isBlank()) {
			found.add(Rejection.at("date", "input.date.invalid"));
		}
		return found;
	}

	private @Nullable String message(RequestMove move) {
		String said = given(move, Input.MESSAGE, "message");
		if (this.points.isEmpty() || !move.takes(Input.MESSAGE)) {
			return said;
		}
		return Points.answered(this.points,
				IntStream.rangeClosed(1, this.points.size()).mapToObj(this::answer).toList(), said);
	}

	private String answer(int point) {
		String typed = text(Points.FIELD + point);
		return (typed != null) ? typed : "";
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
		for (String name : List.of("message", "reason", "ground", "consultation", "basis", "office", "date.day",
				"date.month", "date.year", "accounts")) {
			this.typed.getOrDefault(name, List.of()).forEach((one) -> fields.add(Map.entry(name, one)));
		}
		this.typed.forEach((name, some) -> {
			if (name.startsWith(Points.FIELD)) {
				some.forEach((one) -> fields.add(Map.entry(name, one)));
			}
		});
		return fields;
	}

	List<String> chosenAccounts() {
		return this.typed.getOrDefault("accounts", List.of());
	}

	private DateEntry dateEntry() {
		return new DateEntry(text("date.day"), text("date.month"), text("date.year"));
	}

	private @Nullable LocalDate date() {
		return dateEntry().date().orElse(null);
	}

	private Set<UUID> accounts() {
		Set<UUID> ids = new HashSet<>();
		chosenAccounts().forEach((one) -> Ids.read(one).ifPresent(ids::add));
		return ids;
	}

	private @Nullable String given(RequestMove move, Input input, String name) {
		return move.takes(input) ? text(name) : null;
	}

	private @Nullable String text(String name) {
		return this.typed.getFirst(name);
	}

	private Optional<UUID> id(String name) {
		return Ids.read(text(name));
	}

}
