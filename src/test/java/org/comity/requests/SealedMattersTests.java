package org.comity.requests;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.kernel.StoryClock;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.comity.wall.Wall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is sealed, the auditors of the requested country see by grant alone; those of the
 * other learn nothing of the seal.
 */
@RequestModuleTest
class SealedMattersTests {

	@Autowired
	Requests requests;

	@Autowired
	RequestMoves moves;

	@Autowired
	Visibility visibility;

	@Autowired
	Oversight oversight;

	@Autowired
	Timeline timeline;

	@Autowired
	Ledger ledger;

	@Autowired
	Directory directory;

	@Autowired
	KnownFacts facts;

	@Autowired
	StoryClock clock;

	@Autowired
	Wall wall;

	@Autowired
	TransactionTemplate transaction;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	JdbcClient application;

	Cast cast;

	Actor auditor;

	Actor british;

	UUID request;

	@BeforeEach
	void executing() {
		this.cast = new Cast(this.jdbc, this.directory);
		this.facts.reset();
		this.auditor = this.cast.of("OVERSIGHT-US", Role.AUDITOR);
		this.british = this.cast.of("OVERSIGHT-UK", Role.AUDITOR);
		this.request = Opened.by(this.cast.officer(), this.requests, this.directory, "Kidnapping of a student", null);
		made(this.cast.officer(), RequestMove.SUBMIT, MoveDetails.none());
		made(this.cast.prosecutor(), RequestMove.ISSUE, MoveDetails.none());
		made(this.cast.authority(), RequestMove.TRANSMIT, MoveDetails.none().withBasis("DPA 2018 s.75"));
		made(this.cast.attorney(), RequestMove.ACKNOWLEDGE, MoveDetails.none());
		made(this.cast.attorney(), RequestMove.REFER,
				MoveDetails.reason("Ours").withOffice(this.cast.assistant().office()));
		made(this.cast.assistant(), RequestMove.ACCEPT, MoveDetails.none());
	}

	@AfterEach
	void presentAgain() {
		this.clock.tell(null);
	}

