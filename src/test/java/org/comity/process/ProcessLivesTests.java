package org.comity.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.requests.AccountOutcome;
import org.comity.requests.Accounts;
import org.comity.requests.Ledger;
import org.comity.requests.LedgerWords;
import org.comity.requests.Milestones;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Outcome;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestState;
import org.comity.requests.RequestView;
import org.comity.requests.Requests;
import org.comity.requests.Timeline;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.comity.wall.Wall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Lives of processes, each with a wrong turn, told to the service.
 */
@ProcessTest
class ProcessLivesTests {

	@Autowired
	ProcessStage stage;

	@Autowired
	Processes processes;

	@Autowired
	ProcessMoves moves;

	@Autowired
	Requests requests;

	@Autowired
	Milestones milestones;

	@Autowired
	Wall wall;

	@Autowired
	Ledger ledger;

	@Autowired
	ServedList list;

	@Autowired
	Timeline timeline;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	Cast cast;

	Actor usao;

	Actor google;

	UUID request;

	@BeforeEach
	void request() {
		this.cast = this.stage.cast;
		this.usao = this.cast.assistant();
		this.google = this.cast.counsel();
		this.request = this.stage.executing();
	}

	private ProcessState state(UUID process) {
		return this.processes.facts(process).state();
	}

	/** Released or not: what the executing office sees. */
	private List<RequestView.Milestone> all() {
		return this.wall.inTheNameOf(this.usao.office(), () -> this.milestones.of(this.request, false));
	}

	private RequestState requestState() {
		return this.requests.facts(this.request).state();
	}

	@Test
	void aWarrantIsAskedForServedObjectedToModifiedAnsweredAndSettled() {
		UUID process = this.stage.opened(this.request, ProcessKind.WARRANT);
		this.stage.made(this.usao, process, ProcessMove.APPLY, ProcessDetails.none());
		this.stage.made(this.usao, process, ProcessMove.JUDGE_ASKS, ProcessDetails.reason("Where is the link?"));
		this.stage.made(this.usao, process, ProcessMove.APPLY, ProcessDetails.none());
		this.stage.made(this.usao, process, ProcessMove.NARROWED, this.stage.granted().withScope("Fourteen days"));
		this.stage.made(this.usao, process, ProcessMove.NON_DISCLOSURE_GRANTED,
				ProcessDetails.none()
					.withNonDisclosure(Set.of(NonDisclosureGround.FLIGHT), this.stage.today(),
							this.stage.today().plusDays(90)));
		assertThat(requestState()).isEqualTo(RequestState.EXECUTING);
		this.stage.made(this.usao, process, ProcessMove.SERVE, ProcessDetails.message("Call us"));
		assertThat(requestState()).isEqualTo(RequestState.WITH_PROVIDER);
		this.stage.made(this.google, process, ProcessMove.ACKNOWLEDGE, ProcessDetails.none());
		this.stage.made(this.google, process, ProcessMove.OBJECT,
				ProcessDetails.message("Threads of third parties").withObjections(Set.of(ObjectionGround.TOO_BROAD)));
		assertThat(requestState()).as("the office's turn").isEqualTo(RequestState.EXECUTING);
		this.stage.made(this.usao, process, ProcessMove.COMPEL,
				ProcessDetails.reason("We think not").withMeans(CompulsionMeans.MOTION_TO_COMPEL));
		this.stage.made(this.usao, process, ProcessMove.MODIFIED,
				ProcessDetails.message("As modified")
					.withScope("Without third parties")
					.withReturnDate(this.stage.today().plusDays(30)));
		assertThat(requestState()).isEqualTo(RequestState.WITH_PROVIDER);
		UUID first = this.stage.accounts(this.request).get(0).id();
		UUID second = this.stage.accounts(this.request).get(1).id();
		ProcessDetails answer = ProcessDetails.none()
			.withAnswer(Map.of(first, AccountOutcome.PRODUCED, second, AccountOutcome.NO_RECORDS),
					new ProcessDetails.Certificate("Dana Ruiz", "Records custodian"));
		assertThat(this.stage.refused(this.google, process, ProcessMove.ANSWER_IN_FULL, answer)).containsExactly(
				"process.input.outcome.produced.not-lodged", "process.input.outcome.no-records.not-lodged");
		this.stage.lodged().data(first);
		this.stage.lodged().certificateOfNone(second);
		this.stage.made(this.google, process, ProcessMove.ANSWER_IN_FULL, answer);
		assertThat(requestState()).isEqualTo(RequestState.EXECUTING);
		this.stage.made(this.usao, process, ProcessMove.DEFICIENT,
				ProcessDetails.message("The log ends early").withReturnDate(this.stage.today().plusDays(5)));
		this.stage.made(this.google, process, ProcessMove.ANSWER_IN_FULL, answer);
		this.stage.made(this.usao, process, ProcessMove.SETTLE, ProcessDetails.none());
		assertThat(state(process)).isEqualTo(ProcessState.ENDED);
		assertThat(this.stage.accounts(this.request)).extracting(Accounts.Account::outcome)
			.containsExactly(AccountOutcome.PRODUCED, AccountOutcome.NO_RECORDS);
		assertThat(this.milestones.of(this.request, true)).extracting(RequestView.Milestone::kind)
			.containsExactly("NARROWED", "SERVED", "NARROWED", "ANSWERED", "ANSWERED");
		assertThat(this.ledger.verify(this.request)).isEmpty();
		this.stage.made(this.usao, process, ProcessMove.NON_DISCLOSURE_EXTENDED,
				ProcessDetails.none()
					.withNonDisclosure(Set.of(NonDisclosureGround.FLIGHT), this.stage.today(),
							this.stage.today().plusDays(180)));
		this.stage.move(this.usao, this.request, RequestMove.COMPLETE, MoveDetails.message("Executed in part"));
		RequestView closed = this.requests.view(this.cast.officer(), this.request);
		assertThat(closed.outcome()).isEqualTo(Outcome.EXECUTED_IN_PART);
		this.stage.made(this.usao, process, ProcessMove.NON_DISCLOSURE_EXTENDED,
				ProcessDetails.none()
					.withNonDisclosure(Set.of(NonDisclosureGround.FLIGHT), this.stage.today(),
							this.stage.today().plusDays(270)));
		assertThat(this.processes.view(this.usao, process).nonDisclosure().until())
			.as("also after the request is closed")
			.isEqualTo(this.stage.today().plusDays(270));
	}

