package org.comity.desks.usao;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.comity.desks.fragments.Phrase;
import org.comity.letters.LetterContent;
import org.comity.process.DataSought;
import org.comity.process.ProcessKind;

/**
 * The passages of a letter that support the showing of a process for one account, as they
 * stand there, and what the showing asks for that the letter does not say. It adds no
 * word of its own to a fact.
 *
 * @param reasons why each kind of data is relevant
 * @param facts the facts that lead to the account, by their number in the letter
 * @param offences the offences it bears on
 * @param gaps what is wanting
 */
record Showing(List<Reason> reasons, List<Passage> facts, List<LetterContent.Offence> offences, List<Phrase> gaps) {

	Showing {
		reasons = List.copyOf(reasons);
		facts = List.copyOf(facts);
		offences = List.copyOf(offences);
		gaps = List.copyOf(gaps);
	}

	/** Why a kind of data is relevant, in the letter's words. */
	record Reason(DataSought data, String text) {
	}

	/**
	 * A fact of the letter.
	 *
	 * @param number its number there, from 1
	 * @param fact the fact
	 */
	record Passage(int number, LetterContent.Fact fact) {

		boolean sourced() {
			return !this.fact.source().isBlank();
		}

	}

	/** The facts of a letter with their numbers. */
	static List<Passage> passages(LetterContent letter) {
		return IntStream.range(0, letter.facts().size())
			.mapToObj((index) -> new Passage(index + 1, letter.facts().get(index)))
			.toList();
	}

	/**
	 * Finds the showing for some kinds of data of one account.
	 * @param kinds what is to be demanded; none: all that the letter asks for
	 */
	static Showing of(LetterContent letter, LetterContent.Account account, Set<DataSought> kinds) {
		Set<DataSought> wanted = EnumSet.noneOf(DataSought.class);
		wanted.addAll(kinds.isEmpty() ? asked(account) : kinds);
		List<Reason> reasons = account.data()
			.entrySet()
			.stream()
			.map((each) -> new Reason(DataSought.valueOf(each.getKey().name()), each.getValue()))
			.filter((reason) -> wanted.contains(reason.data()) && !reason.text().isBlank())
			.toList();
		List<Passage> facts = passages(letter).stream()
			.filter((passage) -> account.facts().contains(passage.fact().id()))
			.toList();
		List<LetterContent.Offence> offences = letter.offences()
			.stream()
			.filter((offence) -> account.offences().contains(offence.id()))
			.toList();
		return new Showing(reasons, facts, offences,
				gaps(account, ProcessKind.leastFor(wanted), wanted, reasons, facts, offences));
	}

	/** The kinds of data that a letter asks of an account. */
	static Set<DataSought> asked(LetterContent.Account account) {
		Set<DataSought> kinds = EnumSet.noneOf(DataSought.class);
		account.data().keySet().forEach((kind) -> kinds.add(DataSought.valueOf(kind.name())));
		return kinds;
	}

	private static List<Phrase> gaps(LetterContent.Account account, ProcessKind least, Set<DataSought> wanted,
			List<Reason> reasons, List<Passage> facts, List<LetterContent.Offence> offences) {
		List<Phrase> gaps = new ArrayList<>();
		wanted.stream()
			.filter((data) -> reasons.stream().noneMatch((reason) -> reason.data() == data))
			.map((data) -> new Phrase("process.showing.gap.reason." + data, List.of()))
			.forEach(gaps::add);
		if (least == ProcessKind.SUBPOENA) {
			return gaps;
		}
		if (facts.isEmpty()) {
			gaps.add(Phrase.of("process.showing.gap.no-fact"));
		}
		facts.stream()
			.filter((passage) -> !passage.sourced())
			.map((passage) -> Phrase.of("process.showing.gap.no-source", passage.number()))
			.forEach(gaps::add);
		if (account.from() == null || account.to() == null) {
			gaps.add(Phrase.of("process.showing.gap.no-range"));
		}
		if (least == ProcessKind.WARRANT) {
			if (offences.stream().noneMatch(LetterContent.Offence::overAYear)) {
				gaps.add(Phrase.of("process.showing.gap.no-offence"));
			}
			if (offences.stream().allMatch((offence) -> offence.usConduct().isBlank())) {
				gaps.add(Phrase.of("process.showing.gap.no-conduct"));
			}
		}
		return gaps;
	}

}
