package org.comity.evidence;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.kernel.StoryClock;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessMove;
import org.comity.proof.LedgerProof;
import org.comity.requests.AccountOutcome;
import org.comity.requests.ErasedRequests;
import org.comity.requests.MoveDetails;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestState;
import org.comity.requests.RequestSummary;
import org.comity.requests.Requests;
import org.comity.requests.Retention;
import org.comity.requests.Worklist;
import org.comity.testing.AsOwner;
import org.comity.testing.Seat;
import org.comity.wall.Overseen;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/**
 * What becomes of a part that has come home: it is looked at again, and the copies that
 * were held in passing are taken away.
 */
@EvidenceTest
class AtHomeTests {

	@Autowired
	EvidenceStage stage;

	@Autowired
	ReviewReminder reminder;

	@Autowired
	TransitCopies transit;

	@Autowired
	Evidence evidence;

	@Autowired
	PartMoves moves;

	@Autowired
	Requests requests;

	@Autowired
	Retention retention;

	@Autowired
	ErasedRequests erased;

	@Autowired
	LedgerProof proof;

	@Autowired
	Worklist worklist;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	StoryClock clock;

	@Autowired
	MockMvc mvc;

	private final Path store;

	UUID request;

	UUID part;

	AtHomeTests(@Value("${comity.data-directory}") Path data) {
		this.store = data.resolve("evidence");
	}

	/** The one part of a request, received; the request is closed. */
	@BeforeEach
	void received() {
		this.request = this.stage.before.executing();
		UUID process = this.stage.before.answering(this.request);
		UUID lodged = this.stage.begun(process);
		this.stage.add(lodged, "mailbox.mbox", null, "From nobody\n\nHello\n");
		this.stage.made(at(OfficeKind.PROVIDER), lodged, ProductionMove.LODGE);
		this.stage.before.made(at(OfficeKind.PROVIDER), process, ProcessMove.ANSWER_IN_FULL,
				this.stage.before.answer(this.request, AccountOutcome.PRODUCED));
		this.stage.before.made(at(OfficeKind.EXECUTING_AUTHORITY), process, ProcessMove.SETTLE, ProcessDetails.none());
		this.stage.before.move(at(OfficeKind.EXECUTING_AUTHORITY), this.request, RequestMove.COMPLETE_AND_RETURN,
				MoveDetails.none());
		this.part = this.stage.sentTo(OfficeKind.INVESTIGATOR, lodged);
		this.stage.made(at(OfficeKind.INVESTIGATOR), this.part, ProductionMove.CONFIRM);
		this.stage.made(at(OfficeKind.INVESTIGATOR), this.part, ProductionMove.RECEIVE);
		assertThat(this.requests.facts(this.request).state()).isEqualTo(RequestState.CLOSED);
	}

	@AfterEach
	void presentAgain() {
		this.clock.tell(null);
	}

	private Actor at(OfficeKind hop) {
		return this.stage.at(hop);
	}

	private LocalDate reviewOn() {
		return Objects.requireNonNull(this.evidence.part(at(OfficeKind.INVESTIGATOR), this.part).reviewOn());
	}

	private void tell(LocalDate day) {
		this.clock.tell(day.atTime(3, 0).toInstant(ZoneOffset.UTC));
	}

	private List<RequestSummary> needed(Actor actor) {
		String reference = this.requests.facts(this.request).reference();
		return this.worklist
			.page(actor, new Worklist.Query(Worklist.Scope.NEEDS_ME, reference, null, Worklist.Sort.DUE, null))
			.rows();
	}

