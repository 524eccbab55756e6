package org.comity.desks.casefile;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.requests.Milestones;
import org.comity.requests.MoveDetails;
import org.comity.requests.RequestMove;
import org.comity.requests.Requests;
import org.comity.wall.Wall;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Moves with a screen of their own: a supplement, and the release of milestones.
 */
@DeskTest
class OwnScreenTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	Road road;

	@Autowired
	Requests requests;

	@Autowired
	Milestones milestones;

	@Autowired
	Wall wall;

	@Autowired
	TransactionTemplate transaction;

	private MockHttpServletResponse read(Actor actor, String address) throws Exception {
		return this.mvc.perform(get(address).with(this.road.seat(actor))).andReturn().getResponse();
	}

	private MockHttpServletResponse send(Actor actor, String address, UUID key, UUID drawnFrom, String... fields)
			throws Exception {
		var form = post(address).with(this.road.seat(actor))
			.with(csrf())
			.param("formKey", key.toString())
			.param("drawnFrom", drawnFrom.toString());
		for (int i = 0; i < fields.length; i += 2) {
			form.param(fields[i], fields[i + 1]);
		}
		return this.mvc.perform(form).andReturn().getResponse();
	}

	@Test
	void aSupplementIsOpenedOnceAndBelongsToThePolice() throws Exception {
		UUID parent = this.road.transmitted("Parent");
		Actor prosecutor = this.road.cast.prosecutor();
		String address = "/cps/requests/" + parent + "/supplement";
		assertThat(read(prosecutor, address).getContentAsString()).contains("value=\"Parent\"");
		assertThat(read(this.road.cast.of("CPS-EASTVALE", Role.PROSECUTOR), address).getStatus()).isEqualTo(404);
		assertThat(read(this.road.cast.of("CPS-NORTHSHIRE", Role.SUPERVISOR), address).getStatus()).isEqualTo(404);
		UUID from = this.road.drawnFrom(prosecutor, parent);
		UUID key = Ids.next();
		MockHttpServletResponse refused = send(prosecutor, address, key, from, "title", " ", "reason", "");
		assertThat(refused.getStatus()).isEqualTo(422);
		assertThat(refused.getContentAsString()).contains("Give the supplement a title").contains("Give the reason");
		MockHttpServletResponse tooLong = send(prosecutor, address, key, from, "title", "x".repeat(1_000_000), "reason",
				"More");
		assertThat(tooLong.getStatus()).isEqualTo(422);
		assertThat(tooLong.getContentAsString()).contains("Use 120 characters or fewer");
		MockHttpServletResponse done = send(prosecutor, address, key, from, "title", "Second account", "reason",
				"More facts");
		assertThat(done.getStatus()).isEqualTo(302);
		assertThat(send(prosecutor, address, key, from, "title", "Second account", "reason", "More facts")
			.getRedirectedUrl()).isEqualTo("/requests/" + parent);
		assertThat(this.requests.view(prosecutor, parent).children()).hasSize(1);
		assertThat(read(this.road.cast.officer(), String.valueOf(done.getRedirectedUrl())).getContentAsString())
			.contains("Second account")
			.contains("Supplements");
		assertThat(send(prosecutor, address, Ids.next(), from, "title", "Third", "reason", "Stale").getStatus())
			.isEqualTo(409);
	}

	@Test
	void aSupplementToARequestThatWasNotTransmittedIsNotOpen() throws Exception {
		UUID id = this.road.issued("Not yet");
		MockHttpServletResponse closed = read(this.road.cast.prosecutor(), "/cps/requests/" + id + "/supplement");
		assertThat(closed.getStatus()).isEqualTo(409);
		assertThat(closed.getContentAsString()).contains("A supplement cannot be opened now")
			.doesNotContain("has moved on");
	}

	@Test
	void aHeldMilestoneIsToldOnlyWhenItIsReleased() throws Exception {
		UUID id = this.road.referred("Milestones");
		Actor assistant = this.road.cast.assistant();
		this.road.made(assistant, id, RequestMove.ACCEPT, MoveDetails.none());
		this.wall.inTheNameOf(assistant.office(), () -> this.transaction
			.executeWithoutResult((status) -> this.milestones.happened(id, Ids.next(), Milestones.Kind.SERVED, true)));
		String overview = "/requests/" + id;
		String address = "/usao/requests/" + id + "/milestones";
		assertThat(read(this.road.cast.officer(), overview).getContentAsString())
			.doesNotContain("Process served on the provider");
		assertThat(read(assistant, overview).getContentAsString()).contains("Held back");
		assertThat(read(this.road.cast.of("USAO-WDWASH", Role.ATTORNEY), address).getStatus()).isEqualTo(404);
		assertThat(read(this.road.cast.of("USAO-NDCAL", Role.SUPERVISOR), address).getStatus()).isEqualTo(404);
		String form = read(assistant, address).getContentAsString();
		Matcher held = Pattern.compile("type=\"checkbox\"[^>]*value=\"([0-9a-f-]{36})\"").matcher(form);
		assertThat(held.find()).isTrue();
		UUID from = this.road.drawnFrom(assistant, id);
		assertThat(send(assistant, address, Ids.next(), from).getStatus()).isEqualTo(422);
		MockHttpServletResponse wrong = send(assistant, address, Ids.next(), from, "milestones",
				UUID.randomUUID().toString());
		assertThat(wrong.getStatus()).isEqualTo(422);
		assertThat(this.road.drawnFrom(assistant, id)).as("nothing stays on the ledger").isEqualTo(from);
		assertThat(send(assistant, address, Ids.next(), from, "milestones", held.group(1)).getStatus()).isEqualTo(302);
		assertThat(read(this.road.cast.officer(), overview).getContentAsString())
			.contains("Process served on the provider");
		assertThat(read(this.road.cast.officer(), overview + "/timeline").getContentAsString())
			.contains("Milestone released")
			.doesNotContain("USAO");
		assertThat(read(assistant, overview).getContentAsString()).doesNotContain("moves/release-milestone");
	}

}
