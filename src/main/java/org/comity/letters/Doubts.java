package org.comity.letters;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.comity.letters.LetterContent.Account;
import org.comity.letters.LetterContent.Belief;
import org.comity.letters.LetterContent.DataKind;
import org.comity.letters.LetterContent.Fact;
import org.comity.letters.LetterContent.InvolvedPerson;
import org.comity.letters.LetterContent.Nature;
import org.comity.letters.LetterContent.NonDisclosureGround;
import org.comity.letters.LetterContent.Offence;
import org.comity.letters.LetterContent.PersonRole;
import org.comity.letters.LetterContent.Preservation;
import org.comity.letters.LetterContent.UrgencyReason;

/**
 * What makes an attorney ask, one question a method; {@link Sufficiency} gives each its
 * name and source. They read what is written and count days: none understands a text, so
 * none may stop a letter by its words.
 */
final class Doubts {

	/** Facts older than this may no longer show what an account holds. */
	static final int STALE_DAYS = 180;

	/** A longer period of content is asked about. */
	static final int WIDE_MONTHS = 12;

	/** A period may begin so long before the first fact without a word. */
	static final int BEFORE_FACTS_DAYS = 90;

	/** Preservation that ends so soon must be renewed now. */
	static final int LAPSE_DAYS = 14;

	/**
	 * What US law gives where the provider named no end of its own: 18 USC 2703(f)(2).
	 */
	static final int STATUTORY_DAYS = 90;

	/**
	 * An assumption, no measurement: from the United Kingdom to the United States about
	 * nine months were published for 2015.
	 */
	static final int USUAL_DAYS = 270;

	/** Serious crime under the Data Access Agreement, in months. */
	static final int SERIOUS_MONTHS = 36;

	/** No more than a year: a minor matter. */
	static final int MINOR_MONTHS = 12;

	private static final Phrases EVERYTHING = Phrases.of("everything", "any and all", "all content", "all the content",
			"all data", "entire account", "whole account");

	private static final Phrases INTERCEPTION = Phrases.of("intercept*", "wiretap*", "real time", "real-time",
			"live monitoring", "live feed", "live call", "live calls", "live traffic", "from now on", "future messages",
			"future communications", "future calls", "as they are sent");

	private static final Phrases PUBLIC = Phrases.of("publicly available", "public profile", "public post",
			"public posts", "public page", "open source");

	private static final Phrases TRANSLATION = Phrases.of("translat*");

	private static final Phrases OTHER_USE = Phrases.of("intelligence", "other investigation", "other investigations",
			"other proceedings", "other offences", "other cases", "immigration", "civil claim", "civil proceedings",
			"civil recovery", "tax assessment");

	private static final Phrases HEARSAY = Phrases.of("intelligence", "informant", "informants", "anonymous",
			"confidential source", "information received");

	private static final Phrases CORROBORATED = Phrases.of("corroborat*", "confirmed", "exhibit*");

	private static final Phrases EMERGENCY = Phrases.of("emergency disclosure", "emergency request");

	private static final Phrases AGREEMENT = Phrases.of("data access agreement", "overseas production order*");

	/** Acts and provisions whose US counterpart may be protected speech. */
	private static final List<Provision> SPEECH = List.of(new Provision("communications act 2003", "127"),
			new Provision("malicious communications act 1988", "1"),
			new Provision("public order act 1986", "4A", "5", "18", "19", "20", "21", "22", "23", "29B", "29C"),
			new Provision("terrorism act 2006", "1", "2"), new Provision("terrorism act 2000", "12"),
			new Provision("online safety act 2023", "179"));

	/** Acts that come near the treaty's grounds of refusal. */
	private static final List<String> POLITICAL_OR_MILITARY = List.of("armed forces act 2006", "official secrets act",
			"national security act 2023", "representation of the people act", "treason act");

	/** The number of a section, without what follows in brackets. */
	private static final Pattern SECTION = Pattern.compile("[0-9]+[A-Z]*");

	private static final Provision THEFT = new Provision("theft act 1968", "1", "7");

	private Doubts() {
	}

