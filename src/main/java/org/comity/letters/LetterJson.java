package org.comity.letters;

import java.util.Objects;
import java.util.TreeMap;

import org.comity.kernel.Digests;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Contents as JSON: as a tree for the forms, and as canonical text, whose SHA-256 stands
 * on the letter. Canonical means: keys in order of their characters, no blanks, nothing
 * that is empty, dates and times as ISO 8601 in UTC, text in Unicode form C. The same
 * content always gives the same text.
 */
public final class LetterJson {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.disable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
		.build();

	private LetterJson() {
	}

	public static ObjectNode tree(LetterContent content) {
		return MAPPER.valueToTree(content);
	}

	public static LetterContent content(JsonNode tree) {
		return Objects.requireNonNull(MAPPER.treeToValue(tree, LetterContent.class));
	}

	static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	static JsonNode parse(String json) {
		return MAPPER.readTree(json);
	}

	static String write(LetterContent content) {
		return MAPPER.writeValueAsString(content);
	}

	static LetterContent read(String json) {
		return Objects.requireNonNull(MAPPER.readValue(json, LetterContent.class));
	}

	/**
	 * Returns the canonical text of a version of a letter.
	 * @param reference the letter's reference
	 * @param number the version's number
	 * @param kind letter or addendum
	 * @param note the addendum's text
	 * @param content what it says
	 */
	public static String canonical(String reference, int number, LetterVersion.Kind kind, String note,
			LetterContent content) {
		ObjectNode whole = MAPPER.createObjectNode();
		whole.put("format", "comity-letter-1");
		whole.put("reference", reference);
		whole.put("number", number);
		whole.put("kind", kind.name());
		whole.put("note", Typed.text(note));
		whole.set("content", tree(content));
		StringBuilder text = new StringBuilder();
		canonical(whole, text);
		return text.toString();
	}

	/** Returns the SHA-256 of a canonical text. */
	public static String hash(String canonical) {
		return Digests.sha256(canonical.getBytes(java.nio.charset.StandardCharsets.UTF_8));
	}

	private static void canonical(JsonNode node, StringBuilder out) {
		if (node.isObject()) {
			TreeMap<String, JsonNode> sorted = new TreeMap<>();
			node.properties().forEach((entry) -> {
				if (!empty(entry.getValue())) {
					sorted.put(entry.getKey(), entry.getValue());
				}
			});
			out.append('{');
			String comma = "";
			for (var entry : sorted.entrySet()) {
				out.append(comma);
				quoted(entry.getKey(), out);
				out.append(':');
				canonical(entry.getValue(), out);
				comma = ",";
			}
			out.append('}');
		}
		else if (node.isArray()) {
			out.append('[');
			String comma = "";
			for (JsonNode item : node) {
				out.append(comma);
				canonical(item, out);
				comma = ",";
			}
			out.append(']');
		}
		else if (node.isString()) {
			quoted(node.stringValue(), out);
		}
		else {
			out.append(node);
		}
	}

	/**
	 * What was not answered leaves no trace, so that a field added later changes no old
	 * hash.
	 */
	private static boolean empty(@Nullable JsonNode node) {
		if (node == null || node.isNull() || node.isMissingNode()) {
			return true;
		}
		if (node.isString()) {
			return node.stringValue().isEmpty();
		}
		if (node.isObject()) {
			return node.properties().stream().allMatch((entry) -> empty(entry.getValue()));
		}
		return node.isArray() && node.isEmpty();
	}

	private static void quoted(String text, StringBuilder out) {
		out.append('"');
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			switch (character) {
				case '"' -> out.append("\\\"");
				case '\\' -> out.append("\\\\");
				case '\n' -> out.append("\\n");
				case '\t' -> out.append("\\t");
				default -> {
					if (character < 0x20) {
						out.append(String.format("\\u%04x", (int) character));
					}
					else {
						out.append(character);
					}
				}
			}
		}
		out.append('"');
	}

}
