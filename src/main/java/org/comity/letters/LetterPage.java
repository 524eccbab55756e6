package org.comity.letters;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One question: the fields of a section that are asked for on one page, because an answer
 * to one of them alone would mean little. Its words are in the message files under
 * {@code letter.<section>.<page>}: what is asked, why, and an example.
 *
 * @param name its name in addresses, within the section
 * @param fields the fields, in the order in which they are asked
 * @param onlyIf a yes-or-no field of the same section: the question is asked after a yes
 * only; or null
 */
public record LetterPage(String name, List<LetterField> fields, @Nullable String onlyIf) {

	/** Names that addresses need for other things. */
	static final Set<String> TAKEN = Set.of("new", "remove");

	public LetterPage {
		fields = List.copyOf(fields);
	}

	static LetterPage asking(String name, LetterField... fields) {
		return new LetterPage(name, List.of(fields), null);
	}

	LetterPage onlyIf(String field) {
		return new LetterPage(this.name, this.fields, field);
	}

	/** Whether it is asked, given what the section (or item) says so far. */
	public boolean asked(JsonNode value) {
		return this.onlyIf == null || value.path(this.onlyIf).asBoolean(false);
	}

}
