package org.comity.preservation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.kernel.StoryClock;
import org.comity.requests.Ledger;
import org.comity.requests.LetterFacts;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.PartFacts;
import org.comity.requests.ProcessFacts;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.Requests;
import org.comity.requests.ReturningParts;
import org.comity.requests.Timeline;
import org.comity.testing.AsOwner;
import org.comity.wall.Overseen;
import org.comity.wall.Wall;
import org.comity.testing.Cast;
import org.comity.testing.VeraPdf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Preservation on record, against a real database.
 */
@Overseen
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES)
@Import(PreservationsTests.Above.class)
class PreservationsTests {

	private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

	private static final LocalDate MADE = LocalDate.of(2026, 3, 2);

	@Autowired
	Preservations preservations;

	@Autowired
	PreservationDrafts drafts;

	@Autowired
	Requests requests;

	@Autowired
	RequestMoves moves;

	@Autowired
	Ledger ledger;

	@Autowired
	Timeline timeline;

	@Autowired
	Directory directory;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	Wall wall;

	@Autowired
	StoryClock clock;

	Cast cast;

	UUID request;

	@BeforeEach
	void draft() {
		this.clock.tell(START);
		this.cast = new Cast(this.jdbc, this.directory);
		this.request = this.requests
			.open(this.cast.officer(), Ids.next(),
					new Requests.NewRequest("Kidnapping of a student", company("Google LLC"), "UK-US-MLAT", null, null))
			.orElseThrow();
	}

	@AfterEach
	void theSystemsTimeAgain() {
		this.clock.tell(null);
	}

	private UUID company(String name) {
		return this.directory.companies()
			.stream()
			.filter((company) -> company.name().equals(name))
			.findFirst()
			.orElseThrow()
			.id();
	}

	private PreservationDetails courtesy(LocalDate made) {
		return new PreservationDetails(company("Google LLC"), Basis.COURTESY, null, made, null, null);
	}

	private UUID recorded() {
		assertThat(this.preservations.record(this.cast.officer(), this.request, Ids.next(), courtesy(MADE)))
			.isInstanceOf(MoveResult.Made.class);
		return only(this.cast.officer()).id();
	}

	private Preservation only(Actor actor) {
		List<Preservation> all = this.preservations.of(actor, this.request);
		assertThat(all).hasSize(1);
		return all.get(0);
	}

	@Test
	void anOfficerRecordsOneBeforeSubmission() {
		recorded();
		Preservation kept = only(this.cast.officer());
		assertThat(kept.expiresOn()).isEqualTo(MADE.plusDays(90));
		assertThat(kept.basis()).isEqualTo(Basis.COURTESY);
		assertThat(kept.confirmedOn()).isNull();
		assertThat(kept.warning()).isEqualTo(Warning.NONE);
		assertThat(this.preservations.keptUntil(this.request)).contains(MADE.plusDays(90));
		assertThat(this.preservations.lapsed(this.request)).isFalse();
		assertThat(this.timeline.of(this.cast.officer(), this.request).get(0).labelCode())
			.isEqualTo("move.request.RECORD_PRESERVATION.done");
		assertThat(this.timeline.of(this.cast.officer(), this.request).get(0).words()).extracting(Timeline.Words::text)
			.containsExactly("COMPANY: Google LLC\nPRESERVATION_BASIS: COURTESY\nASKED_ON: " + MADE + "\nENDS_ON: "
					+ MADE.plusDays(90));
		assertThat(this.ledger.verify(this.request)).isEmpty();
	}

	@Test
	void aRequestWithoutAnyHasNotLapsed() {
		assertThat(this.preservations.lapsed(this.request)).isFalse();
		assertThat(this.preservations.keptUntil(this.request)).isEmpty();
	}

