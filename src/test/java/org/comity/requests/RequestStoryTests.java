package org.comity.requests;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.comity.wall.Overseen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Lives of requests, each with a wrong turn, told to the service.
 */
@RequestModuleTest
class RequestStoryTests {

	@Autowired
	Requests requests;

	@Autowired
	RequestMoves moves;

	@Autowired
	Proposals proposals;

	@Autowired
	Timeline timeline;

	@Autowired
	Ledger ledger;

	@Autowired
	Worklist worklist;

	@Autowired
	Accounts accounts;

	@Autowired
	Overlaps overlaps;

	@Autowired
	Visibility visibility;

	@Autowired
	KnownFacts facts;

	@Autowired
	Directory directory;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	JdbcClient application;

	@Autowired
	DraftExpiry expiry;

	@Autowired
	TransactionTemplate transaction;

	Cast cast;

	@BeforeEach
	void people() {
		this.cast = new Cast(this.jdbc, this.directory);
		this.facts.reset();
	}

	private UUID draft() {
		return Opened.by(this.cast.officer(), this.requests, this.directory, "Kidnapping of a student", "Harrier");
	}

	private MoveResult move(Actor actor, UUID request, RequestMove move, MoveDetails details) {
		return this.moves.make(actor, new MoveCommand(request, move, Ids.next(), null, details));
	}

	private void made(Actor actor, UUID request, RequestMove move, MoveDetails details) {
		MoveResult result = move(actor, request, move, details);
		if (result instanceof MoveResult.Proposed proposed) {
			result = this.moves.confirm(this.cast.second(actor), proposed.proposal(), Ids.next());
		}
		assertThat(result).as("%s", move).isInstanceOf(MoveResult.Made.class);
	}

	private MoveDetails say(String words) {
		return MoveDetails.message(words);
	}

	private UUID transmitted() {
		UUID request = draft();
		made(this.cast.officer(), request, RequestMove.SUBMIT, MoveDetails.none());
		made(this.cast.prosecutor(), request, RequestMove.ISSUE, MoveDetails.none());
		made(this.cast.authority(), request, RequestMove.TRANSMIT, MoveDetails.none().withBasis("DPA 2018 s.75"));
		return request;
	}

	private UUID referred() {
		UUID request = transmitted();
		made(this.cast.attorney(), request, RequestMove.ACKNOWLEDGE, MoveDetails.none());
		UUID usao = this.cast.assistant().office();
		made(this.cast.attorney(), request, RequestMove.REFER,
				MoveDetails.reason("Probable cause holds").withOffice(usao));
		return request;
	}

	@Test
	void goesOutWithOneReturnAndOneQuestionAndTheLedgerHolds() {
		UUID request = draft();
		made(this.cast.officer(), request, RequestMove.SUBMIT, MoveDetails.none());
		made(this.cast.prosecutor(), request, RequestMove.ISSUE, MoveDetails.none());
		made(this.cast.authority(), request, RequestMove.RETURN_TO_PROSECUTOR, say("The maximum penalty is missing"));
		made(this.cast.prosecutor(), request, RequestMove.REISSUE, MoveDetails.none());
		made(this.cast.authority(), request, RequestMove.TRANSMIT, MoveDetails.none().withBasis("DPA 2018 s.75"));
		String minted = this.requests.view(this.cast.authority(), request).requestingReference();
		made(this.cast.attorney(), request, RequestMove.ACKNOWLEDGE, MoveDetails.none());
		made(this.cast.attorney(), request, RequestMove.ASK, say("Who says that he always used it?"));
		made(this.cast.authority(), request, RequestMove.PASS_ON, say("OIA asks for the source"));
		made(this.cast.prosecutor(), request, RequestMove.REISSUE, MoveDetails.none());
		made(this.cast.authority(), request, RequestMove.TRANSMIT, MoveDetails.none().withBasis("DPA 2018 s.75"));
		assertThat(this.requests.view(this.cast.authority(), request).requestingReference()).isEqualTo(minted)
			.startsWith("UKCA-");
		made(this.cast.attorney(), request, RequestMove.REFER,
				MoveDetails.reason("Memorandum").withOffice(this.cast.assistant().office()));
		made(this.cast.assistant(), request, RequestMove.ACCEPT, MoveDetails.none());
		assertThat(this.requests.view(this.cast.assistant(), request).state()).isEqualTo(RequestState.EXECUTING);
		assertThat(this.ledger.verify(request)).isEmpty();
	}

