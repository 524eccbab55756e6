package org.comity.letters;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.comity.directory.ProviderCompany;
import org.comity.kernel.Rejection;
import org.comity.letters.LetterContent.IdentifierType;
import org.comity.letters.LetterField.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns what was typed into a section's value, and a value into what a form shows. What
 * is left empty is no error: a draft may be unfinished. What is wrong is: it is told
 * field by field, and nothing is saved.
 */
public final class LetterForm {

	/**
	 * After a field's name: which of two, where the clock shows a time twice. It is asked
	 * for only then.
	 */
	public static final String WHICH = ".which";

	private static final String CLOCKS_BACK = "clocks-back";

	private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm");

	private final LetterSection section;

	private final List<ProviderCompany> companies;

	private final LetterContent draft;

	private final LocalDate today;

	private final @Nullable UUID item;

	private final List<LetterField> fields;

	/**
	 * Creates the form of a whole section.
	 * @param section the section
	 * @param companies the companies of the provider asked, that may hold an account
	 * @param draft the draft as it is, whose items may be linked
	 * @param today the date in the United Kingdom
	 * @param item the item of a list section that is changed, or null
	 */
	public LetterForm(LetterSection section, List<ProviderCompany> companies, LetterDraft draft, LocalDate today,
			@Nullable UUID item) {
		this(section, companies, draft.content(), today, item);
	}

	LetterForm(LetterSection section, List<ProviderCompany> companies, LetterContent draft, LocalDate today,
			@Nullable UUID item) {
		this(section, companies, draft, today, item, section.fields());
	}

	private LetterForm(LetterSection section, List<ProviderCompany> companies, LetterContent draft, LocalDate today,
			@Nullable UUID item, List<LetterField> fields) {
		this.section = section;
		this.companies = List.copyOf(companies);
		this.draft = draft;
		this.today = today;
		this.item = item;
		this.fields = fields;
	}

	/**
	 * Returns the form of one question: it reads and shows that question's fields only.
	 */
	public LetterForm of(LetterPage page) {
		return new LetterForm(this.section, this.companies, this.draft, this.today, this.item, page.fields());
	}

	/**
	 * What came of reading a form.
	 *
	 * @param value the section's (or item's) value as far as it could be read
	 * @param errors what is wrong, field by field, in the order of the form
	 */
	public record Reading(ObjectNode value, Map<String, Rejection> errors) {

		/** Whether it may be saved. */
		public boolean good() {
			return this.errors.isEmpty();
		}

		/** The fields whose time the clocks show twice, without a word which is meant. */
		public List<String> twice() {
			return this.errors.values()
				.stream()
				.filter((error) -> error.code().endsWith("." + CLOCKS_BACK))
				.map(Rejection::field)
				.toList();
		}

	}

	/**
	 * Reads what was typed.
	 * @param typed parameters by field name; unknown ones are passed over
	 */
	public Reading read(MultiValueMap<String, String> typed) {
		ObjectNode value = LetterJson.object();
		Map<String, Rejection> errors = new LinkedHashMap<>();
		for (LetterField field : this.fields) {
			read(field, typed, value, errors);
		}
		if (errors.isEmpty()) {
			together(value, errors);
		}
		return new Reading(value, errors);
	}

	private void read(LetterField field, MultiValueMap<String, String> typed, ObjectNode value,
			Map<String, Rejection> errors) {
		String name = field.name();
		switch (field.kind()) {
			case LINE, TEXT -> {
				String text = (field.kind() == Kind.LINE) ? Typed.line(first(typed, name))
						: Typed.text(first(typed, name));
				if (text.length() > field.limit()) {
					errors.put(name, error(name, "too-long", field.limit()));
				}
				value.put(name, text);
			}
			case NUMBER -> number(field, Typed.line(first(typed, name)), value, errors);
			case DATE -> date(name, typed, value, errors).ifPresent((date) -> value.put(name, date.toString()));
			case DAY_AND_TIME -> dayAndTime(name, typed, value, errors);
			case MOMENT -> moment(name, typed, value, errors);
			case YES_NO -> {
				String answer = first(typed, name);
				if (answer.equals("true") || answer.equals("false")) {
					value.put(name, answer.equals("true"));
				}
				else {
					value.putNull(name);
				}
			}
			case STATEMENT -> value.put(name, first(typed, name).equals("true"));
			case CHOICE -> {
				String chosen = first(typed, name);
				if (field.choices().contains(chosen)) {
					value.put(name, chosen);
				}
				else {
					value.putNull(name);
				}
			}
			case MANY -> {
				ArrayNode chosen = value.putArray(name);
				field.choices().stream().filter(all(typed, name)::contains).forEach(chosen::add);
			}
			case REASONS -> reasons(field, typed, value, errors);
			case LINKS -> {
				ArrayNode linked = value.putArray(name);
				items(field).stream().map(UUID::toString).filter(all(typed, name)::contains).forEach(linked::add);
			}
			case COMPANY -> company(name, first(typed, name), value);
			case FILE -> {
				// The file itself comes by the upload; see Enclosure.
			}
		}
	}

