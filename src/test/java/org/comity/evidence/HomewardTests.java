package org.comity.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessMove;
import org.comity.requests.AccountOutcome;
import org.comity.requests.Ledger;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Oversight;
import org.comity.requests.PartFacts;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestState;
import org.comity.requests.Requests;
import org.comity.requests.Timeline;
import org.comity.requests.Worklist;
import org.comity.testing.AsOwner;
import org.comity.testing.Seat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/**
 * Lives of parts on the road home, each with a wrong turn and how it was put right.
 */
@EvidenceTest
class HomewardTests {

	@Autowired
	EvidenceStage stage;

	@Autowired
	Productions productions;

	@Autowired
	PartMoves moves;

	@Autowired
	Filter filter;

	@Autowired
	FirstLook looks;

	@Autowired
	Evidence evidence;

	@Autowired
	PartFacts facts;

	@Autowired
	Requests requests;

	@Autowired
	Worklist worklist;

	@Autowired
	Ledger ledger;

	@Autowired
	Oversight oversight;

	@Autowired
	Timeline timeline;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	MockMvc mvc;

	private final Path store;

	UUID request;

	UUID process;

	HomewardTests(@Value("${comity.data-directory}") Path data) {
		this.store = data.resolve("evidence");
	}

	@BeforeEach
	void answering() {
		this.request = this.stage.before.executing();
		this.process = this.stage.before.answering(this.request);
	}

	private Actor at(OfficeKind hop) {
		return this.stage.at(hop);
	}