	@Test
	void theRequestingSideIsToldNoMoreThanBeingExecuted() {
		UUID request = referred();
		UUID before = this.requests.view(this.cast.officer(), request).drawnFrom();
		made(this.cast.assistant(), request, RequestMove.ACCEPT, MoveDetails.reason("Ours"));
		made(this.cast.assistant(), request, RequestMove.SEAL, MoveDetails.reason("Accomplice at large"));
		RequestView seen = this.requests.view(this.cast.officer(), request);
		assertThat(seen.state()).isNull();
		assertThat(seen.status().code()).isEqualTo("status.BEING_EXECUTED");
		assertThat(seen.drawnFrom()).isEqualTo(before);
		assertThat(seen.conditions()).isEmpty();
		assertThat(seen.offices()).noneMatch((party) -> party.name().contains("Attorney"));
		List<Timeline.Item> items = this.timeline.of(this.cast.officer(), request);
		assertThat(items).noneMatch((item) -> item.labelCode().contains("ACCEPT") || item.labelCode().contains("SEAL"))
			.allMatch((item) -> item.words().stream().noneMatch((words) -> words.text().contains("Accomplice")));
		assertThat(items.get(0).labelCode()).isEqualTo("position.BEING_EXECUTED");
		assertThat(this.requests.view(this.cast.attorney(), request).state()).isEqualTo(RequestState.EXECUTING);
	}

	@Test
	void wordsCrossOnlyWhereTheyAreAddressed() {
		UUID request = transmitted();
		made(this.cast.attorney(), request, RequestMove.ACKNOWLEDGE, MoveDetails.none());
		made(this.cast.attorney(), request, RequestMove.ASK, say("Question for London"));
		made(this.cast.authority(), request, RequestMove.PASS_ON, say("Between us: hurry"));
		assertThat(words(this.cast.officer(), request)).contains("Question for London", "Between us: hurry");
		assertThat(words(this.cast.attorney(), request)).contains("Question for London")
			.doesNotContain("Between us: hurry");
	}

	/**
	 * What a move sets in a row stands on its entry, for the own side alone: the rows can
	 * be held against what is under the hash.
	 */
	@Test
	void whatIsGivenBesidesWordsStandsOnTheLedgerForTheOwnSide() {
		UUID request = transmitted();
		LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(40);
		made(this.cast.attorney(), request, RequestMove.ACKNOWLEDGE, MoveDetails.none().withDate(day));
		made(this.cast.attorney(), request, RequestMove.POSTPONE, say("Our own case").withDate(day));
		made(this.cast.attorney(), request, RequestMove.RESUME, say("It is over"));
		Actor assistant = this.cast.assistant();
		made(this.cast.attorney(), request, RequestMove.REFER,
				MoveDetails.reason("Memo").withOffice(assistant.office()));
		RequestView seen = this.requests.view(this.cast.attorney(), request);
		assertThat(words(this.cast.attorney(), request))
			.contains("OFFICE: " + this.directory.office(assistant.office()).name(),
					"REFERENCE: " + seen.requestedReference())
			.as("no day is asked for when a request is acknowledged")
			.containsOnlyOnce("DAY: " + day)
			.noneMatch((words) -> words.contains("TITLE: "));
		RequestView here = this.requests.view(this.cast.officer(), request);
		assertThat(words(this.cast.officer(), request))
			.contains("TITLE: Kidnapping of a student\nCOMPANY: Google LLC\nREFERENCE: " + here.reference(),
					"REFERENCE: " + here.requestingReference())
			.noneMatch((words) -> words.contains("DAY: ") || words.contains("OFFICE: "));
		assertThat(this.ledger.verify(request)).isEmpty();
	}

