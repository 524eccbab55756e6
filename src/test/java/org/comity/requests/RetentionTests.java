package org.comity.requests;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.kernel.StoryClock;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.comity.wall.Overseen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The records of a closed request: kept for their time, kept longer by whoever needs
 * them, and erased by two people of the force.
 */
@RequestModuleTest
class RetentionTests {

	@Autowired
	Retention retention;

	@Autowired
	ErasedRequests erased;

	@Autowired
	RetentionReminder reminder;

	@Autowired
	OldForms forms;

	@Autowired
	Requests requests;

	@Autowired
	RequestMoves moves;

	@Autowired
	Timeline timeline;

	@Autowired
	Worklist worklist;

	@Autowired
	Ledger ledger;

	@Autowired
	Directory directory;

	@Autowired
	KnownFacts facts;

	@Autowired
	StoryClock clock;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	Cast cast;

	Actor officer;

	Actor chief;

	Actor second;

	Actor prosecutors;

	UUID request;

	@BeforeEach
	void closed() {
		this.cast = new Cast(this.jdbc, this.directory);
		this.facts.reset();
		this.officer = this.cast.officer();
		this.chief = this.cast.of("NORTHSHIRE", Role.SUPERVISOR);
		this.second = this.cast.second(this.officer);
		this.prosecutors = this.cast.of("CPS-NORTHSHIRE", Role.SUPERVISOR);
		this.request = opened();
		made(RequestMove.SUBMIT, MoveDetails.none());
		made(RequestMove.WITHDRAW_BEFORE_ISSUE, MoveDetails.message("The suspect has confessed"));
	}

	@AfterEach
	void presentAgain() {
		this.clock.tell(null);
	}

	private UUID opened() {
		return Opened.by(this.officer, this.requests, this.directory, "Blackmail of Jane Roe", null);
	}

	private void made(RequestMove move, MoveDetails details) {
		made(this.officer, move, details);
	}

