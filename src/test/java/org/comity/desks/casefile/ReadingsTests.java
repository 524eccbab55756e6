package org.comity.desks.casefile;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.Role;
import org.comity.testing.AsOwner;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Who opened what is recorded, once, and told to their own office alone.
 */
@DeskTest
class ReadingsTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	Road road;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	JdbcClient application;

	@Autowired
	Environment environment;

	private MockHttpServletResponse read(Actor actor, String address) throws Exception {
		return this.mvc.perform(get(address).with(this.road.seat(actor))).andReturn().getResponse();
	}

	private List<String> readings(UUID request, Actor reader) {
		return this.jdbc.sql("select thing from reading where request_id = ? and person_id = ? order by id")
			.params(request, reader.person())
			.query(String.class)
			.list();
	}

	@Test
	void whatIsOpenedIsRecordedOnceAndWhatIsRefusedIsNot() throws Exception {
		UUID id = this.road.submitted("Read");
		Actor officer = this.road.cast.officer();
		for (String page : List.of("", "", "/timeline", "/letter")) {
			assertThat(read(officer, "/requests/" + id + page).getStatus()).isEqualTo(200);
		}
		assertThat(readings(id, officer)).containsExactly("REQUEST", "LETTER");
		Actor stranger = this.road.cast.of("EASTVALE", Role.OFFICER);
		assertThat(read(stranger, "/requests/" + id).getStatus()).isEqualTo(404);
		assertThat(readings(id, stranger)).isEmpty();
	}

	/** An id with blanks round it is understood by a controller, and was not here. */
	@Test
	void anAddressThatIsWrittenOtherwiseIsRecordedAlike() throws Exception {
		UUID id = this.road.submitted("Read by another address");
		Actor officer = this.road.cast.officer();
		MockHttpServletResponse page = this.mvc
			.perform(get(URI.create("/requests/" + id + "%20/letter")).with(this.road.seat(officer)))
			.andReturn()
			.getResponse();
		assertThat(page.getStatus()).isEqualTo(200);
		assertThat(readings(id, officer)).containsExactly("LETTER");
		Actor stranger = this.road.cast.of("EASTVALE", Role.OFFICER);
		this.mvc.perform(get(URI.create("/requests/" + id + "%20/letter")).with(this.road.seat(stranger)));
		assertThat(this.jdbc.sql("select count(*) from refused_look_at where request_id = ?")
			.param(id)
			.query(Integer.class)
			.single()).isOne();
	}

	/** A form that comes back shows as much as the page with the form. */
	@Test
	void aFormThatComesBackIsAReading() throws Exception {
		UUID id = this.road.submitted("Read by a form");
		Actor officer = this.road.cast.officer();
		MockHttpServletResponse page = this.mvc
			.perform(post("/police/requests/" + id + "/sibling").param("formKey", UUID.randomUUID().toString())
				.with(csrf())
				.with(this.road.seat(officer)))
			.andReturn()
			.getResponse();
		assertThat(page.getStatus()).isEqualTo(422);
		assertThat(page.getContentAsString()).contains("Read by a form");
		assertThat(readings(id, officer)).containsExactly("REQUEST");
	}

	@Test
	void anOfficeIsToldOfItsOwnAndAnAuditorOfTheirSide() throws Exception {
		UUID id = this.road.referred("Looked at");
		Actor officer = this.road.cast.officer();
		Actor assistant = this.road.cast.assistant();
		Actor attorney = this.road.cast.attorney();
		for (Actor reader : List.of(officer, assistant, attorney)) {
			assertThat(read(reader, "/requests/" + id).getStatus()).isEqualTo(200);
		}
		told(officer, id, officer, assistant, attorney);
		told(assistant, id, assistant, officer, attorney);
		Actor uk = this.road.cast.of("OVERSIGHT-UK", Role.AUDITOR);
		Actor us = this.road.cast.of("OVERSIGHT-US", Role.AUDITOR);
		told(uk, id, officer, assistant, attorney);
		told(us, id, assistant, officer);
		told(us, id, attorney, officer);
		assertThat(read(us, "/audit/readings").getContentAsString()).contains(assistant.name())
			.doesNotContain(officer.name());
		assertThat(read(uk, "/audit/readings").getContentAsString()).contains(officer.name())
			.doesNotContain(assistant.name());
		assertThat(read(this.road.cast.counsel(), "/requests/" + id + "/readings").getStatus()).isEqualTo(404);
	}

	private void told(Actor reader, UUID id, Actor of, Actor... never) throws Exception {
		String page = read(reader, "/requests/" + id + "/readings").getContentAsString();
		assertThat(page).as(reader.name()).contains(of.name());
		for (Actor other : never) {
			assertThat(page).as(reader.name()).doesNotContain(other.name());
		}
	}

	/** The owner takes the right away: the table is then as good as broken. */
	@Test
	void whatCannotBeRecordedIsNotGiven() throws Exception {
		UUID id = this.road.submitted("Not recorded");
		Actor officer = this.road.cast.officer();
		owner("revoke insert on reading from comity_app");
		try {
			assertThatThrownBy(() -> read(officer, "/requests/" + id)).hasStackTraceContaining("permission denied");
		}
		finally {
			owner("grant insert on reading to comity_app");
		}
		assertThat(read(officer, "/requests/" + id).getStatus()).isEqualTo(200);
	}

	@Test
	void theApplicationChangesNoReading() {
		for (String sql : List.of("delete from reading", "update reading set thing = 'LETTER'")) {
			assertThatThrownBy(() -> this.application.sql(sql).update()).hasStackTraceContaining("permission denied");
		}
	}

	private void owner(String sql) throws Exception {
		try (Connection connection = DriverManager.getConnection(
				this.environment.getRequiredProperty("spring.datasource.url"),
				this.environment.getRequiredProperty("spring.flyway.user"),
				this.environment.getRequiredProperty("spring.flyway.password"))) {
			connection.createStatement().execute(sql);
		}
	}

}