	@Test
	void whatIsProposedStandsOnTheLedgerBeforeItIsConfirmed() {
		UUID request = transmitted();
		this.accounts.replace(request, List.of(new Accounts.Account(Ids.next(), 1, "EMAIL", "one@gmail.example", null),
				new Accounts.Account(Ids.next(), 2, "EMAIL", "two@gmail.example", null)));
		Actor supervisor = this.cast.of("OIA", Role.SUPERVISOR);
		MoveDetails part = say("Minor").withGround("de-minimis", "Called UKCA")
			.withAccounts(Set.of(this.accounts.of(request).get(1).id()));
		assertThat(move(supervisor, request, RequestMove.REFUSE_PART, part)).isInstanceOf(MoveResult.Proposed.class);
		assertThat(words(supervisor, request)).containsOnlyOnce("ACCOUNT: two@gmail.example");
		assertThat(words(this.cast.officer(), request)).doesNotContain("ACCOUNT: two@gmail.example");
	}

	private List<String> words(Actor actor, UUID request) {
		return this.timeline.of(actor, request)
			.stream()
			.flatMap((item) -> item.words().stream())
			.map(Timeline.Words::text)
			.toList();
	}

	@Test
	void anotherForceTeamDistrictAndProviderFindNothing() {
		UUID request = referred();
		assertThat(this.visibility.sees(this.cast.officer(), request, Aspect.CASE)).isTrue();
		for (Actor stranger : List.of(this.cast.of("EASTVALE", "Economic Crime", Role.OFFICER),
				this.cast.of("NORTHSHIRE", "Online Child Abuse", Role.OFFICER),
				this.cast.of("CPS-EASTVALE", Role.PROSECUTOR), this.cast.of("USAO-WDWASH", Role.ATTORNEY),
				this.cast.of("MICROSOFT", Role.PROVIDER_COUNSEL), this.cast.counsel(),
				this.cast.of("ADMINISTRATION", Role.ADMINISTRATOR))) {
			assertThatThrownBy(() -> this.requests.view(stranger, request)).as(stranger.name())
				.isInstanceOf(NoSuchRequest.class);
			assertThatThrownBy(() -> this.timeline.of(stranger, request)).isInstanceOf(NoSuchRequest.class);
			assertThat(this.worklist
				.page(stranger, new Worklist.Query(Worklist.Scope.ALL, "", null, Worklist.Sort.DUE, null))
				.rows()).noneMatch((row) -> row.id().equals(request));
			for (RequestMove move : RequestMove.values()) {
				assertThatThrownBy(() -> move(stranger, request, move, say("x"))).isInstanceOf(NoSuchRequest.class);
			}
		}
		assertThat(this.visibility.sees(this.cast.of("NORTHSHIRE", Role.SUPERVISOR), request, Aspect.CASE)).isTrue();
		assertThat(this.visibility.sees(this.cast.of("OVERSIGHT-UK", Role.AUDITOR), request, Aspect.CASE)).isTrue();
		assertThat(this.visibility.sees(this.cast.of("OVERSIGHT-US", Role.AUDITOR), request, Aspect.CASE)).isTrue();
	}

	@Test
	void theOtherCountrysAuditorSeesNothingBeforeItCrosses() {
		UUID request = draft();
		assertThat(this.visibility.sees(this.cast.of("OVERSIGHT-UK", Role.AUDITOR), request, Aspect.CASE)).isTrue();
		assertThat(this.visibility.sees(this.cast.of("OVERSIGHT-US", Role.AUDITOR), request, Aspect.CASE)).isFalse();
	}

