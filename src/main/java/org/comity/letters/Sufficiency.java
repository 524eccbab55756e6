package org.comity.letters;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.comity.kernel.Rejection;
import org.comity.letters.LetterContent.Account;
import org.comity.letters.LetterContent.DataKind;
import org.comity.letters.LetterContent.Enclosure;
import org.comity.letters.LetterContent.Fact;
import org.comity.letters.LetterContent.InvolvedPerson;
import org.comity.letters.LetterContent.Offence;
import org.comity.letters.LetterContent.UrgencyReason;
import org.comity.letters.Rule.Items;
import org.comity.letters.Rule.Place;

import static org.comity.letters.LetterSection.ACCOUNTS;
import static org.comity.letters.LetterSection.AUTHORITY;
import static org.comity.letters.LetterSection.CONFIDENTIALITY;
import static org.comity.letters.LetterSection.ENCLOSURES;
import static org.comity.letters.LetterSection.EVIDENCE;
import static org.comity.letters.LetterSection.FACTS;
import static org.comity.letters.LetterSection.NON_DISCLOSURE;
import static org.comity.letters.LetterSection.OFFENCES;
import static org.comity.letters.LetterSection.OTHER_FACTS;
import static org.comity.letters.LetterSection.PERSONS;
import static org.comity.letters.LetterSection.PREVIOUS_CONTACT;
import static org.comity.letters.LetterSection.PROCEDURE;
import static org.comity.letters.LetterSection.PROCEEDINGS;
import static org.comity.letters.LetterSection.SUBJECT;
import static org.comity.letters.LetterSection.SUMMARY;
import static org.comity.letters.LetterSection.TIME_LIMIT;
import static org.comity.letters.LetterSection.URGENCY;
import static org.comity.letters.LetterSection.USE;
import static org.comity.letters.Rule.mayAsk;
import static org.comity.letters.Rule.mayAskAccount;
import static org.comity.letters.Rule.mayAskEach;
import static org.comity.letters.Rule.must;
import static org.comity.letters.Rule.mustEach;

/**
 * The check of a letter, as one list of named rules. What is blocking must be mended
 * before the letter is sent; what is advice a careful attorney may ask about, and a
 * person decides. Officer, prosecutor, reviewers, the command line and the tests use the
 * same list. A letter that passes may still be asked for more.
 */
public final class Sufficiency {

	private static final String TREATY_4 = "US-UK treaty, article 4";

	private static final String TREATY_3 = "US-UK treaty, article 3";

	private static final String CICA_7 = "Crime (International Co-operation) Act 2003, s.7";

	private static final String USC_2703_D = "18 USC 2703(d)";

	private static final String USC_2703_F = "18 USC 2703(f)";

	private static final String USC_2705_B = "18 USC 2705(b)";

	private static final String PROBABLE_CAUSE = "Fourth Amendment: probable cause; 18 USC 3512";

	private static final String PARTICULAR = "Fourth Amendment: particularity";

	private static final String USE_LIMITS = "US-UK treaty, article 7; CICA 2003, s.9";

	private static final Items<Offence> OFFENCE = new Items<>(OFFENCES, LetterContent::offences, Offence::id,
			Offence::title);

	private static final Items<Fact> FACT = new Items<>(FACTS, LetterContent::facts, Fact::id,
			(fact) -> shortened(fact.what()));

	private static final Items<InvolvedPerson> PERSON = new Items<>(PERSONS, LetterContent::persons, InvolvedPerson::id,
			InvolvedPerson::name);

	private static final Items<Account> ACCOUNT = new Items<>(ACCOUNTS, LetterContent::accounts, Account::id,
			Account::identifier);

	private static final Items<Enclosure> ENCLOSURE = new Items<>(ENCLOSURES, LetterContent::enclosures, Enclosure::id,
			Enclosure::title);

