package org.comity.desks.usao;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.desks.fragments.Phrase;
import org.comity.desks.process.ProcessWords;
import org.comity.letters.LetterContent;
import org.comity.letters.LetterVersion;
import org.comity.process.DataSought;
import org.comity.process.Demand;
import org.comity.process.ProcessKind;

/**
 * The first text of a statement in support of an application: the letter's facts in their
 * order, each with its day, its source and the accounts it leads to, between what is
 * sought and why it is relevant. It says what the letter says and never more: a fact
 * without a source is left out, and so is one that leads to other accounts only.
 *
 * @param paragraphs its paragraphs, numbered
 * @param leftOut the facts left out, and why
 */
record AffidavitText(List<String> paragraphs, List<Phrase> leftOut) {

	AffidavitText {
		paragraphs = List.copyOf(paragraphs);
		leftOut = List.copyOf(leftOut);
	}

	/** The whole text; a blank line begins another paragraph. */
	String text() {
		return String.join("\n\n", this.paragraphs);
	}

	static AffidavitText of(LetterVersion letter, ProcessKind kind, List<Demand> demands, String company,
			ProcessWords words) {
		LetterContent content = letter.content();
		List<UUID> demanded = demands.stream().map(Demand::account).toList();
		List<LetterContent.Account> accounts = content.accounts()
			.stream()
			.filter((account) -> demanded.contains(account.id()))
			.toList();
		List<String> said = new ArrayList<>();
		said.add(words.say("process.affidavit.opening", words.say("process.kind." + kind), kind.citation(),
				letter.reference(), Integer.toString(letter.number()), words.day(words.dayOf(letter.issuedAt()))));
		demands.forEach((demand) -> said.add(sought(demand, company, words)));
		offences(content, accounts).forEach((offence) -> said.add(offence(offence, words)));
		List<Phrase> leftOut = new ArrayList<>();
		for (Showing.Passage passage : Showing.passages(content)) {
			List<UUID> leads = content.accounts()
				.stream()
				.filter((account) -> account.facts().contains(passage.fact().id()))
				.map(LetterContent.Account::id)
				.toList();
			List<Demand> carried = demands.stream().filter((demand) -> leads.contains(demand.account())).toList();
			if (!passage.sourced()) {
				leftOut.add(Phrase.of("process.affidavit.left-out.no-source", passage.number()));
			}
			else if (!leads.isEmpty() && carried.isEmpty()) {
				leftOut.add(Phrase.of("process.affidavit.left-out.other-account", passage.number()));
			}
			else {
				said.add(fact(passage, carried, words));
			}
		}
		for (Demand demand : demands) {
			accounts.stream()
				.filter((account) -> account.id().equals(demand.account()))
				.forEach((account) -> relevance(account, demand, words, said));
		}
		silence(content.nonDisclosure(), words, said);
		List<String> numbered = new ArrayList<>();
		said.forEach((paragraph) -> numbered.add((numbered.size() + 1) + ". " + paragraph));
		return new AffidavitText(numbered, leftOut);
	}

	private static String sought(Demand demand, String company, ProcessWords words) {
		return words.say("process.affidavit.sought", Integer.toString(demand.ordinal()),
				words.say("process.account." + demand.kind()), demand.identifier(), company,
				demand.dataInOrder()
					.stream()
					.map((data) -> words.say("process.data." + data))
					.collect(Collectors.joining("; ")),
				words.say(words.range(demand.from(), demand.to())));
	}

	/** Those that the accounts bear on; all of them where the letter links none. */
	private static List<LetterContent.Offence> offences(LetterContent content, List<LetterContent.Account> accounts) {
		List<UUID> linked = accounts.stream().flatMap((account) -> account.offences().stream()).toList();
		return content.offences().stream().filter((one) -> linked.isEmpty() || linked.contains(one.id())).toList();
	}

	private static String offence(LetterContent.Offence offence, ProcessWords words) {
		StringBuilder said = new StringBuilder(
				words.say("process.affidavit.offence", joined(offence.title(), offence.act(), offence.section())));
		if (!offence.maximumPenalty().isBlank()) {
			said.append('\n').append(words.say("process.affidavit.penalty", offence.maximumPenalty()));
		}
		if (!offence.usConduct().isBlank()) {
			said.append('\n').append(words.say("process.affidavit.conduct", offence.usConduct()));
		}
		return said.toString();
	}

	private static String joined(String... parts) {
		return java.util.Arrays.stream(parts).filter((part) -> !part.isBlank()).collect(Collectors.joining(", "));
	}

	private static String fact(Showing.Passage passage, List<Demand> carried, ProcessWords words) {
		String when = words.when(passage.fact().when());
		String number = Integer.toString(passage.number());
		StringBuilder said = new StringBuilder(
				when.isEmpty() ? words.say("process.affidavit.fact.undated", number, passage.fact().what())
						: words.say("process.affidavit.fact", number, when, passage.fact().what()));
		said.append('\n').append(words.say("process.affidavit.source", passage.fact().source()));
		if (!carried.isEmpty()) {
			said.append('\n')
				.append(words.say("process.affidavit.leads",
						carried.stream().map((demand) -> demand.identifier()).collect(Collectors.joining(", "))));
		}
		return said.toString();
	}

	private static void relevance(LetterContent.Account account, Demand demand, ProcessWords words, List<String> said) {
		account.data().forEach((kind, reason) -> {
			DataSought data = DataSought.valueOf(kind.name());
			if (demand.data().contains(data) && !reason.isBlank()) {
				said.add(words.say("process.affidavit.relevance", words.say("process.data." + data),
						Objects.requireNonNull(demand.identifier()), reason));
			}
		});
	}

	private static void silence(LetterContent.NonDisclosure asked, ProcessWords words, List<String> said) {
		if (!Boolean.TRUE.equals(asked.asked())) {
			return;
		}
		String grounds = asked.grounds()
			.stream()
			.map((ground) -> words.say("process.ground." + ground.name()))
			.collect(Collectors.joining("; "));
		StringBuilder text = new StringBuilder(words.say("process.affidavit.silence", grounds));
		if (!asked.explanation().isBlank()) {
			text.append('\n').append(asked.explanation());
		}
		said.add(text.toString());
	}

}
