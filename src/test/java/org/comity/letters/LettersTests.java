package org.comity.letters;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.comity.directory.Directory;
import org.comity.directory.Person;
import org.comity.documents.Documents;
import org.comity.documents.IncomingFile;
import org.comity.kernel.Actor;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.requests.Accounts;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Papers;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.RequestState;
import org.comity.requests.Requests;
import org.comity.testing.AsOwner;
import org.comity.kernel.Digests;
import org.comity.signing.Genuineness;
import org.comity.signing.SignaturesSeen;
import org.comity.signing.SignedPapers;
import org.comity.signing.SigningKeysAccess;
import org.comity.testing.VeraPdf;
import org.comity.wall.Overseen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A letter's life in the real database: written by the police, signed by the prosecutor,
 * read by those it has reached, and never changed again.
 */
@Overseen
@SpringBootTest(properties = "comity.demonstration.enabled=true")
class LettersTests {

	private final Letters letters;

	private final Requests requests;

	private final RequestMoves moves;

	private final Accounts accounts;

	private final Documents documents;

	private final Papers papers;

	private final Directory directory;

	private final JdbcClient jdbc;

	private final LetterStore store;

	private final Actor officer;

	private final Actor otherTeam;

	private final Actor otherForce;

	private final Actor prosecutor;

	private final Actor caseworker;

	private final Actor attorney;

	private final Actor counsel;

	@Autowired
	JdbcClient application;

	@Autowired
	Genuineness genuineness;

	@Autowired
	SignedPapers signed;

	private UUID request;

	@Autowired
	LettersTests(Letters letters, Requests requests, RequestMoves moves, Accounts accounts, Documents documents,
			Papers papers, Directory directory, @AsOwner JdbcClient jdbc, LetterStore store) {
		this.letters = letters;
		this.requests = requests;
		this.moves = moves;
		this.accounts = accounts;
		this.documents = documents;
		this.papers = papers;
		this.directory = directory;
		this.jdbc = jdbc;
		this.store = store;
		this.officer = actor(directory, "amara.osei@northshire.example");
		this.otherTeam = actor(directory, "callum.fraser@northshire.example");
		this.otherForce = actor(directory, "tomasz.zielinski@eastvale.example");
		this.prosecutor = actor(directory, "eleanor.whitcombe@cps-northshire.example");
		this.caseworker = actor(directory, "fiona.macleod@ukca.example");
		this.attorney = actor(directory, "daniel.reyes@oia.example");
		this.counsel = actor(directory, "mei.chow@google.example");
		this.request = new UUID(0, 0);
	}

	@BeforeEach
	void open() {
		UUID google = this.directory.companies()
			.stream()
			.filter((company) -> company.name().equals("Google LLC"))
			.findFirst()
			.orElseThrow()
			.id();
		this.request = this.requests
			.open(this.officer, UUID.randomUUID(),
					new Requests.NewRequest("Kidnapping", google, "UK-US-MLAT", "Harrier",
							this.officer.teams().iterator().next()))
			.orElseThrow();
	}

	@Test
	void aDraftBeginsWithWhatIsKnown() {
		LetterContent content = this.letters.draft(this.officer, this.request).content();
		assertThat(content.subject().title()).isEqualTo("Kidnapping");
		assertThat(content.authority().investigating()).isEqualTo("Northshire Police");
		assertThat(content.authority().prosecuting()).contains("Crown Prosecution Service");
		assertThat(this.letters.missing(this.officer, this.request)).isNotEmpty();
	}

	@Test
	void whatIsSavedIsThere() {
		save(LetterSection.SUMMARY, "text", "Cafe\u0301\r\nnoir");
		LetterDraft draft = this.letters.draft(this.officer, this.request);
		assertThat(draft.content().summary().text()).isEqualTo("Café\nnoir");
		assertThat(draft.version(LetterSection.SUMMARY)).isEqualTo(1);
		assertThat(draft.savedBy()).isEqualTo(this.officer.person());
	}