	@Test
	void theDayAfterTheLastOneItHasLapsed() {
		recorded();
		this.clock.tell(START.plus(java.time.Duration.ofDays(90)));
		assertThat(only(this.cast.officer()).warning()).isEqualTo(Warning.DAY_85);
		assertThat(this.preservations.lapsed(this.request)).isFalse();
		this.clock.tell(START.plus(java.time.Duration.ofDays(91)));
		assertThat(only(this.cast.officer()).lapsed()).isTrue();
		assertThat(this.preservations.lapsed(this.request)).isTrue();
	}

	@Test
	void aRenewalTakesThePlaceOfThePeriodBefore() {
		UUID first = recorded();
		this.clock.tell(START.plus(java.time.Duration.ofDays(80)));
		LocalDate again = MADE.plusDays(80);
		assertThat(this.preservations.renew(this.cast.officer(), this.request, first, Ids.next(), courtesy(again)))
			.isInstanceOf(MoveResult.Made.class);
		List<Preservation> periods = this.preservations.of(this.cast.officer(), this.request);
		assertThat(periods).extracting(Preservation::renewed).containsExactly(false, true);
		assertThat(periods.get(0).gap()).isZero();
		assertThat(this.preservations.keptUntil(this.request)).contains(again.plusDays(90));
		assertThat(this.preservations.renew(this.cast.officer(), this.request, first, Ids.next(), courtesy(again)))
			.isInstanceOfSatisfying(MoveResult.Rejected.class, (refused) -> assertThat(refused.reasons())
				.containsExactly(Rejection.of("preservation.renewed-already")));
	}

	@Test
	void aRenewalThatCameTooLateShowsTheGap() {
		UUID first = recorded();
		this.clock.tell(START.plus(java.time.Duration.ofDays(100)));
		this.preservations.renew(this.cast.officer(), this.request, first, Ids.next(), courtesy(MADE.plusDays(100)));
		assertThat(this.preservations.of(this.cast.officer(), this.request).get(0).gap()).isEqualTo(9);
		assertThat(this.preservations.lapsed(this.request)).isFalse();
	}

	@Test
	void theProvidersConfirmationBringsItsOwnLastDay() {
		UUID period = recorded();
		PreservationDetails answer = new PreservationDetails(null, null, "GG-991", null, MADE, MADE.plusDays(120));
		assertThat(this.preservations.confirm(this.cast.officer(), this.request, period, Ids.next(), answer))
			.isInstanceOf(MoveResult.Made.class);
		Preservation kept = only(this.cast.officer());
		assertThat(kept.reference()).isEqualTo("GG-991");
		assertThat(kept.expiresOn()).isEqualTo(MADE.plusDays(120));
		assertThat(this.preservations.confirm(this.cast.officer(), this.request, period, Ids.next(), answer))
			.isInstanceOf(MoveResult.Rejected.class);
	}

	@Test
	void theSameFormTwiceRecordsOne() {
		UUID key = Ids.next();
		this.preservations.record(this.cast.officer(), this.request, key, courtesy(MADE));
		assertThat(this.preservations.record(this.cast.officer(), this.request, key, courtesy(MADE)))
			.isInstanceOf(MoveResult.Repeated.class);
		only(this.cast.officer());
	}

	@Test
	void recordingOneMakesNobodysFormStale() {
		move(this.cast.officer(), RequestMove.SUBMIT, null);
		UUID drawn = this.timeline.latestEntry(this.cast.prosecutor(), this.request, this.request).orElseThrow();
		recorded();
		assertThat(move(this.cast.prosecutor(), RequestMove.ISSUE, drawn)).isInstanceOf(MoveResult.Made.class);
	}

	private MoveResult move(Actor actor, RequestMove move, @Nullable UUID drawnFrom) {
		return this.moves.make(actor, new MoveCommand(this.request, move, Ids.next(), drawnFrom,
				MoveDetails.none().withBasis("DPA 2018 s.75")));
	}