	private void number(LetterField field, String text, ObjectNode value, Map<String, Rejection> errors) {
		value.putNull(field.name());
		if (text.isEmpty()) {
			return;
		}
		if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) > field.limit()) {
			errors.put(field.name(), error(field.name(), "number", field.limit()));
			return;
		}
		value.put(field.name(), Integer.parseInt(text));
	}

	private Optional<LocalDate> date(String name, MultiValueMap<String, String> typed, ObjectNode value,
			Map<String, Rejection> errors) {
		value.putNull(name);
		String day = first(typed, name + ".day").strip();
		String month = first(typed, name + ".month").strip();
		String year = first(typed, name + ".year").strip();
		if (day.isEmpty() && month.isEmpty() && year.isEmpty()) {
			return Optional.empty();
		}
		if (day.matches("[0-9]{1,2}") && month.matches("[0-9]{1,2}") && year.matches("(19|20|21)[0-9]{2}")) {
			try {
				return Optional
					.of(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
			}
			catch (DateTimeException ex) {
				// Told below: 31 February has the form of a date and is none.
			}
		}
		errors.put(name, error(name, "date"));
		return Optional.empty();
	}

	private @Nullable LocalTime time(String name, MultiValueMap<String, String> typed, Map<String, Rejection> errors) {
		String text = first(typed, name + ".time").strip();
		if (text.isEmpty()) {
			return null;
		}
		try {
			return LocalTime.parse(text, CLOCK);
		}
		catch (DateTimeParseException ex) {
			errors.putIfAbsent(name, error(name, "time"));
			return null;
		}
	}

	private void dayAndTime(String name, MultiValueMap<String, String> typed, ObjectNode value,
			Map<String, Rejection> errors) {
		Optional<LocalDate> date = date(name, typed, value, errors);
		LocalTime time = time(name, typed, errors);
		if (date.isPresent()) {
			LocalDate day = date.get();
			ObjectNode when = value.putObject(name);
			when.put("date", day.toString());
			if (day.isAfter(this.today)) {
				errors.putIfAbsent(name, error(name, "past"));
			}
			else if (time != null) {
				utc(name, day.atTime(time), typed, errors).map((moment) -> moment.atOffset(ZoneOffset.UTC))
					.ifPresent((moment) -> when.put("date", moment.toLocalDate().toString())
						.put("time", moment.toLocalTime().toString()));
			}
		}
		else if (time != null) {
			errors.putIfAbsent(name, error(name, "date"));
		}
	}

	/**
	 * What a clock here shows, as a moment: told if there is none, asked if there are
	 * two.
	 */
	private Optional<Instant> utc(String name, LocalDateTime shown, MultiValueMap<String, String> typed,
			Map<String, Rejection> errors) {
		List<Instant> moments = UkTime.moments(shown);
		if (moments.size() == 1) {
			return Optional.of(moments.get(0));
		}
		String which = first(typed, name + WHICH);
		if (moments.size() == 2 && which.equals(UkTime.Which.FIRST.name())) {
			return Optional.of(moments.get(0));
		}
		if (moments.size() == 2 && which.equals(UkTime.Which.SECOND.name())) {
			return Optional.of(moments.get(1));
		}
		errors.putIfAbsent(name,
				error(name, moments.isEmpty() ? "clocks-forward" : CLOCKS_BACK, shown.toLocalTime().toString()));
		return Optional.empty();
	}

	private void moment(String name, MultiValueMap<String, String> typed, ObjectNode value,
			Map<String, Rejection> errors) {
		Optional<LocalDate> date = date(name, typed, value, errors);
		LocalTime time = time(name, typed, errors);
		if (date.isPresent() && time == null) {
			errors.putIfAbsent(name, error(name, "time"));
		}
		else if (date.isEmpty() && time != null) {
			errors.putIfAbsent(name, error(name, "date"));
		}
		else if (date.isPresent() && time != null) {
			utc(name, date.get().atTime(time), typed, errors).ifPresent((moment) -> value.put(name, moment.toString()));
		}
	}

	private void reasons(LetterField field, MultiValueMap<String, String> typed, ObjectNode value,
			Map<String, Rejection> errors) {
		Map<DataQuestion, String> asked = new EnumMap<>(DataQuestion.class);
		for (String choice : field.choices()) {
			String key = field.name() + "." + choice;
			String text = Typed.text(first(typed, key));
			if (text.length() > field.limit()) {
				errors.put(key, Rejection.at(key, "letter.error.too-long",
						new DefaultMessageSourceResolvable(label("reason")), field.limit()));
			}
			if (all(typed, field.name()).contains(choice)) {
				asked.put(DataQuestion.valueOf(choice), text);
			}
		}
		if (asked.remove(DataQuestion.LIVE) != null) {
			errors.put(field.name(), error(field.name(), "live"));
		}
		ObjectNode questions = value.putObject("questions");
		asked.forEach((question, reason) -> questions.put(question.name(), reason));
		ObjectNode kinds = value.putObject(field.name());
		DataQuestion.kinds(asked).forEach((kind, reason) -> kinds.put(kind.name(), reason));
	}

	private void company(String name, String chosen, ObjectNode value) {
		value.putNull(name);
		value.put("companyName", "");
		for (ProviderCompany company : this.companies) {
			if (company.id().toString().equals(chosen)) {
				value.put(name, chosen);
				value.put("companyName", company.name());
			}
		}
	}

	/** Rules over several fields of one section. */
	private void together(ObjectNode value, Map<String, Rejection> errors) {
		switch (this.section) {
			case ACCOUNTS -> {
				account(value, errors);
				duplicates(value, errors);
			}
			case PERSONS -> notAfterToday("birthDate", value, errors);
			case PRESERVATION -> {
				notAfterToday("madeOn", value, errors);
				ordered("madeOn", "expiresOn", value, errors);
			}
			case TIME_LIMIT -> {
				String date = value.path("date").asString("");
				if (!date.isEmpty() && LocalDate.parse(date).isBefore(this.today)) {
					errors.put("date", error("date", "future"));
				}
			}
			default -> {
				// Nothing depends on anything else there.
			}
		}
	}

	private void account(ObjectNode value, Map<String, Rejection> errors) {
		String identifier = value.path("identifier").asString("");
		String type = value.path("type").asString("");
		if (!identifier.isEmpty()) {
			if (type.isEmpty()) {
				errors.put("type", error("type", "choose"));
			}
			else {
				Identifiers.checked(IdentifierType.valueOf(type), identifier)
					.ifPresentOrElse((kept) -> value.put("identifier", kept),
							() -> errors.put("identifier", error("identifier", "identifier." + type)));
			}
		}
		String from = value.path("from").asString("");
		String to = value.path("to").asString("");
		if (!from.isEmpty() && !to.isEmpty() && !Instant.parse(from).isBefore(Instant.parse(to))) {
			errors.put("to", error("to", "reversed"));
		}
		else if (!to.isEmpty() && UkTime.day(Instant.parse(to)).isAfter(this.today)) {
			errors.put("to", error("to", "stored-only"));
		}
	}

	private void duplicates(ObjectNode value, Map<String, Rejection> errors) {
		String identifier = value.path("identifier").asString("");
		boolean twice = !identifier.isEmpty() && this.draft.accounts()
			.stream()
			.anyMatch((account) -> !account.id().equals(this.item) && account.type() != null
					&& account.type().name().equals(value.path("type").asString(""))
					&& account.identifier().equalsIgnoreCase(identifier));
		if (twice) {
			errors.put("identifier", error("identifier", "identifier.twice"));
		}
	}

	private void notAfterToday(String name, ObjectNode value, Map<String, Rejection> errors) {
		String date = value.path(name).asString("");
		if (!date.isEmpty() && LocalDate.parse(date).isAfter(this.today)) {
			errors.put(name, error(name, "past"));
		}
	}

	private void ordered(String first, String second, ObjectNode value, Map<String, Rejection> errors) {
		String from = value.path(first).asString("");
		String to = value.path(second).asString("");
		if (!from.isEmpty() && !to.isEmpty() && LocalDate.parse(to).isBefore(LocalDate.parse(from))) {
			errors.putIfAbsent(second, error(second, "reversed"));
		}
	}

	/**
	 * Returns what a form shows for a value: text by parameter name. Choices of several
	 * are given by {@link #chosen}.
	 */
	public Map<String, String> values(JsonNode value) {
		Map<String, String> values = new LinkedHashMap<>();
		for (LetterField field : this.fields) {
			JsonNode node = value.path(field.name());
			switch (field.kind()) {
				case DATE -> day(field.name(), node.asString(""), values);
				case DAY_AND_TIME -> {
					String date = node.path("date").asString("");
					String time = node.path("time").asString("");
					if (date.isEmpty() || time.isEmpty()) {
						day(field.name(), date, values);
						values.put(field.name() + ".time", "");
					}
					else {
						shown(field.name(),
								LocalDate.parse(date).atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC), values);
					}
				}
				case MOMENT -> {
					String text = node.asString("");
					if (!text.isEmpty()) {
						shown(field.name(), Instant.parse(text), values);
					}
				}
				case REASONS -> DataQuestion.asked(value)
					.forEach((question, reason) -> values.put(field.name() + "." + question.name(), reason));
				case MANY, LINKS, FILE -> {
					// Not one value.
				}
				default -> values.put(field.name(), node.asString(""));
			}
		}
		return values;
	}

	/**
	 * Returns, for each field of several choices, what is chosen.
	 */
	public Map<String, List<String>> chosen(JsonNode value) {
		Map<String, List<String>> chosen = new LinkedHashMap<>();
		for (LetterField field : this.fields) {
			JsonNode node = value.path(field.name());
			List<String> picked = new ArrayList<>();
			switch (field.kind()) {
				case MANY, LINKS -> node.forEach((item) -> picked.add(item.asString("")));
				case REASONS -> DataQuestion.asked(value).keySet().forEach((question) -> picked.add(question.name()));
				case STATEMENT -> picked.add(node.asString("false"));
				default -> {
					continue;
				}
			}
			chosen.put(field.name(), picked);
		}
		return chosen;
	}

	/** Returns the ids of the items a field may link to. */
	public List<UUID> items(LetterField field) {
		if (field.links() == null) {
			return List.of();
		}
		return switch (field.links()) {
			case FACTS -> this.draft.facts().stream().map(LetterContent.Fact::id).toList();
			case OFFENCES -> this.draft.offences().stream().map(LetterContent.Offence::id).toList();
			case ACCOUNTS -> this.draft.accounts().stream().map(LetterContent.Account::id).toList();
			default -> List.of();
		};
	}

	private String label(String field) {
		return "letter." + this.section.key() + "." + field;
	}

	private Rejection error(String field, String code, Object... more) {
		List<Object> arguments = new ArrayList<>();
		arguments.add(new DefaultMessageSourceResolvable(label(field)));
		arguments.addAll(List.of(more));
		return Rejection.at(field, "letter.error." + code, arguments.toArray());
	}

	private static void shown(String name, Instant moment, Map<String, String> values) {
		LocalDateTime here = UkTime.shown(moment);
		day(name, here.toLocalDate().toString(), values);
		values.put(name + ".time", shortTime(here.toLocalTime().toString()));
		List<Instant> moments = UkTime.moments(here);
		if (moments.size() == 2) {
			values.put(name + WHICH, (moments.get(0).equals(moment) ? UkTime.Which.FIRST : UkTime.Which.SECOND).name());
		}
	}

	private static void day(String name, String date, Map<String, String> values) {
		if (!date.isEmpty()) {
			LocalDate day = LocalDate.parse(date);
			values.put(name + ".day", String.valueOf(day.getDayOfMonth()));
			values.put(name + ".month", String.valueOf(day.getMonthValue()));
			values.put(name + ".year", String.valueOf(day.getYear()));
		}
	}

	private static String shortTime(String time) {
		return (time.length() > 5) ? time.substring(0, 5) : time;
	}

	private static String first(MultiValueMap<String, String> typed, String name) {
		String value = typed.getFirst(name);
		return (value != null) ? value : "";
	}

	private static List<String> all(MultiValueMap<String, String> typed, String name) {
		List<String> values = typed.get(name);
		return (values != null) ? values : List.of();
	}

}