	/** A part with two files, lodged; the process answered, settled and complete. */
	private UUID returning() {
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "mailbox.mbox", null, "From nobody\n\nHello\n");
		this.stage.add(part, "sign-ins.csv", null, "when,where\n");
		this.stage.made(at(OfficeKind.PROVIDER), part, ProductionMove.LODGE);
		this.stage.before.made(at(OfficeKind.PROVIDER), this.process, ProcessMove.ANSWER_IN_FULL,
				this.stage.before.answer(this.request, AccountOutcome.PRODUCED));
		this.stage.before.made(at(OfficeKind.EXECUTING_AUTHORITY), this.process, ProcessMove.SETTLE,
				ProcessDetails.none());
		this.stage.before.move(at(OfficeKind.EXECUTING_AUTHORITY), this.request, RequestMove.COMPLETE_AND_RETURN,
				MoveDetails.none());
		return part;
	}

	private RequestState state() {
		return this.requests.facts(this.request).state();
	}

	private PartView view(OfficeKind hop, UUID part) {
		return this.evidence.part(at(hop), part);
	}

	private @Nullable UUID turn(UUID part) {
		return this.jdbc.sql("select office_id from request_turn where subject_id = ?")
			.param(part)
			.query(UUID.class)
			.optional()
			.orElse(null);
	}

	@Test
	void aPartGoesHomeHopByHopAndTheRequestIsClosedWhenItIsReceived() throws IOException {
		UUID lodged = returning();
		assertThat(state()).isEqualTo(RequestState.RETURNING);
		UUID part = lodged;
		for (OfficeKind hop : EvidenceStage.HOME) {
			assertThat(turn(part)).isEqualTo(at(hop).office());
			assertThat(view(hop, part).status().mine()).isTrue();
			this.stage.made(at(hop), part, ProductionMove.CONFIRM);
			if (hop == OfficeKind.EXECUTING_AUTHORITY) {
				assertThat(this.moves.open(at(hop), part)).doesNotContain(ProductionMove.FORWARD);
				part = this.stage.filtered(part);
			}
			if (hop != OfficeKind.INVESTIGATOR) {
				this.stage.made(at(hop), part, ProductionMove.FORWARD);
			}
			assertThat(state()).isEqualTo(RequestState.RETURNING);
		}
		this.stage.made(at(OfficeKind.INVESTIGATOR), part, ProductionMove.RECEIVE);
		assertThat(state()).isEqualTo(RequestState.CLOSED);
		assertThat(this.facts.anyUnsettled(this.request)).isFalse();
		assertThat(turn(part)).isNull();
		assertThat(this.ledger.verify(this.request)).isEmpty();
		PartView home = view(OfficeKind.INVESTIGATOR, part);
		assertThat(home.road()).extracting(PartView.Arrival::kind)
			.containsExactly(OfficeKind.PROVIDER, OfficeKind.EXECUTING_AUTHORITY, OfficeKind.REQUESTED_AUTHORITY,
					OfficeKind.REQUESTING_AUTHORITY, OfficeKind.PROSECUTOR, OfficeKind.INVESTIGATOR);
		assertThat(home.road()).allSatisfy((stop) -> assertThat(stop.checkedAt()).isNotNull());
		for (PartView.File file : home.files()) {
			Evidence.Download download = this.evidence.file(at(OfficeKind.INVESTIGATOR), part,
					Objects.requireNonNull(file.id()));
			try (InputStream in = download.content().open(0)) {
				assertThat(Digests.sha256(in.readAllBytes())).isEqualTo(file.sha256());
			}
		}
		assertThat(view(OfficeKind.EXECUTING_AUTHORITY, lodged).state()).isEqualTo(ProductionState.FILTERED);
	}

	@Test
	void whatGoesHomeIsInTheRegisterOfTransfersWhereItCrossesTheBorder() {
		UUID part = this.stage.sentTo(OfficeKind.INVESTIGATOR, returning());
		assertThat(transfers("OVERSIGHT-US")).singleElement().satisfies((act) -> {
			assertThat(act.labelCode()).isEqualTo("move.production.FORWARD.done");
			assertThat(act.office()).isEqualTo(at(OfficeKind.REQUESTED_AUTHORITY).officeName());
			assertThat(act.withoutBasis()).as("no law of the United States asks for one").isFalse();
		});
		assertThat(transfers("OVERSIGHT-UK")).extracting(Oversight.Act::labelCode)
			.as("from one office to the next inland nothing is transferred")
			.containsExactly("move.request.TRANSMIT.done");
		assertThat(view(OfficeKind.INVESTIGATOR, part).state()).isEqualTo(ProductionState.SENT);
	}

	private List<Oversight.Act> transfers(String office) {
		return this.oversight.page(this.stage.cast().of(office, Role.AUDITOR), Oversight.Sample.TRANSFERS, null)
			.acts()
			.stream()
			.filter((act) -> act.request().equals(this.request))
			.toList();
	}

	/** Flips one byte of the copy that a hop holds. */
	private void damage(UUID part, OfficeKind hop) {
		String key = (hop == OfficeKind.EXECUTING_AUTHORITY)
				? this.jdbc.sql("select storage_key from production_file where part_id = ? order by name limit 1")
					.param(part)
					.query(String.class)
					.single()
				: this.jdbc
					.sql("select c.storage_key from production_copy c join production_file f on f.id = c.file_id "
							+ "where c.part_id = ? and c.hop = ? and c.removed_at is null order by f.name limit 1")
					.params(part, hop.name())
					.query(String.class)
					.single();
		try {
			Path file = this.store.resolve(key);
			byte[] bytes = Files.readAllBytes(file);
			bytes[bytes.length / 2] ^= 1;
			Files.write(file, bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "EXECUTING_AUTHORITY", "REQUESTED_AUTHORITY", "REQUESTING_AUTHORITY", "PROSECUTOR",
			"INVESTIGATOR" })
	void aFlippedByteIsFoundByWhoeverReceivesIt(OfficeKind hop) {
		UUID part = this.stage.sentTo(hop, returning());
		damage(part, hop);
		assertThat(this.stage.refused(at(hop), part, ProductionMove.CONFIRM)).containsExactly("evidence.check.differs");
		PartView seen = view(hop, part);
		assertThat(seen.state()).isEqualTo(ProductionState.SENT);
		PartView.Check incident = Objects.requireNonNull(seen.incident());
		assertThat(incident.heldSince()).isNotNull();
		assertThat(incident.sender()).isNotNull();
		assertThat(incident.person()).isEqualTo(at(hop).name());
		assertThat(incident.differences()).singleElement().satisfies((difference) -> {
			assertThat(difference.expected()).hasSize(64);
			assertThat(difference.found()).as("what does not prove right has no hash").isNull();
			assertThat(difference.name()).isEqualTo(seen.content() ? "mailbox.mbox" : null);
		});
		assertThat(this.moves.open(at(hop), part)).contains(ProductionMove.DISPUTE);
		this.stage.made(at(hop), part, ProductionMove.DISPUTE);
		assertThat(view(hop, part).state()).isEqualTo(ProductionState.DISPUTED);
		OfficeKind sender = OfficeKind.values()[hop.ordinal() + 1];
		assertThat(turn(part)).isEqualTo(at(sender).office());
		if (hop == OfficeKind.EXECUTING_AUTHORITY) {
			// The bytes are the very ones that the provider handed over.
			assertThat(this.stage.refused(at(sender), part, ProductionMove.RESEND))
				.containsExactly("evidence.check.differs");
			return;
		}
		this.stage.made(at(sender), part, ProductionMove.RESEND);
		assertThat(turn(part)).isEqualTo(at(hop).office());
		this.stage.made(at(hop), part, ProductionMove.CONFIRM);
		assertThat(view(hop, part).incident()).isNull();
		assertThat(this.ledger.verify(this.request)).isEmpty();
	}

	@Test
	void aDifferenceIsTracedBackToWhereItBegan() throws IOException {
		UUID part = this.stage.sentTo(OfficeKind.PROSECUTOR, returning());
		damage(part, OfficeKind.PROSECUTOR);
		damage(part, OfficeKind.REQUESTING_AUTHORITY);
		Actor prosecutor = at(OfficeKind.PROSECUTOR);
		Actor authority = at(OfficeKind.REQUESTING_AUTHORITY);
		this.stage.refused(prosecutor, part, ProductionMove.CONFIRM);
		this.stage.made(prosecutor, part, ProductionMove.DISPUTE);
		assertThat(this.moves.open(authority, part)).containsExactly(ProductionMove.RESEND);
		assertThat(this.stage.refused(authority, part, ProductionMove.RESEND))
			.containsExactly("evidence.check.differs");
		assertThat(copies(part)).as("a copy that differs is not left lying about").isEqualTo(3 * 2);
		this.stage.made(authority, part, ProductionMove.DISPUTE_FURTHER_BACK);
		assertThat(turn(part)).isEqualTo(at(OfficeKind.REQUESTED_AUTHORITY).office());
		this.stage.made(at(OfficeKind.REQUESTED_AUTHORITY), part, ProductionMove.RESEND);
		this.stage.made(authority, part, ProductionMove.CONFIRM);
		this.stage.made(authority, part, ProductionMove.FORWARD);
		this.stage.made(prosecutor, part, ProductionMove.CONFIRM);
		assertThat(copies(part)).isEqualTo(3 * 2);
		assertThat(this.timeline.of(authority, this.request)).filteredOn((item) -> item.subject().equals(part))
			.extracting(Timeline.Item::labelCode)
			.containsExactly("move.production.CONFIRM.done", "move.production.FORWARD.done",
					"move.production.CONFIRM.done", "move.production.RESEND.done",
					"move.production.DISPUTE_FURTHER_BACK.done", "move.production.DISPUTE.done",
					"move.production.FORWARD.done", "move.production.CONFIRM.done", "move.production.FORWARD.done");
	}

	/** Copies of a part on the disk, those of the executing office left out. */
	private long copies(UUID part) throws IOException {
		try (Stream<Path> files = Files.walk(this.store.resolve(part.toString()))) {
			return files.filter(Files::isRegularFile).count();
		}
	}

	@Test
	void whatTheProviderCannotSendAgainItReplaces() {
		UUID part = returning();
		damage(part, OfficeKind.EXECUTING_AUTHORITY);
		Actor assistant = at(OfficeKind.EXECUTING_AUTHORITY);
		Actor counsel = at(OfficeKind.PROVIDER);
		this.stage.refused(assistant, part, ProductionMove.CONFIRM);
		this.stage.made(assistant, part, ProductionMove.DISPUTE);
		assertThat(this.moves.open(counsel, part)).contains(ProductionMove.REPLACE, ProductionMove.RESEND);
		this.stage.made(counsel, part, ProductionMove.REPLACE);
		assertThat(this.evidence.part(counsel, part).state()).isEqualTo(ProductionState.SUPERSEDED);
		assertThat(state()).as("the new part is owed").isEqualTo(RequestState.RETURNING);
		assertThat(this.facts.anyUnsettled(this.request)).isTrue();
		UUID owed = this.evidence.ofProcess(counsel, this.process)
			.stream()
			.filter(PartView::open)
			.findFirst()
			.orElseThrow()
			.id();
		assertThat(this.stage.refused(counsel, owed, ProductionMove.DISCARD))
			.containsExactly("evidence.guard.no-replacement");
		this.stage.add(owed, "mailbox.mbox", null, "From nobody\n\nHello\n");
		this.stage.made(counsel, owed, ProductionMove.LODGE);
		UUID home = this.stage.sentTo(OfficeKind.INVESTIGATOR, owed);
		this.stage.made(at(OfficeKind.INVESTIGATOR), home, ProductionMove.CONFIRM);
		this.stage.made(at(OfficeKind.INVESTIGATOR), home, ProductionMove.RECEIVE);
		assertThat(state()).isEqualTo(RequestState.CLOSED);
		assertThat(this.ledger.verify(this.request)).isEmpty();
	}

	@Test
	void aCertificateOfNoRecordsGoesHomeUnfiltered() {
		UUID part = this.stage.begun(this.process);
		this.stage.made(at(OfficeKind.PROVIDER), part, ProductionMove.LODGE);
		for (OfficeKind hop : EvidenceStage.HOME) {
			this.stage.made(at(hop), part, ProductionMove.CONFIRM);
			this.stage.made(at(hop), part,
					(hop == OfficeKind.INVESTIGATOR) ? ProductionMove.RECEIVE : ProductionMove.FORWARD);
		}
		PartView home = view(OfficeKind.INVESTIGATOR, part);
		assertThat(home.noRecords()).isTrue();
		assertThat(home.certificateDocument()).isNotNull();
		assertThat(state()).as("the process is not answered yet").isEqualTo(RequestState.WITH_PROVIDER);
	}

	@Test
	void aFileThatIsWithheldStaysSealedAndIsToldInTheMeasureOfEachOffice() {
		UUID lodged = returning();
		Actor assistant = at(OfficeKind.EXECUTING_AUTHORITY);
		this.stage.made(assistant, lodged, ProductionMove.CONFIRM);
		UUID csv = Objects.requireNonNull(view(OfficeKind.EXECUTING_AUTHORITY, lodged).files()
			.stream()
			.filter((file) -> "sign-ins.csv".equals(file.name()))
			.findFirst()
			.orElseThrow()
			.id());
		assertThat(this.filter.mark(assistant, lodged, csv, Set.of(), null, " ")).hasSize(2);
		assertThat(
				this.filter.mark(assistant, lodged, csv, Set.of(), WithheldCategory.OUT_OF_SCOPE, "Of another account"))
			.isEmpty();
		assertThat(Objects.requireNonNull(this.filter.marked(assistant, lodged).get(csv)).whole()).isNotNull();
		UUID part = this.stage.filtered(lodged);
		this.stage.made(assistant, part, ProductionMove.FORWARD);
		for (OfficeKind hop : EvidenceStage.HOME.subList(1, 4)) {
			this.stage.made(at(hop), part, ProductionMove.CONFIRM);
			this.stage.made(at(hop), part, ProductionMove.FORWARD);
		}
		PartView home = view(OfficeKind.INVESTIGATOR, part);
		assertThat(home.files()).extracting(PartView.File::name).containsExactly("mailbox.mbox");
		assertThat(home.original()).isNull();
		for (OfficeKind hop : List.of(OfficeKind.REQUESTING_AUTHORITY, OfficeKind.PROSECUTOR,
				OfficeKind.INVESTIGATOR)) {
			assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> this.evidence.part(at(hop), lodged));
			assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> this.evidence.file(at(hop), part, csv));
		}
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.evidence.part(at(OfficeKind.PROVIDER), part));
		Withholding police = this.evidence.withheld(at(OfficeKind.INVESTIGATOR), part).orElseThrow();
		assertThat(police.count()).isOne();
		assertThat(police.categories()).containsEntry(WithheldCategory.OUT_OF_SCOPE, 1L);
		assertThat(police.items()).isEmpty();
		assertThat(police.person()).isNull();
		Withholding prosecutor = this.evidence.withheld(at(OfficeKind.PROSECUTOR), part).orElseThrow();
		assertThat(prosecutor.items()).singleElement().satisfies((item) -> {
			assertThat(item.reason()).isEqualTo("Of another account");
			assertThat(item.file()).isNull();
		});
		Withholding authority = this.evidence.withheld(at(OfficeKind.REQUESTING_AUTHORITY), part).orElseThrow();
		assertThat(authority.count()).isOne();
		assertThat(authority.categories()).isEmpty();
		Withholding office = this.evidence.withheld(assistant, part).orElseThrow();
		assertThat(office.person()).isEqualTo(assistant.name());
		assertThat(office.items()).extracting(Withholding.Item::file).containsExactly("sign-ins.csv");
		assertThat(office.scheduleSha256()).isEqualTo(prosecutor.scheduleSha256());
		assertThat(this.timeline.ofSubject(assistant, this.request, lodged, null)
			.stream()
			.flatMap((item) -> item.documents().stream())).contains(office.scheduleSha256());
	}

	@Test
	void aPartOfWhichNothingPassesIsWithheldAndSettled() {
		UUID part = returning();
		Actor assistant = at(OfficeKind.EXECUTING_AUTHORITY);
		this.stage.made(assistant, part, ProductionMove.CONFIRM);
		assertThat(this.stage.refused(assistant, part, ProductionMove.WITHHOLD_ALL))
			.containsExactly("evidence.guard.nothing-passes");
		view(OfficeKind.EXECUTING_AUTHORITY, part).files()
			.forEach((file) -> this.filter.mark(assistant, part, Objects.requireNonNull(file.id()), Set.of(),
					WithheldCategory.PRIVILEGED, "Between client and lawyer"));
		assertThat(this.stage.refused(assistant, part, ProductionMove.FILTER))
			.containsExactly("evidence.guard.something-passes");
		this.stage.made(assistant, part, ProductionMove.WITHHOLD_ALL);
		assertThat(state()).isEqualTo(RequestState.CLOSED);
		assertThat(this.evidence.withheld(assistant, part).orElseThrow().count()).isEqualTo(2);
	}

	@Test
	void theFilterCanBeDoneAgainBeforeAndAfterTheReceiverDisputes() throws IOException {
		UUID lodged = returning();
		UUID part = this.stage.sentTo(OfficeKind.REQUESTED_AUTHORITY, lodged);
		damage(part, OfficeKind.REQUESTED_AUTHORITY);
		damage(lodged, OfficeKind.EXECUTING_AUTHORITY);
		Actor attorney = at(OfficeKind.REQUESTED_AUTHORITY);
		Actor assistant = at(OfficeKind.EXECUTING_AUTHORITY);
		this.stage.refused(attorney, part, ProductionMove.CONFIRM);
		this.stage.made(attorney, part, ProductionMove.DISPUTE);
		this.stage.refused(assistant, part, ProductionMove.RESEND);
		assertThat(this.moves.open(assistant, part)).doesNotContain(ProductionMove.DISPUTE_FURTHER_BACK)
			.contains(ProductionMove.FILTER_AGAIN);
		this.stage.made(assistant, part, ProductionMove.FILTER_AGAIN);
		assertThat(view(OfficeKind.EXECUTING_AUTHORITY, part).state()).isEqualTo(ProductionState.SUPERSEDED);
		assertThat(view(OfficeKind.EXECUTING_AUTHORITY, lodged).state()).isEqualTo(ProductionState.HELD);
		assertThat(state()).isEqualTo(RequestState.RETURNING);
		UUID mailbox = Objects.requireNonNull(view(OfficeKind.EXECUTING_AUTHORITY, lodged).files()
			.stream()
			.filter((file) -> "mailbox.mbox".equals(file.name()))
			.findFirst()
			.orElseThrow()
			.id());
		assertThat(this.filter.mark(assistant, lodged, mailbox, Set.of(1), WithheldCategory.OUT_OF_SCOPE, "Not asked"))
			.singleElement()
			.satisfies((why) -> assertThat(why.code()).isEqualTo("evidence.filter.messages.damaged"));
		assertThat(this.looks.at(assistant, lodged, mailbox, 1).damaged()).isTrue();
		assertThat(this.filter.mark(assistant, lodged, mailbox, Set.of(), WithheldCategory.OUT_OF_SCOPE, "Not asked"))
			.isEmpty();
		assertThat(this.stage.refused(assistant, lodged, ProductionMove.FILTER))
			.as("what has gone bad here goes no further")
			.containsExactly("evidence.check.differs");
		this.stage.made(assistant, lodged, ProductionMove.DISPUTE);
		assertThat(turn(lodged)).isEqualTo(at(OfficeKind.PROVIDER).office());
	}

	@Test
	void aListOfOnesOwnIsComparedAsWell() {
		UUID part = this.stage.sentTo(OfficeKind.PROSECUTOR, returning());
		Actor prosecutor = at(OfficeKind.PROSECUTOR);
		PartView seen = view(OfficeKind.PROSECUTOR, part);
		String good = seen.files()
			.stream()
			.map((file) -> file.sha256() + "  ./evidence/" + file.name())
			.collect(java.util.stream.Collectors.joining("\n"));
		String bad = good.replace(seen.files().get(0).sha256(), "0".repeat(64));
		assertThat(OwnList.read("nothing of the kind")).isEmpty();
		PartCommand wrong = this.stage.wish(part, ProductionMove.CONFIRM).withList(OwnList.read(bad).orElseThrow());
		assertThat(this.moves.make(prosecutor, wrong)).isInstanceOf(MoveResult.Rejected.class);
		PartView.Check incident = Objects.requireNonNull(view(OfficeKind.PROSECUTOR, part).incident());
		assertThat(incident.ownList()).isTrue();
		assertThat(incident.differences()).singleElement()
			.satisfies((difference) -> assertThat(difference.listed()).isEqualTo("0".repeat(64)));
		PartCommand right = this.stage.wish(part, ProductionMove.CONFIRM).withList(OwnList.read(good).orElseThrow());
		assertThat(this.moves.make(prosecutor, right)).isInstanceOf(MoveResult.Made.class);
		assertThat(this.moves.make(prosecutor, right)).isInstanceOf(MoveResult.Repeated.class);
		assertThat(this.moves.make(prosecutor, this.stage.wish(part, ProductionMove.CONFIRM)))
			.isInstanceOf(MoveResult.Stale.class);
	}

	@Test
	void aStoppedReturnIsTakenUpAgainOnceTheRequestIsOpenAgain() {
		UUID part = this.stage.sentTo(OfficeKind.REQUESTED_AUTHORITY, returning());
		Actor supervisor = this.stage.cast().of("USAO-NDCAL", Role.SUPERVISOR);
		Actor assistant = at(OfficeKind.EXECUTING_AUTHORITY);
		this.stage.before.move(supervisor, this.request, RequestMove.STOP_RETURN, MoveDetails.message("Nobody acts"));
		assertThat(state()).isEqualTo(RequestState.CLOSED);
		assertThat(view(OfficeKind.EXECUTING_AUTHORITY, part).state()).isEqualTo(ProductionState.STOPPED);
		assertThat(this.moves.open(assistant, part)).isEmpty();
		this.stage.before.move(supervisor, this.request, RequestMove.REOPEN_EXECUTED, MoveDetails.reason("It does"));
		this.stage.made(assistant, part, ProductionMove.TAKE_UP_AGAIN);
		this.stage.made(assistant, part, ProductionMove.CONFIRM);
		this.stage.made(assistant, part, ProductionMove.FORWARD);
		this.stage.made(at(OfficeKind.REQUESTED_AUTHORITY), part, ProductionMove.CONFIRM);
		assertThat(this.ledger.verify(this.request)).isEmpty();
	}

	private UUID received() {
		UUID part = this.stage.sentTo(OfficeKind.INVESTIGATOR, returning());
		this.stage.made(at(OfficeKind.INVESTIGATOR), part, ProductionMove.CONFIRM);
		this.stage.made(at(OfficeKind.INVESTIGATOR), part, ProductionMove.RECEIVE);
		return part;
	}

	@Test
	void evidenceIsDestroyedByTwoPeopleAlone() {
		UUID part = received();
		Actor officer = at(OfficeKind.INVESTIGATOR);
		Actor supervisor = this.stage.cast().of("NORTHSHIRE", Role.SUPERVISOR);
		Actor prosecutor = at(OfficeKind.PROSECUTOR);
		UUID proposal = proposed(this.stage.make(officer, part, ProductionMove.DESTROY));
		assertThat(view(OfficeKind.INVESTIGATOR, part).state()).isEqualTo(ProductionState.RECEIVED);
		assertThat(this.moves.make(supervisor, this.stage.wish(part, ProductionMove.DESTROY))).asString()
			.contains("proposal.stands");
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.moves.confirm(officer, proposal, Ids.next()));
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.moves.confirm(prosecutor, proposal, Ids.next()));
		assertThat(this.moves.drop(supervisor, proposal, Ids.next(), " ")).isInstanceOf(MoveResult.Rejected.class);
		assertThat(this.moves.drop(supervisor, proposal, Ids.next(), "The appeal is not over"))
			.isInstanceOf(MoveResult.Made.class);
		assertThat(this.moves.confirm(supervisor, proposal, Ids.next())).as("turned down")
			.isInstanceOf(MoveResult.Stale.class);
		UUID own = proposed(this.stage.make(supervisor, part, ProductionMove.DESTROY));
		assertThat(this.moves.confirm(supervisor, own, Ids.next())).asString().contains("proposal.own");
		UUID key = Ids.next();
		Actor second = this.stage.cast().second(supervisor);
		assertThat(this.moves.confirm(second, own, key)).isInstanceOf(MoveResult.Made.class);
		assertThat(this.moves.confirm(second, own, key)).isInstanceOf(MoveResult.Repeated.class);
		assertThat(view(OfficeKind.INVESTIGATOR, part).destruction()).isNotNull();
	}

	@Test
	void evidenceLeavesTheCountryByTwoPeopleAlone() {
		UUID released = this.stage.sentTo(OfficeKind.EXECUTING_AUTHORITY, returning());
		Actor assistant = at(OfficeKind.EXECUTING_AUTHORITY);
		this.stage.made(assistant, released, ProductionMove.CONFIRM);
		UUID part = this.stage.filtered(released);
		UUID proposal = proposed(this.stage.make(assistant, part, ProductionMove.FORWARD));
		assertThat(this.moves.confirm(assistant, proposal, Ids.next())).asString().contains("proposal.own");
		assertThat(view(OfficeKind.EXECUTING_AUTHORITY, part).state()).isEqualTo(ProductionState.HELD);
		this.stage.made(assistant, part, ProductionMove.FILTER_AGAIN);
		Actor second = this.stage.cast().second(assistant);
		assertThat(this.moves.confirm(second, proposal, Ids.next())).as("it has moved since")
			.isInstanceOf(MoveResult.Stale.class);
		assertThat(this.jdbc.sql("select count(*) from request_turn where subject_kind = 'PROPOSAL' and request_id = ?")
			.param(this.request)
			.query(Long.class)
			.single()).isZero();
	}

	private static UUID proposed(MoveResult result) {
		assertThat(result).isInstanceOf(MoveResult.Proposed.class);
		return ((MoveResult.Proposed) result).proposal();
	}

	@Test
	void whatIsNoLongerNeededIsDestroyedOnTheRequestingSideAlone() {
		UUID part = received();
		Actor supervisor = this.stage.cast().of("NORTHSHIRE", Role.SUPERVISOR);
		Actor officer = at(OfficeKind.INVESTIGATOR);
		UUID file = Objects.requireNonNull(view(OfficeKind.INVESTIGATOR, part).files().get(0).id());
		assertThat(view(OfficeKind.INVESTIGATOR, part).reviewOn()).isEqualTo(this.stage.before.today().plusYears(1));
		this.stage.made(officer, part, ProductionMove.KEEP_LONGER);
		this.stage.made(supervisor, part, ProductionMove.DESTROY);
		assertThat(view(OfficeKind.INVESTIGATOR, part).destruction()).isNotNull();
		assertThat(view(OfficeKind.REQUESTED_AUTHORITY, part).destruction()).isNotNull();
		assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> this.evidence.file(officer, part, file));
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.evidence.file(at(OfficeKind.PROSECUTOR), part, file));
		assertThat(this.evidence.file(at(OfficeKind.EXECUTING_AUTHORITY), part, file)).isNotNull();
		assertThat(this.jdbc.sql("select storage_key from production_copy where part_id = ? and hop <> ?")
			.params(part, OfficeKind.REQUESTED_AUTHORITY.name())
			.query(String.class)
			.list()).isNotEmpty().allSatisfy((key) -> assertThat(this.store.resolve(key)).doesNotExist());
		assertThat(this.jdbc.sql("select hop from evidence_key where part_id = ? and wrapped is null order by hop")
			.param(part)
			.query(String.class)
			.list()).containsExactly("INVESTIGATOR", "PROSECUTOR", "REQUESTING_AUTHORITY");
	}

	private MockHttpServletResponse fetch(String address, String... headers) throws Exception {
		MockHttpServletRequestBuilder request = get(address).with(Seat.of(this.jdbc, at(OfficeKind.INVESTIGATOR)));
		for (int index = 0; index < headers.length; index += 2) {
			request.header(headers[index], headers[index + 1]);
		}
		return this.mvc.perform(request).andReturn().getResponse();
	}

	@Test
	void aDownloadThatBrokeOffGoesOnWhereItStopped() throws Exception {
		UUID part = received();
		UUID file = Objects.requireNonNull(view(OfficeKind.INVESTIGATOR, part).files().get(0).id());
		for (String address : List.of("/evidence/" + part + "/package", "/evidence/" + part + "/files/" + file)) {
			MockHttpServletResponse whole = fetch(address);
			byte[] bytes = whole.getContentAsByteArray();
			assertThat(whole.getStatus()).isEqualTo(200);
			assertThat(whole.getHeader("Accept-Ranges")).isEqualTo("bytes");
			String tag = Objects.requireNonNull(whole.getHeader("ETag"));
			MockHttpServletResponse rest = fetch(address, "Range", "bytes=7-", "If-Range", tag);
			assertThat(rest.getStatus()).isEqualTo(206);
			assertThat(rest.getContentAsByteArray()).isEqualTo(java.util.Arrays.copyOfRange(bytes, 7, bytes.length));
			MockHttpServletResponse other = fetch(address, "Range", "bytes=7-", "If-Range", "\"other\"");
			assertThat(other.getStatus()).isEqualTo(200);
			assertThat(other.getContentAsByteArray()).isEqualTo(bytes);
		}
	}

	@Test
	void anotherUseOfTheEvidenceWantsConsent() {
		received();
		Actor prosecutor = at(OfficeKind.PROSECUTOR);
		Actor attorney = at(OfficeKind.REQUESTED_AUTHORITY);
		this.stage.before.move(prosecutor, this.request, RequestMove.ASK_OTHER_USE,
				MoveDetails.message("Confiscation proceedings against the same man"));
		assertThat(this.worklist
			.page(attorney, new Worklist.Query(Worklist.Scope.NEEDS_ME, "", null, Worklist.Sort.DUE, null))
			.rows()).anySatisfy((row) -> assertThat(row.status().code()).isEqualTo("status.use.USE_ASKED.mine"));
		this.stage.before.move(attorney, this.request, RequestMove.CONSENT_TO_USE, MoveDetails.message("Consented"));
		assertThat(this.requests.view(prosecutor, this.request).conditions())
			.anySatisfy((one) -> assertThat(one.text()).isEqualTo("Confiscation proceedings against the same man"));
		assertThat(this.timeline.of(prosecutor, this.request).get(0).labelCode())
			.isEqualTo("move.request.CONSENT_TO_USE.done");
		assertThat(this.jdbc.sql("select count(*) from request_turn where request_id = ?")
			.param(this.request)
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void nobodyMovesAPartOfAnotherOffice() {
		UUID part = this.stage.sentTo(OfficeKind.REQUESTING_AUTHORITY, returning());
		assertThat(this.stage.make(at(OfficeKind.REQUESTED_AUTHORITY), part, ProductionMove.CONFIRM))
			.isInstanceOf(MoveResult.Rejected.class);
		for (Actor stranger : List.of(at(OfficeKind.PROSECUTOR), at(OfficeKind.INVESTIGATOR), at(OfficeKind.PROVIDER),
				this.stage.cast().of("USAO-WDWASH", Role.ATTORNEY), this.stage.cast().of("OVERSIGHT-UK", Role.AUDITOR),
				this.stage.cast().of("EASTVALE", Role.OFFICER))) {
			for (ProductionMove move : ProductionMove.values()) {
				if (move != ProductionMove.LODGE && !move.system() && move != ProductionMove.DISCARD) {
					assertThatExceptionOfType(NoSuchRequest.class).as("%s by %s", move, stranger.officeName())
						.isThrownBy(() -> this.stage.make(stranger, part, move));
				}
			}
		}
		assertThat(Ids.next()).isNotNull();
	}

}