	@Test
	void theRequestedSideRecordsStatutoryOnesOnceItIsReached() {
		recorded();
		Actor attorney = this.cast.attorney();
		assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> this.preservations.of(attorney, this.request));
		move(this.cast.officer(), RequestMove.SUBMIT, null);
		move(this.cast.prosecutor(), RequestMove.ISSUE, null);
		move(this.cast.authority(), RequestMove.TRANSMIT, null);
		assertThat(this.preservations.recordable(attorney, this.request)).containsExactly(Basis.STATUTORY);
		assertThat(this.preservations.record(attorney, this.request, Ids.next(), courtesy(MADE)))
			.isInstanceOfSatisfying(MoveResult.Rejected.class,
					(refused) -> assertThat(refused.reasons()).extracting(Rejection::code)
						.containsExactly("preservation.basis.not-yours"));
		assertThat(this.preservations.record(attorney, this.request, Ids.next(),
				new PreservationDetails(company("Google LLC"), Basis.STATUTORY, null, MADE, null, null)))
			.isInstanceOf(MoveResult.Made.class);
		assertThat(this.preservations.of(this.cast.authority(), this.request)).hasSize(2);
		assertThat(this.preservations.recordable(this.cast.authority(), this.request)).isEmpty();
	}

	@Test
	void anotherForceAnotherTeamAndTheProviderDoNotSeeIt() {
		recorded();
		for (Actor stranger : List.of(this.cast.of("EASTVALE", "Serious Crime", Role.OFFICER), this.cast.counsel(),
				this.cast.prosecutor())) {
			assertThatExceptionOfType(NoSuchRequest.class)
				.isThrownBy(() -> this.preservations.of(stranger, this.request));
			assertThatExceptionOfType(NoSuchRequest.class)
				.isThrownBy(() -> this.preservations.record(stranger, this.request, Ids.next(), courtesy(MADE)));
		}
	}

	@Test
	void anotherProvidersCompanyCannotBeNamed() {
		assertThat(this.preservations.record(this.cast.officer(), this.request, Ids.next(),
				new PreservationDetails(company("Microsoft Corporation"), Basis.COURTESY, null, MADE, null, null)))
			.isInstanceOf(MoveResult.Rejected.class);
		assertThat(this.preservations.companies(this.request).get(0).name()).isEqualTo("Google LLC");
	}

	private List<String> awaited(UUID period) {
		return this.jdbc
			.sql("select awaiting || ' ' || due_on || ' ' || o.code from request_turn t "
					+ "join office o on o.id = t.office_id where t.subject_id = :period")
			.param("period", period)
			.query(String.class)
			.list();
	}

	private void tick(int day) {
		this.clock.tell(START.plus(java.time.Duration.ofDays(day)));
		UUID office = this.preservations.unsettled().get(this.request);
		if (office != null) {
			this.wall.inTheNameOf(office, () -> this.preservations.settle(this.request));
		}
	}

	@Test
	void aPeriodThatRunsOutIsTheTurnOfTheOfficeThatRecordedIt() {
		UUID period = recorded();
		String office = " 2026-05-31 NORTHSHIRE";
		tick(59);
		assertThat(awaited(period)).isEmpty();
		Map.of(60, "DAY_60", 74, "DAY_60", 75, "DAY_75", 84, "DAY_75", 85, "DAY_85", 90, "DAY_85", 91, "LAPSED")
			.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.forEach((expected) -> {
				tick(expected.getKey());
				assertThat(awaited(period)).as("day %s", expected.getKey())
					.containsExactly(expected.getValue() + office);
				assertThat(this.preservations.unsettled()).doesNotContainKey(this.request);
			});
		this.preservations.renew(this.cast.officer(), this.request, period, Ids.next(), courtesy(MADE.plusDays(91)));
		assertThat(awaited(period)).isEmpty();
	}

	@Test
	void eachOfTheThreeDaysIsNewToTheOffice() {
		UUID period = recorded();
		tick(60);
		this.requests.opened(this.cast.officer(), this.request);
		assertThat(unopened(period)).isFalse();
		tick(61);
		assertThat(unopened(period)).isFalse();
		tick(75);
		assertThat(unopened(period)).isTrue();
	}

	private boolean unopened(UUID period) {
		return this.jdbc.sql("select opened_at is null from request_turn where subject_id = :period")
			.param("period", period)
			.query(Boolean.class)
			.single();
	}

	@Test
	void oneThatIsRecordedLateIsDueAtOnce() {
		this.preservations.record(this.cast.officer(), this.request, Ids.next(), courtesy(MADE.minusDays(80)));
		assertThat(awaited(only(this.cast.officer()).id())).containsExactly("DAY_75 2026-03-12 NORTHSHIRE");
		assertThat(this.preservations.standing(this.cast.officer(), this.request))
			.contains(new Preservations.Standing(LocalDate.of(2026, 3, 12), 10, Warning.DAY_75));
	}

	@Test
	void aClosedRequestWaitsForNoPreservation() {
		this.preservations.record(this.cast.officer(), this.request, Ids.next(), courtesy(MADE.minusDays(80)));
		UUID period = only(this.cast.officer()).id();
		assertThat(this.moves.make(this.cast.officer(),
				new MoveCommand(this.request, RequestMove.DISCARD, Ids.next(), null,
						MoveDetails.none().withReason("The accounts are not needed."))))
			.isInstanceOf(MoveResult.Made.class);
		assertThat(awaited(period)).isEmpty();
		tick(1);
		assertThat(awaited(period)).isEmpty();
		assertThat(this.preservations.standing(this.cast.officer(), this.request)).isEmpty();
	}

	@Test
	void onlyThoseWhoSeeItLearnHowLongTheDataIsKept() {
		assertThat(this.preservations.standing(this.cast.officer(), this.request))
			.contains(new Preservations.Standing(null, 0, Warning.NONE));
		recorded();
		assertThat(this.preservations.standing(this.cast.attorney(), this.request)).isEmpty();
		assertThat(this.preservations.standing(this.cast.counsel(), this.request)).isEmpty();
	}

	@Test
	void whatNobodyNeedsIsLetGoWithAReason() {
		UUID period = recorded();
		tick(80);
		Actor officer = this.cast.officer();
		assertThat(this.preservations.letGo(officer, this.request, period, Ids.next(), " "))
			.isInstanceOfSatisfying(MoveResult.Rejected.class, (refused) -> assertThat(refused.reasons())
				.containsExactly(Rejection.at("reason", "preservation.reason.required")));
		assertThat(this.preservations.letGo(officer, this.request, period, Ids.next(), "x".repeat(1001)))
			.isInstanceOf(MoveResult.Rejected.class);
		assertThat(awaited(period)).hasSize(1);
		assertThat(this.preservations.letGo(officer, this.request, period, Ids.next(), "The data came home."))
			.isInstanceOf(MoveResult.Made.class);
		assertThat(awaited(period)).isEmpty();
		assertThat(only(officer)).satisfies((kept) -> {
			assertThat(kept.letGo()).isTrue();
			assertThat(kept.warning()).isEqualTo(Warning.NONE);
			assertThat(kept.letGoReason()).isEqualTo("The data came home.");
		});
		assertThat(this.timeline.of(officer, this.request).get(0).labelCode())
			.isEqualTo("move.request.LET_PRESERVATION_GO.done");
		assertThat(this.preservations.letGo(officer, this.request, period, Ids.next(), "Again."))
			.isInstanceOf(MoveResult.Rejected.class);
		assertThat(this.preservations.renew(officer, this.request, period, Ids.next(), courtesy(MADE.plusDays(80))))
			.isInstanceOf(MoveResult.Rejected.class);
		assertThat(this.preservations.confirm(officer, this.request, period, Ids.next(), courtesy(MADE)))
			.isInstanceOf(MoveResult.Rejected.class);
		assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(
				() -> this.preservations.letGo(this.cast.attorney(), this.request, period, Ids.next(), "Mine."));
	}

	private PreservationDraft.Wish wish(Basis basis, @Nullable UUID renews) {
		return new PreservationDraft.Wish(company("Google LLC"), basis, renews,
				List.of(new PreservationDraft.Kept("quiet.harbour.lane@gmail.example",
						Instant.parse("2026-02-01T00:00:00Z"), null)),
				List.of("Kidnapping, common law"), "A student was taken.");
	}

	private PreservationDraft drafted(Actor actor, PreservationDraft.Wish wish) {
		return this.drafts.draft(actor, this.request, wish);
	}

	@Test
	void whatGoesToTheProviderSaysNothingOfTheCase() {
		PreservationDraft draft = drafted(this.cast.officer(), wish(Basis.COURTESY, null));
		assertThat(draft.toProvider()).isTrue();
		assertThat(draft.to()).contains("Google LLC");
		assertThat(String.join(" ", draft.paragraphs())).contains("2703(f)").doesNotContain("Kidnapping", "student");
		assertThat(VeraPdf.faults(this.drafts.pdf(draft))).isEmpty();
	}

	@Test
	void aForceAsksTheNetworkForAStatutoryOne() {
		UUID before = recorded();
		PreservationDraft draft = drafted(this.cast.officer(), wish(Basis.STATUTORY, before));
		assertThat(draft.toProvider()).isFalse();
		assertThat(draft.to()).contains("24/7");
		assertThat(String.join(" ", draft.paragraphs())).contains("Kidnapping, common law", "A student was taken.",
				"31 May 2026");
		assertThat(VeraPdf.faults(this.drafts.pdf(draft))).isEmpty();
	}

	@Test
	void anAttorneyAsksTheProviderByStatute() {
		move(this.cast.officer(), RequestMove.SUBMIT, null);
		move(this.cast.prosecutor(), RequestMove.ISSUE, null);
		move(this.cast.authority(), RequestMove.TRANSMIT, null);
		PreservationDraft draft = drafted(this.cast.attorney(), wish(Basis.STATUTORY, null));
		assertThat(draft.toProvider()).isTrue();
		assertThat(draft.reference()).as("until it has its own")
			.isEqualTo(this.requests.view(this.cast.attorney(), this.request).reference());
		assertThat(String.join(" ", draft.paragraphs())).contains("we require you").doesNotContain("student");
		for (Actor stranger : List.of(this.cast.authority(), this.cast.counsel())) {
			assertThatExceptionOfType(NoSuchRequest.class)
				.isThrownBy(() -> drafted(stranger, wish(Basis.STATUTORY, null)));
		}
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> drafted(this.cast.attorney(), wish(Basis.COURTESY, null)));
	}

	/** What the modules above would say. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Above implements LetterFacts, ProcessFacts, PartFacts, ReturningParts {

		@Bean
		StoryClock storyClock() {
			return new StoryClock();
		}

		@Override
		public List<Rejection> missing(UUID request) {
			return List.of();
		}

		@Override
		public boolean lockedNotSent(UUID request) {
			return true;
		}

		@Override
		public boolean urgencyAsked(UUID request) {
			return false;
		}

		@Override
		public @Nullable LocalDate neededBy(UUID request) {
			return null;
		}

		@Override
		public @Nullable String purpose(UUID request) {
			return "Proving who sent the demands";
		}

		@Override
		public boolean anyOpen(UUID request) {
			return false;
		}

		@Override
		public boolean anyWithProvider(UUID request) {
			return false;
		}

		@Override
		public boolean anyUnsettled(UUID request) {
			return false;
		}

		@Override
		public Map<OfficeKind, Instant> reached(UUID request) {
			return Map.of();
		}

		@Override
		public boolean keptAtHome(UUID request) {
			return false;
		}

		@Override
		public void stop(Actor actor, UUID request) {
			throw new IllegalStateException("No part is on its way here");
		}

	}

}