	/**
	 * The court's numbers, the days and what became of each account are under the hash.
	 */
	@Test
	void whatIsGivenWithAMoveStandsOnTheLedgerOfTheOwnSide() {
		UUID process = this.stage.opened(this.stage.wish(this.request, ProcessKind.SUBPOENA, true, false));
		this.stage.made(this.usao, process, ProcessMove.APPLY,
				ProcessDetails.none().withReturnDate(this.stage.today().plusDays(3)));
		this.stage.made(this.usao, process, ProcessMove.NARROWED, this.stage.granted().withScope("One\nDAY: two"));
		this.stage.made(this.usao, process, ProcessMove.NON_DISCLOSURE_GRANTED,
				ProcessDetails.none()
					.withNonDisclosure(Set.of(NonDisclosureGround.FLIGHT, NonDisclosureGround.ENDANGERING_LIFE),
							this.stage.today(), this.stage.today().plusDays(90)));
		this.stage.made(this.usao, process, ProcessMove.SERVE, ProcessDetails.none());
		this.stage.made(this.google, process, ProcessMove.ACKNOWLEDGE, ProcessDetails.none());
		this.stage.accounts(this.request).forEach((account) -> this.stage.lodged().certificateOfNone(account.id()));
		this.stage.made(this.google, process, ProcessMove.ANSWER_IN_FULL,
				this.stage.answer(this.request, AccountOutcome.NO_RECORDS));
		String reference = this.processes.view(this.usao, process).reference();
		assertThat(details(this.usao, process)).containsExactly("""
				REFERENCE: %s
				PROCESS_KIND: SUBPOENA
				SEALED: true
				GRAND_JURY: false
				ACCOUNT: redwharf77@gmail.example
				DATA: BASIC_SUBSCRIBER
				FROM: 2026-01-01T00:00:00Z
				TO: 2026-02-01T00:00:00Z
				ACCOUNT: +447700900123
				DATA: BASIC_SUBSCRIBER
				FROM: 2026-01-01T00:00:00Z
				TO: 2026-02-01T00:00:00Z""".formatted(reference), """
				COURT: U.S. District Court, Northern District of California
				DOCKET: 3:26-mj-70411
				JUDGE: Hon. Marian Ellsworth
				DECIDED_ON: %s
				SERVE_BY: %s
				RETURN_DATE: %s
				SCOPE: One
				\tDAY: two""".formatted(this.stage.today(), this.stage.today().plusDays(14),
				this.stage.today().plusDays(21)), """
						DECIDED_ON: %s
						SILENCE_GROUND: ENDANGERING_LIFE
						SILENCE_GROUND: FLIGHT
						SILENCE_UNTIL: %s""".formatted(this.stage.today(), this.stage.today().plusDays(90)));
		assertThat(details(this.google, process)).containsExactly("""
				ACCOUNT: redwharf77@gmail.example
				ACCOUNT_OUTCOME: NO_RECORDS
				ACCOUNT: +447700900123
				ACCOUNT_OUTCOME: NO_RECORDS
				CUSTODIAN: Dana Ruiz
				CUSTODIAN_TITLE: Records custodian""");
		for (Actor blind : List.of(this.cast.officer(), this.cast.prosecutor(), this.cast.authority(),
				this.cast.of("OVERSIGHT-US", Role.AUDITOR))) {
			assertThat(details(blind, process)).as(blind.officeName()).isEmpty();
		}
		assertThat(this.ledger.verify(this.request)).isEmpty();
	}

