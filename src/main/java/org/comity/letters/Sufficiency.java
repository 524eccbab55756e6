package org.comity.letters;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.comity.kernel.Rejection;
import org.comity.letters.LetterContent.Account;
import org.comity.letters.LetterContent.DataKind;
import org.comity.letters.LetterContent.UrgencyReason;

/**
 * What a letter must have before it is sent, as one list of named rules. The officer's
 * check, the prosecutor's, and the tests use the same list. Each rule says what is
 * missing, in which section, and by what source; a letter that passes may still be asked
 * for more, one that fails surely will be.
 */
public final class Sufficiency {

	private static final String TREATY_4 = "US-UK treaty, article 4";

	private static final String CICA_7 = "Crime (International Co-operation) Act 2003, s.7";

	private static final String USC_2703_D = "18 USC 2703(d)";

	private static final String PROBABLE_CAUSE = "Fourth Amendment: probable cause; 18 USC 3512";

	/** The rules, in the order of the letter. */
	public static final List<Rule> RULES = List.of(
			rule("title", LetterSection.SUBJECT, "", (letter) -> letter.subject().title().isEmpty()),
			rule("authority", LetterSection.AUTHORITY, TREATY_4,
					(letter) -> letter.authority().investigating().isEmpty()
							|| letter.authority().prosecuting().isEmpty()),
			rule("proceedings", LetterSection.PROCEEDINGS, TREATY_4 + "; " + CICA_7,
					(letter) -> letter.proceedings().subjectMatter().isEmpty()
							|| letter.proceedings().nature() == null),
			rule("offence", LetterSection.OFFENCES, TREATY_4 + "; " + CICA_7, (letter) -> letter.offences().isEmpty()),
			each("offence-text", LetterSection.OFFENCES, TREATY_4, LetterContent::offences,
					(offence) -> offence.act().isEmpty() || offence.title().isEmpty() || offence.text().isEmpty(),
					LetterContent.Offence::id, LetterContent.Offence::title),
			each("offence-penalty", LetterSection.OFFENCES, TREATY_4, LetterContent::offences,
					(offence) -> offence.maximumPenalty().isEmpty() || offence.months() == null && !offence.life(),
					LetterContent.Offence::id, LetterContent.Offence::title),
			rule("facts", LetterSection.FACTS, TREATY_4, (letter) -> letter.facts().isEmpty()),
			each("fact-words", LetterSection.FACTS, TREATY_4, LetterContent::facts, (fact) -> fact.what().isEmpty(),
					LetterContent.Fact::id, (fact) -> ""),
			each("fact-source", LetterSection.FACTS, PROBABLE_CAUSE, LetterContent::facts,
					(fact) -> fact.source().isEmpty(), LetterContent.Fact::id, (fact) -> shortened(fact.what())),
			each("fact-date", LetterSection.FACTS, PROBABLE_CAUSE, LetterContent::facts,
					(fact) -> fact.when() == null || fact.when().date() == null, LetterContent.Fact::id,
					(fact) -> shortened(fact.what())),
			rule("summary", LetterSection.SUMMARY, TREATY_4, (letter) -> letter.summary().text().isEmpty()),
			rule("account", LetterSection.ACCOUNTS, TREATY_4, (letter) -> letter.accounts().isEmpty()),
			account("account-identifier", TREATY_4,
					(account) -> account.type() == null || account.identifier().isEmpty()
							|| Identifiers.checked(account.type(), account.identifier()).isEmpty()),
			account("account-company", TREATY_4, (account) -> account.company() == null),
			account("account-data", TREATY_4, (account) -> account.data().isEmpty()),
			account("account-relevance", USC_2703_D, (account) -> account.data().containsValue("")),
			account("account-range", PROBABLE_CAUSE,
					(account) -> account.beyondSubscriber() && (account.from() == null || account.to() == null)),
			account("account-fact", USC_2703_D, (account) -> account.facts().isEmpty()),
			account("account-offence", PROBABLE_CAUSE, (account) -> account.offences().isEmpty()),
			new Rule("us-conduct", Sufficiency::usConduct),
			rule("evidence", LetterSection.EVIDENCE, TREATY_4, (letter) -> letter.evidence().sought().isEmpty()),
			rule("purpose", LetterSection.EVIDENCE, "US-UK treaty, articles 4 and 7; CICA 2003, s.9",
					(letter) -> letter.evidence().purpose().isEmpty()),
			rule("procedure", LetterSection.PROCEDURE, TREATY_4 + "; FRE 902(11), 902(13)",
					(letter) -> letter.procedure().certificates().isEmpty() && letter.procedure().other().isEmpty()),
			rule("confidentiality", LetterSection.CONFIDENTIALITY, "US-UK treaty, article 7",
					(letter) -> letter.confidentiality().asked() == null
							|| letter.confidentiality().asked() && letter.confidentiality().reason().isEmpty()),
			rule("non-disclosure", LetterSection.NON_DISCLOSURE, "18 USC 2705(b)",
					(letter) -> letter.nonDisclosure().asked() == null
							|| letter.nonDisclosure().asked() && (letter.nonDisclosure().grounds().isEmpty()
									|| letter.nonDisclosure().explanation().isEmpty())),
			rule("urgency", LetterSection.URGENCY, TREATY_4, Sufficiency::urgencyOpen),
			rule("urgency-date", LetterSection.TIME_LIMIT, TREATY_4,
					(letter) -> Boolean.TRUE.equals(letter.urgency().asked()) && letter.timeLimit().date() == null),
			rule("time-limit", LetterSection.TIME_LIMIT, TREATY_4,
					(letter) -> letter.timeLimit().date() != null && letter.timeLimit().reason().isEmpty()),
			rule("previous-contact", LetterSection.PREVIOUS_CONTACT, "",
					(letter) -> letter.previousContact().had() == null
							|| letter.previousContact().had() && letter.previousContact().details().isEmpty()),
			rule("use", LetterSection.USE, "US-UK treaty, article 7; CICA 2003, s.9",
					(letter) -> !letter.use().given()),
			each("enclosure", LetterSection.ENCLOSURES, "", LetterContent::enclosures,
					(enclosure) -> enclosure.document() == null, LetterContent.Enclosure::id,
					LetterContent.Enclosure::title));

