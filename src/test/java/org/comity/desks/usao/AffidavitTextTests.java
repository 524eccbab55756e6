package org.comity.desks.usao;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import org.comity.desks.fragments.Phrase;
import org.comity.desks.process.ProcessWords;
import org.comity.kernel.Ids;
import org.comity.letters.LetterContent;
import org.comity.letters.LetterVersion;
import org.comity.letters.SampleLetters;
import org.comity.process.DataSought;
import org.comity.process.Demand;
import org.comity.process.ProcessKind;
import org.junit.jupiter.api.Test;

import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first text of a statement says what the letter says, all that supports the showing,
 * and nothing that no fact says.
 */
class AffidavitTextTests {

	private static final LetterContent LETTER = SampleLetters.kidnapping();

	private final ProcessWords words = words();

	private static ProcessWords words() {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasename("messages/process");
		messages.setDefaultEncoding("UTF-8");
		return new ProcessWords(messages, Clock.systemUTC());
	}

	private static LetterVersion version(LetterContent content) {
		return new LetterVersion(Ids.next(), 2, LetterVersion.Kind.ADDENDUM, "CPS-NORTHSHIRE-2026-00012", content, "",
				"", "", Ids.next(), "Joanna Whitfield-Okonkwo", Instant.parse("2026-03-14T23:42:00Z"), Ids.next());
	}

	private static Demand demand(LetterContent.Account account, DataSought... data) {
		return new Demand(account.id(), 1, "EMAIL", account.identifier(), account.from(), account.to(), Set.of(data),
				"", null);
	}

	private AffidavitText of(LetterContent content, DataSought... data) {
		return AffidavitText.of(version(content), ProcessKind.WARRANT, List.of(demand(content.accounts().get(0), data)),
				"Google LLC", this.words);
	}

	private static LetterContent with(LetterContent was, List<LetterContent.Fact> facts,
			List<LetterContent.Account> accounts) {
		return new LetterContent(was.subject(), was.authority(), was.proceedings(), was.offences(), was.summary(),
				facts, was.persons(), accounts, was.evidence(), was.procedure(), was.confidentiality(),
				was.nonDisclosure(), was.urgency(), was.timeLimit(), was.preservation(), was.previousContact(),
				was.use(), was.otherFacts(), was.enclosures());
	}

	@Test
	void everyFactStandsWithItsDayItsSourceAndItsAccount() {
		AffidavitText text = of(LETTER, DataSought.CONTENT);
		assertThat(text.leftOut()).isEmpty();
		assertThat(text.paragraphs()).allMatch((one) -> one.matches("(?s)\\d+\\. .+"));
		assertThat(text.paragraphs().get(0)).contains("Search warrant", "18 U.S.C. 2703(a), 3512(a)(2)(A)",
				"CPS-NORTHSHIRE-2026-00012", "version 2", "14 March 2026");
		assertThat(text.text()).contains("Fact 1 of the letter, 2 March 2026 at 21:14: A mail from",
				"Source: Handset of the victim's father", "It leads to: redwharf77@gmail.example",
				"Fact 3 of the letter, 4 March 2026: That address", "Kidnapping, Common law", "imprisonment for life",
				"kidnapping and the sending of ransom demands", "Flight from prosecution",
				"would delete what it holds");
		LETTER.facts()
			.forEach((fact) -> assertThat(text.paragraphs())
				.anyMatch((one) -> one.contains(fact.what()) && one.contains(fact.source())));
	}

	@Test
	void onlyTheKindsDemandedAreSpokenOf() {
		AffidavitText text = of(LETTER, DataSought.CONTENT);
		assertThat(text.text()).contains("The demands were sent from this account")
			.doesNotContain("To show who opened the account", "with whom the account's user was in touch");
	}

