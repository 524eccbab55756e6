package org.comity.letters;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a letter of request says (treaty article 4, and what practice adds to it). It
 * never changes: an edit makes another one. While it is a draft anything may be missing;
 * {@link Sufficiency} says what. All times are UTC. Texts are in Unicode form C.
 *
 * @param subject the short line by which people know it
 * @param authority who conducts the proceedings
 * @param proceedings what they are about, their nature and stage
 * @param offences what is suspected or charged
 * @param summary the facts, told in one piece
 * @param facts the facts one by one, each with its source
 * @param persons who is involved
 * @param accounts what is asked about
 * @param evidence what is sought, and what for
 * @param procedure how it is to be done
 * @param confidentiality whether the request is to be kept confidential
 * @param nonDisclosure whether the provider is to be kept from telling its user
 * @param urgency whether it is urgent
 * @param timeLimit by when, and why
 * @param preservation what was asked to be kept meanwhile
 * @param previousContact what passed with the provider before
 * @param use the undertaking on use
 * @param otherFacts whatever else helps
 * @param enclosures files that go with it
 */
public record LetterContent(Subject subject, Authority authority, Proceedings proceedings, List<Offence> offences,
		Summary summary, List<Fact> facts, List<InvolvedPerson> persons, List<Account> accounts, Evidence evidence,
		Procedure procedure, Confidentiality confidentiality, NonDisclosure nonDisclosure, Urgency urgency,
		TimeLimit timeLimit, List<Preservation> preservation, PreviousContact previousContact, UseUndertaking use,
		OtherFacts otherFacts, List<Enclosure> enclosures) {

	public LetterContent {
		subject = (subject != null) ? subject : new Subject("");
		authority = (authority != null) ? authority : new Authority("", "", "");
		proceedings = (proceedings != null) ? proceedings : new Proceedings("", null, "");
		offences = copy(offences);
		summary = (summary != null) ? summary : new Summary("");
		facts = copy(facts);
		persons = copy(persons);
		accounts = copy(accounts);
		evidence = (evidence != null) ? evidence : new Evidence("", "");
		procedure = (procedure != null) ? procedure : new Procedure(new TreeSet<>(), "");
		confidentiality = (confidentiality != null) ? confidentiality : new Confidentiality(null, "");
		nonDisclosure = (nonDisclosure != null) ? nonDisclosure : new NonDisclosure(null, new TreeSet<>(), "");
		urgency = (urgency != null) ? urgency : new Urgency(null, new TreeSet<>(), null, null, "");
		timeLimit = (timeLimit != null) ? timeLimit : new TimeLimit(null, "");
		preservation = copy(preservation);
		previousContact = (previousContact != null) ? previousContact : new PreviousContact(null, "");
		use = (use != null) ? use : new UseUndertaking(false);
		otherFacts = (otherFacts != null) ? otherFacts : new OtherFacts("");
		enclosures = copy(enclosures);
	}

	/**
	 * Returns a draft in which only what the system knows is filled in.
	 * @param title what the request is about
	 * @param investigating the force
	 * @param prosecuting the prosecutor's office
	 */
	public static LetterContent begun(String title, String investigating, String prosecuting) {
		return new LetterContent(new Subject(title), new Authority(investigating, prosecuting, ""),
				new Proceedings("", null, ""), List.of(), new Summary(""), List.of(), List.of(), List.of(),
				new Evidence("", ""), new Procedure(new TreeSet<>(), ""), new Confidentiality(null, ""),
				new NonDisclosure(null, new TreeSet<>(), ""), new Urgency(null, new TreeSet<>(), null, null, ""),
				new TimeLimit(null, ""), List.of(), new PreviousContact(null, ""), new UseUndertaking(false),
				new OtherFacts(""), List.of());
	}

	private static <T> List<T> copy(@Nullable List<T> list) {
		return (list != null) ? List.copyOf(list) : List.of();
	}

	private static <T extends Enum<T>> SortedSet<T> sorted(@Nullable SortedSet<T> set) {
		return java.util.Collections.unmodifiableSortedSet((set != null) ? new TreeSet<>(set) : new TreeSet<>());
	}

	/**
	 * The short line by which people know it.
	 *
	 * @param title at most 120 characters
	 */
	public record Subject(String title) {
		public Subject {
			title = Typed.line(title);
		}
	}

	/**
	 * Who conducts the proceedings.
	 *
	 * @param investigating the force and unit
	 * @param prosecuting the prosecutor's office
	 * @param officer the officer in the case, with rank
	 */
	public record Authority(String investigating, String prosecuting, String officer) {
		public Authority {
			investigating = Typed.line(investigating);
			prosecuting = Typed.line(prosecuting);
			officer = Typed.line(officer);
		}
	}

	/** Whether there is a charge. */
	public enum Nature {

		/** An investigation is on foot (CICA 2003 s.7). */
		INVESTIGATION,
		/** Proceedings have been instituted (CICA 2003 s.7). */
		PROSECUTION

	}

	/**
	 * Subject matter and nature of the proceedings.
	 *
	 * @param subjectMatter what they are about
	 * @param nature investigation or prosecution
	 * @param stage how far they are
	 */
	public record Proceedings(String subjectMatter, @Nullable Nature nature, String stage) {
		public Proceedings {
			subjectMatter = Typed.text(subjectMatter);
			stage = Typed.text(stage);
		}
	}

	/**
	 * An offence under the law of the requesting state.
	 *
	 * @param id stays the same through every edit
	 * @param act the Act, or "common law"
	 * @param section the provision
	 * @param title what it is called
	 * @param text the words of the provision
	 * @param maximumPenalty in words
	 * @param months maximum imprisonment in months, or null
	 * @param life whether the maximum is imprisonment for life
	 * @param usConduct how the conduct would be an offence in the United States
	 */
	public record Offence(UUID id, String act, String section, String title, String text, String maximumPenalty,
			@Nullable Integer months, boolean life, String usConduct) {
		public Offence {
			act = Typed.line(act);
			section = Typed.line(section);
			title = Typed.line(title);
			text = Typed.text(text);
			maximumPenalty = Typed.line(maximumPenalty);
			usConduct = Typed.text(usConduct);
		}

		/** Whether it can be punished by more than a year. */
		public boolean overAYear() {
			return this.life || this.months != null && this.months > 12;
		}

	}

	/**
	 * The facts told in one piece.
	 *
	 * @param text at most 10,000 characters
	 */
	public record Summary(String text) {
		public Summary {
			text = Typed.text(text);
		}
	}

	/**
	 * A day, and the time of day if it is known.
	 *
	 * @param date the day, UTC
	 * @param time the time, UTC, to the minute
	 */
	public record When(@Nullable LocalDate date, @Nullable LocalTime time) {
	}

	/**
	 * One fact. A fact without a source is an assertion: the requested state cannot put
	 * it before a judge.
	 *
	 * @param id stays the same through every edit
	 * @param when when it happened
	 * @param what what happened
	 * @param source how it is known
	 */
	public record Fact(UUID id, @Nullable When when, String what, String source) {
		public Fact {
			what = Typed.text(what);
			source = Typed.text(source);
		}
	}

	/** What a person is in the case. */
	public enum PersonRole {

		SUSPECT, VICTIM, WITNESS

	}

	/** Yes, no, or not known. */
	public enum Belief {

		YES, NO, NOT_KNOWN

	}

	/**
	 * A person involved.
	 *
	 * @param id stays the same through every edit
	 * @param name the name, or how the person is called
	 * @param role what the person is in the case
	 * @param birthDate the date of birth
	 * @param location where the person is believed to be
	 * @param nationality the nationality
	 * @param usPerson whether the person is believed to be a US citizen or resident
	 * @param note anything else that identifies the person
	 */
	public record InvolvedPerson(UUID id, String name, @Nullable PersonRole role, @Nullable LocalDate birthDate,
			String location, String nationality, @Nullable Belief usPerson, String note) {
		public InvolvedPerson {
			name = Typed.line(name);
			location = Typed.line(location);
			nationality = Typed.line(nationality);
			note = Typed.text(note);
		}
	}

	/** What names an account. */
	public enum IdentifierType {

		EMAIL, PHONE, USERNAME, URL, PROVIDER_ID

	}

	/**
	 * The process that US law asks for, weakest first; a stronger one may carry the
	 * weaker kinds.
	 */
	public enum LegalClass {

		/** Subpoena, or an order under 18 USC 3512. */
		SUBPOENA,
		/** Court order under 18 USC 2703(d). */
		COURT_ORDER,
		/** Search warrant. */
		WARRANT

	}

	/** The kinds of stored data, by what US law asks for each. */
	public enum DataKind {

		/** 18 USC 2703(c)(2). */
		BASIC_SUBSCRIBER(LegalClass.SUBPOENA, "18 USC 2703(c)(2)"),
		/** Message headers, transaction and activity logs: 18 USC 2703(c)(1), (d). */
		OTHER_RECORDS(LegalClass.COURT_ORDER, "18 USC 2703(d)"),
		/** Precise or historical location. */
		LOCATION(LegalClass.WARRANT, "18 USC 2703; Carpenter v. United States (2018)"),
		/** Mail, messages, files, photographs, address books, search history. */
		CONTENT(LegalClass.WARRANT, "18 USC 2703(a), (b)");

		private final LegalClass legalClass;

		private final String citation;

		DataKind(LegalClass legalClass, String citation) {
			this.legalClass = legalClass;
			this.citation = citation;
		}

		public LegalClass legalClass() {
			return this.legalClass;
		}

		public String citation() {
			return this.citation;
		}

	}

	/**
	 * An account asked about. Letter, process and production know it by its id.
	 *
	 * @param id stays the same through every edit and every later stage
	 * @param company the company of the provider's group that holds it
	 * @param companyName the company's name when the letter was written
	 * @param type what names it
	 * @param identifier the name itself
	 * @param from the beginning of the range asked for, UTC
	 * @param to the end of the range asked for, UTC
	 * @param data the kinds of data, each with why it is relevant
	 * @param facts ids of the facts that lead to this account
	 * @param offences ids of the offences it bears on
	 * @param questions what was asked in the officer's words, each with why; never one
	 * whose kind of data is not among the data
	 */
	public record Account(UUID id, @Nullable UUID company, String companyName, @Nullable IdentifierType type,
			String identifier, @Nullable Instant from, @Nullable Instant to, SortedMap<DataKind, String> data,
			List<UUID> facts, List<UUID> offences, SortedMap<DataQuestion, String> questions) {
		public Account {
			companyName = Typed.line(companyName);
			identifier = Typed.line(identifier);
			Map<DataKind, String> reasons = new EnumMap<>(DataKind.class);
			if (data != null) {
				data.forEach((kind, reason) -> reasons.put(kind, Typed.text(reason)));
			}
			data = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
			facts = copy(facts);
			offences = copy(offences);
			SortedMap<DataQuestion, String> words = new TreeMap<>();
			if (questions != null) {
				questions.forEach((question, reason) -> {
					if (reasons.containsKey(question.kind())) {
						words.put(question, Typed.text(reason));
					}
				});
			}
			questions = java.util.Collections.unmodifiableSortedMap(words);
		}

		/** Creates an account of which only the kinds of data are known. */
		public Account(UUID id, @Nullable UUID company, String companyName, @Nullable IdentifierType type,
				String identifier, @Nullable Instant from, @Nullable Instant to, SortedMap<DataKind, String> data,
				List<UUID> facts, List<UUID> offences) {
			this(id, company, companyName, type, identifier, from, to, data, facts, offences, new TreeMap<>());
		}

		/** Whether anything beyond basic subscriber information is asked for. */
		public boolean beyondSubscriber() {
			return this.data.keySet().stream().anyMatch((kind) -> kind != DataKind.BASIC_SUBSCRIBER);
		}

		/** Whether something is asked for that takes a search warrant. */
		public boolean needsWarrant() {
			return this.data.keySet().stream().anyMatch((kind) -> kind.legalClass() == LegalClass.WARRANT);
		}

	}

	/**
	 * What is sought, and what for.
	 *
	 * @param sought the evidence
	 * @param purpose the purpose, to which its use is bound
	 */
	public record Evidence(String sought, String purpose) {
		public Evidence {
			sought = Typed.text(sought);
			purpose = Typed.text(purpose);
		}
	}

	/** Certificates a custodian gives instead of coming to court. */
	public enum Certificate {

		/** Records of a regularly conducted activity: FRE 902(11). */
		FRE_902_11,
		/** Records made by an electronic process: FRE 902(13). */
		FRE_902_13

	}

	/**
	 * How the request is to be carried out.
	 *
	 * @param certificates the certificates asked for
	 * @param other any other procedure
	 */
	public record Procedure(SortedSet<Certificate> certificates, String other) {
		public Procedure {
			certificates = sorted(certificates);
			other = Typed.text(other);
		}
	}

	/**
	 * Whether the request is to be kept confidential (treaty article 7).
	 *
	 * @param asked null while unanswered
	 * @param reason why
	 */
	public record Confidentiality(@Nullable Boolean asked, String reason) {
		public Confidentiality {
			reason = Typed.text(reason);
		}
	}

	/** The grounds of a non-disclosure order: 18 USC 2705(b). */
	public enum NonDisclosureGround {

		ENDANGERING_LIFE, FLIGHT, DESTROYING_EVIDENCE, INTIMIDATING_WITNESSES, JEOPARDISING_INVESTIGATION

	}

	/**
	 * Whether the provider is to be kept from telling its user.
	 *
	 * @param asked null while unanswered
	 * @param grounds the grounds in law
	 * @param explanation the facts behind them
	 */
	public record NonDisclosure(@Nullable Boolean asked, SortedSet<NonDisclosureGround> grounds, String explanation) {
		public NonDisclosure {
			grounds = sorted(grounds);
			explanation = Typed.text(explanation);
		}
	}

	/** Why it is urgent. */
	public enum UrgencyReason {

		THREAT_TO_LIFE, CUSTODY_TIME_LIMIT, TRIAL_DATE, OTHER

	}

	/**
	 * Whether it is urgent. Each receiving office grants urgency itself.
	 *
	 * @param asked null while unanswered
	 * @param reasons why
	 * @param custodyTimeLimit the day on which the custody time limit ends
	 * @param trialDate the first day of the trial
	 * @param explanation the facts behind it
	 */
	public record Urgency(@Nullable Boolean asked, SortedSet<UrgencyReason> reasons,
			@Nullable LocalDate custodyTimeLimit, @Nullable LocalDate trialDate, String explanation) {
		public Urgency {
			reasons = sorted(reasons);
			explanation = Typed.text(explanation);
		}
	}

	/**
	 * By when the evidence is needed.
	 *
	 * @param date the day
	 * @param reason why that day
	 */
	public record TimeLimit(@Nullable LocalDate date, String reason) {
		public TimeLimit {
			reason = Typed.text(reason);
		}
	}

	/** On what basis a provider keeps the data meanwhile. */
	public enum PreservationBasis {

		/** A US governmental entity asked: 18 USC 2703(f). */
		STATUTORY,
		/** The force asked; the provider keeps it by courtesy. */
		COURTESY

	}

	/**
	 * A preservation that has been asked for.
	 *
	 * @param id stays the same through every edit
	 * @param basis on what basis
	 * @param reference the provider's reference
	 * @param madeOn the day it was asked for
	 * @param expiresOn the day it ends, by the provider's confirmation
	 * @param accounts ids of the accounts it covers
	 */
	public record Preservation(UUID id, @Nullable PreservationBasis basis, String reference, @Nullable LocalDate madeOn,
			@Nullable LocalDate expiresOn, List<UUID> accounts) {
		public Preservation {
			reference = Typed.line(reference);
			accounts = copy(accounts);
		}
	}

	/**
	 * What passed with the provider before.
	 *
	 * @param had null while unanswered
	 * @param details what, when, with what answer
	 */
	public record PreviousContact(@Nullable Boolean had, String details) {
		public PreviousContact {
			details = Typed.text(details);
		}
	}

	/**
	 * The undertaking to use the evidence for the purpose stated only (treaty article 7,
	 * CICA 2003 s.9).
	 *
	 * @param given whether it is given
	 */
	public record UseUndertaking(boolean given) {
	}

	/**
	 * Whatever else helps.
	 *
	 * @param text at most 5,000 characters
	 */
	public record OtherFacts(String text) {
		public OtherFacts {
			text = Typed.text(text);
		}
	}

	/**
	 * A file that goes with the letter.
	 *
	 * @param id stays the same through every edit
	 * @param title what it is
	 * @param document the stored document
	 * @param name its file name
	 * @param size in bytes
	 * @param sha256 its hash
	 * @param language the language it is in; empty for English
	 * @param translation whether it translates another paper; null while unanswered
	 * @param translator who translated it
	 */
	public record Enclosure(UUID id, String title, @Nullable UUID document, String name, long size, String sha256,
			String language, @Nullable Boolean translation, String translator) {
		public Enclosure {
			title = Typed.line(title);
			name = Typed.line(name);
			sha256 = Typed.line(sha256);
			language = Typed.line(language);
			translator = Typed.line(translator);
		}

		/** Creates an enclosure in English that translates nothing. */
		public Enclosure(UUID id, String title, @Nullable UUID document, String name, long size, String sha256) {
			this(id, title, document, name, size, sha256, "", null, "");
		}

	}

}