	@Test
	void theTitleRenamesTheRequest() {
		save(LetterSection.SUBJECT, "title", "Kidnapping of a student");
		assertThat(this.requests.facts(this.request).title()).isEqualTo("Kidnapping of a student");
	}

	@Test
	void aStaleSaveChangesNothingAndSaysWho() {
		save(LetterSection.SUMMARY, "text", "first");
		SaveResult result = this.letters.save(this.officer, this.request, LetterSection.SUMMARY, text("second"), 0);
		assertThat(result).isInstanceOfSatisfying(SaveResult.Stale.class, (stale) -> {
			assertThat(stale.person()).isEqualTo("Amara Osei");
			assertThat(stale.version()).isEqualTo(1);
		});
		assertThat(this.letters.draft(this.officer, this.request).content().summary().text()).isEqualTo("first");
	}

	@Test
	void twoSectionsDoNotDisturbEachOther() {
		save(LetterSection.SUMMARY, "text", "a");
		assertThat(this.letters.save(this.officer, this.request, LetterSection.OTHER_FACTS, text("b"), 0))
			.isInstanceOf(SaveResult.Saved.class);
	}

	@Test
	void anItemTakenOutTakesItsLinksAlong() {
		fill();
		LetterContent before = this.letters.draft(this.officer, this.request).content();
		UUID fact = before.facts().get(0).id();
		assertThat(before.accounts().get(0).facts()).contains(fact);
		this.letters.removeItem(this.officer, this.request, LetterSection.FACTS, fact);
		LetterContent after = this.letters.draft(this.officer, this.request).content();
		assertThat(after.facts()).hasSize(before.facts().size() - 1);
		assertThat(after.accounts().get(0).facts()).doesNotContain(fact);
	}

	@Test
	void theSameFormAddsOneItem() {
		ObjectNode fact = LetterJson.object();
		fact.put("what", "A call");
		UUID form = UUID.randomUUID();
		this.letters.saveItem(this.officer, this.request, LetterSection.FACTS, null, fact, 0, form);
		this.letters.saveItem(this.officer, this.request, LetterSection.FACTS, null, fact, 0, form);
		assertThat(this.letters.draft(this.officer, this.request).content().facts()).hasSize(1);
	}

	@Test
	void othersDoNotSeeTheDraft() {
		for (Actor other : List.of(this.otherTeam, this.otherForce, this.prosecutor, this.caseworker, this.attorney,
				this.counsel)) {
			assertThatThrownBy(() -> this.letters.draft(other, this.request)).as(other.name())
				.isInstanceOf(NoSuchRequest.class);
			assertThatThrownBy(() -> this.letters.save(other, this.request, LetterSection.SUMMARY, text("x"), 0))
				.as(other.name())
				.isInstanceOf(NoSuchRequest.class);
		}
	}

	@Test
	void anUnfinishedApplicationIsNotSubmitted() {
		MoveResult result = submit();
		assertThat(result).isInstanceOfSatisfying(MoveResult.Rejected.class,
				(rejected) -> assertThat(rejected.reasons()).extracting(Rejection::code)
					.contains("letter.missing.offence", "letter.missing.summary"));
	}

	@Test
	void onlyWhoHoldsItEditsIt() {
		fill();
		assertThat(submit()).isInstanceOf(MoveResult.Made.class);
		assertThatThrownBy(() -> save(LetterSection.SUMMARY, "text", "late")).isInstanceOf(NoSuchRequest.class);
		long version = this.letters.draft(this.prosecutor, this.request).version(LetterSection.SUMMARY);
		assertThat(this.letters.save(this.prosecutor, this.request, LetterSection.SUMMARY, text("Mine now."), version))
			.isInstanceOf(SaveResult.Saved.class);
	}