	private List<String> details(Actor actor, UUID process) {
		List<String> details = new ArrayList<>(this.timeline.ofSubject(actor, this.request, process, null)
			.stream()
			.flatMap((item) -> item.words().stream())
			.filter((words) -> words.kind() == LedgerWords.Kind.DETAILS)
			.map(Timeline.Words::text)
			.toList());
		Collections.reverse(details);
		return details;
	}

	@Test
	void theProviderKnowsNothingBeforeServiceAndItsOwnProcessAfterIt() {
		UUID process = this.stage.ready(this.request);
		UUID other = this.stage.opened(this.request, ProcessKind.SUBPOENA);
		assertThatThrownBy(() -> this.processes.served(this.google, process)).isInstanceOf(NoSuchRequest.class);
		assertThatThrownBy(() -> this.stage.make(this.google, process, ProcessMove.ACKNOWLEDGE, ProcessDetails.none()))
			.isInstanceOf(NoSuchRequest.class);
		this.stage.made(this.usao, process, ProcessMove.SERVE, ProcessDetails.message("Please answer by post as well"));
		ServedProcess served = this.processes.served(this.google, process);
		assertThat(served.timeline()).hasSize(1);
		assertThat(served.timeline().get(0).words()).extracting(Timeline.Words::text)
			.containsExactly("Please answer by post as well");
		assertThat(served.toString()).doesNotContain(ProcessStage.SECRETS)
			.doesNotContain(this.request.toString(), this.requests.facts(this.request).reference(), "As applied for");
		assertThat(served.accounts()).extracting(Demand::identifier)
			.containsExactly("redwharf77@gmail.example", "+447700900123");
		assertThatThrownBy(() -> this.processes.served(this.google, other)).isInstanceOf(NoSuchRequest.class);
		Actor microsoft = this.cast.of("MICROSOFT", Role.PROVIDER_COUNSEL);
		assertThatThrownBy(() -> this.processes.served(microsoft, process)).isInstanceOf(NoSuchRequest.class);
		assertThat(this.list.page(microsoft, ServedList.Scope.TO_ANSWER, null).entries()).isEmpty();
		assertThat(this.list.page(this.google, ServedList.Scope.TO_ANSWER, null).entries())
			.extracting((entry) -> entry.row().id())
			.contains(process)
			.doesNotContain(other);
	}

