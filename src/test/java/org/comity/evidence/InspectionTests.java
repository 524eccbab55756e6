package org.comity.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import org.comity.directory.Directory;
import org.comity.documents.BlobStore;
import org.comity.documents.Documents;
import org.comity.documents.StoredBlob;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.kernel.StoryClock;
import org.comity.requests.Ledger;
import org.comity.requests.Requests;
import org.comity.requests.Timeline;
import org.comity.testing.AsOwner;
import org.comity.wall.Overseen;
import org.comity.wall.Wall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/**
 * Nights in which copies are counted anew, and what is told of those that went bad.
 */
@EvidenceTest
class InspectionTests {

	private static final long PLENTY = Long.MAX_VALUE;

	private static final String LABEL = "move.production." + Inspection.DIFFERS + ".done";

	@Autowired
	EvidenceStage stage;

	@Autowired
	Inspection inspection;

	@Autowired
	PartMoves moves;

	@Autowired
	Evidence evidence;

	@Autowired
	Incidents incidents;

	@Autowired
	HeldCopies held;

	@Autowired
	Parts parts;

	@Autowired
	Copies copies;

	@Autowired
	Checks checks;

	@Autowired
	@Qualifier("evidenceBlobs")
	BlobStore blobs;

	@Autowired
	Documents documents;

	@Autowired
	Requests requests;

	@Autowired
	Directory directory;

	@Autowired
	ApplicationEventPublisher events;

	@Autowired
	PlatformTransactionManager transactions;

	@Autowired
	Ledger ledger;

	@Autowired
	Timeline timeline;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	/** The application's own, which shares the transaction of the test. */
	@Autowired
	JdbcClient shared;

	@Autowired
	Wall wall;

	@Autowired
	StoryClock clock;

	@Autowired
	TransactionTemplate transaction;

	@Autowired
	MockMvc mvc;

	private final Path store;

	UUID request;

	UUID part;

	private Instant now = Instant.EPOCH;

	InspectionTests(@Value("${comity.data-directory}") Path data) {
		this.store = data.resolve("evidence");
	}

	/** A part that the prosecutor has checked and holds. */
	@BeforeEach
	void partHeld() {
		this.request = this.stage.before.executing();
		UUID process = this.stage.before.answering(this.request);
		this.part = this.stage.sentTo(OfficeKind.PROSECUTOR, this.stage.lodged(this.request, process));
		this.stage.made(at(OfficeKind.PROSECUTOR), this.part, ProductionMove.CONFIRM);
		this.now = this.clock.instant();
	}

	@AfterEach
	void presentAgain() {
		this.clock.tell(null);
	}

	private Actor at(OfficeKind hop) {
		return this.stage.at(hop);
	}

	/** Longer after than a copy is left alone. */
	private void night() {
		later(Duration.ofDays(8));
		Overseen.Stand.fromNowhere(() -> this.inspection.night(PLENTY));
	}

	private void later(Duration time) {
		this.now = this.now.plus(time);
		this.clock.tell(this.now);
	}

	private Path file(OfficeKind hop) {
		return this.store.resolve(this.jdbc
			.sql("select storage_key from production_copy where part_id = ? and hop = ? and removed_at is null")
			.params(this.part, hop.name())
			.query(String.class)
			.single());
	}