	/**
	 * The rules: what must be there, in the order of the letter, then what may be asked.
	 */
	public static final List<Rule> RULES = List.of(
			// What must be there.
			must("title", SUBJECT, "title", "", (letter) -> letter.subject().title().isEmpty()),
			must("authority", AUTHORITY, "", TREATY_4,
					(letter) -> letter.authority().investigating().isEmpty()
							|| letter.authority().prosecuting().isEmpty()),
			must("proceedings", PROCEEDINGS, "", TREATY_4 + "; " + CICA_7,
					(letter) -> letter.proceedings().subjectMatter().isEmpty()
							|| letter.proceedings().nature() == null),
			must("offence", OFFENCES, "", TREATY_4 + "; " + CICA_7, (letter) -> letter.offences().isEmpty()),
			mustEach("offence-text", OFFENCE, "text", TREATY_4,
					(offence) -> offence.act().isEmpty() || offence.title().isEmpty() || offence.text().isEmpty()),
			mustEach("offence-penalty", OFFENCE, "maximumPenalty", TREATY_4,
					(offence) -> offence.maximumPenalty().isEmpty() || offence.months() == null && !offence.life()),
			must("facts", FACTS, "", TREATY_4, (letter) -> letter.facts().isEmpty()),
			mustEach("fact-words", FACT, "what", TREATY_4, (fact) -> fact.what().isEmpty()),
			mustEach("fact-source", FACT, "source", PROBABLE_CAUSE, (fact) -> fact.source().isEmpty()),
			mustEach("fact-date", FACT, "when", PROBABLE_CAUSE,
					(fact) -> fact.when() == null || fact.when().date() == null),
			must("summary", SUMMARY, "text", TREATY_4, (letter) -> letter.summary().text().isEmpty()),
			must("account", ACCOUNTS, "", TREATY_4, (letter) -> letter.accounts().isEmpty()),
			mustEach("account-identifier", ACCOUNT, "identifier", TREATY_4,
					(account) -> account.type() == null || account.identifier().isEmpty()
							|| Identifiers.checked(account.type(), account.identifier()).isEmpty()),
			mustEach("account-company", ACCOUNT, "company", TREATY_4, (account) -> account.company() == null),
			mustEach("account-data", ACCOUNT, "data", TREATY_4, (account) -> account.data().isEmpty()),
			mustEach("account-relevance", ACCOUNT, "data", USC_2703_D,
					(account) -> account.data().containsValue("") || account.questions().containsValue("")),
			mustEach("account-range", ACCOUNT, "from", PROBABLE_CAUSE,
					(account) -> account.beyondSubscriber() && (account.from() == null || account.to() == null)),
			mustEach("stored-only", ACCOUNT, "to", "18 USC 2703: stored data; " + USC_2703_F, Doubts::asksForTheFuture),
			mustEach("account-fact", ACCOUNT, "facts", USC_2703_D, (account) -> account.facts().isEmpty()),
			mustEach("account-showing", ACCOUNT, "facts", PROBABLE_CAUSE, Doubts::showsNothing),
			mustEach("account-offence", ACCOUNT, "offences", PROBABLE_CAUSE, (account) -> account.offences().isEmpty()),
			new Rule("us-conduct", Severity.BLOCKING, OFFENCES, "", "18 USC 3512; " + DataKind.CONTENT.citation(),
					(letter, context) -> withoutUsConduct(letter)),
			must("evidence", EVIDENCE, "sought", TREATY_4, (letter) -> letter.evidence().sought().isEmpty()),
			must("purpose", EVIDENCE, "purpose", "US-UK treaty, articles 4 and 7; CICA 2003, s.9",
					(letter) -> letter.evidence().purpose().isEmpty()),
			must("procedure", PROCEDURE, "", TREATY_4 + "; FRE 902(11), 902(13)",
					(letter) -> letter.procedure().certificates().isEmpty() && letter.procedure().other().isEmpty()),
			must("confidentiality", CONFIDENTIALITY, "", "US-UK treaty, article 7",
					(letter) -> letter.confidentiality().asked() == null
							|| letter.confidentiality().asked() && letter.confidentiality().reason().isEmpty()),
			must("non-disclosure", NON_DISCLOSURE, "", USC_2705_B,
					(letter) -> letter.nonDisclosure().asked() == null
							|| letter.nonDisclosure().asked() && (letter.nonDisclosure().grounds().isEmpty()
									|| letter.nonDisclosure().explanation().isEmpty())),
			must("urgency", URGENCY, "", TREATY_4, Sufficiency::urgencyOpen),
			must("urgency-date", TIME_LIMIT, "date", TREATY_4,
					(letter) -> Boolean.TRUE.equals(letter.urgency().asked()) && letter.timeLimit().date() == null),
			must("time-limit", TIME_LIMIT, "reason", TREATY_4,
					(letter) -> letter.timeLimit().date() != null && letter.timeLimit().reason().isEmpty()),
			must("previous-contact", PREVIOUS_CONTACT, "", "",
					(letter) -> letter.previousContact().had() == null
							|| letter.previousContact().had() && letter.previousContact().details().isEmpty()),
			must("use", USE, "given", USE_LIMITS, (letter) -> !letter.use().given()),
			mustEach("enclosure", ENCLOSURE, "", "", (enclosure) -> enclosure.document() == null),

			// What may be asked: is the offence one for which the other side acts?
			mayAsk("minor-matter", OFFENCES, "", "Practice: de minimis; " + TREATY_3, Doubts::minor),
			mayAskEach("protected-speech", OFFENCE, "", "First Amendment; Brandenburg v. Ohio (1969)",
					Doubts::mayBeSpeech),
			mayAskEach("treaty-ground", OFFENCE, "", TREATY_3, Doubts::politicalOrMilitary),
			mayAskEach("offence-unlinked", OFFENCE, "", TREATY_4, Doubts::noAccountBearsOn),

			// Do the facts carry it?
			mayAskEach("source-reliability", FACT, "source", "Illinois v. Gates (1983)", Doubts::hearsayAlone),
			mayAskEach("stale-facts", ACCOUNT, "facts", "Sgro v. United States (1932): probable cause must be fresh",
					Doubts::stale),
			mayAskEach("range-before-facts", ACCOUNT, "from", PARTICULAR, Doubts::beginsLongBefore),
			mayAskEach("range-misses-facts", ACCOUNT, "from", PARTICULAR, Doubts::missesTheFacts),
			mayAskEach("wide-range", ACCOUNT, "from", PARTICULAR, Doubts::wide),
			mayAsk("everything-asked", EVIDENCE, "sought", PARTICULAR, Doubts::asksForEverything),
			mayAskEach("same-reason", ACCOUNT, "data", "18 USC 2703(c)(2), 2703(d)", Doubts::sameReason),
			mayAskEach("no-suspect", ACCOUNT, "", PROBABLE_CAUSE, Doubts::noSuspect),

			// Would less do, or another road?
			mayAskEach("weaker-process", ACCOUNT, "data", USC_2703_D, Doubts::oneFactForAWarrant),
			mayAskEach("subscriber-first", ACCOUNT, "data", "18 USC 2703(c)(2)", Doubts::holderUnknown),
			mayAsk("interception-words", EVIDENCE, "sought", "18 USC 2516, 2703: stored data only",
					Doubts::wordsOfInterception),
			mayAsk("emergency-road", URGENCY, "reasons", "18 USC 2702(b)(8), 2702(c)(4)", Doubts::emergency),
			mayAsk("data-access-agreement", OTHER_FACTS, "text",
					"UK-US Data Access Agreement (2019); Crime (Overseas Production Orders) Act 2019",
					Doubts::dataAccessAgreement),
			mayAsk("voluntary-road", PREVIOUS_CONTACT, "had",
					"18 USC 2702(c)(6); Investigatory Powers Act 2016, part 3", Doubts::voluntary),
			mayAsk("police-to-police", EVIDENCE, "sought", "Practice: no compulsion is needed", Doubts::publicAnyhow),
			mayAskAccount("asked-before", ACCOUNT, "identifier", "Practice", Doubts::askedBefore),

			// Who is it about?
			mayAskEach("us-person", PERSON, "usPerson", "18 USC 2523; " + TREATY_3, Doubts::usPerson),
			mayAskEach("us-person-unknown", PERSON, "usPerson", "18 USC 2523", Doubts::usPersonUnanswered),
			mayAskEach("suspect-identity", PERSON, "birthDate", TREATY_4, Doubts::hardlyIdentified),

			// Will the data still be there, and the user not know?
			mayAskEach("no-preservation", ACCOUNT, "", USC_2703_F, Doubts::notPreserved),
			mayAskEach("preservation-lapsed", ACCOUNT, "", USC_2703_F, Doubts::preservationLapsed),
			mayAskEach("preservation-ends", ACCOUNT, "", USC_2703_F, Doubts::preservationEnds),
			mayAsk("user-told", NON_DISCLOSURE, "asked", USC_2705_B, Doubts::userWillBeTold),
			mayAsk("non-disclosure-general", NON_DISCLOSURE, "grounds", USC_2705_B, Doubts::generalGroundOnly),

			// Do the terms hold together?
			mayAsk("purpose-other-use", EVIDENCE, "purpose", USE_LIMITS, Doubts::otherUse),
			mayAsk("translation", PROCEDURE, "other", "Practice: both sides use English", Doubts::translation),
			mayAsk("urgency-past", URGENCY, "", TREATY_4, Doubts::urgencyIsPast),
			mayAsk("time-limit-past", TIME_LIMIT, "date", TREATY_4, Doubts::timeLimitIsPast),
			mayAsk("time-limit-short", TIME_LIMIT, "date", TREATY_4, Doubts::timeLimitIsShort),
			mayAsk("time-limit-after-trial", TIME_LIMIT, "date", TREATY_4, Doubts::timeLimitIsTooLate),
			mayAsk("trial-date", URGENCY, "trialDate", TREATY_4, Doubts::trialDateUnknown));

