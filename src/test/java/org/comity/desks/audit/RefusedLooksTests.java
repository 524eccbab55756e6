package org.comity.desks.audit;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.comity.desks.casefile.DeskTest;
import org.comity.desks.casefile.Road;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.requests.RefusedLooks;
import org.comity.testing.AsOwner;
import org.comity.wall.Overseen;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Who asks for what is not there for them is written down, once, and told to auditors, to
 * whom it tells of no request that they do not see.
 */
@DeskTest
class RefusedLooksTests {

	private static final String PAGE = "/audit/refused-looks";

	@Autowired
	MockMvc mvc;

	@Autowired
	Road road;

	@Autowired
	RefusedLooks looks;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	JdbcClient application;

	@Autowired
	TransactionTemplate transaction;

	private MockHttpServletResponse read(Actor actor, String address) throws Exception {
		return this.mvc.perform(get(address).with(this.road.seat(actor))).andReturn().getResponse();
	}

	private void refused(Actor actor, String address) throws Exception {
		assertThat(read(actor, address).getStatus()).as(actor.name() + " " + address).isEqualTo(404);
	}

	private UUID before = Ids.next();

	/** What somebody was refused since this test began. */
	private List<String> looks(Actor actor) {
		return this.jdbc.sql("select l.thing || coalesce(' ' || a.request_id, '') from refused_look l "
				+ "left join refused_look_at a on a.look_id = l.id where l.person_id = ? and l.id > ? order by l.id")
			.params(actor.person(), this.before)
			.query(String.class)
			.list();
	}

	/** The row of somebody on an auditor's page. */
	private String row(Actor auditor, Actor looker) throws Exception {
		String page = read(auditor, PAGE).getContentAsString();
		int at = page.indexOf(looker.name());
		return (at < 0) ? "" : page.substring(at, page.indexOf("</tr>", at));
	}

	@Test
	void aLookAtWhatIsNotOnesOwnIsWrittenDownOnce() throws Exception {
		UUID id = this.road.submitted("Not theirs");
		Actor stranger = this.road.cast.of("EASTVALE", Role.OFFICER);
		UUID nothing = UUID.randomUUID();
		refused(stranger, "/requests/" + id);
		refused(stranger, "/requests/" + id + "/timeline");
		refused(stranger, "/requests/" + id + "/letter");
		refused(stranger, "/requests/" + nothing);
		refused(stranger, "/requests/no-id");
		refused(stranger, "/nowhere");
		assertThat(this.mvc.perform(post("/requests/" + id + "/documents").with(csrf()).with(this.road.seat(stranger)))
			.andReturn()
			.getResponse()
			.getStatus()).isGreaterThanOrEqualTo(400);
		assertThat(looks(stranger)).containsExactly("REQUEST " + id, "LETTER " + id, "REQUEST");
		assertThat(looks(this.road.cast.officer())).isEmpty();
	}

	@Test
	void anAuditorLearnsOfNoRequestThatTheyDoNotSee() throws Exception {
		UUID home = this.road.submitted("At home");
		UUID crossed = this.road.transmitted("Across");
		String reference = this.jdbc.sql("select reference from request where id = ?")
			.param(home)
			.query(String.class)
			.single();
		Actor uk = this.road.cast.of("OVERSIGHT-UK", Role.AUDITOR);
		Actor us = this.road.cast.of("OVERSIGHT-US", Role.AUDITOR);
		Actor british = this.road.cast.of("EASTVALE", Role.OFFICER);
		Actor american = this.road.cast.attorney();
		Actor administrator = this.road.cast.of("ADMINISTRATION", Role.ADMINISTRATOR);
		refused(british, "/requests/" + home);
		refused(american, "/requests/" + home);
		refused(administrator, "/requests/" + home);
		assertThat(row(uk, british)).contains(reference, "/requests/" + home + "/readings");
		assertThat(row(uk, american)).as("that the other side is at work").isEmpty();
		assertThat(row(uk, administrator)).contains(reference);
		assertThat(row(us, british)).isEmpty();
		assertThat(row(us, american)).contains("None that you see").doesNotContain(home.toString());
		assertThat(row(us, administrator)).contains("None that you see").doesNotContain(home.toString());
		Actor other = this.road.cast.of("EASTVALE", Role.OFFICER);
		refused(other, "/requests/" + crossed);
		assertThat(row(us, other)).isEmpty();
		refused(american, "/requests/" + crossed + "/moves/no-such-move");
		assertThat(looks(american)).contains("REQUEST " + crossed);
		assertThat(row(uk, american)).as("nor by a look at what both see").isEmpty();
		Actor counsel = this.road.cast.counsel();
		refused(counsel, "/requests/" + crossed);
		assertThat(row(us, counsel)).contains("/requests/" + crossed);
		assertThat(row(uk, counsel)).isEmpty();
		for (Actor none : List.of(british, american, administrator)) {
			refused(none, PAGE);
		}
	}

	@Test
	void theDatabaseTellsNobodyElse() throws Exception {
		UUID id = this.road.submitted("Nor straight");
		Actor stranger = this.road.cast.of("EASTVALE", Role.OFFICER);
		refused(stranger, "/requests/" + id);
		for (String office : List.of("EASTVALE", "NORTHSHIRE", "CPS-NORTHSHIRE", "ADMINISTRATION")) {
			assertThat(seen(office, stranger)).as(office).isZero();
		}
		assertThat(seen("OVERSIGHT-UK", stranger)).isEqualTo(1);
		assertThat(seen("OVERSIGHT-US", stranger)).isZero();
	}

	private long seen(String office, Actor looker) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			status.setRollbackOnly();
			this.application
				.sql("select set_config('comity.office', (select id::text from office where code = :code), true)")
				.param("code", office)
				.query(String.class)
				.single();
			return this.application.sql("select count(*) from refused_look where person_id = :person and id > :before")
				.param("person", looker.person())
				.param("before", this.before)
				.query(Long.class)
				.single();
		}));
	}

	@Test
	void whatIsYearsOldIsForgotten() throws Exception {
		UUID id = this.road.submitted("Long ago");
		Actor stranger = this.road.cast.of("EASTVALE", Role.OFFICER);
		refused(stranger, "/requests/" + id);
		this.jdbc.sql("update refused_look set happened_at = happened_at - interval '8 years' where person_id = ?")
			.param(stranger.person())
			.update();
		Overseen.Stand.fromNowhere(this.looks::forget);
		assertThat(looks(stranger)).isEmpty();
		assertThat(looks(this.road.cast.officer())).isEmpty();
	}

}