	@Test
	void whoSeesTheProcessesOfARequest() {
		UUID open = this.stage.served(this.request);
		UUID sealed = this.stage.opened(this.stage.wish(this.request, ProcessKind.WARRANT, true, false));
		UUID secret = this.stage.opened(this.stage.wish(this.request, ProcessKind.SUBPOENA, false, true));
		assertThat(seen(this.usao)).containsExactly(open, sealed, secret);
		assertThat(seen(this.cast.attorney())).containsExactly(open, sealed, secret);
		assertThat(seen(this.cast.of("OVERSIGHT-US", Role.AUDITOR))).containsExactly(open);
		assertThat(seen(this.google)).containsExactly(open);
		for (Actor blind : List.of(this.cast.officer(), this.cast.prosecutor(), this.cast.authority(),
				this.cast.of("OVERSIGHT-UK", Role.AUDITOR), this.cast.of("USAO-WDWASH", Role.ATTORNEY),
				this.cast.of("MICROSOFT", Role.PROVIDER_COUNSEL))) {
			assertThat(seen(blind)).as(blind.officeName()).isEmpty();
			assertThatThrownBy(() -> this.processes.view(blind, open)).isInstanceOf(NoSuchRequest.class);
		}
	}

	private List<UUID> seen(Actor actor) {
		return this.processes.of(actor, this.request).stream().map(ProcessRow::id).toList();
	}

	@Test
	void aGrandJurySubpoenaMakesNoMilestone() {
		UUID process = this.stage.opened(this.stage.wish(this.request, ProcessKind.SUBPOENA, false, true));
		this.stage.made(this.usao, process, ProcessMove.READY_UNDER_APPOINTMENT,
				ProcessDetails.none()
					.withAuthority(new ProcessDetails.Authority("N.D. Cal.", "GJ 26-1", null, null, null))
					.withReturnDate(this.stage.today().plusDays(14)));
		this.stage.made(this.usao, process, ProcessMove.SERVE, ProcessDetails.none());
		this.stage.made(this.google, process, ProcessMove.ACKNOWLEDGE, ProcessDetails.none());
		this.stage.made(this.google, process, ProcessMove.ANSWER_IN_FULL,
				this.stage.answer(this.request, AccountOutcome.NOT_OURS));
		assertThat(all()).isEmpty();
	}

	@Test
	void aSealedWarrantsMilestonesAreHeldBack() {
		UUID process = this.stage.opened(this.stage.wish(this.request, ProcessKind.WARRANT, true, false));
		this.stage.made(this.usao, process, ProcessMove.APPLY, ProcessDetails.none());
		this.stage.made(this.usao, process, ProcessMove.GRANTED, this.stage.granted());
		this.stage.made(this.usao, process, ProcessMove.SERVE, ProcessDetails.none());
		assertThat(this.milestones.of(this.request, true)).isEmpty();
		assertThat(all()).hasSize(1);
	}

	@Test
	void anOpenWarrantsMilestonesAreReleasedAsTheyHappenInTheOfficesName() {
		UUID process = this.stage.answering(this.request);
		Actor officer = this.cast.officer();
		List<Timeline.Item> told = this.timeline.of(officer, this.request)
			.stream()
			.filter((item) -> item.labelCode().equals("move.request.RELEASE_MILESTONE.done"))
			.toList();
		assertThat(told).hasSize(1);
		assertThat(told.get(0).person()).isNull();
		assertThat(told.get(0).office()).as("the central authority speaks").isEqualTo("OIA");
		this.stage.accounts(this.request).forEach((account) -> this.stage.lodged().data(account.id()));
		this.stage.made(this.google, process, ProcessMove.ANSWER_IN_FULL,
				this.stage.answer(this.request, AccountOutcome.PRODUCED));
		assertThat(this.timeline.of(officer, this.request)).noneMatch((item) -> item.office().equals("Google"));
		List<String> moves = this.jdbc
			.sql("select move from ledger_entry where request_id = :request order by seq desc limit 3")
			.param("request", this.request)
			.query(String.class)
			.list();
		assertThat(moves).as("its own line first, then what follows")
			.containsExactly("PROVIDER_DONE", "RELEASE_MILESTONE", "ANSWER_IN_FULL");
	}