	private void made(Actor actor, RequestMove move, MoveDetails details) {
		assertThat(this.moves.make(actor, new MoveCommand(this.request, move, Ids.next(), null, details)))
			.isInstanceOf(MoveResult.Made.class);
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	private void years(int years, int days) {
		this.clock.tell(today().plusYears(years).plusDays(days).atTime(12, 0).toInstant(ZoneOffset.UTC));
	}

	private List<String> asked(Actor actor) {
		return codes(this.retention.ask(actor, this.request, "The case is over", Ids.next()));
	}

	private List<String> kept(Actor actor, @Nullable LocalDate until, String reason) {
		return codes(this.retention.keep(actor, this.request, until, reason, Ids.next()));
	}

	private static List<String> codes(List<Rejection> rejections) {
		return rejections.stream().map((one) -> one.field() + ":" + one.code()).toList();
	}

	private List<RequestSummary> work(Actor actor) {
		return this.worklist
			.page(actor,
					new Worklist.Query(Worklist.Scope.NEEDS_ME, this.requests.facts(this.request).reference(), null,
							Worklist.Sort.DUE, null))
			.rows();
	}

	private void night() {
		Overseen.Stand.fromNowhere(this.reminder::night);
	}

	@Test
	void nothingIsErasedBeforeItsTime() {
		assertThat(asked(this.officer)).containsExactly(":retention.not-due");
		years(7, -1);
		assertThat(asked(this.officer)).containsExactly(":retention.not-due");
		assertThat(this.retention.due(this.chief)).extracting(Retention.Due::request).contains(this.request);
		night();
		assertThat(work(this.chief)).isEmpty();
		years(0, 1);
		night();
		assertThat(work(this.chief)).singleElement()
			.satisfies((row) -> assertThat(row.status().code()).isEqualTo("status.retention.DUE.mine"));
		night();
		assertThat(work(this.chief)).hasSize(1);
		assertThat(asked(this.officer)).isEmpty();
	}

	@Test
	void itTakesTwoOfTheForce() {
		years(7, 1);
		assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> asked(this.prosecutors));
		assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> asked(this.cast.prosecutor()));
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.retention.erase(this.chief, this.request, Ids.next()));
		assertThat(codes(this.retention.ask(this.chief, this.request, " ", Ids.next())))
			.containsExactly("reason:retention.reason.required");
		assertThat(asked(this.chief)).isEmpty();
		assertThat(asked(this.officer)).containsExactly(":retention.asked-before");
		for (Actor none : List.of(this.chief, this.officer, this.prosecutors)) {
			assertThatExceptionOfType(NoSuchRequest.class)
				.isThrownBy(() -> this.retention.erase(none, this.request, Ids.next()));
		}
		assertThat(work(this.second)).singleElement()
			.satisfies((row) -> assertThat(row.status().code()).isEqualTo("status.retention.ASK_ERASURE.mine"));
		assertThat(this.retention.erase(this.second, this.request, Ids.next())).isEmpty();
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.retention.records(this.second, this.request));
		assertThat(this.erased.of(this.chief)).filteredOn((one) -> one.request().equals(this.request))
			.singleElement()
			.satisfies((one) -> assertThat(one.outcome()).isEqualTo(Outcome.WITHDRAWN));
		assertThat(this.erased.of(this.officer)).isEmpty();
		assertThat(this.erased.of(this.prosecutors)).extracting(ErasedRequests.Erased::request).contains(this.request);
		assertThat(this.erased.of(this.cast.of("UKCA", Role.SUPERVISOR))).extracting(ErasedRequests.Erased::request)
			.doesNotContain(this.request);
		Actor auditor = this.cast.of("OVERSIGHT-UK", Role.AUDITOR);
		assertThat(this.erased.of(auditor)).extracting(ErasedRequests.Erased::request).contains(this.request);
		// Other tests break the chains of other requests.
		List<UUID> broken = new ArrayList<>();
		assertThat(this.ledger.verifyAll(auditor, (fault) -> broken.add(fault.request())).requests()).isPositive();
		assertThat(broken).doesNotContain(this.request);
		assertThat(this.jdbc.sql("select count(*) from ledger_person where request_id = ?")
			.param(this.request)
			.query(Long.class)
			.single()).as("who asked, and who erased").isEqualTo(2);
	}

	@Test
	void whoeverNeedsThemKeepsThem() {
		years(7, 1);
		assertThat(kept(this.prosecutors, null, "")).containsExactly("until:retention.until.required",
				"reason:retention.reason.required");
		assertThat(kept(this.prosecutors, today(), "An appeal")).containsExactly("until:retention.until.past");
		assertThat(kept(this.prosecutors, today().plusYears(10).plusDays(1), "An appeal"))
			.containsExactly("until:retention.until.long");
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> kept(this.cast.prosecutor(), today().plusDays(9), "An appeal"));
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> kept(this.cast.of("OIA", Role.SUPERVISOR), today().plusDays(9), "An appeal"));
		assertThat(asked(this.officer)).isEmpty();
		assertThat(kept(this.prosecutors, today().plusDays(9), "An appeal of John Doe")).isEmpty();
		assertThat(codes(this.retention.erase(this.chief, this.request, Ids.next())))
			.containsExactly(":retention.kept");
		assertThat(this.retention.records(this.chief, this.request).decisions())
			.as("why another office keeps them is its own")
			.extracting(Retention.Decision::reason)
			.containsExactly("The case is over");
		assertThat(this.retention.records(this.chief, this.request).keptUntil()).isEqualTo(today().plusDays(9));
		night();
		assertThat(work(this.chief)).isEmpty();
		years(0, 9);
		assertThat(this.retention.erase(this.chief, this.request, Ids.next())).isEmpty();
	}

	@Test
	void toKeepThemIsToKeepThemLonger() {
		LocalDate due = today().plusYears(7);
		assertThat(kept(this.chief, due, "A civil claim")).containsExactly("until:retention.until.anyway");
		assertThat(kept(this.chief, due.plusDays(1), "A civil claim")).isEmpty();
		years(7, 0);
		assertThat(asked(this.officer)).containsExactly(":retention.kept");
	}

	@Test
	void whatIsKeptByItsOwnForceIsNoLongerAskedFor() {
		years(7, 1);
		assertThat(asked(this.officer)).isEmpty();
		assertThat(kept(this.chief, today().plusDays(2), "A civil claim")).isEmpty();
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.retention.erase(this.second, this.request, Ids.next()));
		years(0, 2);
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.retention.erase(this.second, this.request, Ids.next()));
		assertThat(this.timeline.of(this.officer, this.request)).extracting(Timeline.Item::labelCode)
			.startsWith("move.request.KEEP_RECORDS.done", "move.request.ASK_ERASURE.done");
	}

	@Test
	void whatIsReopenedIsAskedForAnew() {
		years(7, 1);
		night();
		assertThat(asked(this.officer)).isEmpty();
		assertThat(work(this.second)).singleElement()
			.satisfies((row) -> assertThat(row.status().code()).isEqualTo("status.retention.ASK_ERASURE.mine"));
		Actor prosecutor = this.cast.prosecutor();
		made(prosecutor, RequestMove.REOPEN_WITHDRAWN, MoveDetails.message("He took it back"));
		assertThat(work(this.second)).isEmpty();
		assertThat(work(prosecutor)).singleElement()
			.satisfies((row) -> assertThat(row.status().code()).isEqualTo("status.PROSECUTOR_REVIEW.mine"));
		years(0, 1);
		made(RequestMove.WITHDRAW_BEFORE_ISSUE, MoveDetails.message("And again"));
		years(7, 1);
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.retention.erase(this.second, this.request, Ids.next()));
		assertThat(this.retention.records(this.second, this.request).decisions()).isEmpty();
		assertThat(asked(this.officer)).isEmpty();
		assertThat(this.retention.erase(this.second, this.request, Ids.next())).isEmpty();
	}

	@Test
	void keysOfOldFormsGo() {
		long before = this.jdbc.sql("select count(*) from submitted_form").query(Long.class).single();
		Overseen.Stand.fromNowhere(this.forms::forget);
		assertThat(this.jdbc.sql("select count(*) from submitted_form").query(Long.class).single()).isPositive()
			.isEqualTo(before);
		this.jdbc.sql("update submitted_form set submitted_at = submitted_at - interval '91 days' where person_id = ?")
			.param(this.officer.person())
			.update();
		Overseen.Stand.fromNowhere(this.forms::forget);
		assertThat(this.jdbc.sql("select count(*) from submitted_form where person_id = ?")
			.param(this.officer.person())
			.query(Long.class)
			.single()).isZero();
	}

	@Test
	void whatIsNotOverIsNotErased() {
		years(7, 1);
		this.facts.keptAtHome = true;
		this.facts.processOpen = true;
		assertThat(asked(this.officer)).containsExactly(":retention.evidence", ":retention.open");
		this.facts.reset();
		UUID open = opened();
		assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> this.retention.records(this.chief, open));
	}

}
