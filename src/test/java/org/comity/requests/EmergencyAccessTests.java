package org.comity.requests;

import java.util.List;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A request of another team, opened in an emergency: for a reason, for some hours, before
 * everybody's eyes; and what auditors look at first.
 */
@RequestModuleTest
class EmergencyAccessTests {

	@Autowired
	EmergencyAccess access;

	@Autowired
	Oversight oversight;

	@Autowired
	Requests requests;

	@Autowired
	RequestMoves moves;

	@Autowired
	Visibility visibility;

	@Autowired
	Worklist worklist;

	@Autowired
	Ledger ledger;

	@Autowired
	Directory directory;

	@Autowired
	KnownFacts facts;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	Cast cast;

	Actor officer;

	Actor other;

	Actor chief;

	Actor auditor;

	UUID request;

	String reference;

	@BeforeEach
	void request() {
		this.cast = new Cast(this.jdbc, this.directory);
		this.facts.reset();
		this.officer = this.cast.officer();
		this.other = this.cast.of("NORTHSHIRE", "Online Child Abuse", Role.OFFICER);
		this.chief = this.cast.of("NORTHSHIRE", Role.SUPERVISOR);
		this.auditor = this.cast.of("OVERSIGHT-UK", Role.AUDITOR);
		this.request = Opened.by(this.officer, this.requests, this.directory, "Kidnapping of a student", "Harrier");
		this.reference = this.requests.view(this.officer, this.request).reference();
	}

	private boolean sees(Actor actor) {
		return this.visibility.sees(actor, this.request, Aspect.CASE);
	}

	private UUID opened() {
		EmergencyAccess.Result result = this.access.open(this.other, this.reference.toLowerCase(java.util.Locale.ROOT),
				"His life is in danger, and nobody of the team answers", Ids.next());
		assertThat(result.request()).isEqualTo(this.request);
		return this.access.standing(this.officer, this.request).get(0).id();
	}

	@Test
	void anotherTeamsIsOpenedForSomeHoursAndNoLonger() {
		assertThat(sees(this.other)).isFalse();
		UUID opening = opened();
		assertThat(sees(this.other)).isTrue();
		assertThat(sees(this.cast.of("NORTHSHIRE", "Serious Crime", Role.OFFICER))).as("a third").isFalse();
		assertThat(sees(this.cast.of("EASTVALE", Role.OFFICER))).isFalse();
		this.jdbc.sql("update emergency_access set ends_at = now() - interval '1 second' where id = ?")
			.param(opening)
			.update();
		assertThat(sees(this.other)).isFalse();
		assertThat(this.access.standing(this.officer, this.request)).as("still to be looked at").hasSize(1);
		assertThat(this.ledger.verify(this.request)).isEmpty();
	}

	@Test
	void itTakesAReferenceOfTheOwnOfficeAndAReason() {
		assertThat(codes(this.access.open(this.other, " ", " ", Ids.next())))
			.containsExactly("emergency.reference.required", "emergency.reason.required");
		assertThat(codes(this.access.open(this.other, "NO-SUCH-1", "Danger", Ids.next())))
			.containsExactly("emergency.reference.unknown");
		Actor abroad = this.cast.of("EASTVALE", Role.OFFICER);
		assertThat(codes(this.access.open(abroad, this.reference, "Danger", Ids.next()))).as("of another force")
			.containsExactly("emergency.reference.unknown");
		for (Actor never : List.of(this.chief, this.auditor, this.cast.counsel(),
				this.cast.of("ADMINISTRATION", Role.ADMINISTRATOR))) {
			assertThatExceptionOfType(NoSuchRequest.class).as(never.officeName())
				.isThrownBy(() -> this.access.open(never, this.reference, "Danger", Ids.next()));
		}
	}

	@Test
	void withoutAReasonNobodyLearnsWhichReferencesThereAre() {
		for (String reason : List.of(" ", "x".repeat(MoveDetails.MAX_TEXT + 1))) {
			List<String> real = codes(this.access.open(this.other, this.reference, reason, Ids.next()));
			assertThat(codes(this.access.open(this.other, "NO-SUCH-1", reason, Ids.next()))).isEqualTo(real)
				.doesNotContain("emergency.reference.unknown");
		}
		assertThat(sees(this.other)).isFalse();
	}

	private static List<String> codes(EmergencyAccess.Result result) {
		assertThat(result.request()).isNull();
		return result.rejections().stream().map(Rejection::code).toList();
	}

	@Test
	void itIsToldAndASupervisorLooksAtIt() {
		UUID opening = opened();
		assertThat(this.worklist
			.page(this.chief,
					new Worklist.Query(Worklist.Scope.NEEDS_ME, this.reference, null, Worklist.Sort.DUE, null))
			.rows()).extracting((row) -> row.status().code()).contains("status.emergency_access.OPENED.mine");
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.access.review(this.other, opening, true, "I was right", Ids.next()));
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.access.review(this.auditor, opening, true, "They were right", Ids.next()));
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.access.find(this.cast.of("OVERSIGHT-US", Role.AUDITOR), opening));
		assertThat(this.access.review(this.chief, opening, null, "", Ids.next())).extracting(Rejection::code)
			.containsExactly("emergency.justified.required", "emergency.finding.required");
		assertThat(this.access.review(this.chief, opening, false, "The team was on duty", Ids.next())).isEmpty();
		assertThat(this.access.find(this.officer, opening).review()).satisfies((review) -> {
			assertThat(review).isNotNull();
			assertThat(review.justified()).isFalse();
			assertThat(review.name()).isEqualTo(this.chief.name());
		});
		assertThat(this.access.find(this.auditor, opening).request()).isEqualTo(this.request);
		assertThat(this.oversight.page(this.auditor, Oversight.Sample.EMERGENCY, null).acts())
			.filteredOn((act) -> act.request().equals(this.request))
			.extracting(Oversight.Act::words)
			.containsExactly("The team was on duty", "His life is in danger, and nobody of the team answers");
	}

	@Test
	void theRegisterOfTransfersTellsTheBasisToTheOwnSideAlone() {
		move(this.officer, RequestMove.SUBMIT, MoveDetails.none());
		move(this.cast.prosecutor(), RequestMove.ISSUE, MoveDetails.none());
		move(this.cast.authority(), RequestMove.TRANSMIT, MoveDetails.none().withBasis("DPA 2018, section 75"));
		assertThat(this.oversight.page(this.auditor, Oversight.Sample.TRANSFERS, null).acts())
			.filteredOn((act) -> act.request().equals(this.request))
			.singleElement()
			.satisfies((act) -> {
				assertThat(act.words()).isEqualTo("DPA 2018, section 75");
				assertThat(act.person()).isEqualTo(this.cast.authority().name());
			});
		Actor american = this.cast.of("OVERSIGHT-US", Role.AUDITOR);
		assertThat(this.oversight.page(american, Oversight.Sample.TRANSFERS, null).acts())
			.noneMatch((act) -> act.request().equals(this.request));
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.oversight.page(this.chief, Oversight.Sample.TRANSFERS, null));
		assertThat(this.oversight.page(this.auditor, Oversight.Sample.SEALS, "tampered with").acts()).isNotNull();
	}

	private void move(Actor actor, RequestMove move, MoveDetails details) {
		assertThat(this.moves.make(actor, new MoveCommand(this.request, move, Ids.next(), null, details)))
			.isInstanceOf(MoveResult.Made.class);
	}

}