	@Test
	void thePoliceAreAskedInTimeWhetherItIsStillNeeded() throws Exception {
		Actor supervisor = this.stage.cast().of("NORTHSHIRE", Role.SUPERVISOR);
		Actor officer = at(OfficeKind.INVESTIGATOR);
		LocalDate day = reviewOn();
		tell(day.minusDays(31));
		Overseen.Stand.fromNowhere(this.reminder::remind);
		assertThat(needed(supervisor)).isEmpty();
		tell(day.minusDays(30));
		Overseen.Stand.fromNowhere(this.reminder::remind);
		Instant since = this.clock.instant();
		tell(day.plusDays(3));
		Overseen.Stand.fromNowhere(this.reminder::remind);
		assertThat(needed(supervisor)).singleElement().satisfies((row) -> {
			assertThat(row.status().code()).isEqualTo("status.part.REVIEW.mine");
			assertThat(row.subject()).isEqualTo(this.part);
			assertThat(row.dueOn()).isEqualTo(day);
			assertThat(row.since()).isEqualTo(since);
		});
		assertThat(needed(officer)).hasSize(1);
		assertThat(needed(at(OfficeKind.PROSECUTOR))).isEmpty();
		assertThat(this.moves.open(supervisor, this.part)).containsExactly(ProductionMove.KEEP_LONGER,
				ProductionMove.DESTROY);
		assertThat(this.mvc.perform(get("/evidence/" + this.part).with(Seat.of(this.jdbc, supervisor)))
			.andReturn()
			.getResponse()
			.getContentAsString()).contains("/moves/keep-longer").contains("/moves/destroy");
	}

	@Test
	void theAnswerTakesTheQuestionAway() {
		Actor supervisor = this.stage.cast().of("NORTHSHIRE", Role.SUPERVISOR);
		LocalDate first = reviewOn();
		tell(first);
		Overseen.Stand.fromNowhere(this.reminder::remind);
		this.stage.made(at(OfficeKind.INVESTIGATOR), this.part, ProductionMove.KEEP_LONGER);
		assertThat(needed(supervisor)).isEmpty();
		assertThat(reviewOn()).isEqualTo(first.plusYears(1));
		Overseen.Stand.fromNowhere(this.reminder::remind);
		assertThat(needed(supervisor)).isEmpty();
		tell(reviewOn());
		Overseen.Stand.fromNowhere(this.reminder::remind);
		assertThat(needed(supervisor)).hasSize(1);
		this.stage.made(supervisor, this.part, ProductionMove.DESTROY);
		assertThat(needed(supervisor)).isEmpty();
		Overseen.Stand.fromNowhere(this.reminder::remind);
		assertThat(needed(supervisor)).isEmpty();
	}

	/** How many rows of any table lead to the request, but for what stays of it. */
	private List<String> left() {
		return this.jdbc
			.sql("select table_name::text from information_schema.columns where table_schema = 'public' "
					+ "and column_name = 'request_id' and table_name not like 'erased%' and table_name not in "
					+ "('ledger_entry', 'ledger_person', 'ledger_text', 'ledger_checkpoint_leaf') order by 1")
			.query(String.class)
			.list()
			.stream()
			.filter((table) -> this.jdbc.sql("select count(*) from " + table + " where request_id = ?")
				.param(this.request)
				.query(Long.class)
				.single() > 0)
			.toList();
	}

