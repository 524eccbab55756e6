package org.comity.letters;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.comity.letters.CheckContext.AskedBefore;
import org.comity.letters.LetterContent.IdentifierType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * About a complete letter no rule says anything. Change one thing, and the rule for it
 * speaks, at the place that mends it, and no other unless the change makes it true too.
 */
class RulePairTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 14);

	private static final String OFFENCE = "offences/" + SampleLetters.OFFENCE;

	private static final String FACT = "facts/" + SampleLetters.FACT;

	private static final String ACCOUNT = "accounts/" + SampleLetters.ACCOUNT;

	private static final String SUSPECT = "persons/00000000-0000-7000-8000-00000000e001";

	/**
	 * One rule and the change that makes it speak.
	 *
	 * @param rule the rule's name
	 * @param page the page that mends it
	 * @param change what is changed in the letter
	 * @param context what is known beside it
	 * @param also other rules that the change makes speak
	 */
	private record Pair(String rule, String page, Consumer<ObjectNode> change, CheckContext context, Set<String> also) {

		Pair on(LocalDate day) {
			return new Pair(this.rule, this.page, this.change, CheckContext.on(day), this.also);
		}

		Pair with(String... others) {
			return new Pair(this.rule, this.page, this.change, this.context, Set.of(others));
		}

		@Override
		public String toString() {
			return this.rule;
		}

	}

	static Stream<Pair> pairs() {
		return Stream.of(blocking(), offencesAndFacts(), roads(), termsAndData()).flatMap(List::stream);
	}

	private static List<Pair> blocking() {
		return List.of(pair("title", "subject", (letter) -> letter.remove("subject")),
				pair("authority", "authority", (letter) -> of(letter, "authority").put("investigating", " ")),
				pair("proceedings", "proceedings", (letter) -> of(letter, "proceedings").putNull("nature")),
				pair("offence", "offences", (letter) -> letter.putArray("offences")).with("us-conduct"),
				pair("offence-text", OFFENCE, (letter) -> item(letter, "offences").put("text", "")),
				pair("offence-penalty", OFFENCE, (letter) -> item(letter, "offences").put("maximumPenalty", "")),
				pair("facts", "facts", (letter) -> letter.putArray("facts")).with("account-showing"),
				pair("fact-words", FACT, (letter) -> item(letter, "facts").put("what", "")),
				pair("fact-source", FACT, (letter) -> item(letter, "facts").put("source", "")),
				pair("fact-date", FACT, (letter) -> item(letter, "facts").putNull("when")),
				pair("summary", "summary", (letter) -> letter.remove("summary")),
				pair("account", "accounts", (letter) -> letter.putArray("accounts")),
				pair("account-identifier", ACCOUNT, (letter) -> item(letter, "accounts").put("identifier", "no-mail")),
				pair("account-company", ACCOUNT, (letter) -> item(letter, "accounts").putNull("company")),
				pair("account-data", ACCOUNT, (letter) -> item(letter, "accounts").putObject("data")),
				pair("account-relevance", ACCOUNT, (letter) -> data(letter).put("CONTENT", "")),
				pair("account-range", ACCOUNT, (letter) -> item(letter, "accounts").putNull("to")),
				pair("stored-only", ACCOUNT, (letter) -> item(letter, "accounts").put("to", "2026-03-15T00:00:00Z")),
				pair("account-fact", ACCOUNT, (letter) -> item(letter, "accounts").putArray("facts")),
				pair("account-showing", ACCOUNT,
						(letter) -> letter.path("facts").forEach((fact) -> ((ObjectNode) fact).put("source", "")))
					.with("fact-source"),
				pair("account-offence", ACCOUNT, (letter) -> item(letter, "accounts").putArray("offences"))
					.with("us-conduct", "offence-unlinked"),
				pair("us-conduct", "offences", (letter) -> item(letter, "offences").put("usConduct", "")),
				pair("evidence", "evidence", (letter) -> of(letter, "evidence").put("sought", "")),
				pair("purpose", "evidence", (letter) -> of(letter, "evidence").put("purpose", "")),
				pair("procedure", "procedure", (letter) -> letter.remove("procedure")),
				pair("confidentiality", "confidentiality", (letter) -> of(letter, "confidentiality").put("reason", "")),
				pair("non-disclosure", "non-disclosure", (letter) -> of(letter, "nonDisclosure").putArray("grounds")),
				pair("urgency", "urgency", (letter) -> of(letter, "urgency").putNull("custodyTimeLimit")),
				pair("urgency-date", "time-limit", (letter) -> letter.remove("timeLimit")),
				pair("time-limit", "time-limit", (letter) -> of(letter, "timeLimit").put("reason", "")),
				pair("previous-contact", "previous-contact", (letter) -> of(letter, "previousContact").putNull("had")),
				pair("use", "use", (letter) -> of(letter, "use").put("given", false)),
				pair("enclosure", "enclosures/00000000-0000-7000-8000-000000009001",
						(letter) -> item(letter, "enclosures").putNull("document")));
	}

	private static List<Pair> offencesAndFacts() {
		return List.of(pair("minor-matter", "offences", (letter) -> {
			item(letter, "offences").put("life", false).put("months", 12);
			subscriberOnly(letter);
		}), pair("protected-speech", OFFENCE,
				(letter) -> item(letter, "offences").put("act", "Communications Act 2003").put("section", "s.127(1)")),
				pair("treaty-ground", OFFENCE,
						(letter) -> item(letter, "offences").put("act", "Armed Forces Act 2006").put("section", "s.8")),
				pair("offence-unlinked", "offences/00000000-0000-7000-8000-00000000a002", (letter) -> {
					ObjectNode second = item(letter, "offences").deepCopy();
					((ArrayNode) letter.path("offences")).add(second.put("id", "00000000-0000-7000-8000-00000000a002"));
				}), pair("source-reliability", FACT, (letter) -> item(letter, "facts").put("source", "Intelligence.")),
				pair("stale-facts", ACCOUNT, (letter) -> {
					of(letter, "urgency").put("custodyTimeLimit", "2026-12-02");
					of(letter, "timeLimit").put("date", "2026-11-01");
					item(letter, "preservation").put("expiresOn", "2026-12-02");
				}).on(LocalDate.of(2026, 9, 1)),
				pair("range-before-facts", ACCOUNT,
						(letter) -> item(letter, "accounts").put("from", "2025-12-01T00:00:00Z")),
				pair("range-misses-facts", ACCOUNT,
						(letter) -> item(letter, "accounts").put("to", "2026-03-01T23:59:00Z")),
				pair("wide-range", ACCOUNT, (letter) -> item(letter, "accounts").put("from", "2025-03-01T00:00:00Z"))
					.with("range-before-facts"),
				pair("everything-asked", "evidence",
						(letter) -> of(letter, "evidence").put("sought", "All content of the account.")),
				pair("same-reason", ACCOUNT,
						(letter) -> data(letter).put("CONTENT", data(letter).path("OTHER_RECORDS").asString())),
				pair("no-suspect", ACCOUNT, (letter) -> letter.putArray("persons")));
	}

	private static List<Pair> roads() {
		return List.of(
				pair("weaker-process", ACCOUNT,
						(letter) -> item(letter, "accounts").putArray("facts").add(SampleLetters.FACT.toString())),
				pair("subscriber-first", ACCOUNT, (letter) -> {
					letter.putArray("persons");
					data(letter).remove("BASIC_SUBSCRIBER");
				}).with("no-suspect"),
				pair("interception-words", "evidence",
						(letter) -> of(letter, "evidence").put("sought", "The messages as they are sent.")),
				pair("emergency-road", "urgency", (letter) -> {
					((ArrayNode) of(letter, "urgency").path("reasons")).add("THREAT_TO_LIFE");
					of(letter, "previousContact").put("details", "The portal confirmed the account.");
				}), pair("data-access-agreement", "other-facts", (letter) -> letter.remove("otherFacts")),
				pair("voluntary-road", "previous-contact", (letter) -> {
					subscriberOnly(letter);
					letter.putObject("previousContact").put("had", false);
				}),
				pair("police-to-police", "evidence",
						(letter) -> of(letter, "evidence").put("sought", "The posts on the public profile.")),
				new Pair("asked-before", ACCOUNT, (letter) -> {
				}, new CheckContext(TODAY, null,
						List.of(new AskedBefore(IdentifierType.EMAIL, "RedWharf77@gmail.example", "R-1"),
								new AskedBefore(IdentifierType.USERNAME, "redwharf77@gmail.example", "R-2"))),
						Set.of()),
				pair("us-person", SUSPECT, (letter) -> item(letter, "persons").put("usPerson", "YES")),
				pair("us-person-unknown", SUSPECT, (letter) -> item(letter, "persons").putNull("usPerson")),
				pair("suspect-identity", SUSPECT,
						(letter) -> item(letter, "persons").putNull("birthDate").put("location", "")));
	}

	private static List<Pair> termsAndData() {
		return List.of(pair("no-preservation", ACCOUNT, (letter) -> letter.putArray("preservation")),
				pair("preservation-lapsed", ACCOUNT,
						(letter) -> item(letter, "preservation").put("expiresOn", "2026-03-13")),
				pair("preservation-ends", ACCOUNT,
						(letter) -> item(letter, "preservation").put("expiresOn", "2026-03-28")),
				pair("user-told", "non-disclosure", (letter) -> letter.putObject("nonDisclosure").put("asked", false)),
				pair("non-disclosure-general", "non-disclosure",
						(letter) -> of(letter, "nonDisclosure").putArray("grounds").add("JEOPARDISING_INVESTIGATION")),
				pair("purpose-other-use", "evidence",
						(letter) -> of(letter, "evidence").put("purpose", "For trial, and for intelligence.")),
				pair("translation", "procedure",
						(letter) -> of(letter, "procedure").put("other", "Please have the messages translated.")),
				pair("urgency-past", "urgency", (letter) -> {
					of(letter, "urgency").put("custodyTimeLimit", "2026-03-13");
					of(letter, "timeLimit").put("date", "2026-03-13");
				}).with("time-limit-past"),
				pair("time-limit-past", "time-limit", (letter) -> of(letter, "timeLimit").put("date", "2026-03-13")),
				pair("time-limit-short", "time-limit", (letter) -> letter.putObject("urgency").put("asked", false)),
				pair("time-limit-after-trial", "time-limit",
						(letter) -> of(letter, "timeLimit").put("date", "2026-09-03")),
				pair("trial-date", "urgency", (letter) -> {
					of(letter, "proceedings").put("nature", "PROSECUTION");
					letter.putObject("urgency").put("asked", false);
					letter.remove("timeLimit");
				}));
	}

	@Test
	void aboutACompleteLetterNothingIsSaid() {
		assertThat(Sufficiency.check(complete(), CheckContext.on(TODAY))).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void oneChangeIsFoundWhereItIs(Pair pair) {
		ObjectNode letter = LetterJson.tree(complete());
		pair.change().accept(letter);
		List<Finding> findings = Sufficiency.check(LetterJson.content(letter), pair.context());
		Set<String> expected = new TreeSet<>(pair.also());
		expected.add(pair.rule());
		assertThat(names(findings.stream().map(Finding::rule))).isEqualTo(expected);
		assertThat(findings).filteredOn((finding) -> finding.rule().name().equals(pair.rule()))
			.extracting(Finding::page)
			.containsExactly(pair.page());
	}

	@Test
	void noRuleIsWithoutItsPair() {
		assertThat(names(pairs().map((pair) -> Sufficiency.RULES.stream()
			.filter((rule) -> rule.name().equals(pair.rule()))
			.findFirst()
			.orElseThrow()))).isEqualTo(names(Sufficiency.RULES.stream()));
		assertThat(Sufficiency.RULES).extracting(Rule::name).doesNotHaveDuplicates();
		assertThat(Sufficiency.RULES).filteredOn((rule) -> rule.severity() == Severity.ADVICE)
			.hasSizeGreaterThanOrEqualTo(12);
	}

	@Test
	void everyRuleSaysWhatAndWhy() {
		ResourceBundleMessageSource messages = LetterPdfTests.messages();
		for (Rule rule : Sufficiency.RULES) {
			assertThat(messages.getMessage(rule.code(), new Object[] { 1, "it" }, Locale.UK)).isNotBlank()
				.doesNotContain("{");
			assertThat(messages.getMessage(rule.why(), null, Locale.UK)).isNotBlank();
		}
	}

	/** Advice never stops a letter, whatever it says. */
	@Test
	void adviceIsNoReasonToRefuse() {
		pairs()
			.filter((pair) -> Sufficiency.RULES.stream()
				.anyMatch((rule) -> rule.name().equals(pair.rule()) && rule.severity() == Severity.ADVICE))
			.filter((pair) -> pair.also().isEmpty())
			.forEach((pair) -> {
				ObjectNode letter = LetterJson.tree(complete());
				pair.change().accept(letter);
				assertThat(Sufficiency.missing(LetterJson.content(letter), pair.context())).as(pair.rule()).isEmpty();
			});
	}

	static LetterContent complete() {
		ObjectNode letter = LetterJson.tree(SampleLetters.kidnapping());
		letter.putObject("otherFacts")
			.put("text",
					"The Data Access Agreement was considered; no order is sought, because the account may be used in the"
							+ " United States.");
		return LetterJson.content(letter);
	}

	private static void subscriberOnly(ObjectNode letter) {
		item(letter, "accounts").putObject("data").put("BASIC_SUBSCRIBER", "Who opened it.");
	}

	private static Set<String> names(Stream<Rule> rules) {
		return rules.map(Rule::name).collect(Collectors.toCollection(TreeSet::new));
	}

	private static Pair pair(String rule, String page, Consumer<ObjectNode> change) {
		return new Pair(rule, page, change, CheckContext.on(TODAY), Set.of());
	}

	private static ObjectNode of(ObjectNode letter, String section) {
		return (ObjectNode) letter.path(section);
	}

	private static ObjectNode item(ObjectNode letter, String section) {
		return (ObjectNode) letter.path(section).path(0);
	}

	private static ObjectNode data(ObjectNode letter) {
		return (ObjectNode) item(letter, "accounts").path("data");
	}

}
