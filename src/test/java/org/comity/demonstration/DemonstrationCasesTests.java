package org.comity.demonstration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.comity.documents.Documents;
import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.Role;
import org.comity.kernel.StoryClock;
import org.comity.letters.LetterContent;
import org.comity.letters.Letters;
import org.comity.process.ProcessPaper;
import org.comity.process.ProcessState;
import org.comity.process.Processes;
import org.comity.process.ServedProcess;
import org.comity.requests.Ledger;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Papers;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestState;
import org.comity.requests.Requests;
import org.comity.testing.AsOwner;
import org.comity.testing.VeraPdf;
import org.comity.wall.Overseen;
import org.comity.wall.Wall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yaml.snakeyaml.Yaml;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The demonstration's cases, as the first start of a demonstration leaves them.
 */
@Overseen
@SpringBootTest(properties = "comity.demonstration.enabled=true")
@ExtendWith(OutputCaptureExtension.class)
class DemonstrationCasesTests {

	@Autowired
	DemonstrationCases cases;

	@Autowired
	Stories stories;

	@Autowired
	Ledger ledger;

	@Autowired
	Players players;

	@Autowired
	Processes processes;

	@Autowired
	Papers papers;

	@Autowired
	Documents documents;

	@Autowired
	Requests requests;

	@Autowired
	Letters letters;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	Wall wall;

	@Autowired
	TransactionTemplate transaction;

	@Autowired
	StoryClock clock;

	@Autowired
	ApplicationContext context;

	private List<UUID> everyRequest() {
		return this.jdbc.sql("select id from request").query(UUID.class).list();
	}

	private long count(String table) {
		return this.jdbc.sql("select count(*) from " + table).query(Long.class).single();
	}

	@Test
	void everyStoryIsThere() {
		assertThat(this.jdbc.sql("select code from demonstration_story").query(String.class).list())
			.containsExactlyInAnyOrderElementsOf(this.stories.all().stream().map(Story::code).toList());
	}

	@Test
	void everyLedgerHolds() {
		assertThat(everyRequest()).isNotEmpty()
			.allSatisfy((request) -> assertThat(this.ledger.verify(request)).isEmpty());
	}

	@Test
	void nothingHappensInTheFutureOrOutOfOrder() {
		assertThat(count("ledger_entry where occurred_at > now()")).isZero();
		assertThat(count("""
				ledger_entry e join ledger_entry before
				on before.request_id = e.request_id and before.seq = e.seq - 1 where e.occurred_at < before.occurred_at
				""")).isZero();
	}

	@Test
	void everyStateOccurs() {
		assertThat(this.jdbc.sql("select distinct state from request").query(String.class).list())
			.containsExactlyInAnyOrderElementsOf(
					java.util.Arrays.stream(RequestState.values()).map(Enum::name).toList());
	}

	@Test
	void everyStateOfAProcessOccurs() {
		assertThat(this.jdbc.sql("select distinct state from process").query(String.class).list())
			.containsExactlyInAnyOrderElementsOf(
					java.util.Arrays.stream(ProcessState.values()).map(Enum::name).toList());
	}

	@Test
	void loadingAgainChangesNothing() {
		List<Long> before = List.of(count("request"), count("ledger_entry"), count("document"), count("letter_version"),
				count("demonstration_story"));
		assertThat(this.cases.load()).isZero();
		assertThat(List.of(count("request"), count("ledger_entry"), count("document"), count("letter_version"),
				count("demonstration_story")))
			.isEqualTo(before);
	}