	private Sufficiency() {
	}

	/** Returns all that the rules find, in their order. */
	public static List<Finding> check(LetterContent letter, CheckContext context) {
		return RULES.stream().flatMap((rule) -> rule.findings(letter, context).stream()).toList();
	}

	/** Returns what may be asked: nothing of it stops a letter. */
	public static List<Finding> advice(LetterContent letter, CheckContext context) {
		return found(Severity.ADVICE, letter, context).toList();
	}

	/**
	 * Returns everything a letter still lacks, in the order of the letter. A rejection's
	 * field is the way to the page that mends it, below {@code letter/edit/}.
	 */
	public static List<Rejection> missing(LetterContent letter, CheckContext context) {
		return found(Severity.BLOCKING, letter, context).map(Finding::rejection).toList();
	}

	/**
	 * Returns what a letter still lacks whatever the day is. Where the day is known, ask
	 * with it: what lies in the future can be told only then.
	 */
	public static List<Rejection> missing(LetterContent letter) {
		return missing(letter, CheckContext.on(java.time.LocalDate.MAX));
	}

	private static Stream<Finding> found(Severity severity, LetterContent letter, CheckContext context) {
		return RULES.stream()
			.filter((rule) -> rule.severity() == severity)
			.flatMap((rule) -> rule.findings(letter, context).stream());
	}

	/**
	 * A search warrant under 18 USC 3512 is for conduct that US law punishes by more than
	 * a year: so at least one offence linked to such an account must be that grave, and
	 * say what it answers to in the United States.
	 */
	private static Stream<Place> withoutUsConduct(LetterContent letter) {
		List<Account> accounts = letter.accounts();
		return IntStream.range(0, accounts.size())
			.filter((index) -> accounts.get(index).needsWarrant())
			.filter((index) -> Doubts.offences(accounts.get(index), letter)
				.noneMatch((offence) -> offence.overAYear() && !offence.usConduct().isEmpty()))
			.mapToObj((index) -> new Place(-1, null, List.of(index + 1, accounts.get(index).identifier())));
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