	@Test
	void theWrongCompanyIsSaidAndTheProcessWithdrawn() {
		UUID process = this.stage.served(this.request);
		this.stage.made(this.google, process, ProcessMove.NOT_OURS, ProcessDetails.message("Ask the Irish company"));
		assertThat(state(process)).isEqualTo(ProcessState.QUERIED);
		this.stage.made(this.usao, process, ProcessMove.WITHDRAW, ProcessDetails.message("We withdraw"));
		assertThat(this.stage.accounts(this.request)).extracting(Accounts.Account::outcome)
			.containsOnly(AccountOutcome.NOT_OURS);
		assertThat(this.processes.served(this.google, process).moves()).isEmpty();
	}

	@Test
	void theCentralAuthorityEndsItForASilentOffice() {
		UUID process = this.stage.served(this.request);
		Actor attorney = this.cast.attorney();
		assertThatThrownBy(
				() -> this.stage.make(attorney, process, ProcessMove.END_FOR_OFFICE, ProcessDetails.reason("Silent")))
			.isInstanceOf(NoSuchRequest.class);
		Actor supervisor = this.cast.of("OIA", Role.SUPERVISOR);
		assertThat(this.moves.open(supervisor, process)).containsExactly(ProcessMove.END_FOR_OFFICE);
		this.stage.made(supervisor, process, ProcessMove.END_FOR_OFFICE, ProcessDetails.reason("Silent for a year"));
		assertThat(requestState()).isEqualTo(RequestState.EXECUTING);
		assertThat(this.processes.of(supervisor, this.request).get(0).status().code())
			.isEqualTo("status.process.ENDED.ENDED_FOR_OFFICE");
	}

	@Test
	void whereTheProviderHasNobodyTheOfficeServesOnPaperAndRecordsTheAnswers() {
		UUID process = this.stage.served(this.request);
		assertThat(this.moves.make(this.usao,
				new ProcessCommand(process, ProcessMove.ACKNOWLEDGE, Ids.next(), null, ProcessDetails.none())))
			.asString()
			.contains("process.guard.answers-for-provider");
		assertThat(this.moves.open(this.usao, process)).doesNotContain(ProcessMove.ACKNOWLEDGE);
		people(false);
		try {
			assertThat(this.moves.open(this.usao, process)).contains(ProcessMove.ACKNOWLEDGE, ProcessMove.NOT_OURS);
			this.stage.made(this.usao, process, ProcessMove.ACKNOWLEDGE, ProcessDetails.message("By letter"));
			this.stage.accounts(this.request).forEach((account) -> this.stage.lodged().data(account.id()));
			this.stage.made(this.usao, process, ProcessMove.ANSWER_IN_FULL,
					this.stage.answer(this.request, AccountOutcome.PRODUCED));
			assertThat(state(process)).isEqualTo(ProcessState.ANSWERED);
		}
		finally {
			people(true);
		}
	}

	/** Google, with its people in the product or without. */
	private void people(boolean active) {
		this.jdbc.sql("update person set active = :active where office = :office")
			.param("active", active)
			.param("office", this.google.office())
			.update();
	}

	@Test
	void twoWhoDecideAtOnceAndAFormSentTwice() {
		UUID process = this.stage.answering(this.request);
		UUID drawnFrom = this.processes.served(this.google, process).drawnFrom();
		UUID key = Ids.next();
		ProcessCommand ask = new ProcessCommand(process, ProcessMove.ASK, key, drawnFrom,
				ProcessDetails.message("Which account?"));
		assertThat(this.moves.foresee(this.google, ask)).isEmpty();
		assertThat(this.moves.make(this.google, ask)).isInstanceOf(MoveResult.Made.class);
		assertThat(this.moves.make(this.google, ask)).isInstanceOf(MoveResult.Repeated.class);
		MoveResult late = this.moves.make(this.google, new ProcessCommand(process, ProcessMove.OBJECT, Ids.next(),
				drawnFrom, ProcessDetails.message("We object")));
		assertThat(late).isInstanceOfSatisfying(MoveResult.Stale.class, (stale) -> {
			assertThat(stale.person()).isEqualTo(this.google.name());
			assertThat(stale.office()).isEqualTo("Google");
		});
		MoveResult office = this.moves.make(this.usao, new ProcessCommand(process, ProcessMove.WITHDRAW, Ids.next(),
				drawnFrom, ProcessDetails.message("Never mind")));
		assertThat(office).isInstanceOfSatisfying(MoveResult.Stale.class,
				(stale) -> assertThat(stale.person()).as("another side's person").isNull());
	}