	@Test
	void issuingLocksAVersionAndMovesTheRequestInOne() throws IOException {
		fill();
		submit();
		MoveResult result = issue("", true, this.letters.draft(this.prosecutor, this.request).version());
		assertThat(result).isInstanceOf(MoveResult.Made.class);
		assertThat(this.requests.facts(this.request).state()).isEqualTo(RequestState.AUTHORITY_REVIEW);
		LetterVersion version = this.letters.latest(this.caseworker, this.request).orElseThrow();
		assertThat(version.number()).isEqualTo(1);
		assertThat(version.reference()).startsWith("CPS-NORTHSHIRE-");
		assertThat(LetterJson.hash(version.canonical())).isEqualTo(version.sha256());
		assertThat(LetterJson.canonical(version.reference(), 1, version.kind(), "", version.content()))
			.isEqualTo(version.canonical());
		byte[] bytes = this.documents.open(version.document()).readAllBytes();
		assertThat(SignaturesSeen.by(bytes)).containsExactly(this.directory.office(this.prosecutor.office()).name());
		assertThat(VeraPdf.faults(bytes)).isEmpty();
		assertThat(this.genuineness.check(new ByteArrayInputStream(bytes)).answer())
			.isEqualTo(Genuineness.Answer.GENUINE);
		assertThat(this.jdbc
			.sql("select document_hashes from ledger_entry where request_id = :request order by seq desc limit 1")
			.param("request", this.request)
			.query(String.class)
			.single()).contains(Digests.sha256(bytes));
		try (PDDocument pdf = Loader.loadPDF(bytes)) {
			assertThat(new PDFTextStripper().getText(pdf)).contains(version.sha256(), version.reference());
		}
		assertThat(this.accounts.of(this.request)).extracting(Accounts.Account::identifier)
			.containsExactly("redwharf77@gmail.example");
		assertThat(this.letters.versions(this.attorney, this.request)).isEmpty();
		assertThat(this.letters.versions(this.counsel, this.request)).isEmpty();
		assertThat(this.papers.of(this.caseworker, this.request)).extracting((paper) -> paper.document().kind())
			.contains("LETTER", "ENCLOSURE");
		assertThatThrownBy(() -> this.papers.find(this.attorney, version.document())).isInstanceOf(NoSuchRequest.class);
	}

	@Test
	void anOfficeWithoutAKeyIsRefusedAndNothingIsChanged() {
		fill();
		submit();
		SigningKeysAccess.withoutKeys(this.signed,
				() -> assertThat(issue("", true, this.letters.draft(this.prosecutor, this.request).version()))
					.isInstanceOfSatisfying(MoveResult.Rejected.class,
							(rejected) -> assertThat(rejected.reasons()).extracting(Rejection::code)
								.containsExactly("signing.no-key")));
		assertThat(this.letters.versions(this.prosecutor, this.request)).isEmpty();
		assertThat(this.requests.facts(this.request).state()).isEqualTo(RequestState.PROSECUTOR_REVIEW);
	}

	/** What the scanner says of the only enclosure, as it would have come to be said. */
	private void scanned(@Nullable String state) {
		UUID document = Objects.requireNonNull(this.store.draft(this.request).content().enclosures().get(0).document());
		this.jdbc.sql("delete from malware_scan where request_id = ?").param(this.request).update();
		if (state != null) {
			this.jdbc.sql(
					"insert into malware_scan (storage_key, store, request_id, office_id, person_id, state, signature, "
							+ "came_at, settled_at, due_at) select storage_key, 'DOCUMENTS', request_id, :office, "
							+ "created_by, :state, case when :state = 'FOUND' then 'Made.Up-1' end, now(), "
							+ "case when :state in ('FOUND', 'GONE') then now() end, "
							+ "case when :state in ('WAITING', 'TOO_LARGE') then now() + interval '1 day' end "
							+ "from document where id = :document")
				.param("office", this.officer.office())
				.param("state", state)
				.param("document", document)
				.update();
		}
	}

	private void heldBack(MoveResult result, String state) {
		LetterContent.Enclosure enclosure = this.store.draft(this.request).content().enclosures().get(0);
		String name = this.documents.find(Objects.requireNonNull(enclosure.document())).orElseThrow().name();
		assertThat(result).as(state)
			.isInstanceOfSatisfying(MoveResult.Rejected.class,
					(rejected) -> assertThat(rejected.reasons()).singleElement().satisfies((reason) -> {
						assertThat(reason.code()).isEqualTo("documents.not-released." + state);
						assertThat(reason.arguments()).containsExactly(name);
					}));
	}