	@Test
	void theRecordsGoWhenTheirTimeIsOverAndTheirProofStays() throws Exception {
		Actor officer = at(OfficeKind.INVESTIGATOR);
		Actor supervisor = this.stage.cast().of("NORTHSHIRE", Role.SUPERVISOR);
		Actor abroad = this.stage.cast().of("OIA", Role.SUPERVISOR);
		tell(LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).plusYears(7));
		assertThat(this.retention.due(supervisor)).extracting(Retention.Due::request).contains(this.request);
		assertThat(this.retention.ask(officer, this.request, "Over", Ids.next())).extracting(Rejection::code)
			.containsExactly("retention.evidence");
		this.stage.made(supervisor, this.part, ProductionMove.DESTROY);
		assertThat(this.retention.keep(abroad, this.request,
				LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).plusDays(1), "An appeal is pending",
				Ids.next()))
			.isEmpty();
		assertThat(this.retention.ask(officer, this.request, "Over", Ids.next())).extracting(Rejection::code)
			.containsExactly("retention.kept");
		tell(LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).plusDays(1));
		assertThat(this.retention.ask(officer, this.request, "The case is over", Ids.next())).isEmpty();
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.retention.erase(officer, this.request, Ids.next()));
		List<Path> files = this.jdbc
			.sql("select storage_key from production_file where part_id = ? union select storage_key from "
					+ "production_copy where part_id = ?")
			.params(this.part, this.part)
			.query(String.class)
			.list()
			.stream()
			.map(this.store::resolve)
			.toList();
		List<Path> documents = this.jdbc.sql("select storage_key from document where request_id = ?")
			.param(this.request)
			.query(String.class)
			.list()
			.stream()
			.map(this.store.resolveSibling("documents")::resolve)
			.toList();
		assertThat(files).anySatisfy((file) -> assertThat(file).exists());
		assertThat(documents).isNotEmpty().allSatisfy((file) -> assertThat(file).exists());
		assertThat(left()).isNotEmpty();
		assertThat(this.retention.erase(supervisor, this.request, Ids.next())).isEmpty();
		assertThat(left()).isEmpty();
		for (Actor once : List.of(officer, supervisor, abroad, at(OfficeKind.EXECUTING_AUTHORITY))) {
			assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> this.requests.view(once, this.request));
			assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> this.evidence.part(once, this.part));
		}
		assertThat(this.proof.of(this.request)).isEmpty();
		assertThat(this.erased.of(supervisor)).extracting(ErasedRequests.Erased::request).contains(this.request);
		assertThat(this.erased.of(abroad)).extracting(ErasedRequests.Erased::request).contains(this.request);
		assertThat(this.erased.of(this.stage.cast().of("USAO-DC", Role.SUPERVISOR))).isEmpty();
		assertThat(this.jdbc
			.sql("select e.move from ledger_text t join ledger_entry e on e.id = t.entry_id "
					+ "where t.request_id = ?")
			.param(this.request)
			.query(String.class)
			.list()).containsExactly("ASK_ERASURE");
		assertThat(this.jdbc.sql("select title from request where id = ?")
			.param(this.request)
			.query(String.class)
			.single()).isEqualTo("Erased");
		Awaitility.await()
			.untilAsserted(() -> assertThat(Stream.concat(files.stream(), documents.stream()))
				.allSatisfy((file) -> assertThat(file).doesNotExist()));
		assertThat(this.mvc.perform(get("/erased-requests").with(Seat.of(this.jdbc, supervisor)))
			.andReturn()
			.getResponse()
			.getStatus()).isEqualTo(200);
	}

	private List<String> removed() {
		return this.jdbc
			.sql("select hop from production_copy where part_id = ? and removed_at is not null order by hop")
			.param(this.part)
			.query(String.class)
			.list();
	}

	@Test
	void copiesHeldInPassingAreTakenAwayOnceItIsHome() {
		Instant now = this.clock.instant();
		assertThat(TransitCopies.HOPS).containsExactlyInAnyOrder(OfficeKind.REQUESTING_AUTHORITY,
				OfficeKind.REQUESTED_AUTHORITY);
		Overseen.Stand.fromNowhere(() -> this.transit.sweep(now.minus(Duration.ofDays(30)), now));
		assertThat(removed()).isEmpty();
		Overseen.Stand.fromNowhere(() -> this.transit.sweep(now.plusSeconds(1), now));
		assertThat(removed()).containsExactly("REQUESTED_AUTHORITY", "REQUESTING_AUTHORITY");
		List<Path> files = this.jdbc
			.sql("select storage_key from production_copy where part_id = ? and removed_at is not null")
			.param(this.part)
			.query(String.class)
			.list()
			.stream()
			.map(this.store::resolve)
			.toList();
		assertThat(files).allSatisfy((file) -> assertThat(file).doesNotExist());
		assertThat(this.jdbc.sql("select hop from evidence_key where part_id = ? and wrapped is null order by hop")
			.param(this.part)
			.query(String.class)
			.list()).containsExactly("REQUESTED_AUTHORITY", "REQUESTING_AUTHORITY");
		for (OfficeKind reader : List.of(OfficeKind.INVESTIGATOR, OfficeKind.PROSECUTOR,
				OfficeKind.EXECUTING_AUTHORITY)) {
			PartView view = this.evidence.part(at(reader), this.part);
			UUID file = Objects.requireNonNull(view.files().get(0).id());
			assertThat(this.evidence.file(at(reader), this.part, file).content()).satisfies((content) -> {
				try (java.io.InputStream stream = content.open(0)) {
					assertThat(stream.readAllBytes()).isNotEmpty();
				}
			});
		}
		assertThat(this.evidence.part(at(OfficeKind.REQUESTED_AUTHORITY), this.part).road()).isNotEmpty();
	}

}