	private void damage(OfficeKind hop) {
		try {
			byte[] bytes = Files.readAllBytes(file(hop));
			bytes[bytes.length / 2] ^= 1;
			Files.write(file(hop), bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private long told() {
		return this.jdbc.sql("select count(*) from ledger_entry where subject_id = ? and move = ?")
			.params(this.part, Inspection.DIFFERS)
			.query(Long.class)
			.single();
	}

	private long counted(UUID some, OfficeKind hop) {
		return this.jdbc
			.sql("select count(*) from production_check where part_id = ? and hop = ? and person_id is null")
			.params(some, hop.name())
			.query(Long.class)
			.single();
	}

	private PartView.@Nullable Check incident() {
		return this.evidence.part(at(OfficeKind.PROSECUTOR), this.part).incident();
	}

	private List<String> labels(OfficeKind reader) {
		return this.timeline.of(at(reader), this.request).stream().map(Timeline.Item::labelCode).toList();
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		for (int turn = 0; turn < 200 && !condition.getAsBoolean(); turn++) {
			Thread.sleep(50);
		}
		assertThat(condition.getAsBoolean()).as("waited too long").isTrue();
	}

	private long notices(OfficeKind hop) {
		return this.jdbc
			.sql("select count(*) from notice n join ledger_entry e on e.id = n.entry_id "
					+ "where e.subject_id = ? and e.move = ? and n.office_id = ?")
			.params(this.part, Inspection.DIFFERS, at(hop).office())
			.query(Long.class)
			.single();
	}

	@Test
	void aCopyThatWentBadIsFoundItsHolderToldAndAnotherGotInItsPlace() throws Exception {
		Actor prosecutor = at(OfficeKind.PROSECUTOR);
		assertThat(this.moves.open(prosecutor, this.part)).doesNotContain(ProductionMove.DISPUTE);
		damage(OfficeKind.PROSECUTOR);
		night();
		PartView.Check incident = Objects.requireNonNull(incident());
		assertThat(incident.kind()).isEqualTo(OfficeKind.PROSECUTOR);
		assertThat(incident.person()).isNull();
		assertThat(incident.at()).isEqualTo(this.now);
		assertThat(told()).isOne();
		assertThat(this.ledger.verify(this.request)).isEmpty();
		assertThat(labels(OfficeKind.PROSECUTOR)).contains(LABEL);
		assertThat(labels(OfficeKind.REQUESTED_AUTHORITY)).doesNotContain(LABEL);
		await(() -> notices(OfficeKind.PROSECUTOR) == 1);
		assertThat(notices(OfficeKind.REQUESTING_AUTHORITY)).isZero();
		assertThat(this.evidence.part(prosecutor, this.part).state()).isEqualTo(ProductionState.HELD);

		later(Duration.ofMinutes(1));
		this.stage.made(prosecutor, this.part, ProductionMove.DISPUTE);
		this.stage.made(at(OfficeKind.REQUESTING_AUTHORITY), this.part, ProductionMove.RESEND);
		assertThat(incident()).as("another copy has come").isNull();
		later(Duration.ofMinutes(1));
		this.stage.made(prosecutor, this.part, ProductionMove.CONFIRM);
		night();
		assertThat(incident()).isNull();
		assertThat(told()).isOne();
	}

	@Test
	void aDifferenceIsToldOnceUntilACountAgrees() {
		damage(OfficeKind.PROSECUTOR);
		night();
		night();
		night();
		assertThat(counted(this.part, OfficeKind.PROSECUTOR)).isEqualTo(3);
		assertThat(told()).isOne();
		assertThat(this.checks.of(this.part)).filteredOn((check) -> !check.agrees()).hasSize(1);
		assertThat(incident()).isNotNull();
		damage(OfficeKind.PROSECUTOR);
		night();
		assertThat(incident()).as("put right from a backup").isNull();
		damage(OfficeKind.PROSECUTOR);
		night();
		assertThat(told()).isEqualTo(2);
		assertThat(this.ledger.verify(this.request)).isEmpty();
	}

	@Test
	void everyHopsCopyIsCountedAndACountThatAgreesIsNoNews() {
		UUID original = Objects
			.requireNonNull(this.evidence.part(at(OfficeKind.EXECUTING_AUTHORITY), this.part).original());
		int before = this.checks.of(this.part).size();
		night();
		night();
		for (OfficeKind hop : List.of(OfficeKind.EXECUTING_AUTHORITY, OfficeKind.REQUESTED_AUTHORITY,
				OfficeKind.REQUESTING_AUTHORITY, OfficeKind.PROSECUTOR)) {
			assertThat(counted(this.part, hop)).as(hop.name()).isEqualTo(2);
		}
		assertThat(counted(original, OfficeKind.EXECUTING_AUTHORITY)).isEqualTo(2);
		assertThat(this.checks.of(this.part)).as("the last of each hop").hasSize(before + 4);
		assertThat(told()).isZero();
		later(Duration.ofDays(1));
		Overseen.Stand.fromNowhere(() -> this.inspection.night(PLENTY));
		assertThat(counted(this.part, OfficeKind.PROSECUTOR)).as("counted not long ago").isEqualTo(2);
	}

	@Test
	void theNightEndsWithTheCopyThatUsesItUp() {
		night();
		later(Duration.ofDays(8));
		String all = "select count(*) from production_check where person_id is null";
		long before = this.jdbc.sql(all).query(Long.class).single();
		Overseen.Stand.fromNowhere(() -> this.inspection.night(1));
		assertThat(this.jdbc.sql(all).query(Long.class).single()).isEqualTo(before + 1);
	}

	@Test
	void bytesThatAreGoneDiffer() throws IOException {
		Files.delete(file(OfficeKind.PROSECUTOR));
		night();
		assertThat(told()).isOne();
		PartView.Check incident = Objects.requireNonNull(incident());
		assertThat(incident.differences()).singleElement()
			.satisfies((difference) -> assertThat(difference.found()).isNull());
	}

	@Test
	void aStoreThatDoesNotAnswerSaysNothingOfTheBytes() {
		Silent silent = new Silent(this.blobs);
		Inspection tonight = new Inspection(this.held, this.parts, this.copies, this.checks,
				new HashCount(silent, this.documents, this.copies, this.clock), this.requests, this.ledger,
				this.directory, this.events, this.jdbc, this.wall,
				new InspectionProperties(DataSize.ofGigabytes(1), Duration.ZERO), this.clock, this.transactions);
		later(Duration.ofDays(8));
		Overseen.Stand.fromNowhere(() -> tonight.night(PLENTY));
		assertThat(counted(this.part, OfficeKind.PROSECUTOR)).isZero();
		assertThat(told()).isZero();
	}

	/** A store that is there, and cannot be read. */
	private record Silent(BlobStore real) implements BlobStore {

		@Override
		public StoredBlob write(String key, InputStream content) throws IOException {
			return this.real.write(key, content);
		}

		@Override
		public InputStream read(String key, long from) throws IOException {
			throw new IOException("No answer");
		}

		@Override
		public long size(String key) throws IOException {
			return this.real.size(key);
		}

		@Override
		public void sweep(Instant before) throws IOException {
			this.real.sweep(before);
		}

		@Override
		public void delete(String key) throws IOException {
			this.real.delete(key);
		}

	}

	@Test
	void oneServerDoesIt() {
		later(Duration.ofDays(8));
		this.transaction.executeWithoutResult((status) -> {
			this.shared.sql("select pg_advisory_xact_lock(?)")
				.param(Inspection.LOCK)
				.query((row, index) -> index)
				.list();
			Overseen.Stand.fromNowhere(() -> this.inspection.night(PLENTY));
		});
		assertThat(counted(this.part, OfficeKind.PROSECUTOR)).isZero();
	}

	/** All pages of an auditor, in as far as they are about the part. */
	private List<Incidents.Incident> incidents(Actor auditor) {
		List<Incidents.Incident> all = new java.util.ArrayList<>();
		String before = null;
		do {
			Incidents.Page page = this.incidents.page(auditor, before);
			all.addAll(page.incidents());
			before = page.next();
			if (before != null) {
				// A cursor tells of nothing that is not on its page.
				assertThat(page.incidents()).hasSize(Incidents.PAGE);
				assertThat(new String(java.util.Base64.getUrlDecoder().decode(before),
						java.nio.charset.StandardCharsets.UTF_8))
					.endsWith(" " + page.incidents().get(Incidents.PAGE - 1).check());
			}
		}
		while (before != null);
		assertThat(all).isSortedAccordingTo((one, other) -> other.at().compareTo(one.at()));
		return all.stream().filter((one) -> one.part().equals(this.part)).toList();
	}

	@Test
	void auditorsReadOfTheDifferencesThatTheirSideMayKnow() throws Exception {
		Actor uk = this.stage.cast().of("OVERSIGHT-UK", Role.AUDITOR);
		Actor us = this.stage.cast().of("OVERSIGHT-US", Role.AUDITOR);
		later(Duration.ofDays(1000));
		damage(OfficeKind.PROSECUTOR);
		damage(OfficeKind.REQUESTED_AUTHORITY);
		this.stage.refused(at(OfficeKind.PROSECUTOR), this.part, ProductionMove.FORWARD);
		night();
		assertThat(incidents(uk)).singleElement().satisfies((one) -> {
			assertThat(one.kind()).isEqualTo(OfficeKind.PROSECUTOR);
			assertThat(one.person()).isEqualTo(at(OfficeKind.PROSECUTOR).name());
			assertThat(one.nightly()).isFalse();
			assertThat(one.differences()).isOne();
			assertThat(one.standing()).isEqualTo(Incidents.Standing.OPEN);
		});
		assertThat(incidents(us)).hasSize(2)
			.anySatisfy((one) -> assertThat(one.kind()).isEqualTo(OfficeKind.REQUESTED_AUTHORITY))
			.allSatisfy((one) -> assertThat(one.person()).isNull());
		String page = this.mvc.perform(get("/audit/incidents").with(org.comity.testing.Seat.of(this.jdbc, us)))
			.andReturn()
			.getResponse()
			.getContentAsString();
		assertThat(page).contains("/evidence/" + this.part).contains("by the nightly check").contains("Open");
		assertThat(this.mvc.perform(get("/audit").with(org.comity.testing.Seat.of(this.jdbc, us)))
			.andReturn()
			.getResponse()
			.getContentAsString()).contains("/audit/incidents");

		this.stage.made(at(OfficeKind.PROSECUTOR), this.part, ProductionMove.DISPUTE);
		this.stage.made(at(OfficeKind.REQUESTING_AUTHORITY), this.part, ProductionMove.RESEND);
		assertThat(incidents(uk).get(0).standing()).isEqualTo(Incidents.Standing.OPEN);
		later(Duration.ofMinutes(1));
		this.stage.made(at(OfficeKind.PROSECUTOR), this.part, ProductionMove.CONFIRM);
		assertThat(incidents(uk).get(0).standing()).isEqualTo(Incidents.Standing.SETTLED);
		assertThat(incidents(uk).get(0).settledAt()).isEqualTo(this.now);
		assertThat(incidents(this.stage.cast().of("ADMINISTRATION", Role.ADMINISTRATOR))).isEmpty();
		assertThat(incidents(this.stage.cast().of("EASTVALE", Role.OFFICER))).isEmpty();
	}

	/**
	 * However many differences of the other side's lie between, the page and its cursor
	 * tell of none.
	 */
	@Test
	void aPageEndsWithWhatIsShownOnIt() {
		Actor uk = this.stage.cast().of("OVERSIGHT-UK", Role.AUDITOR);
		later(Duration.ofDays(2000));
		damage(OfficeKind.PROSECUTOR);
		this.stage.refused(at(OfficeKind.PROSECUTOR), this.part, ProductionMove.FORWARD);
		Actor theirs = at(OfficeKind.REQUESTED_AUTHORITY);
		try {
			this.jdbc.sql("""
					insert into production_check (id, part_id, hop, office_id, person_id, checked_at, agrees, report)
					select gen_random_uuid(), :part, 'REQUESTED_AUTHORITY', :office, :person,
						cast(:at as timestamptz) + n * interval '1 minute', false, 'Tried'
					from generate_series(1, 120) n""")
				.param("part", this.part)
				.param("office", theirs.office())
				.param("person", theirs.person())
				.param("at", java.sql.Timestamp.from(this.now))
				.update();
			Incidents.Page first = this.incidents.page(uk, null);
			assertThat(first.incidents()).isNotEmpty();
			assertThat(first.incidents().get(0).part()).isEqualTo(this.part);
			assertThat(incidents(uk)).singleElement()
				.satisfies((one) -> assertThat(one.kind()).isEqualTo(OfficeKind.PROSECUTOR));
			assertThat(incidents(this.stage.cast().of("OVERSIGHT-US", Role.AUDITOR))).hasSize(121);
		}
		finally {
			this.jdbc.sql("delete from production_check where report = 'Tried'").update();
		}
	}

}