	@Test
	void anEnclosureThatIsHeldBackIsNeitherSubmittedNorIssued() {
		fill();
		for (String state : List.of("WAITING", "TOO_LARGE", "FOUND", "GONE")) {
			scanned(state);
			heldBack(submit(), state);
		}
		assertThat(this.requests.facts(this.request).state()).isEqualTo(RequestState.DRAFT);
		scanned(null);
		assertThat(submit()).isInstanceOf(MoveResult.Made.class);
		for (String state : List.of("WAITING", "TOO_LARGE", "FOUND", "GONE")) {
			scanned(state);
			heldBack(issue("", true, this.letters.draft(this.prosecutor, this.request).version()), state);
		}
		assertThat(this.letters.versions(this.prosecutor, this.request)).isEmpty();
		assertThat(this.requests.facts(this.request).state()).isEqualTo(RequestState.PROSECUTOR_REVIEW);
		scanned(null);
		assertThat(issue("", true, this.letters.draft(this.prosecutor, this.request).version()))
			.isInstanceOf(MoveResult.Made.class);
	}

	@Test
	void issuingWithoutTheStatementChangesNothing() {
		fill();
		submit();
		long draft = this.letters.draft(this.prosecutor, this.request).version();
		assertThat(issue("", false, draft)).isInstanceOfSatisfying(MoveResult.Rejected.class,
				(rejected) -> assertThat(rejected.reasons()).extracting(Rejection::code)
					.containsExactly("letter.issue.statement.required"));
		assertThat(issue("", true, draft - 1)).isInstanceOfSatisfying(MoveResult.Rejected.class,
				(rejected) -> assertThat(rejected.reasons()).extracting(Rejection::code)
					.containsExactly("letter.issue.changed"));
		assertThat(this.letters.versions(this.prosecutor, this.request)).isEmpty();
		assertThat(this.requests.facts(this.request).state()).isEqualTo(RequestState.PROSECUTOR_REVIEW);
	}

	@Test
	void aRefusedMoveLeavesNoVersion() {
		fill();
		submit();
		UUID old = this.requests.view(this.prosecutor, this.request).drawnFrom();
		this.moves.make(this.prosecutor, new MoveCommand(this.request, RequestMove.RETURN_TO_POLICE, UUID.randomUUID(),
				old, MoveDetails.message("Which address?")));
		this.moves.make(this.officer, new MoveCommand(this.request, RequestMove.ANSWER_POINTS, UUID.randomUUID(),
				this.requests.view(this.officer, this.request).drawnFrom(), MoveDetails.message("This one.")));
		MoveResult result = this.letters.issue(this.prosecutor, new Letters.Issue(this.request, UUID.randomUUID(), old,
				this.letters.draft(this.prosecutor, this.request).version(), "", true));
		assertThat(result).isInstanceOf(MoveResult.Stale.class);
		assertThat(this.letters.versions(this.prosecutor, this.request)).isEmpty();
	}

	@Test
	void whatTheOfficerSubmittedStaysToBeReadBesideWhatBecameOfIt() {
		fill();
		submit();
		LetterDraft draft = this.letters.editable(this.prosecutor, this.request);
		String told = draft.content().summary().text();
		this.letters.save(this.prosecutor, this.request, LetterSection.SUMMARY, text("Told by the prosecutor."),
				draft.version(LetterSection.SUMMARY));
		assertThat(this.letters.readings(this.officer, this.request)).extracting(LetterReading::key)
			.containsExactly("submission-1", "draft");
		assertThat(this.letters.readings(this.officer, this.request).get(0).content().summary().text()).isEqualTo(told);
		issue("", true, this.letters.draft(this.prosecutor, this.request).version());
		assertThat(this.letters.readings(this.prosecutor, this.request)).extracting(LetterReading::key)
			.containsExactly("submission-1", "version-1", "draft");
		assertThat(this.letters.readings(this.caseworker, this.request)).as("only what was issued")
			.extracting(LetterReading::key)
			.containsExactly("version-1");
		assertThat(this.letters.readings(this.attorney, this.request)).isEmpty();
		assertThat(this.letters.readings(this.otherForce, this.request)).isEmpty();
		assertThatThrownBy(() -> this.application.sql("update letter_submission set number = 9").update())
			.hasStackTraceContaining("permission denied");
	}