	/** An Act, and those of its sections that are meant. */
	private record Provision(String act, Set<String> sections) {

		Provision(String act, String... sections) {
			this(act, Set.of(sections));
		}

		boolean names(Offence offence) {
			Matcher section = SECTION.matcher(offence.section());
			return offence.act().toLowerCase(Locale.ROOT).contains(this.act) && section.find()
					&& this.sections.contains(section.group());
		}

	}

	// Blocking: what this treaty cannot reach, and what no judge can be shown.

	static boolean asksForTheFuture(Account account, LetterContent letter, CheckContext context) {
		return Stream.of(Optional.ofNullable(account.from()), Optional.ofNullable(account.to()))
			.flatMap(Optional::stream)
			.anyMatch((moment) -> day(moment).isAfter(context.today()));
	}

	/** A warrant rests on facts that have a day and a source. */
	static boolean showsNothing(Account account, LetterContent letter, CheckContext context) {
		return account.needsWarrant() && !account.facts().isEmpty() && facts(account, letter)
			.noneMatch((fact) -> !fact.what().isEmpty() && !fact.source().isEmpty() && dated(fact));
	}

	// The offence.

	static boolean minor(LetterContent letter, CheckContext context) {
		return !letter.offences().isEmpty() && letter.offences()
			.stream()
			.allMatch((offence) -> !offence.life() && offence.months() != null
					&& (offence.months() <= MINOR_MONTHS || THEFT.names(offence)));
	}

	static boolean mayBeSpeech(Offence offence, LetterContent letter, CheckContext context) {
		return SPEECH.stream().anyMatch((provision) -> provision.names(offence));
	}

	static boolean politicalOrMilitary(Offence offence, LetterContent letter, CheckContext context) {
		String act = offence.act().toLowerCase(Locale.ROOT);
		return POLITICAL_OR_MILITARY.stream().anyMatch(act::contains);
	}

	static boolean noAccountBearsOn(Offence offence, LetterContent letter, CheckContext context) {
		return !letter.accounts().isEmpty()
				&& letter.accounts().stream().noneMatch((account) -> account.offences().contains(offence.id()));
	}

	// The facts.

	static boolean hearsayAlone(Fact fact, LetterContent letter, CheckContext context) {
		return HEARSAY.in(fact.source()) && !CORROBORATED.in(fact.source());
	}

	static boolean stale(Account account, LetterContent letter, CheckContext context) {
		return account.needsWarrant() && days(account, letter).max(LocalDate::compareTo)
			.filter((newest) -> newest.isBefore(context.today().minusDays(STALE_DAYS)))
			.isPresent();
	}

	static boolean beginsLongBefore(Account account, LetterContent letter, CheckContext context) {
		Instant from = account.from();
		return account.beyondSubscriber() && from != null
				&& days(account, letter).min(LocalDate::compareTo)
					.filter((first) -> day(from).isBefore(first.minusDays(BEFORE_FACTS_DAYS)))
					.isPresent();
	}

	static boolean missesTheFacts(Account account, LetterContent letter, CheckContext context) {
		Instant from = account.from();
		Instant to = account.to();
		if (!account.beyondSubscriber() || from == null || to == null) {
			return false;
		}
		List<LocalDate> days = days(account, letter).toList();
		return !days.isEmpty() && days.stream().allMatch((fact) -> fact.isBefore(day(from)) || fact.isAfter(day(to)));
	}

	static boolean wide(Account account, LetterContent letter, CheckContext context) {
		return account.needsWarrant() && account.from() != null && account.to() != null
				&& day(account.from()).plusMonths(WIDE_MONTHS).isBefore(day(account.to()));
	}

	static boolean asksForEverything(LetterContent letter, CheckContext context) {
		return EVERYTHING.in(asked(letter));
	}

	static boolean sameReason(Account account, LetterContent letter, CheckContext context) {
		List<String> reasons = account.data().values().stream().filter((reason) -> !reason.isEmpty()).toList();
		return reasons.stream().distinct().count() < reasons.size();
	}