	private Sufficiency() {
	}

	/**
	 * One rule.
	 *
	 * @param name the end of its message key, {@code letter.missing.<name>}
	 * @param check what it finds missing
	 */
	public record Rule(String name, Function<LetterContent, List<Rejection>> check) {

		/** Returns what is missing by this rule. */
		public List<Rejection> missing(LetterContent letter) {
			return this.check.apply(letter);
		}

	}

	/**
	 * Returns everything a letter still lacks, in the order of the letter. A rejection's
	 * field is the way to the page that mends it, below {@code letter/edit/}.
	 */
	public static List<Rejection> missing(LetterContent letter) {
		return RULES.stream().flatMap((rule) -> rule.missing(letter).stream()).toList();
	}

	private static Rule rule(String name, LetterSection section, String citation, Predicate<LetterContent> lacks) {
		return new Rule(name, (letter) -> lacks.test(letter)
				? List.of(Rejection.at(section.slug(), "letter.missing." + name).citing(citation)) : List.of());
	}

	private static <T> Rule each(String name, LetterSection section, String citation,
			Function<LetterContent, List<T>> items, Predicate<T> lacks, Function<T, Object> id,
			Function<T, String> called) {
		return new Rule(name,
				(letter) -> items.apply(letter)
					.stream()
					.filter(lacks)
					.map((item) -> Rejection
						.at(section.slug() + "/" + id.apply(item), "letter.missing." + name,
								items.apply(letter).indexOf(item) + 1, called.apply(item))
						.citing(citation))
					.toList());
	}

	private static Rule account(String name, String citation, Predicate<Account> lacks) {
		return each(name, LetterSection.ACCOUNTS, citation, LetterContent::accounts, lacks, Account::id,
				Account::identifier);
	}

	/**
	 * A search warrant under 18 USC 3512 is for conduct that US law punishes by more than
	 * a year: so at least one offence linked to such an account must be that grave, and
	 * say what it answers to in the United States.
	 */
	private static List<Rejection> usConduct(LetterContent letter) {
		return letter.accounts()
			.stream()
			.filter(Account::needsWarrant)
			.filter((account) -> letter.offences()
				.stream()
				.filter((offence) -> account.offences().contains(offence.id()))
				.noneMatch((offence) -> offence.overAYear() && !offence.usConduct().isEmpty()))
			.map((account) -> Rejection
				.at(LetterSection.OFFENCES.slug(), "letter.missing.us-conduct", letter.accounts().indexOf(account) + 1,
						account.identifier())
				.citing("18 USC 3512; " + DataKind.CONTENT.citation()))
			.toList();
	}

	private static boolean urgencyOpen(LetterContent letter) {
		var urgency = letter.urgency();
		if (urgency.asked() == null) {
			return true;
		}
		return urgency.asked()
				&& Stream
					.of(urgency.reasons().isEmpty(), urgency.explanation().isEmpty(),
							urgency.reasons().contains(UrgencyReason.CUSTODY_TIME_LIMIT)
									&& urgency.custodyTimeLimit() == null,
							urgency.reasons().contains(UrgencyReason.TRIAL_DATE) && urgency.trialDate() == null)
					.anyMatch(Boolean::booleanValue);
	}

	private static String shortened(String text) {
		String line = Typed.line(text);
		return (line.length() <= 60) ? line : line.substring(0, 59).stripTrailing() + "…";
	}

}