	@Test
	void ofTwoWhoDecideAtOnceOneWinsAndTheOtherIsToldWhoAndWhen() throws Exception {
		UUID request = draft();
		made(this.cast.officer(), request, RequestMove.SUBMIT, MoveDetails.none());
		made(this.cast.prosecutor(), request, RequestMove.ISSUE, MoveDetails.none());
		Actor second = this.cast.of("UKCA", "Outgoing requests", Role.CASEWORKER);
		UUID drawnFrom = this.requests.view(this.cast.authority(), request).drawnFrom();
		List<Callable<MoveResult>> both = List.of(
				() -> this.moves.make(this.cast.authority(),
						new MoveCommand(request, RequestMove.TRANSMIT, Ids.next(), drawnFrom,
								MoveDetails.none().withBasis("DPA 2018 s.75"))),
				() -> this.moves.make(second,
						new MoveCommand(request, RequestMove.RETURN_TO_PROSECUTOR, Ids.next(), drawnFrom, say("No"))));
		ExecutorService pool = Executors.newFixedThreadPool(2);
		List<MoveResult> results = new ArrayList<>();
		for (var future : pool.invokeAll(both)) {
			results.add(future.get());
		}
		pool.shutdown();
		assertThat(results).filteredOn((result) -> result instanceof MoveResult.Made).hasSize(1);
		MoveResult.Stale stale = (MoveResult.Stale) results.stream()
			.filter((result) -> result instanceof MoveResult.Stale)
			.findFirst()
			.orElseThrow();
		assertThat(stale.person()).isIn(this.cast.authority().name(), second.name());
		assertThat(stale.office()).isEqualTo("UKCA");
		assertThat(stale.when()).isNotNull();
		assertThat(this.ledger.verify(request)).isEmpty();
	}

	@Test
	void aFormSentTwiceMovesOnce() {
		UUID request = draft();
		MoveCommand command = new MoveCommand(request, RequestMove.SUBMIT, Ids.next(), null, MoveDetails.none());
		assertThat(this.moves.make(this.cast.officer(), command)).isInstanceOf(MoveResult.Made.class);
		assertThat(this.moves.make(this.cast.officer(), command)).isInstanceOf(MoveResult.Repeated.class);
		assertThat(this.timeline.of(this.cast.officer(), request)).hasSize(2);
	}

	@Test
	void aRejectedFormMaySucceedWithTheSameKeyOnceMended() {
		UUID request = draft();
		this.facts.complete = false;
		UUID key = Ids.next();
		MoveCommand command = new MoveCommand(request, RequestMove.SUBMIT, key, null, MoveDetails.none());
		assertThat(this.moves.make(this.cast.officer(), command)).isInstanceOf(MoveResult.Rejected.class);
		this.facts.complete = true;
		assertThat(this.moves.make(this.cast.officer(), command)).isInstanceOf(MoveResult.Made.class);
	}

	@Test
	void aRefusalWithoutGroundReasonsAndConsultationCannotBeRecorded() {
		UUID request = transmitted();
		Actor supervisor = this.cast.of("OIA", Role.SUPERVISOR);
		MoveDetails whole = say("Protected conduct").withGround("protected-speech", "Spoke to UKCA on Monday");
		for (MoveDetails poor : List.of(MoveDetails.none(), say("Protected conduct"),
				whole.withGround("no-such-ground", "Spoke"), whole.withGround("protected-speech", " "),
				MoveDetails.none().withGround("protected-speech", "Spoke"))) {
			assertThat(move(supervisor, request, RequestMove.REFUSE, poor)).isInstanceOf(MoveResult.Rejected.class);
		}
		made(supervisor, request, RequestMove.REFUSE, whole);
		assertThat(this.requests.view(this.cast.officer(), request).outcome()).isEqualTo(Outcome.REFUSED);
		made(supervisor, request, RequestMove.REOPEN_REFUSED, say("New facts"));
		assertThat(this.requests.view(this.cast.officer(), request).outcome()).isNull();
		assertThat(this.ledger.verify(request)).isEmpty();
	}