	static boolean noSuspect(Account account, LetterContent letter, CheckContext context) {
		return account.needsWarrant() && suspects(letter).findAny().isEmpty();
	}

	// Less, or another road.

	static boolean oneFactForAWarrant(Account account, LetterContent letter, CheckContext context) {
		return account.needsWarrant() && facts(account, letter).count() == 1;
	}

	static boolean holderUnknown(Account account, LetterContent letter, CheckContext context) {
		return account.beyondSubscriber() && !account.data().containsKey(DataKind.BASIC_SUBSCRIBER)
				&& suspects(letter).findAny().isEmpty();
	}

	static boolean wordsOfInterception(LetterContent letter, CheckContext context) {
		return INTERCEPTION.in(asked(letter));
	}

	static boolean emergency(LetterContent letter, CheckContext context) {
		return Boolean.TRUE.equals(letter.urgency().asked())
				&& letter.urgency().reasons().contains(UrgencyReason.THREAT_TO_LIFE) && !EMERGENCY.in(roads(letter));
	}

	static boolean dataAccessAgreement(LetterContent letter, CheckContext context) {
		return !minor(letter, context)
				&& letter.accounts()
					.stream()
					.filter((account) -> account.data().containsKey(DataKind.CONTENT))
					.flatMap((account) -> offences(account, letter))
					.anyMatch((offence) -> offence.life()
							|| offence.months() != null && offence.months() >= SERIOUS_MONTHS)
				&& letter.persons().stream().noneMatch((person) -> person.usPerson() == Belief.YES)
				&& !AGREEMENT.in(roads(letter));
	}

	static boolean voluntary(LetterContent letter, CheckContext context) {
		return Boolean.FALSE.equals(letter.previousContact().had())
				&& letter.accounts().stream().anyMatch((account) -> !account.data().isEmpty())
				&& letter.accounts().stream().noneMatch(Account::needsWarrant);
	}

	static boolean publicAnyhow(LetterContent letter, CheckContext context) {
		return PUBLIC.in(asked(letter));
	}

	static List<String> askedBefore(Account account, CheckContext context) {
		return context.askedBefore()
			.stream()
			.filter((other) -> other.same(account))
			.map(CheckContext.AskedBefore::request)
			.distinct()
			.toList();
	}

	// The persons.

	static boolean usPerson(InvolvedPerson person, LetterContent letter, CheckContext context) {
		return person.role() == PersonRole.SUSPECT && person.usPerson() == Belief.YES;
	}

	static boolean usPersonUnanswered(InvolvedPerson person, LetterContent letter, CheckContext context) {
		return person.role() == PersonRole.SUSPECT && person.usPerson() == null;
	}

	static boolean hardlyIdentified(InvolvedPerson person, LetterContent letter, CheckContext context) {
		return person.role() == PersonRole.SUSPECT && person.birthDate() == null && person.location().isEmpty();
	}

	// The data, and the user.

	static boolean notPreserved(Account account, LetterContent letter, CheckContext context) {
		return kept(account, letter, context).isEmpty();
	}

	static boolean preservationLapsed(Account account, LetterContent letter, CheckContext context) {
		return kept(account, letter, context).filter((end) -> end.isBefore(context.today())).isPresent();
	}

	static boolean preservationEnds(Account account, LetterContent letter, CheckContext context) {
		return kept(account, letter, context)
			.filter((end) -> !end.isBefore(context.today()) && !end.isAfter(context.today().plusDays(LAPSE_DAYS)))
			.isPresent();
	}

	static boolean userWillBeTold(LetterContent letter, CheckContext context) {
		return Boolean.TRUE.equals(letter.confidentiality().asked())
				&& Boolean.FALSE.equals(letter.nonDisclosure().asked());
	}

	static boolean generalGroundOnly(LetterContent letter, CheckContext context) {
		return Boolean.TRUE.equals(letter.nonDisclosure().asked())
				&& letter.nonDisclosure().grounds().equals(Set.of(NonDisclosureGround.JEOPARDISING_INVESTIGATION));
	}

	// The terms.