	@Test
	void oneOfTwoAtTheSameInstantWins() throws Exception {
		UUID process = this.stage.answering(this.request);
		UUID drawnFrom = this.processes.served(this.google, process).drawnFrom();
		List<Callable<MoveResult>> both = List.of(
				() -> this.moves.make(this.google,
						new ProcessCommand(process, ProcessMove.ASK, Ids.next(), drawnFrom,
								ProcessDetails.message("Which?"))),
				() -> this.moves.make(this.usao, new ProcessCommand(process, ProcessMove.WITHDRAW, Ids.next(),
						drawnFrom, ProcessDetails.message("No longer needed"))));
		ExecutorService two = Executors.newFixedThreadPool(2);
		try {
			List<MoveResult> results = new ArrayList<>();
			for (Future<MoveResult> one : two.invokeAll(both)) {
				results.add(one.get());
			}
			assertThat(results).hasAtLeastOneElementOfType(MoveResult.Made.class)
				.hasAtLeastOneElementOfType(MoveResult.Stale.class);
		}
		finally {
			two.shutdownNow();
		}
		assertThat(this.ledger.verify(this.request)).isEmpty();
	}

	@Test
	void aLongListIsReadPageByPageAndEachProcessOnce() {
		UUID process = this.stage.served(this.request);
		this.jdbc.sql("""
				insert into process (id, version, request_id, reference, kind, state, executing_office_id,
					provider_office_id, company_id, opened_by, opened_at, form_key, sealed, grand_jury, return_date,
					served_at, wrong_company, end_reason, ended_at)
				select gen_random_uuid(), 0, request_id, 'PROC-2099-' || lpad(n::text, 5, '0'), kind,
					case when n % 2 = 0 then 'ENDED' else 'SERVED' end, executing_office_id, provider_office_id,
					company_id, opened_by, opened_at, gen_random_uuid(), sealed, grand_jury,
					case when n % 3 = 0 then null else return_date + n / 10 end,
					served_at - make_interval(mins => n / 4), false, case when n % 2 = 0 then 'SETTLED' end,
					case when n % 2 = 0 then served_at end
				from process, generate_series(1, 120) n where id = :id
				""").param("id", process).update();
		for (ServedList.Scope scope : List.of(ServedList.Scope.TO_ANSWER, ServedList.Scope.DONE)) {
			List<UUID> read = new ArrayList<>();
			String next = null;
			do {
				ServedList.Page page = this.list.page(this.google, scope, next);
				page.entries().forEach((entry) -> read.add(entry.row().id()));
				next = page.next();
			}
			while (next != null);
			assertThat(read).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(60);
			long counted = (scope == ServedList.Scope.DONE) ? this.list.counts(this.google).done()
					: this.list.counts(this.google).toAnswer();
			assertThat(read).hasSize((int) counted);
		}
		assertThat(this.list.page(this.google, ServedList.Scope.DONE, "tampered").entries()).hasSize(ServedList.PAGE);
	}

	@Test
	void anExpiredWarrantCannotBeServed() {
		UUID process = this.stage.ready(this.request);
		this.jdbc.sql("update process set expires_on = current_date - 1 where id = :id").param("id", process).update();
		assertThat(this.moves.open(this.usao, process)).contains(ProcessMove.EXPIRED).doesNotContain(ProcessMove.SERVE);
		assertThat(this.stage.refused(this.usao, process, ProcessMove.SERVE, ProcessDetails.none()))
			.containsExactly("process.guard.not-expired");
		this.stage.made(this.usao, process, ProcessMove.EXPIRED, ProcessDetails.none());
	}