	@Test
	void itSaysNothingThatNoFactSays() {
		AffidavitText bare = of(with(LETTER, List.of(), LETTER.accounts()), DataSought.CONTENT);
		assertThat(bare.text()).doesNotContain("Fact ", "Source:", "leads to");
		String frame = bare.text();
		for (LetterContent.Fact fact : LETTER.facts()) {
			assertThat(frame).doesNotContain(fact.what(), fact.source());
		}
		AffidavitText full = of(LETTER, DataSought.CONTENT);
		assertThat(full.paragraphs()).as("one for each fact, and no other")
			.hasSize(bare.paragraphs().size() + LETTER.facts().size());
		assertThat(full.text()).as("neither the summary nor a person is told")
			.doesNotContain("nineteen", "Redwharf, ", "Daniel");
	}

	@Test
	void aFactWithoutASourceIsLeftOutAndSoIsOneOfAnotherAccount() {
		LetterContent.Account first = LETTER.accounts().get(0);
		LetterContent.Fact unsourced = new LetterContent.Fact(UUID.randomUUID(), null, "He was seen there", " ");
		LetterContent.Fact others = new LetterContent.Fact(UUID.randomUUID(),
				new LetterContent.When(LocalDate.of(2026, 3, 6), null), "The other account was used", "Exhibit 9");
		LetterContent.Fact background = new LetterContent.Fact(UUID.randomUUID(), null, "He was taken", "Exhibit 1");
		Map<LetterContent.DataKind, String> data = new EnumMap<>(LetterContent.DataKind.class);
		data.put(LetterContent.DataKind.CONTENT, "It helps");
		LetterContent.Account other = new LetterContent.Account(UUID.randomUUID(), first.company(), "Google LLC",
				LetterContent.IdentifierType.EMAIL, "other@gmail.example", first.from(), first.to(),
				new TreeMap<>(data), List.of(others.id()), first.offences());
		AffidavitText text = of(
				with(LETTER, List.of(LETTER.facts().get(0), unsourced, others, background), List.of(first, other)),
				DataSought.CONTENT);
		assertThat(text.leftOut()).containsExactly(Phrase.of("process.affidavit.left-out.no-source", 2),
				Phrase.of("process.affidavit.left-out.other-account", 3));
		assertThat(text.text()).doesNotContain("He was seen there", "The other account was used", "other@")
			.contains("Fact 4 of the letter: He was taken\nSource: Exhibit 1");
	}

	@Test
	void theShowingNamesItsPassagesAndWhatIsWanting() {
		LetterContent.Account account = LETTER.accounts().get(0);
		Showing whole = Showing.of(LETTER, account, Set.of(DataSought.CONTENT));
		assertThat(whole.gaps()).isEmpty();
		assertThat(whole.reasons()).extracting(Showing.Reason::data).containsExactly(DataSought.CONTENT);
		assertThat(whole.facts()).extracting(Showing.Passage::number).containsExactly(1, 2, 3);
		LetterContent.Fact bare = new LetterContent.Fact(LETTER.facts().get(0).id(), null, "A mail came", "");
		LetterContent.Account loose = new LetterContent.Account(account.id(), account.company(), "Google LLC",
				LetterContent.IdentifierType.EMAIL, account.identifier(), null, null, new TreeMap<>(),
				List.of(bare.id()), List.of());
		LetterContent thin = with(LETTER, List.of(bare), List.of(loose));
		assertThat(Showing.of(thin, loose, Set.of(DataSought.LOCATION)).gaps()).extracting(Phrase::key)
			.containsExactly("process.showing.gap.reason.LOCATION", "process.showing.gap.no-source",
					"process.showing.gap.no-range", "process.showing.gap.no-offence", "process.showing.gap.no-conduct");
		assertThat(Showing.of(thin, loose, new TreeSet<>(Set.of(DataSought.BASIC_SUBSCRIBER))).gaps())
			.extracting(Phrase::key)
			.as("a subpoena asks for relevance alone")
			.containsExactly("process.showing.gap.reason.BASIC_SUBSCRIBER");
	}

}
