package org.comity.letters;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.ProviderCompany;
import org.comity.kernel.Ids;
import org.comity.letters.LetterContent.IdentifierType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Letters in the form in which other systems write and read them: JSON by the schema
 * {@code letter-1.schema.json}. It follows the table of sections. Ids in a file are local
 * names that mean nothing outside of it, and companies have the names of the directory.
 * Files themselves never travel in it. What is not said is left out; what is wrong is
 * told with its place, all of it, and then nothing is taken.
 */
public final class LetterExchange {

	/** What a file calls itself. */
	public static final String FORMAT = "comity-letter";

	/** The version of the schema that is written and read. */
	public static final int VERSION = 1;

	/** The largest file that is parsed, in bytes. */
	public static final int LARGEST = 2 * 1024 * 1024;

	/** The most faults that are told of one file. */
	static final int MOST_FAULTS = 200;

	/** A letter is never nested deeper than half of this. */
	static final int DEEPEST = 12;

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(DEEPEST)
				.maxStringLength(LARGEST)
				.maxNameLength(200)
				.maxNumberLength(20)
				.build())
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(SerializationFeature.INDENT_OUTPUT)
		.build();

	private LetterExchange() {
	}

	/**
	 * What came of reading a file.
	 *
	 * @param content the letter, or null if there is any fault
	 * @param faults what is wrong, in the order of the file
	 */
	public record Reading(@Nullable LetterContent content, List<ExchangeFault> faults) {

		public Reading {
			faults = List.copyOf(faults);
		}

	}

	/**
	 * Writes a letter.
	 * @param companies the companies whose regions are known
	 */
	public static String write(LetterContent letter, List<ProviderCompany> companies) {
		return MAPPER.writeValueAsString(new LetterExchangeWriter(companies).file(letter)) + "\n";
	}

	/**
	 * Reads a file for a draft.
	 * @param file its bytes
	 * @param draft what the draft says now: what is the same keeps its id, and files that
	 * were uploaded stay
	 * @param companies the companies that may hold an account
	 * @param today the date in UTC
	 */
	public static Reading read(byte[] file, LetterContent draft, List<ProviderCompany> companies, LocalDate today) {
		return read(file, draft, companies, today, Ids::next);
	}

	/**
	 * Reads a file by itself. Nothing is known of the directory and of files: what it
	 * says of companies and enclosures is believed.
	 */
	static Reading read(byte[] file, LocalDate today) {
		return read(file, LetterContent.begun("", "", ""), null, today, Ids::next);
	}

	private static Reading read(byte[] file, LetterContent draft, @Nullable List<ProviderCompany> companies,
			LocalDate today, java.util.function.Supplier<UUID> ids) {
		if (file.length > LARGEST) {
			return refused(ExchangeFault.at("", "too-large", LARGEST / 1024 / 1024));
		}
		JsonNode root;
		try {
			root = MAPPER.readTree(file);
		}
		catch (StreamConstraintsException ex) {
			return refused(ExchangeFault.at("", "too-deep", DEEPEST));
		}
		catch (JacksonException ex) {
			TokenStreamLocation location = ex.getLocation();
			return refused(ExchangeFault.at("", "syntax", (location != null) ? Math.max(location.getLineNr(), 1) : 1,
					(location != null) ? Math.max(location.getColumnNr(), 1) : 1));
		}
		if (!(root instanceof ObjectNode letter)) {
			return refused(ExchangeFault.at("", "no-letter"));
		}
		if (!letter.path("format").asString("").equals(FORMAT)) {
			return refused(ExchangeFault.at("/format", "no-letter"));
		}
		if (!letter.path("version").isInt() || letter.path("version").intValue() != VERSION) {
			return refused(ExchangeFault.at("/version", "version", VERSION));
		}
		Set<ExchangeFault> faults = new LinkedHashSet<>(LetterSchema.faults(letter));
		Reader reader = new Reader(letter, draft, companies, today, ids, faults);
		ObjectNode tree = reader.tree();
		if (!faults.isEmpty()) {
			List<ExchangeFault> told = new ArrayList<>(faults);
			if (told.size() > MOST_FAULTS) {
				int more = told.size() - MOST_FAULTS;
				told = new ArrayList<>(told.subList(0, MOST_FAULTS));
				told.add(ExchangeFault.at("", "more", more));
			}
			return new Reading(null, told);
		}
		return new Reading(LetterJson.content(tree), List.of());
	}

	private static Reading refused(ExchangeFault fault) {
		return new Reading(null, List.of(fault));
	}

	/** Returns the bytes of what {@link #write} gives. */
	public static byte[] bytes(LetterContent letter, List<ProviderCompany> companies) {
		return write(letter, companies).getBytes(StandardCharsets.UTF_8);
	}

	static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	static String print(JsonNode node) {
		return MAPPER.writeValueAsString(node);
	}

	static JsonNode parse(String json) {
		return MAPPER.readTree(json);
	}

	/**
	 * Reads a file that the schema has been held against; it trusts no type all the same.
	 */
	private static final class Reader {

		private final ObjectNode file;

		private final @Nullable List<ProviderCompany> companies;

		private final LocalDate today;

		private final java.util.function.Supplier<UUID> ids;

		private final Set<ExchangeFault> faults;

		private final ObjectNode draft;

		/** Local names, by section, and what they stand for. */
		private final Map<LetterSection, Map<String, UUID>> names = new HashMap<>();

		private Reader(ObjectNode file, LetterContent draft, @Nullable List<ProviderCompany> companies, LocalDate today,
				java.util.function.Supplier<UUID> ids, Set<ExchangeFault> faults) {
			this.file = file;
			this.draft = LetterJson.tree(draft);
			this.companies = companies;
			this.today = today;
			this.ids = ids;
			this.faults = faults;
		}

		private void fault(String where, String fault, Object... arguments) {
			// The schema may have said of the same place that it is wrong.
			if (this.faults.stream().noneMatch((one) -> one.where().equals(where))) {
				this.faults.add(ExchangeFault.at(where, fault, arguments));
			}
		}

		private ObjectNode tree() {
			unfit("", this.file);
			for (LetterSection section : LetterSection.values()) {
				if (section.list()) {
					name(section);
				}
			}
			ObjectNode tree = LetterJson.object();
			for (LetterSection section : LetterSection.values()) {
				JsonNode value = this.file.path(section.key());
				String where = "/" + section.key();
				if (!section.list()) {
					tree.set(section.key(), fields(section, value, where));
					continue;
				}
				ArrayNode items = tree.putArray(section.key());
				for (int i = 0; i < value.size(); i++) {
					ObjectNode item = fields(section, value.path(i), where + "/" + i);
					item.put("id",
							this.names.getOrDefault(section, Map.of())
								.getOrDefault(String.valueOf(i), this.ids.get())
								.toString());
					items.add(item);
				}
			}
			accounts(tree);
			dates(tree);
			enclosures(tree);
			return tree;
		}

		/** Characters that no text may have are refused where a person can mend them. */
		private void unfit(String where, JsonNode node) {
			if (node.isString()) {
				Typed.unfit(node.stringValue())
					.ifPresent(
							(character) -> fault(where, "character", String.format(Locale.ROOT, "U+%04X", character)));
			}
			else if (node.isObject()) {
				node.properties().forEach((entry) -> unfit(where + "/" + escaped(entry.getKey()), entry.getValue()));
			}
			else if (node.isArray()) {
				for (int i = 0; i < node.size(); i++) {
					unfit(where + "/" + i, node.path(i));
				}
			}
		}

		/** Gives each item its id, by its place and by its local name. */
		private void name(LetterSection section) {
			Map<String, UUID> named = new HashMap<>();
			Map<String, UUID> known = new HashMap<>();
			for (JsonNode item : this.draft.path(section.key())) {
				known.putIfAbsent(LetterExchangeWriter.sameness(section, item),
						UUID.fromString(item.path("id").asString("")));
			}
			JsonNode items = this.file.path(section.key());
			Set<String> seen = new HashSet<>();
			for (int i = 0; i < items.size(); i++) {
				UUID kept = known.remove(LetterExchangeWriter.sameness(section, items.path(i)));
				UUID id = (kept != null) ? kept : this.ids.get();
				named.put(String.valueOf(i), id);
				String local = items.path(i).path("id").asString("");
				if (!local.isEmpty()) {
					if (!seen.add(local)) {
						fault("/" + section.key() + "/" + i + "/id", "id-twice");
					}
					named.putIfAbsent("#" + local, id);
				}
			}
			this.names.put(section, named);
		}

		private ObjectNode fields(LetterSection section, JsonNode value, String where) {
			ObjectNode read = LetterJson.object();
			for (LetterField field : section.fields()) {
				field(field, value.path(field.name()), where + "/" + field.name(), read);
				if (field.kind() == LetterField.Kind.REASONS && value.has(LetterSchema.QUESTIONS)) {
					reasons(value.path(LetterSchema.QUESTIONS), LetterSchema.QUESTION_NAMES, field.limit(),
							where + "/" + LetterSchema.QUESTIONS, read.putObject(LetterSchema.QUESTIONS));
				}
			}
			return read;
		}

		/** Texts by the names that may be answered; others the schema has refused. */
		private void reasons(JsonNode value, List<String> names, int limit, String where, ObjectNode read) {
			names.stream()
				.filter(value::has)
				.forEach((name) -> read.put(name, text(value.path(name), limit, where + "/" + name)));
		}

		private void field(LetterField field, JsonNode value, String where, ObjectNode read) {
			String name = field.name();
			switch (field.kind()) {
				case LINE, TEXT -> read.put(name, text(value, field.limit(), where));
				case NUMBER -> {
					if (value.isInt()) {
						read.put(name, value.intValue());
					}
				}
				case DATE -> date(value, where).ifPresent((date) -> read.put(name, date.toString()));
				case DAY_AND_TIME -> date(value.path("date"), where + "/date").ifPresent((date) -> {
					ObjectNode when = read.putObject(name);
					when.put("date", date.toString());
					if (value.path("time").isString()
							&& value.path("time").stringValue().matches("[0-9]{2}:[0-9]{2}")) {
						when.set("time", value.path("time"));
					}
					if (date.isAfter(this.today)) {
						fault(where + "/date", "past");
					}
				});
				case MOMENT -> moment(value, where).ifPresent((moment) -> read.put(name, moment.toString()));
				case YES_NO, STATEMENT -> {
					if (value.isBoolean()) {
						read.set(name, value);
					}
				}
				case CHOICE -> {
					if (field.choices().contains(value.asString(""))) {
						read.set(name, value);
					}
				}
				case MANY -> {
					ArrayNode chosen = read.putArray(name);
					value.forEach((one) -> {
						if (field.choices().contains(one.asString(""))) {
							chosen.add(one.asString(""));
						}
					});
				}
				case REASONS -> {
					reasons(value, LetterSchema.KINDS, LetterSchema.longestReason(field), where, read.putObject(name));
				}
				case LINKS -> links(java.util.Objects.requireNonNull(field.links()), value, where, read.putArray(name));
				case COMPANY -> company(value, where, read);
				case FILE -> {
					read.put("name", value.path("name").asString(""));
					read.put("size", value.path("size").asLong(0));
					read.put("sha256", value.path("sha256").asString(""));
				}
			}
		}

		private String text(JsonNode value, int limit, String where) {
			String text = Typed.text(value.isString() ? value.stringValue() : "");
			if (text.length() > limit) {
				fault(where, "maxLength", limit);
			}
			return text;
		}

		private Optional<LocalDate> date(JsonNode value, String where) {
			if (value.isString()) {
				try {
					return Optional.of(LocalDate.parse(value.stringValue()));
				}
				catch (DateTimeException ex) {
					fault(where, "format");
				}
			}
			return Optional.empty();
		}

		private Optional<Instant> moment(JsonNode value, String where) {
			if (value.isString()) {
				try {
					return Optional.of(Instant.parse(value.stringValue()));
				}
				catch (DateTimeException ex) {
					fault(where, "format");
				}
			}
			return Optional.empty();
		}

		private void links(LetterSection to, JsonNode value, String where, ArrayNode linked) {
			for (int i = 0; i < value.size(); i++) {
				UUID id = this.names.getOrDefault(to, Map.of()).get("#" + value.path(i).asString(""));
				if (id == null) {
					fault(where + "/" + i, "link");
				}
				else {
					linked.add(id.toString());
				}
			}
		}

		private void company(JsonNode value, String where, ObjectNode read) {
			String name = value.path("name").asString("");
			if (name.isEmpty()) {
				return;
			}
			read.put("companyName", name);
			if (this.companies == null) {
				read.put("company", UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
				return;
			}
			String region = value.path("region").asString("");
			Optional<ProviderCompany> found = this.companies.stream()
				.filter((company) -> company.name().equalsIgnoreCase(Typed.line(name)))
				.findFirst();
			if (found.isEmpty()) {
				fault(where + "/name", "company",
						String.join("; ", this.companies.stream().map(ProviderCompany::name).toList()));
			}
			else if (!region.isEmpty() && !region.equalsIgnoreCase(found.get().region())) {
				fault(where + "/region", "region", found.get().region());
			}
			else {
				read.put("company", found.get().id().toString());
				read.put("companyName", found.get().name());
			}
		}

		private void accounts(ObjectNode tree) {
			Map<String, Integer> seen = new LinkedHashMap<>();
			JsonNode accounts = tree.path(LetterSection.ACCOUNTS.key());
			for (int i = 0; i < accounts.size(); i++) {
				ObjectNode account = (ObjectNode) accounts.path(i);
				String where = "/" + LetterSection.ACCOUNTS.key() + "/" + i;
				String identifier = account.path("identifier").asString("");
				String type = account.path("type").asString("");
				if (!identifier.isEmpty() && type.isEmpty()) {
					fault(where + "/type", "identifier-type");
				}
				else if (!identifier.isEmpty()) {
					Identifiers.checked(IdentifierType.valueOf(type), identifier)
						.ifPresentOrElse((kept) -> account.put("identifier", kept),
								() -> fault(where + "/identifier", "identifier." + type));
					String one = type + " " + account.path("identifier").asString("").toLowerCase(Locale.ROOT);
					Integer first = seen.putIfAbsent(one, i);
					if (first != null) {
						fault(where + "/identifier", "account-twice", first + 1);
					}
				}
				String from = account.path("from").asString("");
				String to = account.path("to").asString("");
				if (!from.isEmpty() && !to.isEmpty() && !Instant.parse(from).isBefore(Instant.parse(to))) {
					fault(where + "/to", "reversed");
				}
			}
		}

		private void dates(ObjectNode tree) {
			JsonNode persons = tree.path(LetterSection.PERSONS.key());
			for (int i = 0; i < persons.size(); i++) {
				notAfterToday(persons.path(i).path("birthDate"), "/persons/" + i + "/birthDate");
			}
			JsonNode kept = tree.path(LetterSection.PRESERVATION.key());
			for (int i = 0; i < kept.size(); i++) {
				String made = kept.path(i).path("madeOn").asString("");
				String ends = kept.path(i).path("expiresOn").asString("");
				notAfterToday(kept.path(i).path("madeOn"), "/preservation/" + i + "/madeOn");
				if (!made.isEmpty() && !ends.isEmpty() && LocalDate.parse(ends).isBefore(LocalDate.parse(made))) {
					fault("/preservation/" + i + "/expiresOn", "reversed");
				}
			}
		}

		private void notAfterToday(JsonNode date, String where) {
			if (date.isString() && LocalDate.parse(date.stringValue()).isAfter(this.today)) {
				fault(where, "past");
			}
		}

		/**
		 * A file cannot come this way. One that is already with the draft stays; of one
		 * that is not, only the title comes, and the check asks for the file.
		 */
		private void enclosures(ObjectNode tree) {
			ArrayNode items = tree.withArray(LetterSection.ENCLOSURES.key());
			Map<String, JsonNode> uploaded = new LinkedHashMap<>();
			this.draft.path(LetterSection.ENCLOSURES.key())
				.forEach((item) -> uploaded.put(item.path("id").asString(""), item));
			for (JsonNode each : items) {
				ObjectNode item = (ObjectNode) each;
				String hash = item.path("sha256").asString("");
				JsonNode same = uploaded.values()
					.stream()
					.filter((one) -> !hash.isEmpty() && one.path("sha256").asString("").equals(hash))
					.findFirst()
					.orElse(null);
				if (same != null) {
					uploaded.remove(same.path("id").asString(""));
					for (String field : List.of("id", "document", "name", "size", "sha256")) {
						item.set(field, same.path(field));
					}
				}
				else if (this.companies == null && !hash.isEmpty()) {
					item.put("document", UUID.nameUUIDFromBytes(hash.getBytes(StandardCharsets.UTF_8)).toString());
				}
				else {
					item.put("name", "").put("size", 0).put("sha256", "");
				}
			}
			uploaded.values().forEach(items::add);
		}

		private static String escaped(String name) {
			return Typed.line(name).replace("~", "~0").replace("/", "~1");
		}

	}

	/** Returns a fault for each period that runs into the future: no form takes one. */
	static List<ExchangeFault> beyondToday(LetterContent letter, LocalDate today) {
		List<ExchangeFault> faults = new ArrayList<>();
		for (int i = 0; i < letter.accounts().size(); i++) {
			Instant to = letter.accounts().get(i).to();
			if (to != null && LocalDate.ofInstant(to, ZoneOffset.UTC).isAfter(today)) {
				faults.add(ExchangeFault.at("/accounts/" + i + "/to", "stored-only"));
			}
		}
		return faults;
	}

}