	@Test
	void theSameFormIssuesOnce() {
		fill();
		submit();
		Letters.Issue form = new Letters.Issue(this.request, UUID.randomUUID(),
				this.requests.view(this.prosecutor, this.request).drawnFrom(),
				this.letters.draft(this.prosecutor, this.request).version(), "", true);
		assertThat(this.letters.issue(this.prosecutor, form)).isInstanceOf(MoveResult.Made.class);
		assertThat(this.letters.issue(this.prosecutor, form)).isInstanceOf(MoveResult.Repeated.class);
		assertThat(this.letters.versions(this.prosecutor, this.request)).hasSize(1);
	}

	@Test
	void anAddendumSaysWhatChangedAndKeepsTheReference() throws IOException {
		fill();
		submit();
		issue("", true, this.letters.draft(this.prosecutor, this.request).version());
		this.moves.make(this.caseworker,
				new MoveCommand(this.request, RequestMove.RETURN_TO_PROSECUTOR, UUID.randomUUID(),
						this.requests.view(this.caseworker, this.request).drawnFrom(),
						MoveDetails.message("No source for the third fact")));
		LetterDraft draft = this.letters.editable(this.prosecutor, this.request);
		this.letters.save(this.prosecutor, this.request, LetterSection.SUMMARY, text("Told anew."),
				draft.version(LetterSection.SUMMARY));
		assertThat(this.letters.latest(this.caseworker, this.request).orElseThrow().content().summary().text())
			.doesNotContain("Told anew");
		long now = this.letters.draft(this.prosecutor, this.request).version();
		assertThat(issue(" ", true, now)).isInstanceOfSatisfying(MoveResult.Rejected.class,
				(rejected) -> assertThat(rejected.reasons()).extracting(Rejection::field).containsExactly("note"));
		assertThat(issue("The source is exhibit KL/6.", true, now)).isInstanceOf(MoveResult.Made.class);
		List<LetterVersion> versions = this.letters.versions(this.caseworker, this.request);
		assertThat(versions).extracting(LetterVersion::number).containsExactly(1, 2);
		assertThat(versions).extracting(LetterVersion::reference).containsOnly(versions.get(0).reference());
		assertThat(versions.get(1).kind()).isEqualTo(LetterVersion.Kind.ADDENDUM);
		try (PDDocument pdf = Loader.loadPDF(this.documents.open(versions.get(1).document()).readAllBytes())) {
			assertThat(new PDFTextStripper().getText(pdf)).contains("Addendum 1", "exhibit KL/6", "Told anew.");
		}
	}

	@Test
	void whatHasCrossedTheBorderIsReadThereAndNothingLater() {
		fill();
		submit();
		issue("", true, this.letters.draft(this.prosecutor, this.request).version());
		move(this.caseworker, RequestMove.TRANSMIT, MoveDetails.none().withBasis("DPA 2018, s.75"));
		LetterVersion first = this.letters.latest(this.attorney, this.request).orElseThrow();
		assertThat(this.papers.find(this.attorney, first.document()).document().kind()).isEqualTo("LETTER");
		move(this.attorney, RequestMove.ASK, MoveDetails.message("What is the source?"));
		move(this.caseworker, RequestMove.PASS_ON, MoveDetails.message("Please answer."));
		issue("It is exhibit KL/6.", true, this.letters.draft(this.prosecutor, this.request).version());
		assertThat(this.letters.versions(this.attorney, this.request)).hasSize(1);
		LetterVersion second = this.letters.latest(this.caseworker, this.request).orElseThrow();
		assertThat(second.number()).isEqualTo(2);
		assertThatThrownBy(() -> this.papers.find(this.attorney, second.document())).isInstanceOf(NoSuchRequest.class);
		move(this.caseworker, RequestMove.TRANSMIT, MoveDetails.none().withBasis("DPA 2018, s.75"));
		assertThat(this.letters.versions(this.attorney, this.request)).hasSize(2);
		assertThat(this.letters.versions(this.counsel, this.request)).isEmpty();
	}

