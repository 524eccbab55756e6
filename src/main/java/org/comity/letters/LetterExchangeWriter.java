package org.comity.letters;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.comity.directory.ProviderCompany;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes letters for other systems, section by section as the table says.
 */
final class LetterExchangeWriter {

	private final List<ProviderCompany> companies;

	/** Local names by id. */
	private final Map<String, String> names = new HashMap<>();

	LetterExchangeWriter(List<ProviderCompany> companies) {
		this.companies = companies;
	}

	ObjectNode file(LetterContent letter) {
		ObjectNode tree = LetterJson.tree(letter);
		for (LetterSection section : LetterSection.values()) {
			if (section.list()) {
				int number = 1;
				for (JsonNode item : tree.path(section.key())) {
					this.names.put(item.path("id").asString(""), singular(section) + "-" + number++);
				}
			}
		}
		ObjectNode file = LetterExchange.object();
		file.put("format", LetterExchange.FORMAT);
		file.put("version", LetterExchange.VERSION);
		for (LetterSection section : LetterSection.values()) {
			JsonNode value = tree.path(section.key());
			if (!section.list()) {
				ObjectNode written = fields(section, value, LetterExchange.object());
				if (!written.isEmpty()) {
					file.set(section.key(), written);
				}
			}
			else if (!value.isEmpty()) {
				ArrayNode items = file.putArray(section.key());
				for (JsonNode item : value) {
					ObjectNode written = LetterExchange.object();
					written.put("id", this.names.get(item.path("id").asString("")));
					items.add(fields(section, item, written));
				}
			}
		}
		return file;
	}

	private ObjectNode fields(LetterSection section, JsonNode value, ObjectNode written) {
		for (LetterField field : section.fields()) {
			field(field, value, written);
		}
		return written;
	}

	private void field(LetterField field, JsonNode whole, ObjectNode written) {
		String name = field.name();
		JsonNode value = whole.path(name);
		switch (field.kind()) {
			case LINE, TEXT, DATE, CHOICE -> {
				if (!value.asString("").isEmpty()) {
					written.set(name, value);
				}
			}
			case NUMBER, YES_NO, STATEMENT -> {
				if (value.isNumber() || value.isBoolean()) {
					written.set(name, value);
				}
			}
			case MOMENT -> {
				if (!value.asString("").isEmpty()) {
					// With seconds, as RFC 3339 asks.
					written.put(name, Instant.parse(value.asString("")).toString());
				}
			}
			case DAY_AND_TIME -> {
				if (!value.path("date").asString("").isEmpty()) {
					ObjectNode when = written.putObject(name);
					when.set("date", value.path("date"));
					String time = value.path("time").asString("");
					if (time.length() >= 5) {
						when.put("time", time.substring(0, 5));
					}
				}
			}
			case MANY -> {
				if (!value.isEmpty()) {
					written.set(name, value);
				}
			}
			case REASONS -> {
				if (!value.isEmpty()) {
					written.set(name, value);
				}
				if (!whole.path(LetterSchema.QUESTIONS).isEmpty()) {
					written.set(LetterSchema.QUESTIONS, whole.path(LetterSchema.QUESTIONS));
				}
			}
			case LINKS -> {
				ArrayNode linked = LetterExchange.object().putArray(name);
				value.forEach((id) -> {
					String local = this.names.get(id.asString(""));
					if (local != null) {
						linked.add(local);
					}
				});
				if (!linked.isEmpty()) {
					written.set(name, linked);
				}
			}
			case COMPANY -> company(name, whole, written);
			case FILE -> {
				if (!whole.path("sha256").asString("").isEmpty()) {
					ObjectNode file = written.putObject(name);
					file.set("name", whole.path("name"));
					file.set("size", whole.path("size"));
					file.set("sha256", whole.path("sha256"));
				}
			}
		}
	}

	private void company(String name, JsonNode whole, ObjectNode written) {
		String id = whole.path(name).asString("");
		String called = whole.path("companyName").asString("");
		if (id.isEmpty() || called.isEmpty()) {
			return;
		}
		ObjectNode company = written.putObject(name);
		company.put("name", called);
		this.companies.stream()
			.filter((one) -> one.id().toString().equals(id))
			.findFirst()
			.ifPresent((one) -> company.put("region", one.region()));
	}

	private static String singular(LetterSection section) {
		return switch (section) {
			case OFFENCES -> "offence";
			case FACTS -> "fact";
			case PERSONS -> "person";
			case ACCOUNTS -> "account";
			case ENCLOSURES -> "enclosure";
			default -> section.key();
		};
	}

	/**
	 * Returns what makes an item the same as another: it keeps its id when a file is
	 * brought in, so that processes and links go on pointing to it.
	 */
	static String sameness(LetterSection section, JsonNode item) {
		List<String> fields = switch (section) {
			case OFFENCES -> List.of("act", "section", "title");
			case FACTS -> List.of("what");
			case PERSONS -> List.of("name");
			case ACCOUNTS -> List.of("type", "identifier");
			case PRESERVATION -> List.of("reference", "madeOn");
			default -> List.of("title");
		};
		return String.join("\n", fields.stream().map((field) -> Typed.line(item.path(field).asString(""))).toList())
			.toLowerCase(Locale.ROOT);
	}

}