	@Test
	void whoIsStoppedWhileTellingTellsNoMoreAndSaysSoInOneLine(CapturedOutput output) {
		List<DemonstrationCases> telling = new ArrayList<>();
		TransactionTemplate gone = new TransactionTemplate() {
			@Override
			public <T> T execute(TransactionCallback<T> action) {
				telling.get(0).stop(new ContextClosedEvent(DemonstrationCasesTests.this.context));
				throw new IllegalStateException("The database is gone");
			}
		};
		Narrator own = this.context.getAutowireCapableBeanFactory().createBean(Narrator.class);
		telling.add(new DemonstrationCases(this.stories, own, this.jdbc, gone, this.clock));
		assertThat(telling.get(0).load()).isZero();
		assertThat(output).containsOnlyOnce("the next start goes on")
			.doesNotContain("could not be loaded")
			.doesNotContain("The database is gone");
		long before = count("request");
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
		try {
			assertThatThrownBy(() -> this.transaction
				.executeWithoutResult((status) -> own.tell(this.stories.named("harbour-arson"), today)))
				.isInstanceOf(CancellationException.class);
		}
		finally {
			this.clock.tell(null);
		}
		assertThat(count("request")).as("undone").isEqualTo(before);
	}

	/** What a letter says of a case, in as far as it is long enough to be told apart. */
	private Set<String> wordsOfTheCase(UUID request) {
		Requests.Facts facts = this.requests.facts(request);
		Actor prosecutor = this.players.of(facts.prosecutorOffice(), Set.of(Role.PROSECUTOR));
		LetterContent letter = this.letters.draft(prosecutor, request).content();
		Set<String> words = new HashSet<>();
		words.add(facts.title());
		words.add(facts.reference());
		words.add(letter.subject().title());
		words.add(letter.authority().investigating());
		words.add(letter.authority().prosecuting());
		words.add(letter.authority().officer());
		words.add(letter.proceedings().subjectMatter());
		words.add(letter.evidence().purpose());
		words.add(letter.nonDisclosure().explanation());
		words.addAll(List.of(letter.summary().text().split("(?<=\\.)\\s")));
		letter.facts().forEach((fact) -> words.addAll(List.of(fact.what(), fact.source())));
		letter.offences().forEach((offence) -> words.addAll(List.of(offence.title(), offence.text())));
		letter.persons().forEach((person) -> words.add(person.name()));
		if (facts.operation() != null) {
			words.add(facts.operation());
		}
		return words.stream().map(DemonstrationCasesTests::plain).filter((text) -> text.length() > 5).collect(toSet());
	}