	static boolean otherUse(LetterContent letter, CheckContext context) {
		return OTHER_USE.in(letter.evidence().purpose());
	}

	static boolean translation(LetterContent letter, CheckContext context) {
		return TRANSLATION.in(asked(letter));
	}

	static boolean urgencyIsPast(LetterContent letter, CheckContext context) {
		return Boolean.TRUE.equals(letter.urgency().asked())
				&& limits(letter).anyMatch((day) -> day.isBefore(context.today()));
	}

	static boolean timeLimitIsPast(LetterContent letter, CheckContext context) {
		LocalDate needed = letter.timeLimit().date();
		return needed != null && needed.isBefore(context.today());
	}

	static boolean timeLimitIsShort(LetterContent letter, CheckContext context) {
		LocalDate needed = letter.timeLimit().date();
		return !Boolean.TRUE.equals(letter.urgency().asked()) && needed != null && !needed.isBefore(context.today())
				&& needed.isBefore(context.today().plusDays(USUAL_DAYS));
	}

	static boolean timeLimitIsTooLate(LetterContent letter, CheckContext context) {
		LocalDate needed = letter.timeLimit().date();
		return needed != null && limits(letter).anyMatch(needed::isAfter);
	}

	static boolean trialDateUnknown(LetterContent letter, CheckContext context) {
		return letter.proceedings().nature() == Nature.PROSECUTION && letter.urgency().trialDate() == null
				&& letter.timeLimit().date() == null;
	}

	// What they have in common.

	static Stream<Offence> offences(Account account, LetterContent letter) {
		return letter.offences().stream().filter((offence) -> account.offences().contains(offence.id()));
	}

	private static Stream<Fact> facts(Account account, LetterContent letter) {
		Set<UUID> linked = Set.copyOf(account.facts());
		return letter.facts().stream().filter((fact) -> linked.contains(fact.id()));
	}

	private static Stream<LocalDate> days(Account account, LetterContent letter) {
		return facts(account, letter)
			.flatMap((fact) -> Optional.ofNullable(fact.when()).map(LetterContent.When::date).stream());
	}

	private static boolean dated(Fact fact) {
		return fact.when() != null && fact.when().date() != null;
	}

	private static Stream<InvolvedPerson> suspects(LetterContent letter) {
		return letter.persons().stream().filter((person) -> person.role() == PersonRole.SUSPECT);
	}

	private static Stream<LocalDate> limits(LetterContent letter) {
		return Stream
			.of(Optional.ofNullable(letter.urgency().custodyTimeLimit()),
					Optional.ofNullable(letter.urgency().trialDate()))
			.flatMap(Optional::stream);
	}

	/**
	 * The last day on which an account's data is kept, by the letter or by the record.
	 */
	private static Optional<LocalDate> kept(Account account, LetterContent letter, CheckContext context) {
		Stream<LocalDate> said = letter.preservation()
			.stream()
			.filter((preservation) -> preservation.accounts().contains(account.id()))
			.flatMap((preservation) -> end(preservation).stream());
		return Stream.concat(said, Optional.ofNullable(context.keptUntil()).stream()).max(LocalDate::compareTo);
	}

	private static Optional<LocalDate> end(Preservation preservation) {
		LocalDate made = preservation.madeOn();
		return Optional.ofNullable(preservation.expiresOn())
			.or(() -> Optional.ofNullable(made).map((day) -> day.plusDays(STATUTORY_DAYS)));
	}

	/** What the letter asks for, in all its words. */
	private static String asked(LetterContent letter) {
		return letter.accounts()
			.stream()
			.flatMap((account) -> account.data().values().stream())
			.collect(Collectors.joining("\n", letter.evidence().sought() + "\n", "\n" + letter.procedure().other()));
	}

	/** Where a letter says why no other road was taken. */
	private static String roads(LetterContent letter) {
		return String.join("\n", letter.previousContact().details(), letter.urgency().explanation(),
				letter.otherFacts().text());
	}

	private static LocalDate day(Instant moment) {
		return LocalDate.ofInstant(moment, ZoneOffset.UTC);
	}

}