	@Test
	void badInputIsToldFieldByField() {
		UUID process = this.stage.opened(this.request, ProcessKind.WARRANT);
		this.stage.made(this.usao, process, ProcessMove.APPLY, ProcessDetails.none());
		assertThat(this.stage.refused(this.usao, process, ProcessMove.NARROWED, ProcessDetails.none()))
			.containsExactlyInAnyOrder("process.input.scope.required", "process.input.court.required",
					"process.input.docket.required", "process.input.judge.required", "process.input.grantedOn.required",
					"process.input.expiresOn.required", "process.input.returnDate.required");
		ProcessDetails wrong = this.stage.granted()
			.withAuthority(new ProcessDetails.Authority("x".repeat(201), "1", "J", this.stage.today().plusDays(1),
					this.stage.today().minusDays(1)))
			.withReturnDate(this.stage.today());
		assertThat(this.stage.refused(this.usao, process, ProcessMove.GRANTED, wrong)).containsExactlyInAnyOrder(
				"process.input.too-long", "process.input.grantedOn.future", "process.input.expiresOn.past",
				"process.input.returnDate.past");
		assertThat(this.stage.refused(this.usao, process, ProcessMove.ABANDON,
				ProcessDetails.reason("x".repeat(1_000_000))))
			.containsExactly("process.input.too-long");
	}

	@Test
	void aProcessMustCarryWhatItDemands() {
		Accounts.Account account = this.stage.accounts(this.request).get(0);
		assertThat(refusedToOpen(ProcessKind.SUBPOENA, want(account.id(), DataSought.CONTENT)))
			.containsExactly("process.new.kind.too-weak.CONTENT", "process.new.range.required");
		assertThat(refusedToOpen(ProcessKind.WARRANT, want(Ids.next(), DataSought.CONTENT)))
			.containsExactly("process.new.accounts.required");
		assertThat(refusedToOpen(ProcessKind.WARRANT, new NewProcess.Want(account.id(), Set.of(), null, null, "")))
			.containsExactly("process.new.data.required");
		assertThat(
				refusedToOpen(ProcessKind.WARRANT,
						new NewProcess.Want(account.id(), Set.of(DataSought.CONTENT),
								Instant.parse("2026-02-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:00Z"), "")))
			.containsExactly("process.new.range.reversed");
		assertThat(ProcessKind.leastFor(Set.of(DataSought.BASIC_SUBSCRIBER, DataSought.OTHER_RECORDS)))
			.isEqualTo(ProcessKind.ORDER_2703D);
		assertThat(ProcessKind.leastFor(Set.of(DataSought.LOCATION))).isEqualTo(ProcessKind.WARRANT);
		assertThatThrownBy(() -> this.processes.open(this.cast.attorney(), Ids.next(), null,
				this.stage.wish(this.request, ProcessKind.WARRANT, false, false)))
			.isInstanceOf(NoSuchRequest.class);
	}

	private static NewProcess.Want want(UUID account, DataSought data) {
		return new NewProcess.Want(account, Set.of(data), null, null, "");
	}

	private List<String> refusedToOpen(ProcessKind kind, NewProcess.Want want) {
		MoveResult result = this.processes
			.open(this.usao, Ids.next(), null, new NewProcess(this.request, kind, List.of(want), false, false, "Why"))
			.result();
		assertThat(result).isInstanceOf(MoveResult.Rejected.class);
		return ((MoveResult.Rejected) result).reasons().stream().map(Rejection::code).toList();
	}

	@Test
	void theSameFormOpensOneProcess() {
		UUID key = Ids.next();
		NewProcess wish = this.stage.wish(this.request, ProcessKind.ORDER_2703D, false, false);
		UUID process = Objects.requireNonNull(this.processes.open(this.usao, key, null, wish).process());
		Processes.Opening again = this.processes.open(this.usao, key, null, wish);
		assertThat(again.result()).isInstanceOf(MoveResult.Repeated.class);
		assertThat(again.process()).isEqualTo(process);
		assertThat(this.processes.of(this.usao, this.request)).hasSize(1);
	}

}
