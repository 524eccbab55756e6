package org.comity.letters;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;

import org.comity.letters.LetterContent.Belief;
import org.comity.letters.LetterContent.Certificate;
import org.comity.letters.LetterContent.IdentifierType;
import org.comity.letters.LetterContent.Nature;
import org.comity.letters.LetterContent.NonDisclosureGround;
import org.comity.letters.LetterContent.PersonRole;
import org.comity.letters.LetterContent.PreservationBasis;
import org.comity.letters.LetterContent.UrgencyReason;
import org.comity.letters.LetterField.Kind;
import tools.jackson.databind.JsonNode;

import static org.comity.letters.LetterField.choice;
import static org.comity.letters.LetterField.line;
import static org.comity.letters.LetterField.links;
import static org.comity.letters.LetterField.number;
import static org.comity.letters.LetterField.of;
import static org.comity.letters.LetterField.text;
import static org.comity.letters.LetterPage.asking;

/**
 * The sections of a letter in the order in which they are drafted, each with its
 * questions and their fields. This table is the form: pages, their order, validation, the
 * check-your-answers page, the list of changes and the longest texts all follow it.
 */
public enum LetterSection {

	SUBJECT("subject", Group.CASE, false, asking("title", line("title", 120))),
	AUTHORITY("authority", Group.CASE, false,
			asking("who", line("investigating", 200), line("prosecuting", 200), line("officer", 200))),
	PROCEEDINGS("proceedings", Group.CASE, false, asking("matter", text("subjectMatter", 2000)),
			asking("stage", choice("nature", Kind.CHOICE, Nature.class), text("stage", 1000))),
	OFFENCES("offences", Group.CASE, true,
			asking("law", line("act", 200), line("section", 100), line("title", 200), text("text", 5000)),
			asking("penalty", line("maximumPenalty", 300), number("months", 1200), of("life", Kind.STATEMENT)),
			asking("abroad", text("usConduct", 3000))),
	FACTS("facts", Group.CASE, true, asking("what", of("when", Kind.DAY_AND_TIME), text("what", 5000)),
			asking("source", text("source", 2000))),
	SUMMARY("summary", Group.CASE, false, asking("story", text("text", 10_000))),
	PERSONS("persons", Group.CASE, true,
			asking("who", line("name", 200), choice("role", Kind.CHOICE, PersonRole.class), of("birthDate", Kind.DATE)),
			asking("where", line("location", 300), line("nationality", 100),
					choice("usPerson", Kind.CHOICE, Belief.class), text("note", 2000))),
	ACCOUNTS("accounts", Group.ASKED, true,
			asking("which", of("company", Kind.COMPANY), choice("type", Kind.CHOICE, IdentifierType.class),
					line("identifier", 300)),
			asking("data", choice("data", Kind.REASONS, DataQuestion.class), of("from", Kind.MOMENT),
					of("to", Kind.MOMENT)),
			asking("link", links("facts", FACTS), links("offences", OFFENCES))),
	EVIDENCE("evidence", Group.ASKED, false, asking("use", text("sought", 5000), text("purpose", 3000))),
	PROCEDURE("procedure", Group.ASKED, false,
			asking("form", choice("certificates", Kind.MANY, Certificate.class), text("other", 3000))),
	PRESERVATION("preservation", Group.ASKED, true,
			asking("request", choice("basis", Kind.CHOICE, PreservationBasis.class), line("reference", 100)),
			asking("period", of("madeOn", Kind.DATE), of("expiresOn", Kind.DATE), links("accounts", ACCOUNTS))),
	PREVIOUS_CONTACT("previousContact", Group.ASKED, false,
			asking("contact", of("had", Kind.YES_NO), text("details", 3000))),
	CONFIDENTIALITY("confidentiality", Group.TERMS, false,
			asking("secret", of("asked", Kind.YES_NO), text("reason", 3000))),
	NON_DISCLOSURE("nonDisclosure", Group.TERMS, false,
			asking("silence", of("asked", Kind.YES_NO), choice("grounds", Kind.MANY, NonDisclosureGround.class),
					text("explanation", 3000))),
	URGENCY("urgency", Group.TERMS, false, asking("urgent", of("asked", Kind.YES_NO)),
			asking("why", choice("reasons", Kind.MANY, UrgencyReason.class), of("custodyTimeLimit", Kind.DATE),
					of("trialDate", Kind.DATE), text("explanation", 3000))
				.onlyIf("asked")),
	TIME_LIMIT("timeLimit", Group.TERMS, false, asking("day", of("date", Kind.DATE), text("reason", 2000))),
	USE("use", Group.TERMS, false, asking("promise", of("given", Kind.STATEMENT))),
	OTHER_FACTS("otherFacts", Group.MORE, false, asking("more", text("text", 5000))),
	ENCLOSURES("enclosures", Group.MORE, true, asking("file", line("title", 200), of("file", Kind.FILE)),
			asking("language", line("language", 60), of("translation", Kind.YES_NO), line("translator", 200)));

	/** The parts of the task list. */
	public enum Group {

		CASE, ASKED, TERMS, MORE

	}

	private final String key;

	private final Group group;

	private final boolean list;

	private final List<LetterPage> pages;

	private final List<LetterField> fields;

	LetterSection(String key, Group group, boolean list, LetterPage... pages) {
		this.key = key;
		this.group = group;
		this.list = list;
		this.pages = List.of(pages);
		this.fields = this.pages.stream().flatMap((page) -> page.fields().stream()).toList();
	}

	/** Returns the name of the content's component, and of the message keys. */
	public String key() {
		return this.key;
	}

	/** Returns the name in addresses. */
	public String slug() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	public Group group() {
		return this.group;
	}

	/** Whether it holds any number of items, each with an id. */
	public boolean list() {
		return this.list;
	}

	/** Returns its questions in order, a page each. */
	public List<LetterPage> pages() {
		return this.pages;
	}

	/**
	 * Returns the questions that are asked, given what the section (or item) says so far.
	 */
	public List<LetterPage> pages(JsonNode value) {
		return this.pages.stream().filter((page) -> page.asked(value)).toList();
	}

	/**
	 * Finds a question by its name in addresses.
	 * @throws NoSuchElementException if there is none
	 */
	public LetterPage page(String name) {
		return this.pages.stream()
			.filter((page) -> page.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new NoSuchElementException("No such question"));
	}

	public List<LetterField> fields() {
		return this.fields;
	}

	/**
	 * Finds a section by its name in addresses.
	 * @throws NoSuchElementException if there is none
	 */
	public static LetterSection bySlug(String slug) {
		return Arrays.stream(values())
			.filter((section) -> section.slug().equals(slug))
			.findFirst()
			.orElseThrow(() -> new NoSuchElementException("No such section"));
	}

}
