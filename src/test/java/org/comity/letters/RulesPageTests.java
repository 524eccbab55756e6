package org.comity.letters;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.comity.lifecycle.Generated;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * The page of the rules is the list itself, in its own words.
 */
class RulesPageTests {

	private static final ResourceBundleMessageSource MESSAGES = LetterPdfTests.messages();

	@Test
	void rulesPageIsCurrent() {
		StringBuilder page = new StringBuilder("# What a letter is checked for\n\n");
		page.append(
				"Made from the list in `Sufficiency` by `RulesPageTests`; do not edit. The words are those of the ");
		page.append("screens (`messages/rules.properties`).\n\n");
		page.append(
				"The check reads what is written and counts days. It understands no text, decides nothing, and the ");
		page.append("same letter on the same day is always found alike. What is **blocking** must be mended before ");
		page.append(
				"the letter is sent. What is **advice** a careful attorney may ask about; it never stops a letter, ");
		page.append("for a person decides. The law it cites is there to be checked by a lawyer.\n\n");
		page.append("A letter can be checked without the application: see [exchange.md](exchange.md).\n");
		table(page, "Blocking", Severity.BLOCKING);
		table(page, "Advice", Severity.ADVICE);
		numbers(page);
		Generated.matches(Path.of("docs/rules.md"), page.toString());
	}

	private static void table(StringBuilder page, String title, Severity severity) {
		List<Rule> rules = Sufficiency.RULES.stream().filter((rule) -> rule.severity() == severity).toList();
		page.append("\n## ").append(title).append(": ").append(rules.size()).append("\n\n");
		page.append("| Rule | Question | What it says | Why | Source |\n|---|---|---|---|---|\n");
		for (Rule rule : rules) {
			page.append("| `")
				.append(rule.name())
				.append("` | ")
				.append(say("letter." + rule.section().key()))
				.append(" | ")
				.append(say(rule.code(), "*n*", "*account*"))
				.append(" | ")
				.append(say(rule.why()))
				.append(" | ")
				.append(rule.citation())
				.append(" |\n");
		}
	}

	private static void numbers(StringBuilder page) {
		page.append("\n## The numbers in it\n\nChosen by us, not given by law unless a source stands beside them.\n\n");
		page.append("| What | Number |\n|---|---|\n");
		Stream
			.of(Map.entry("Facts are stale after", Doubts.STALE_DAYS + " days"),
					Map.entry("A period may begin before the first fact by", Doubts.BEFORE_FACTS_DAYS + " days"),
					Map.entry("A period of content is wide beyond", Doubts.WIDE_MONTHS + " months"),
					Map.entry("Preservation ends soon within", Doubts.LAPSE_DAYS + " days"),
					Map.entry("Preservation without an end of its own lasts (18 USC 2703(f)(2))",
							Doubts.STATUTORY_DAYS + " days"),
					Map.entry("A letter takes (an assumption: about nine months, published for 2015)",
							Doubts.USUAL_DAYS + " days"),
					Map.entry("A matter is minor up to", Doubts.MINOR_MONTHS + " months"),
					Map.entry("Crime is serious under the Data Access Agreement from",
							Doubts.SERIOUS_MONTHS + " months"))
			.forEach((entry) -> page.append("| ")
				.append(entry.getKey())
				.append(" | ")
				.append(entry.getValue())
				.append(" |\n"));
	}

	private static String say(String key, Object... arguments) {
		return MESSAGES.getMessage(key, (arguments.length > 0) ? arguments : null, Locale.UK);
	}

}