	@Test
	void aRefusalTakesTwoPeople() {
		UUID request = transmitted();
		Actor attorney = this.cast.attorney();
		Actor supervisor = this.cast.of("OIA", Role.SUPERVISOR);
		MoveDetails whole = say("Protected conduct").withGround("protected-speech", "Spoke to UKCA on Monday");
		UUID proposal = ((MoveResult.Proposed) move(attorney, request, RequestMove.REFUSE, whole)).proposal();
		assertThat(this.requests.view(supervisor, request).state()).isEqualTo(RequestState.REQUESTED_REVIEW);
		assertThat(this.proposals.find(supervisor, proposal).details()).isEqualTo(whole);
		for (Actor other : List.of(this.cast.officer(), this.cast.authority(),
				this.cast.of("OVERSIGHT-US", Role.AUDITOR), this.cast.of("OVERSIGHT-UK", Role.AUDITOR),
				this.cast.assistant())) {
			assertThatThrownBy(() -> this.proposals.find(other, proposal)).as(other.officeName())
				.isInstanceOf(NoSuchRequest.class);
			assertThatThrownBy(() -> this.moves.confirm(other, proposal, Ids.next())).as(other.officeName())
				.isInstanceOf(NoSuchRequest.class);
		}
		assertThatThrownBy(() -> this.moves.confirm(attorney, proposal, Ids.next())).isInstanceOf(NoSuchRequest.class);
		assertThat(this.timeline.of(this.cast.officer(), request)).as("not told what is not done")
			.noneMatch((item) -> item.labelCode().contains("REFUSE"));
		made(attorney, request, RequestMove.ACKNOWLEDGE, MoveDetails.none());
		assertThat(this.moves.confirm(supervisor, proposal, Ids.next())).as("it has moved since")
			.isInstanceOf(MoveResult.Stale.class);
		UUID again = ((MoveResult.Proposed) move(supervisor, request, RequestMove.REFUSE, whole)).proposal();
		assertThat(this.moves.confirm(supervisor, again, Ids.next())).asString().contains("proposal.own");
		Actor second = this.cast.second(supervisor);
		assertThat(this.moves.confirm(second, again, Ids.next())).isInstanceOf(MoveResult.Made.class);
		assertThat(this.requests.view(second, request).outcome()).isEqualTo(Outcome.REFUSED);
		assertThat(this.ledger.verify(request)).isEmpty();
	}

	@Test
	void whereTheChannelDoesNotAskForTwoOneRefuses() {
		UUID request = transmitted();
		MoveDetails whole = say("Protected conduct").withGround("protected-speech", "Spoke to UKCA on Monday");
		String refusal = "channel = 'UK-US-MLAT' and move = 'REFUSE'";
		this.jdbc.sql("delete from channel_two_people where " + refusal).update();
		try {
			assertThatThrownBy(() -> move(this.cast.attorney(), request, RequestMove.REFUSE, whole))
				.isInstanceOf(NoSuchRequest.class);
			assertThat(move(this.cast.of("OIA", Role.SUPERVISOR), request, RequestMove.REFUSE, whole))
				.isInstanceOf(MoveResult.Made.class);
		}
		finally {
			this.jdbc.sql("insert into channel_two_people values ('UK-US-MLAT', 1, 'REQUEST', 'REFUSE')").update();
		}
	}