	private static String plain(String text) {
		return text.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT).strip();
	}

	private byte[] bytes(UUID office, UUID document) {
		return this.wall.inTheNameOf(office, () -> {
			try (InputStream in = this.documents.open(document)) {
				return in.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	private String text(Actor counsel, ProcessPaper paper) {
		UUID found = this.papers.find(counsel, paper.id()).document().id();
		try (PDDocument pdf = Loader.loadPDF(bytes(counsel.office(), found))) {
			return new PDFTextStripper().getText(pdf) + pdf.getDocumentInformation().getCOSObject() + paper;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void aPaperOfEachKindIsForEverybodyAndForTheArchive() {
		record Paper(String kind, UUID id, UUID office) {
		}
		List<Paper> papers = this.jdbc
			.sql("select distinct on (d.kind) d.kind, d.id, case when d.aspect in ('PROCESS', 'COURT_PAPERS') "
					+ "then r.executing_office_id else r.investigator_office_id end as office from document d "
					+ "join request r on r.id = d.request_id where d.media_type = 'application/pdf' "
					+ "and d.kind not in ('ENCLOSURE', 'ATTACHMENT') order by d.kind, d.created_at desc")
			.query(Paper.class)
			.list();
		assertThat(papers).extracting(Paper::kind).contains("LETTER", "ADDENDUM", "CERTIFICATE");
		for (Paper paper : papers) {
			assertThat(VeraPdf.faults(bytes(paper.office(), paper.id()))).as(paper.kind()).isEmpty();
		}
	}

	@Test
	void aProviderReadsNothingOfTheCase() {
		record Served(UUID process, UUID request, UUID office) {
		}
		List<Served> served = this.jdbc
			.sql("select id, request_id, provider_office_id from process where served_at is not null")
			.query((row, index) -> new Served(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
					row.getObject(3, UUID.class)))
			.list();
		assertThat(served).hasSizeGreaterThan(8);
		for (Served one : served) {
			Actor counsel = this.players.of(one.office(), Set.of(Role.PROVIDER_COUNSEL));
			ServedProcess view = this.processes.served(counsel, one.process());
			assertThat(view.documents()).as("the instrument itself is read").isNotEmpty();
			String read = plain(
					view + String.join(" ", view.documents().stream().map((paper) -> text(counsel, paper)).toList()));
			assertThat(read).contains(plain(view.accounts().get(0).identifier()));
			assertThat(wordsOfTheCase(one.request())).isNotEmpty()
				.allSatisfy((words) -> assertThat(read).doesNotContain(words));
			assertThatThrownBy(() -> this.requests.view(counsel, one.request())).isInstanceOf(NoSuchRequest.class);
			assertThat(this.letters.versions(counsel, one.request())).isEmpty();
		}
	}

	@Test
	void caseAHasItsMailboxAndItsCopyIsReadyToFile() {
		assertThat(this.jdbc
			.sql("select f.name || ' ' || f.sha256 from production_file f "
					+ "join production_part p on p.id = f.part_id join request r on r.id = p.request_id "
					+ "where r.title = 'Kidnapping of a student in Northshire' and p.filtered_from is null "
					+ "and f.name like '%.mbox'")
			.query(String.class)
			.list()).singleElement()
			.isEqualTo("redwharf77.mbox " + Digests.sha256(Mailbox.ofTheKidnapper(submitted("kidnapping")).mbox()));
		UUID ready = this.jdbc.sql("select id from request where title like '%ready to file'")
			.query(UUID.class)
			.single();
		Actor officer = this.players.named("amara.osei@northshire.example");
		assertThat(this.letters.missing(officer, ready)).isEmpty();
		assertThat(this.requests.view(officer, ready).moves()).contains(RequestMove.SUBMIT);
	}

	private LocalDate submitted(String story) {
		LocalDate loaded = LocalDate
			.ofInstant(this.jdbc.sql("select loaded_at from demonstration_story where code = :code")
				.param("code", story)
				.query((row, index) -> row.getTimestamp(1).toInstant())
				.single(), ZoneOffset.UTC);
		return this.stories.named(story).days(loaded).zero();
	}

	@Test
	void everySignInOnTheListHasACaseToSee() {
		for (String kind : List.of("INVESTIGATOR", "PROSECUTOR", "REQUESTING_AUTHORITY", "REQUESTED_AUTHORITY",
				"PROVIDER")) {
			assertThat(this.jdbc
				.sql("select o.code from office o where o.kind = :kind and not exists "
						+ "(select 1 from request_sight s where s.office_id = o.id)")
				.param("kind", kind)
				.query(String.class)
				.list()).as(kind).isEmpty();
		}
		assertThat(this.jdbc
			.sql("select o.code from office o join request_sight s on s.office_id = o.id "
					+ "where o.kind = 'EXECUTING_AUTHORITY'")
			.query(String.class)
			.set()).contains("USAO-NDCAL", "USAO-WDWASH", "OIA-EXECUTION");
	}

	@Test
	void aStoryThatBreaksOffLeavesNothingBehind() {
		Map<String, Object> script = new HashMap<>(
				new Yaml().load(getClass().getResourceAsStream("/demonstration/stories/parcel-scam.yaml")));
		List<Object> steps = new ArrayList<>((List<?>) script.get("steps"));
		steps.add(Map.of("day", 10, "move", "TRANSMIT"));
		script.put("steps", steps);
		LocalDate today = LocalDate.now(ZoneOffset.UTC);
		Story broken = new Story("broken", -26, new Page("broken", script, new Days(today)));
		List<Long> before = List.of(count("request"), count("ledger_entry"), count("document"));
		assertThat(this.cases.load(broken, today)).isFalse();
		assertThat(List.of(count("request"), count("ledger_entry"), count("document"))).isEqualTo(before);
		assertThat(count("demonstration_story where code = 'broken'")).isZero();
	}

}
