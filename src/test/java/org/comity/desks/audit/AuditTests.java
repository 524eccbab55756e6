package org.comity.desks.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.comity.desks.casefile.DeskTest;
import org.comity.desks.casefile.Road;
import org.comity.kernel.Actor;
import org.comity.kernel.Role;
import org.comity.proof.Checkpoints;
import org.comity.requests.MoveDetails;
import org.comity.requests.RequestMove;
import org.comity.testing.AsOwner;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

@DeskTest
class AuditTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	Road road;

	@Autowired
	Checkpoints checkpoints;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	private MockHttpServletResponse read(Actor actor, String address) throws Exception {
		return this.mvc.perform(get(address).with(this.road.seat(actor))).andReturn().getResponse();
	}

	private MvcResult verify(Actor actor, String address) throws Exception {
		return this.mvc.perform(post(address).with(this.road.seat(actor)).with(csrf())).andReturn();
	}

	private static Verification result(MvcResult done) {
		return (Verification) java.util.Objects.requireNonNull(done.getFlashMap().get("verification"));
	}

	@Test
	void anAuditorReadsWhatReachedTheirCountryAndMovesNothing() throws Exception {
		Actor uk = this.road.cast.of("OVERSIGHT-UK", Role.AUDITOR);
		Actor us = this.road.cast.of("OVERSIGHT-US", Role.AUDITOR);
		UUID home = this.road.submitted("Only at home");
		UUID crossed = this.road.acknowledged("Has crossed");
		assertThat(read(uk, "/audit?q=Only").getContentAsString()).contains(home.toString());
		assertThat(read(us, "/audit?q=Only").getContentAsString()).doesNotContain(home.toString());
		assertThat(read(us, "/requests/" + home).getStatus()).isEqualTo(404);
		assertThat(verify(us, "/audit/requests/" + home + "/verification").getResponse().getStatus()).isEqualTo(404);
		assertThat(read(us, "/audit?q=crossed").getContentAsString()).contains(crossed.toString());
		for (Actor auditor : List.of(uk, us)) {
			String page = read(auditor, "/requests/" + crossed).getContentAsString(StandardCharsets.UTF_8);
			assertThat(page).contains("Has crossed").doesNotContain("/moves/").doesNotContain("letter/edit");
			assertThat(read(auditor, "/requests/" + crossed + "/timeline").getContentAsString())
				.contains("Ledger verified");
			assertThat(read(auditor, "/requests/" + crossed + "/documents").getStatus()).isEqualTo(200);
			for (RequestMove move : RequestMove.values()) {
				String name = move.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
				assertThat(read(auditor, "/requests/" + crossed + "/moves/" + name).getStatus()).isEqualTo(404);
			}
		}
	}

	/** The page that says, in the same session, what was found. */
	private String afterwards(Actor auditor, MvcResult verified) throws Exception {
		return this.mvc
			.perform(get("/audit").with(this.road.seat(auditor))
				.cookie(java.util.Objects.requireNonNull(verified.getResponse().getCookie("SESSION"))))
			.andReturn()
			.getResponse()
			.getContentAsString();
	}

	@Test
	void aLedgerThatHoldsIsSaidToHoldAndABrokenOneIsNamed() throws Exception {
		Actor uk = this.road.cast.of("OVERSIGHT-UK", Role.AUDITOR);
		UUID whole = this.road.submitted("Whole ledger");
		UUID broken = this.road.submitted("Broken ledger");
		this.road.made(this.road.cast.prosecutor(), broken, RequestMove.RETURN_TO_POLICE, MoveDetails.message("No"));
		String head = this.jdbc.sql("select ledger_head_hash from request where id = ?")
			.param(broken)
			.query(String.class)
			.single();
		this.jdbc.sql("update request set ledger_head_hash = repeat('1', 64) where id = ?").param(broken).update();
		try {
			Verification one = result(verify(uk, "/audit/requests/" + whole + "/verification"));
			assertThat(one.checked()).isEqualTo(1);
			assertThat(one.faults()).isEmpty();
			MvcResult bad = verify(uk, "/audit/requests/" + broken + "/verification");
			assertThat(result(bad).faults()).hasSize(1);
			MvcResult everything = verify(uk, "/audit/verification");
			Verification all = result(everything);
			assertThat(all.checked()).isGreaterThanOrEqualTo(2);
			assertThat(all.faults()).extracting(Verification.Fault::request).containsExactly(broken);
			String page = afterwards(uk, everything);
			assertThat(page).contains("the head of the chain is another").contains("/requests/" + broken + "/timeline");
			assertThat(read(this.road.cast.officer(), "/requests/" + broken + "/timeline").getContentAsString())
				.doesNotContain("Ledger verified")
				.contains("Do not rely on this page");
		}
		finally { // other tests read the same database and verify all of it
			this.jdbc.sql("update request set ledger_head_hash = ? where id = ?").params(head, broken).update();
		}
	}

	/** What proves is an hour old at most, or both pages say that it is not. */
	@Test
	void thatNoCheckpointWasMadeForHoursIsSaid() throws Exception {
		Actor uk = this.road.cast.of("OVERSIGHT-UK", Role.AUDITOR);
		this.road.submitted("Not signed yet");
		assertThat(this.checkpoints.make(Duration.ZERO)).isPresent();
		this.road.submitted("Nor this one");
		assertThat(result(verify(uk, "/audit/verification")).signed().late()).isFalse();
		assertThat(read(uk, "/audit/checkpoints").getContentAsString()).doesNotContain("more than two hours old");
		this.jdbc.sql("update ledger_checkpoint set made_at = made_at - interval '3 hours'").update();
		try {
			MvcResult everything = verify(uk, "/audit/verification");
			assertThat(result(everything).signed().late()).isTrue();
			String page = afterwards(uk, everything);
			assertThat(page).contains("more than two hours old");
			assertThat(read(uk, "/audit/checkpoints").getContentAsString()).contains("more than two hours old");
		}
		finally {
			this.jdbc.sql("update ledger_checkpoint set made_at = made_at + interval '3 hours'").update();
		}
	}

	/**
	 * A request of which only what was signed is left is told to whoever verifies all.
	 */
	@Test
	void aRequestThatIsGoneIsNamedAndLeadsNowhere() throws Exception {
		Actor us = this.road.cast.of("OVERSIGHT-US", Role.AUDITOR);
		UUID gone = UUID.randomUUID();
		assertThat(this.checkpoints.make(Duration.ZERO)).isPresent();
		this.jdbc.sql("alter table ledger_checkpoint_leaf drop constraint ledger_checkpoint_leaf_request_id_fkey")
			.update();
		try {
			this.jdbc.sql("insert into ledger_checkpoint_leaf (number, request_id, seq, hash) values (1, ?, 1, 'x')")
				.param(gone)
				.update();
			MvcResult everything = verify(us, "/audit/verification");
			assertThat(result(everything).faults()).extracting(Verification.Fault::request).contains(gone);
			String page = this.mvc
				.perform(get("/audit").with(this.road.seat(us))
					.cookie(java.util.Objects.requireNonNull(everything.getResponse().getCookie("SESSION"))))
				.andReturn()
				.getResponse()
				.getContentAsString();
			assertThat(page).contains(gone.toString(), "the request itself is gone")
				.doesNotContain("/requests/" + gone);
		}
		finally {
			this.jdbc.sql("delete from ledger_checkpoint_leaf where request_id = ?").param(gone).update();
			this.jdbc.sql("alter table ledger_checkpoint_leaf add foreign key (request_id) references request (id)")
				.update();
		}
	}

	@Test
	void nobodyElseHasThisDesk() throws Exception {
		assertThat(read(this.road.cast.of("OVERSIGHT-UK", Role.AUDITOR), "/audit").getStatus()).isEqualTo(200);
		for (Actor other : List.of(this.road.cast.officer(), this.road.cast.attorney(), this.road.cast.counsel(),
				this.road.cast.of("ADMINISTRATION", Role.ADMINISTRATOR))) {
			assertThat(read(other, "/audit").getStatus()).as(other.name()).isEqualTo(404);
			assertThat(verify(other, "/audit/verification").getResponse().getStatus()).isEqualTo(404);
		}
	}

}