	@Test
	void aSupplementBeginsWithTheFactsOfItsParent() {
		fill();
		submit();
		issue("", true, this.letters.draft(this.prosecutor, this.request).version());
		move(this.caseworker, RequestMove.TRANSMIT, MoveDetails.none().withBasis("DPA 2018, s.75"));
		UUID child = this.requests.openSupplement(this.prosecutor,
				new MoveCommand(this.request, RequestMove.OPEN_SUPPLEMENT, UUID.randomUUID(),
						this.requests.view(this.prosecutor, this.request).drawnFrom(),
						MoveDetails.reason("A second account")),
				"The second account");
		LetterContent parent = this.letters.latest(this.prosecutor, this.request).orElseThrow().content();
		LetterContent content = this.letters.draft(this.officer, child).content();
		assertThat(content.facts()).isEqualTo(parent.facts());
		assertThat(content.offences()).isEqualTo(parent.offences());
		assertThat(content.summary()).isEqualTo(parent.summary());
		assertThat(content.accounts()).isEmpty();
		assertThat(content.enclosures()).isEmpty();
		assertThat(content.subject().title()).isEqualTo("The second account");
	}

	@Test
	void aLockedVersionCannotBeChangedByTheApplication() {
		fill();
		submit();
		issue("", true, this.letters.draft(this.prosecutor, this.request).version());
		assertThatThrownBy(() -> this.application.sql("update letter_version set note = 'x'").update())
			.isInstanceOf(DataAccessException.class)
			.hasStackTraceContaining("permission denied");
		assertThatThrownBy(() -> this.application.sql("delete from letter_version").update())
			.isInstanceOf(DataAccessException.class)
			.hasStackTraceContaining("permission denied");
	}

	@Test
	void theMachineLearnsUrgencyAndTheDay() {
		fill();
		assertThat(this.store.urgencyAsked(this.request)).isTrue();
		assertThat(this.store.neededBy(this.request)).isEqualTo(LocalDate.of(2026, 8, 1));
		assertThat(this.store.lockedNotSent(this.request)).isFalse();
	}

	private void save(LetterSection section, String field, String value) {
		LetterDraft draft = this.letters.draft(this.officer, this.request);
		ObjectNode node = LetterJson.object();
		node.put(field, value);
		assertThat(this.letters.save(this.officer, this.request, section, node, draft.version(section)))
			.isInstanceOf(SaveResult.Saved.class);
	}

	private static ObjectNode text(String value) {
		ObjectNode node = LetterJson.object();
		node.put("text", value);
		return node;
	}

	/** Fills in the sample letter through the doors that the screens use. */
	private void fill() {
		SampleLetters.fill(this.letters, this.officer, this.request);
	}

	private void move(Actor actor, RequestMove move, MoveDetails details) {
		assertThat(this.moves.make(actor,
				new MoveCommand(this.request, move, UUID.randomUUID(),
						this.requests.view(actor, this.request).drawnFrom(), details)))
			.isInstanceOf(MoveResult.Made.class);
	}

	private MoveResult submit() {
		return this.moves.make(this.officer, new MoveCommand(this.request, RequestMove.SUBMIT, UUID.randomUUID(),
				this.requests.view(this.officer, this.request).drawnFrom(), MoveDetails.none()));
	}

	private MoveResult issue(String note, boolean statement, long draftVersion) {
		return this.letters.issue(this.prosecutor, new Letters.Issue(this.request, UUID.randomUUID(),
				this.requests.view(this.prosecutor, this.request).drawnFrom(), draftVersion, note, statement));
	}

	private static Actor actor(Directory directory, String email) {
		Person person = directory.personByEmail(email).orElseThrow();
		var office = directory.office(person.office());
		return new Actor(person.id(), person.name(), office.id(), office.shortName(), office.kind(), office.side(),
				office.country(), Set.<Role>copyOf(person.roles()), person.teams());
	}

}