	private UUID made(Actor actor, RequestMove move, MoveDetails details) {
		MoveResult result = this.moves.make(actor, new MoveCommand(this.request, move, Ids.next(), null, details));
		assertThat(result).as("%s", move).isInstanceOf(MoveResult.Made.class);
		return ((MoveResult.Made) result).entry();
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	private boolean sees(Actor actor) {
		boolean ruled = this.visibility.sees(actor, this.request, Aspect.CASE);
		boolean walled = this.wall.inTheNameOf(actor.office(),
				() -> this.transaction
					.execute((status) -> this.application.sql("select count(*) from request where id = ?")
						.param(this.request)
						.query(Long.class)
						.single() > 0));
		assertThat(ruled).as("the rule and the wall beneath it").isEqualTo(walled);
		return ruled;
	}

	private long hidden() {
		return this.oversight.hidden(this.auditor)
			.stream()
			.filter((one) -> one.office().equals(this.cast.assistant().officeName()))
			.mapToLong(Oversight.Hidden::matters)
			.sum();
	}

	private List<String> open() {
		return this.moves.open(this.cast.assistant(), this.request)
			.stream()
			.map(Enum::name)
			.filter((name) -> name.contains("SEAL") || name.contains("AUDITORS"))
			.toList();
	}

	@Test
	void auditorsSeeItByGrantAlone() {
		long before = hidden();
		assertThat(sees(this.auditor)).isTrue();
		assertThat(open()).containsExactly("SEAL");
		made(this.cast.assistant(), RequestMove.SEAL, MoveDetails.reason("Accomplice at large"));
		assertThat(sees(this.auditor)).isFalse();
		assertThat(sees(this.cast.attorney())).isTrue();
		assertThat(hidden()).isEqualTo(before + 1);
		assertThat(open()).containsExactly("UNSEAL", "SHOW_AUDITORS");
		assertThat(this.oversight.page(this.auditor, Oversight.Sample.SEALS, null).acts())
			.noneMatch((act) -> act.request().equals(this.request));
		made(this.cast.assistant(), RequestMove.SHOW_AUDITORS,
				MoveDetails.reason("The order lets them").withDate(today().plusDays(3)));
		assertThat(sees(this.auditor)).isTrue();
		assertThat(hidden()).isEqualTo(before);
		assertThat(open()).containsExactly("UNSEAL", "HIDE_FROM_AUDITORS");
		assertThat(this.oversight.page(this.auditor, Oversight.Sample.SEALS, null).acts())
			.filteredOn((act) -> act.request().equals(this.request))
			.hasSize(2);
		made(this.cast.assistant(), RequestMove.HIDE_FROM_AUDITORS, MoveDetails.reason("They have seen it"));
		assertThat(sees(this.auditor)).isFalse();
		made(this.cast.assistant(), RequestMove.UNSEAL, MoveDetails.reason("The court's order"));
		assertThat(sees(this.auditor)).isTrue();
		assertThat(hidden()).isEqualTo(before);
		assertThat(this.ledger.verify(this.request)).isEmpty();
	}

	@Test
	void theGrantEndsWithItsDayAndWithTheSeal() {
		made(this.cast.assistant(), RequestMove.SEAL, MoveDetails.reason("Accomplice at large"));
		made(this.cast.assistant(), RequestMove.SHOW_AUDITORS,
				MoveDetails.reason("The order lets them").withDate(today().plusDays(3)));
		assertThat(sees(this.auditor)).isTrue();
		// The database goes by its own day.
		this.jdbc
			.sql("update request_condition set until = current_date - 1 where request_id = ? "
					+ "and kind = 'SHOWN_TO_AUDITORS'")
			.param(this.request)
			.update();
		assertThat(sees(this.auditor)).isFalse();
		assertThat(open()).containsExactly("UNSEAL", "SHOW_AUDITORS");
		made(this.cast.assistant(), RequestMove.SHOW_AUDITORS,
				MoveDetails.reason("Once more").withDate(today().plusDays(3)));
		assertThat(sees(this.auditor)).isTrue();
		made(this.cast.assistant(), RequestMove.UNSEAL, MoveDetails.reason("The court's order"));
		made(this.cast.assistant(), RequestMove.SEAL, MoveDetails.reason("Another order"));
		assertThat(sees(this.auditor)).as("an old grant is not of the new seal").isFalse();
	}

	@Test
	void theOtherCountryLearnsNothingOfTheSeal() {
		made(this.cast.assistant(), RequestMove.SEAL, MoveDetails.reason("Accomplice at large"));
		assertThat(sees(this.british)).isTrue();
		assertThat(this.oversight.hidden(this.british)).isEmpty();
		UUID shown = made(this.cast.assistant(), RequestMove.SHOW_AUDITORS,
				MoveDetails.reason("The order lets them").withDate(today().plusDays(3)));
		made(this.cast.assistant(), RequestMove.COMPLETE, MoveDetails.message("Nothing to be had"));
		UUID lifted = made(this.cast.assistant(), RequestMove.UNSEAL, MoveDetails.reason("The court's order"));
		for (Actor actor : List.of(this.cast.officer(), this.cast.authority(), this.british)) {
			assertThat(this.requests.view(actor, this.request).conditions()).isEmpty();
			assertThat(this.timeline.of(actor, this.request))
				.noneMatch((item) -> item.labelCode().contains("SEAL") || item.labelCode().contains("AUDITORS"));
			assertThat(this.timeline.told(actor, this.request, shown)).isEmpty();
			assertThat(this.timeline.told(actor, this.request, lifted)).isEmpty();
		}
		assertThat(this.timeline.told(this.cast.attorney(), this.request, lifted)).isPresent();
		assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> this.oversight.hidden(this.cast.attorney()));
	}

}