	@Test
	void theCentralAuthorityAloneLearnsThatAnotherAsksAboutTheSameAccount() {
		UUID one = transmitted();
		UUID other = transmitted();
		UUID apart = transmitted();
		this.accounts.replace(one, List.of(new Accounts.Account(Ids.next(), 1, "EMAIL", "Twice@mail.example", null)));
		this.accounts.replace(other, List.of(new Accounts.Account(Ids.next(), 1, "EMAIL", "twice@mail.example", null)));
		this.accounts.replace(apart,
				List.of(new Accounts.Account(Ids.next(), 1, "USERNAME", "twice@mail.example", null)));
		assertThat(this.overlaps.of(this.cast.authority(), one)).singleElement().satisfies((overlap) -> {
			assertThat(overlap.request()).isEqualTo(other);
			assertThat(overlap.identifier()).isEqualTo("Twice@mail.example");
			assertThat(overlap.open()).isTrue();
		});
		for (Actor reader : List.of(this.cast.officer(), this.cast.prosecutor(), this.cast.attorney(),
				this.cast.of("OVERSIGHT-UK", Role.AUDITOR))) {
			assertThat(this.overlaps.of(reader, one)).isEmpty();
		}
		UUID draft = draft();
		this.accounts.replace(draft, List.of(new Accounts.Account(Ids.next(), 1, "EMAIL", "twice@mail.example", null)));
		assertThat(this.overlaps.of(this.cast.authority(), one)).as("what has not reached it").hasSize(1);
	}

	@Test
	void aPartIsRefusedAndTheRestReferred() {
		UUID request = transmitted();
		UUID one = Ids.next();
		UUID two = Ids.next();
		this.accounts.replace(request, List.of(new Accounts.Account(one, 1, "EMAIL", "a@mail.example", null),
				new Accounts.Account(two, 2, "EMAIL", "b@mail.example", null)));
		Actor supervisor = this.cast.of("OIA", Role.SUPERVISOR);
		MoveDetails refusal = say("Speech").withGround("protected-speech", "Spoke to UKCA");
		assertThat(move(supervisor, request, RequestMove.REFUSE_PART, refusal.withAccounts(Set.of(one, two))))
			.isInstanceOf(MoveResult.Rejected.class);
		made(supervisor, request, RequestMove.REFUSE_PART, refusal.withAccounts(Set.of(two)));
		assertThat(this.accounts.of(request)).extracting(Accounts.Account::outcome)
			.containsExactly(null, AccountOutcome.REFUSED);
	}

	@Test
	void anUrgentTellingAwaitsItsLetterWithinTenDays() {
		UUID request = draft();
		made(this.cast.officer(), request, RequestMove.SUBMIT, MoveDetails.none());
		made(this.cast.prosecutor(), request, RequestMove.TELL_URGENTLY,
				say("A life is at risk").withBasis("DPA 2018 s.75"));
		RequestView view = this.requests.view(this.cast.attorney(), request);
		assertThat(view.state()).isEqualTo(RequestState.REQUESTED_REVIEW);
		assertThat(view.conditions()).anyMatch((beside) -> beside.kind() == Condition.WRITTEN_LETTER_DUE
				&& LocalDate.now(java.time.ZoneOffset.UTC).plusDays(10).equals(beside.until()));
		assertThat(this.visibility.lettersUntil(this.cast.attorney(), request)).isNull();
		made(this.cast.prosecutor(), request, RequestMove.CONFIRM_IN_WRITING, MoveDetails.none());
		assertThat(this.requests.view(this.cast.attorney(), request).conditions()).isEmpty();
		assertThat(this.visibility.lettersUntil(this.cast.attorney(), request)).isNotNull();
	}

	@Test
	void aSupplementIsADraftOfItsOwn() {
		UUID parent = transmitted();
		UUID child = this.transaction
			.execute((status) -> this.requests.openSupplement(this.cast.prosecutor(), new MoveCommand(parent,
					RequestMove.OPEN_SUPPLEMENT, Ids.next(), null, MoveDetails.reason("More facts")),
					"Kidnapping: further account"));
		RequestView view = this.requests.view(this.cast.officer(), child);
		assertThat(view.state()).isEqualTo(RequestState.DRAFT);
		assertThat(view.parent()).isNotNull();
		assertThat(this.requests.view(this.cast.officer(), parent).children()).hasSize(1);
		assertThat(this.requests.view(this.cast.prosecutor(), child).moves()).isEmpty();
	}

