package org.comity.letters;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.comity.kernel.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A letter that lacks nothing passes; take one thing away, and the rule for it says so,
 * with the page that mends it.
 */
class SufficiencyTests {

	@Test
	void aWholeLetterLacksNothing() {
		assertThat(Sufficiency.missing(SampleLetters.kidnapping())).isEmpty();
	}

	static Stream<Arguments> gaps() {
		String offence = "offences/" + SampleLetters.OFFENCE;
		String fact = "facts/" + SampleLetters.FACT;
		String account = "accounts/" + SampleLetters.ACCOUNT;
		return Stream.of(gap("title", "subject", (letter) -> letter.remove("subject")),
				gap("authority", "authority", (letter) -> object(letter, "authority").put("investigating", " ")),
				gap("proceedings", "proceedings", (letter) -> object(letter, "proceedings").putNull("nature")),
				gap("offence-text", offence, (letter) -> item(letter, "offences").put("text", "")),
				gap("offence-penalty", offence, (letter) -> item(letter, "offences").put("maximumPenalty", "")),
				gap("facts", "facts", (letter) -> letter.putArray("facts")),
				gap("fact-words", fact, (letter) -> item(letter, "facts").put("what", "")),
				gap("fact-source", fact, (letter) -> item(letter, "facts").put("source", "")),
				gap("fact-date", fact, (letter) -> item(letter, "facts").putNull("when")),
				gap("summary", "summary", (letter) -> letter.remove("summary")),
				gap("account", "accounts", (letter) -> letter.putArray("accounts")),
				gap("account-identifier", account, (letter) -> item(letter, "accounts").put("identifier", "no-mail")),
				gap("account-company", account, (letter) -> item(letter, "accounts").putNull("company")),
				gap("account-data", account, (letter) -> item(letter, "accounts").putObject("data")),
				gap("account-relevance", account,
						(letter) -> ((ObjectNode) item(letter, "accounts").path("data")).put("CONTENT", "")),
				gap("account-range", account, (letter) -> item(letter, "accounts").putNull("to")),
				gap("account-fact", account, (letter) -> item(letter, "accounts").putArray("facts")),
				gap("us-conduct", "offences", (letter) -> item(letter, "offences").put("usConduct", "")),
				gap("us-conduct", "offences",
						(letter) -> item(letter, "offences").put("life", false).put("months", 12)),
				gap("evidence", "evidence", (letter) -> object(letter, "evidence").put("sought", "")),
				gap("purpose", "evidence", (letter) -> object(letter, "evidence").put("purpose", "")),
				gap("procedure", "procedure", (letter) -> letter.remove("procedure")),
				gap("confidentiality", "confidentiality",
						(letter) -> object(letter, "confidentiality").put("reason", "")),
				gap("non-disclosure", "non-disclosure",
						(letter) -> object(letter, "nonDisclosure").putArray("grounds")),
				gap("urgency", "urgency", (letter) -> object(letter, "urgency").putNull("custodyTimeLimit")),
				gap("urgency-date", "time-limit", (letter) -> letter.remove("timeLimit")),
				gap("time-limit", "time-limit", (letter) -> object(letter, "timeLimit").put("reason", "")),
				gap("previous-contact", "previous-contact", (letter) -> letter.remove("previousContact")),
				gap("use", "use", (letter) -> object(letter, "use").put("given", false)),
				gap("enclosure", "enclosures/00000000-0000-7000-8000-000000009001",
						(letter) -> item(letter, "enclosures").putNull("document")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("gaps")
	void takingOneThingAwayIsTold(String rule, String page, Consumer<ObjectNode> take) {
		List<Rejection> missing = missing(take);
		assertThat(missing).filteredOn((gap) -> gap.code().equals("letter.missing." + rule))
			.singleElement()
			.satisfies((gap) -> assertThat(gap.field()).isEqualTo(page));
	}

	@Test
	void noOffenceIsToldOnceAndLeavesTheAccountUnlinked() {
		assertThat(missing((letter) -> letter.putArray("offences"))).extracting(Rejection::code)
			.contains("letter.missing.offence", "letter.missing.us-conduct");
	}

	@Test
	void everyRuleHasWordsAndATest() {
		List<String> tested = gaps().map((gap) -> (String) gap.get()[0]).toList();
		for (Sufficiency.Rule rule : Sufficiency.RULES) {
			assertThat(LetterPdfTests.messages().getMessage("letter.missing." + rule.name(), null, java.util.Locale.UK))
				.isNotBlank();
			if (!List.of("offence", "account-offence").contains(rule.name())) {
				assertThat(tested).contains(rule.name());
			}
		}
	}

	@Test
	void anAccountThatBearsOnNoOffenceIsTold() {
		assertThat(missing((letter) -> item(letter, "accounts").putArray("offences"))).extracting(Rejection::code)
			.contains("letter.missing.account-offence");
	}

	@Test
	void subscriberInformationNeedsNoPeriodAndNoUsConduct() {
		assertThat(missing((letter) -> {
			item(letter, "offences").put("usConduct", "");
			ObjectNode account = item(letter, "accounts");
			account.putNull("from");
			account.putNull("to");
			account.putObject("data").put("BASIC_SUBSCRIBER", "Who opened it.");
		})).isEmpty();
	}

	@Test
	void whatIsNotAskedForNeedsNoReason() {
		assertThat(missing((letter) -> {
			letter.putObject("confidentiality").put("asked", false);
			letter.putObject("nonDisclosure").put("asked", false);
			letter.putObject("urgency").put("asked", false);
			letter.remove("timeLimit");
			letter.putObject("previousContact").put("had", false);
		})).isEmpty();
	}

	private static List<Rejection> missing(Consumer<ObjectNode> take) {
		ObjectNode letter = LetterJson.tree(SampleLetters.kidnapping());
		take.accept(letter);
		return Sufficiency.missing(LetterJson.content(letter));
	}

	private static Arguments gap(String rule, String page, Consumer<ObjectNode> take) {
		return arguments(rule, page, take);
	}

	private static ObjectNode object(ObjectNode letter, String section) {
		return (ObjectNode) letter.path(section);
	}

	private static ObjectNode item(ObjectNode letter, String section) {
		return (ObjectNode) letter.path(section).path(0);
	}

}
