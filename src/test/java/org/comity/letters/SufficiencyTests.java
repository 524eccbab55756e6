package org.comity.letters;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.comity.kernel.Rejection;
import org.comity.letters.CheckContext.AskedBefore;
import org.comity.letters.LetterContent.IdentifierType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What need not be said is not asked for, and what is missing is told once. Each rule has
 * its own test in {@link RulePairTests}.
 */
class SufficiencyTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 14);

	@Test
	void aWholeLetterLacksNothing() {
		assertThat(Sufficiency.missing(SampleLetters.kidnapping())).isEmpty();
	}

	@Test
	void noOffenceIsToldOnceAndLeavesTheAccountUnlinked() {
		assertThat(missing((letter) -> letter.putArray("offences"))).extracting(Rejection::code)
			.contains("letter.missing.offence", "letter.missing.us-conduct");
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

	/** What is said names the item by its number and by what it is called. */
	@Test
	void aFindingNamesItsItem() {
		Consumer<ObjectNode> change = (letter) -> {
			ObjectNode second = (ObjectNode) letter.path("facts").path(1);
			second.put("what", "").put("source", "");
			((ObjectNode) letter.path("facts").path(2)).put("what", "x".repeat(61)).put("source", "");
		};
		assertThat(arguments("fact-source", change)).containsExactly(List.of(2, ""), List.of(3, "x".repeat(59) + "…"));
		assertThat(arguments("fact-source",
				(letter) -> item(letter, "facts").put("what", "x".repeat(60)).put("source", "")))
			.containsExactly(List.of(1, "x".repeat(60)));
		assertThat(arguments("offence-text", (letter) -> item(letter, "offences").put("text", "")))
			.containsExactly(List.of(1, "Kidnapping"));
		assertThat(arguments("us-conduct", (letter) -> item(letter, "offences").put("usConduct", "")))
			.containsExactly(List.of(1, "redwharf77@gmail.example"));
		assertThat(arguments("us-person", (letter) -> item(letter, "persons").put("usPerson", "YES")))
			.containsExactly(List.of(1, "Daniel Redwharf"));
		assertThat(arguments("enclosure", (letter) -> item(letter, "enclosures").putNull("document")))
			.containsExactly(List.of(1, "The ransom mail, printed"));
	}

	private static List<List<Object>> arguments(String rule, Consumer<ObjectNode> change) {
		return found(change, CheckContext.on(TODAY)).stream()
			.filter((finding) -> finding.rule().name().equals(rule))
			.map(Finding::arguments)
			.toList();
	}

	private static List<Finding> found(Consumer<ObjectNode> change, CheckContext context) {
		ObjectNode letter = LetterJson.tree(RulePairTests.complete());
		change.accept(letter);
		return Sufficiency.check(LetterJson.content(letter), context);
	}

	private static Set<String> rules(Consumer<ObjectNode> change) {
		return found(change, CheckContext.on(TODAY)).stream()
			.map((finding) -> finding.rule().name())
			.collect(Collectors.toSet());
	}

	/** Each other request is named once; another account is another account. */
	@Test
	void otherRequestsAboutTheAccountAreNamed() {
		AskedBefore first = new AskedBefore(IdentifierType.EMAIL, "redwharf77@gmail.example", "R-1");
		CheckContext context = new CheckContext(TODAY, null,
				List.of(first, first, new AskedBefore(IdentifierType.EMAIL, "redwharf77@gmail.example", "R-2"),
						new AskedBefore(IdentifierType.EMAIL, "other@gmail.example", "R-3")));
		assertThat(found((letter) -> {
		}, context)).extracting(Finding::arguments).containsExactly(List.of(1, "R-1, R-2"));
	}

	@Test
	void adviceIsWhatStopsNothing() {
		LetterContent letter = LetterJson.content(LetterJson.tree(SampleLetters.kidnapping()).putNull("summary"));
		assertThat(Sufficiency.advice(letter, CheckContext.on(TODAY))).extracting((finding) -> finding.rule().name())
			.containsExactly("data-access-agreement");
	}

	/** Two reasons that are missing are not the same reason. */
	@Test
	void noReasonIsNoReasonTwice() {
		assertThat(rules((letter) -> ((ObjectNode) item(letter, "accounts").path("data")).put("CONTENT", "")
			.put("OTHER_RECORDS", ""))).containsExactly("account-relevance");
	}

	@Test
	void aFactWithoutADayShowsNothing() {
		assertThat(rules((letter) -> letter.path("facts").forEach((fact) -> ((ObjectNode) fact).putNull("when"))))
			.contains("account-showing");
		assertThat(rules((letter) -> letter.path("facts")
			.forEach((fact) -> ((ObjectNode) fact).putObject("when").put("time", "10:00"))))
			.contains("account-showing");
	}

	/** Serious is what three years' imprisonment punishes, and only content counts. */
	@Test
	void theOtherAgreementIsForContentAndSeriousCrime() {
		Consumer<ObjectNode> silent = (letter) -> letter.remove("otherFacts");
		assertThat(rules(silent)).containsExactly("data-access-agreement");
		assertThat(rules(silent.andThen((letter) -> item(letter, "offences").put("life", false).put("months", 36))))
			.containsExactly("data-access-agreement");
		assertThat(rules(silent.andThen((letter) -> item(letter, "offences").put("life", false).put("months", 35))))
			.isEmpty();
		assertThat(rules(
				silent.andThen((letter) -> ((ObjectNode) item(letter, "accounts").path("data")).remove("CONTENT"))))
			.doesNotContain("data-access-agreement");
	}

	@Test
	void whoAsksForNothingIsNotSentToTheProvider() {
		assertThat(rules((letter) -> {
			item(letter, "accounts").putObject("data");
			letter.putObject("previousContact").put("had", false);
		})).containsExactly("account-data");
	}

	/**
	 * Preservation counts for the accounts it names, and for 90 days if it names no end.
	 */
	@Test
	void preservationIsOfAnAccountAndHasAnEnd() {
		assertThat(rules((letter) -> item(letter, "preservation").putArray("accounts")))
			.containsExactly("no-preservation");
		assertThat(rules((letter) -> item(letter, "preservation").putNull("expiresOn"))).isEmpty();
		assertThat(rules((letter) -> item(letter, "preservation").putNull("expiresOn").put("madeOn", "2025-12-13")))
			.containsExactly("preservation-lapsed");
		assertThat(rules((letter) -> item(letter, "preservation").putNull("expiresOn").put("madeOn", "2025-12-14")))
			.containsExactly("preservation-ends");
	}

	/** Urgency is asked for or not; who asks says why, and by which day. */
	@Test
	void urgencyIsAnswered() {
		assertThat(rules((letter) -> {
			letter.putObject("urgency").putNull("asked");
			letter.remove("timeLimit");
		})).containsExactly("urgency");
		assertThat(rules((letter) -> urgency(letter).putArray("reasons"))).containsExactly("urgency");
		assertThat(rules((letter) -> urgency(letter).put("explanation", ""))).containsExactly("urgency");
		assertThat(rules((letter) -> urgency(letter).putArray("reasons").add("TRIAL_DATE"))).containsExactly("urgency");
		assertThat(
				rules((letter) -> urgency(letter).put("trialDate", "2026-09-10").putArray("reasons").add("TRIAL_DATE")))
			.isEmpty();
	}

	private static ObjectNode urgency(ObjectNode letter) {
		return (ObjectNode) letter.path("urgency");
	}

	/** More than a year: a month more at least. */
	@Test
	void aWarrantIsForMoreThanAYear() {
		assertThat(rules((letter) -> item(letter, "offences").put("life", false).put("months", 12)))
			.contains("us-conduct");
		assertThat(rules((letter) -> item(letter, "offences").put("life", false).put("months", 13)))
			.doesNotContain("us-conduct");
		assertThat(rules((letter) -> item(letter, "offences").put("life", false).putNull("months")))
			.contains("us-conduct", "offence-penalty");
	}

	private static List<Rejection> missing(Consumer<ObjectNode> take) {
		ObjectNode letter = LetterJson.tree(SampleLetters.kidnapping());
		take.accept(letter);
		return Sufficiency.missing(LetterJson.content(letter));
	}

	private static ObjectNode item(ObjectNode letter, String section) {
		return (ObjectNode) letter.path(section).path(0);
	}

}
