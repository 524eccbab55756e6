package org.comity.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import org.comity.kernel.Ids;
import org.comity.letters.CheckContext;
import org.comity.letters.LetterContent;
import org.comity.letters.LetterContent.Account;
import org.comity.letters.LetterContent.Belief;
import org.comity.letters.LetterContent.DataKind;
import org.comity.letters.LetterContent.Fact;
import org.comity.letters.LetterContent.IdentifierType;
import org.comity.letters.LetterContent.InvolvedPerson;
import org.comity.letters.LetterContent.Offence;
import org.comity.letters.LetterContent.PersonRole;
import org.comity.letters.Sufficiency;

/**
 * How long all rules take over a letter as full as letters get: eight offences, sixty
 * facts, twelve persons, twelve accounts, every text long. One thread, in memory.
 */
final class CheckBench {

	private static final int WARM_UP = 5_000;

	private static final int RUNS = 5_000;

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 14);

	private final Map<String, Object> results = new LinkedHashMap<>();

	private double median;

	private double p99;

	void run(boolean smoke) {
		LetterContent letter = full();
		CheckContext context = CheckContext.on(TODAY);
		int findings = 0;
		for (int i = 0; i < (smoke ? 100 : WARM_UP); i++) {
			findings = Sufficiency.check(letter, context).size();
		}
		long[] times = new long[smoke ? 100 : RUNS];
		for (int i = 0; i < times.length; i++) {
			long began = System.nanoTime();
			findings = Sufficiency.check(letter, context).size();
			times[i] = System.nanoTime() - began;
		}
		Arrays.sort(times);
		this.results.put("rules", Sufficiency.RULES.size());
		this.results.put("findings", findings);
		this.results.put("runs", times.length);
		this.median = times[times.length / 2] / 1e6;
		this.p99 = times[times.length * 99 / 100] / 1e6;
		this.results.put("medianMillis", this.median);
		this.results.put("p99Millis", this.p99);
	}

	Map<String, Object> results() {
		return this.results;
	}

	String table() {
		return String.format(java.util.Locale.ROOT,
				"| rules | findings | checks | median | 99%% within |%n|---|---|---|---|---|%n| %s | %s | %s | %.2f ms | %.2f ms |%n",
				this.results.get("rules"), this.results.get("findings"), this.results.get("runs"),
				this.median, this.p99);
	}

	private static LetterContent full() {
		LetterContent begun = LetterContent.begun("A full letter", "Northshire Police", "Crown Prosecution Service");
		String words = "On that day the account was used to send a message about the payment to another person. ";
		List<Offence> offences = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			offences.add(new Offence(Ids.next(), "Fraud Act 2006", "s.2", "Fraud", words.repeat(50),
					"imprisonment for 10 years", 120, false, words.repeat(30)));
		}
		List<Fact> facts = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			facts.add(new Fact(Ids.next(), new LetterContent.When(TODAY.minusDays(i), LocalTime.NOON),
					words.repeat(50), words.repeat(20)));
		}
		List<InvolvedPerson> persons = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			persons.add(new InvolvedPerson(Ids.next(), "Person " + i, PersonRole.SUSPECT, null, "", "British",
					Belief.NOT_KNOWN, words.repeat(20)));
		}
		List<UUID> linkedFacts = facts.stream().map(Fact::id).toList();
		List<UUID> linkedOffences = offences.stream().map(Offence::id).toList();
		List<Account> accounts = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			SortedMap<DataKind, String> data = new TreeMap<>();
			for (DataKind kind : DataKind.values()) {
				data.put(kind, words.repeat(22));
			}
			accounts.add(new Account(Ids.next(), Ids.next(), "Google LLC", IdentifierType.EMAIL,
					"someone" + i + "@mail.example", Instant.parse("2026-01-01T00:00:00Z"),
					Instant.parse("2026-03-01T00:00:00Z"), data, linkedFacts, linkedOffences));
		}
		return new LetterContent(begun.subject(), begun.authority(), begun.proceedings(), offences,
				new LetterContent.Summary(words.repeat(110)), facts, persons, accounts,
				new LetterContent.Evidence(words.repeat(55), words.repeat(33)), begun.procedure(),
				begun.confidentiality(), begun.nonDisclosure(), begun.urgency(), begun.timeLimit(), List.of(),
				begun.previousContact(), begun.use(), new LetterContent.OtherFacts(words.repeat(55)), List.of());
	}

}
