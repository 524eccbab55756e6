package org.comity.letters;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import org.comity.letters.LetterContent.DataKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The published schema, held against a file. It fetches nothing: the schema refers to
 * nothing outside of itself.
 */
final class LetterSchema {

	/** Where it is on the class path; the same file is in {@code docs/schema}. */
	static final String PLACE = "/schema/letter-1.schema.json";

	/** The kinds of data, by their names in the format: the kinds in law. */
	static final List<String> KINDS = Arrays.stream(DataKind.values()).map(Enum::name).toList();

	/** Beside the kinds: what was asked in the officer's words, which may be left out. */
	static final String QUESTIONS = "questions";

	/** The questions that a letter can hold. */
	static final List<String> QUESTION_NAMES = Arrays.stream(DataQuestion.values())
		.filter((question) -> question.kind() != null)
		.map(Enum::name)
		.toList();

	/** Keywords with words of their own; any other is told as {@code schema}. */
	private static final Set<String> TOLD = Set.of("type", "enum", "pattern", "maxLength", "minLength", "format",
			"maximum", "minimum", "maxItems", "uniqueItems", "required", "additionalProperties");

	private static final Schema SCHEMA = load();

	/** A kind of data may have the reasons of two questions, one below the other. */
	static int longestReason(LetterField field) {
		return 2 * field.limit() + 1;
	}

	private LetterSchema() {
	}

	private static Schema load() {
		SchemaRegistryConfig config = SchemaRegistryConfig.builder()
			.pathType(PathType.JSON_POINTER)
			.formatAssertionsEnabled(true)
			.build();
		try (InputStream schema = Objects.requireNonNull(LetterSchema.class.getResourceAsStream(PLACE), PLACE)) {
			return SchemaRegistry
				.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
						(registry) -> registry.schemaRegistryConfig(config))
				.getSchema(schema, InputFormat.JSON);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<ExchangeFault> faults(JsonNode file) {
		List<ExchangeFault> faults = new ArrayList<>();
		for (Error error : SCHEMA.validate(file, (ExecutionContext context) -> {
		})) {
			String keyword = Objects.requireNonNullElse(error.getKeyword(), "");
			String where = error.getInstanceLocation().toString();
			@Nullable String property = error.getProperty();
			if (property != null && (keyword.equals("required") || keyword.equals("additionalProperties"))) {
				where = where + "/" + Typed.line(property).replace("~", "~0").replace("/", "~1");
			}
			faults.add(TOLD.contains(keyword) ? new ExchangeFault(shortened(where), keyword, limit(keyword, error))
					: ExchangeFault.at(shortened(where), "schema", keyword));
		}
		return faults;
	}

	private static List<Object> limit(String keyword, Error error) {
		JsonNode wanted = error.getSchemaNode();
		if (wanted == null) {
			return List.of("");
		}
		return switch (keyword) {
			case "maxLength", "minLength", "maximum", "minimum", "maxItems" -> List.of(wanted.asInt(0));
			case "enum" -> List.of(String.join(", ", wanted.values().stream().map((one) -> one.asString("")).toList()));
			case "type" -> List.of(wanted.asString(""));
			default -> List.of("");
		};
	}

	private static String shortened(String where) {
		return (where.length() <= 200) ? where : where.substring(0, 199) + "…";
	}

}