	@Test
	void aWorklistPagesThroughEverythingOnce() {
		List<UUID> made = new ArrayList<>();
		for (int i = 0; i < Worklist.PAGE + 7; i++) {
			made.add(draft());
		}
		for (Worklist.Sort sort : Worklist.Sort.values()) {
			List<UUID> seen = new ArrayList<>();
			String after = null;
			do {
				Worklist.Page page = this.worklist.page(this.cast.officer(),
						new Worklist.Query(Worklist.Scope.NEEDS_ME, "", null, sort, after));
				seen.addAll(page.rows().stream().map(RequestSummary::subject).toList());
				after = page.next();
			}
			while (after != null);
			assertThat(seen).as("%s", sort).doesNotHaveDuplicates().containsAll(made);
		}
	}

	@Test
	void whatIsOpenAndWaitsForOthersIsCountedWhileItIsOpen() {
		Actor officer = this.cast.officer();
		Actor stranger = this.cast.of("EASTVALE", Role.OFFICER);
		long strangers = this.worklist.counts(stranger).waiting();
		UUID request = draft();
		Worklist.Counts before = this.worklist.counts(officer);
		made(officer, request, RequestMove.SUBMIT, MoveDetails.none());
		assertThat(this.worklist.counts(officer).waiting()).isEqualTo(before.waiting() + 1);
		assertThat(this.worklist.counts(officer).needsMe()).isEqualTo(before.needsMe() - 1);
		Actor supervisor = this.cast.of("CPS-NORTHSHIRE", Role.SUPERVISOR);
		made(supervisor, request, RequestMove.DECLINE_TO_ISSUE, say("Minor"));
		assertThat(this.worklist.counts(officer).waiting()).isEqualTo(before.waiting());
		made(supervisor, request, RequestMove.REOPEN_DECLINED_LETTER, say("Not so minor"));
		assertThat(this.worklist.counts(officer).waiting()).isEqualTo(before.waiting() + 1);
		assertThat(this.worklist.counts(stranger).waiting()).isEqualTo(strangers);
	}

	@Test
	void aDraftThatNobodySentForAYearIsDiscardedInTheForcesName() {
		UUID forgotten = draft();
		UUID young = draft();
		this.jdbc.sql("update request_turn set since = since - interval '366 days' where subject_id = ?")
			.param(forgotten)
			.update();
		Overseen.Stand.fromNowhere(this.expiry::discardForgotten);
		assertThat(state(forgotten)).isEqualTo("CLOSED");
		assertThat(state(young)).isEqualTo("DRAFT");
		assertThat(this.ledger.verify(forgotten)).isEmpty();
		assertThat(this.jdbc
			.sql("select o.code from ledger_entry e join office o on o.id = e.office_id "
					+ "where e.request_id = ? and e.move = 'DRAFT_LAPSES'")
			.param(forgotten)
			.query(String.class)
			.single()).isEqualTo("NORTHSHIRE");
	}

	private String state(UUID request) {
		return this.jdbc.sql("select state from request where id = ?").param(request).query(String.class).single();
	}

	@Test
	void theWordsOnALedgerAreUnderItsHash() {
		UUID request = transmitted();
		assertThat(this.ledger.verify(request)).isEmpty();
		assertThatThrownBy(() -> this.application.sql("update ledger_text set text = 'other' where request_id = ?")
			.param(request)
			.update()).hasStackTraceContaining("permission denied");
		assertThatThrownBy(
				() -> this.application.sql("delete from ledger_entry where request_id = ?").param(request).update())
			.hasStackTraceContaining("permission denied");
		this.jdbc.sql("update request set ledger_head_hash = repeat('1', 64) where id = ?").param(request).update();
		assertThat(this.ledger.verify(request))
			.hasValueSatisfying((where) -> assertThat(where.what()).isEqualTo("head"));
	}

}
