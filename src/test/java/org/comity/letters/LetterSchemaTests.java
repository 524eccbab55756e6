package org.comity.letters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.comity.lifecycle.Generated;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The published schema says what the table of sections says, and the packaged one is the
 * same file.
 */
class LetterSchemaTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private static final String DAY = "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$";

	private static final String LOCAL = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

	@Test
	void schemaPagesAreCurrent() {
		String schema = MAPPER.writeValueAsString(schema()) + "\n";
		Generated.matches(Path.of("docs/schema/letter-1.schema.json"), schema);
		Generated.matches(Path.of("src/main/resources/schema/letter-1.schema.json"), schema);
	}

	/** It is itself valid by the schema of schemas, which comes with the library. */
	@Test
	void isASchemaOf2020() throws IOException {
		Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
		assertThat(meta.validate(Files.readString(Path.of("docs/schema/letter-1.schema.json")), InputFormat.JSON))
			.isEmpty();
	}

	private static ObjectNode schema() {
		ObjectNode schema = MAPPER.createObjectNode();
		schema.put("$schema", SpecificationVersion.DRAFT_2020_12.getDialectId());
		schema.put("$id", "urn:comity:letter:1");
		schema.put("title", "A letter of request, as other systems write and read it");
		schema.put("description",
				"Made from LetterSection. Everything but format and version may be missing: a draft may be unfinished. Ids are"
						+ " names within this file. Companies are named as the directory has them. Times are UTC. Files do not"
						+ " travel: an enclosure is named by its hash.");
		schema.put("type", "object");
		schema.put("additionalProperties", false);
		schema.putArray("required").add("format").add("version");
		ObjectNode properties = schema.putObject("properties");
		properties.putObject("format").put("const", LetterExchange.FORMAT);
		properties.putObject("version").put("const", LetterExchange.VERSION);
		for (LetterSection section : LetterSection.values()) {
			ObjectNode fields = MAPPER.createObjectNode();
			if (section.list()) {
				fields.set("id", pattern(LOCAL));
			}
			for (LetterField field : section.fields()) {
				fields.set(field.name(), field(field));
				if (field.kind() == LetterField.Kind.REASONS) {
					ObjectNode questions = MAPPER.createObjectNode();
					LetterSchema.QUESTION_NAMES.forEach((question) -> questions.set(question, text(field.limit())));
					fields.set(LetterSchema.QUESTIONS, object(questions));
				}
			}
			if (section.list()) {
				ObjectNode list = properties.putObject(section.key());
				list.put("type", "array").put("maxItems", 200);
				list.set("items", object(fields));
			}
			else {
				properties.set(section.key(), object(fields));
			}
		}
		return schema;
	}

	private static ObjectNode field(LetterField field) {
		return switch (field.kind()) {
			case LINE, TEXT -> text(field.limit());
			case NUMBER ->
				MAPPER.createObjectNode().put("type", "integer").put("minimum", 0).put("maximum", field.limit());
			case DATE -> pattern(DAY).put("format", "date");
			case DAY_AND_TIME -> {
				ObjectNode when = MAPPER.createObjectNode();
				when.set("date", pattern(DAY).put("format", "date"));
				when.set("time", pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$"));
				ObjectNode object = object(when);
				object.putArray("required").add("date");
				yield object;
			}
			case MOMENT -> pattern("^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$").put("format",
					"date-time");
			case YES_NO, STATEMENT -> MAPPER.createObjectNode().put("type", "boolean");
			case CHOICE -> choice(field.choices());
			case MANY -> list(choice(field.choices()), field.choices().size());
			case REASONS -> {
				ObjectNode reasons = MAPPER.createObjectNode();
				LetterSchema.KINDS.forEach((kind) -> reasons.set(kind, text(LetterSchema.longestReason(field))));
				yield object(reasons);
			}
			case LINKS -> list(pattern(LOCAL), 200);
			case COMPANY -> {
				ObjectNode company = MAPPER.createObjectNode();
				company.set("name", text(200).put("minLength", 1));
				company.set("region", text(100));
				ObjectNode object = object(company);
				object.putArray("required").add("name");
				yield object;
			}
			case FILE -> {
				ObjectNode file = MAPPER.createObjectNode();
				file.set("name", text(300));
				file.set("size", MAPPER.createObjectNode().put("type", "integer").put("minimum", 0));
				file.set("sha256", pattern("^[0-9a-f]{64}$"));
				yield object(file);
			}
		};
	}

	private static ObjectNode text(int limit) {
		return MAPPER.createObjectNode().put("type", "string").put("maxLength", limit);
	}

	private static ObjectNode pattern(String pattern) {
		return MAPPER.createObjectNode().put("type", "string").put("pattern", pattern);
	}

	private static ObjectNode choice(List<String> values) {
		ObjectNode choice = MAPPER.createObjectNode().put("type", "string");
		ArrayNode all = choice.putArray("enum");
		values.forEach(all::add);
		return choice;
	}

	private static ObjectNode list(ObjectNode items, int most) {
		ObjectNode list = MAPPER.createObjectNode().put("type", "array").put("maxItems", most).put("uniqueItems", true);
		list.set("items", items);
		return list;
	}

	private static ObjectNode object(ObjectNode properties) {
		ObjectNode object = MAPPER.createObjectNode().put("type", "object").put("additionalProperties", false);
		object.set("properties", properties);
		return object;
	}

}
