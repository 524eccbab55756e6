package org.comity.notifications;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import org.comity.desks.casefile.DeskTest;
import org.comity.desks.casefile.Road;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.requests.Ledger;
import org.comity.requests.Milestones;
import org.comity.requests.MoveDetails;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoved;
import org.comity.testing.AsOwner;
import org.comity.wall.Overseen;
import org.comity.wall.Wall;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.modulith.events.core.EventSerializer;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@DeskTest
class NoticesTests {

	@Autowired
	OldNotices old;

	@Autowired
	Road road;

	@Autowired
	Notices notices;

	@Autowired
	TellOffices listener;

	@Autowired
	Milestones milestones;

	@Autowired
	Wall wall;

	@Autowired
	Ledger ledger;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	TransactionTemplate transaction;

	@Autowired
	EventSerializer serializer;

	@Autowired
	IncompleteEventPublications incomplete;

	@Autowired
	MockMvc mvc;

	private List<Notice> about(Actor actor, UUID request) {
		return this.notices.page(actor, null)
			.notices()
			.stream()
			.filter((notice) -> notice.request().equals(request))
			.toList();
	}

	private static void await(BooleanSupplier condition) throws InterruptedException {
		Instant end = Instant.now().plus(Duration.ofSeconds(10));
		while (!condition.getAsBoolean()) {
			assertThat(Instant.now()).as("waited too long").isBefore(end);
			Thread.sleep(50);
		}
	}

	private void settled() throws InterruptedException {
		await(() -> this.jdbc.sql("select count(*) from event_publication where completion_date is null")
			.query(Integer.class)
			.single() == 0);
	}

	@Test
	void whoseTurnItIsIsToldAndEachPersonReadsForThemselves() throws Exception {
		UUID id = this.road.transmitted("Told to OIA");
		Actor attorney = this.road.cast.attorney();
		Actor other = this.road.cast.of("OIA", Role.CASEWORKER);
		await(() -> about(attorney, id).size() == 1);
		Notice notice = about(attorney, id).get(0);
		assertThat(notice.labelCode()).isEqualTo("position.REQUESTED_REVIEW");
		assertThat(notice.office()).isEqualTo("UKCA");
		assertThat(notice.read()).isFalse();
		int before = this.notices.unread(attorney);
		this.mvc.perform(get("/notices/" + notice.id()).with(this.road.seat(attorney)))
			.andExpect(redirectedUrl("/requests/" + id));
		assertThat(this.notices.unread(attorney)).isEqualTo(before - 1);
		assertThat(about(other, id).get(0).read()).isFalse();
		this.mvc.perform(post("/notices/read").with(this.road.seat(other)).with(csrf()))
			.andExpect(redirectedUrl("/notices"));
		assertThat(this.notices.unread(other)).isZero();
	}

	@Test
	void anOldNoticeIsHistoryAndNotCounted() throws Exception {
		UUID id = this.road.transmitted("Told long ago");
		Actor attorney = this.road.cast.attorney();
		await(() -> about(attorney, id).size() == 1);
		int before = this.notices.unread(attorney);
		// The same again, told when it is history now.
		this.jdbc.sql("""
				insert into notice (id, event_id, office_id, request_id, entry_id, subject_id, machine, occurred_at,
					created_at)
				select gen_random_uuid(), gen_random_uuid(), office_id, request_id, entry_id, subject_id, machine,
					occurred_at - make_interval(days => ?), created_at
				from notice where request_id = ? and office_id = ?
				""").params(Notices.DAYS_NEW, id, attorney.office()).update();
		assertThat(this.notices.unread(attorney)).isEqualTo(before);
	}

	@Test
	void noticesSayNoWordOfTheCase() throws Exception {
		UUID id = this.road.transmitted("Secret title of the case");
		Actor attorney = this.road.cast.attorney();
		await(() -> about(attorney, id).size() == 1);
		String page = this.mvc.perform(get("/notices").with(this.road.seat(attorney)))
			.andExpect(status().isOk())
			.andReturn()
			.getResponse()
			.getContentAsString();
		assertThat(page).contains("With the requested central authority")
			.contains("unread")
			.doesNotContain("Secret title");
	}

	@Test
	void anotherOfficesAndAnotherTeamsNoticeIsNotFound() throws Exception {
		UUID id = this.road.transmitted("Of one team");
		Actor attorney = this.road.cast.attorney();
		Actor supervisor = this.road.requestedSupervisor();
		await(() -> about(attorney, id).size() == 1);
		UUID notice = about(attorney, id).get(0).id();
		this.mvc.perform(get("/notices/" + notice).with(this.road.seat(this.road.cast.authority())))
			.andExpect(status().isNotFound());
		Actor member = this.road.cast.of("OIA", "United Kingdom", Role.ATTORNEY);
		this.mvc
			.perform(post("/requests/" + id + "/team").with(this.road.seat(supervisor))
				.with(csrf())
				.param("team", member.teams().iterator().next().toString()))
			.andExpect(status().isFound());
		assertThat(about(attorney, id)).isEmpty();
		assertThat(about(member, id)).hasSize(1);
		this.mvc.perform(get("/notices/" + notice).with(this.road.seat(attorney))).andExpect(status().isNotFound());
		this.mvc.perform(get("/notices/" + notice).with(this.road.seat(member))).andExpect(status().isFound());
	}

	@Test
	void anEmergencyIsToldToTheWholeOfficeAndNothingElseOfTheCase() throws Exception {
		UUID id = this.road.transmitted("Secret title of the case");
		Actor opener = this.road.cast.of("NORTHSHIRE", "Online Child Abuse", Role.OFFICER);
		Actor colleague = this.road.cast.of("NORTHSHIRE", "Serious Crime", Role.OFFICER);
		Actor supervisor = this.road.cast.of("NORTHSHIRE", Role.SUPERVISOR);
		String reference = this.jdbc.sql("select reference from request where id = ?")
			.param(id)
			.query(String.class)
			.single();
		settled();
		assertThat(about(colleague, id)).isEmpty();
		int unread = this.notices.unread(colleague);
		this.mvc
			.perform(post("/emergency-access").with(this.road.seat(opener))
				.with(csrf())
				.param("formKey", Ids.next().toString())
				.param("reference", reference)
				.param("reason", "Words of the reason"))
			.andExpect(redirectedUrl("/requests/" + id));
		await(() -> about(colleague, id).size() == 1);
		for (Actor told : List.of(colleague, supervisor, opener)) {
			assertThat(about(told, id).get(0)).as(told.name()).satisfies((notice) -> {
				assertThat(notice.labelCode()).isEqualTo("move.request.OPEN_IN_EMERGENCY.done");
				assertThat(notice.opener()).isEqualTo(opener.name());
				assertThat(notice.reference()).isEqualTo(reference);
				assertThat(notice.leads()).isEqualTo(!told.equals(colleague));
			});
		}
		assertThat(this.notices.unread(colleague)).isEqualTo(unread + 1);
		assertThat(page(colleague)).contains(reference, opener.name())
			.doesNotContain("Secret title", "Words of the reason");
		UUID notice = about(colleague, id).get(0).id();
		this.mvc.perform(get("/notices/" + notice).with(this.road.seat(colleague)))
			.andExpect(redirectedUrl("/notices"));
		assertThat(about(colleague, id).get(0).read()).isTrue();
		this.mvc.perform(get("/requests/" + id).with(this.road.seat(colleague))).andExpect(status().isNotFound());
		this.mvc.perform(get("/notices/" + notice).with(this.road.seat(supervisor)))
			.andExpect(redirectedUrl("/requests/" + id));
		for (Actor elsewhere : List.of(this.road.cast.prosecutor(), this.road.cast.authority(),
				this.road.cast.attorney(), this.road.cast.of("EASTVALE", Role.OFFICER))) {
			assertThat(about(elsewhere, id)).as(elsewhere.name())
				.noneMatch((one) -> one.labelCode().equals("move.request.OPEN_IN_EMERGENCY.done"));
			this.mvc.perform(get("/notices/" + notice).with(this.road.seat(elsewhere)))
				.andExpect(status().isNotFound());
		}
	}

	private String page(Actor actor) throws Exception {
		return this.mvc.perform(get("/notices").with(this.road.seat(actor)))
			.andExpect(status().isOk())
			.andReturn()
			.getResponse()
			.getContentAsString();
	}

	@Test
	void theRequestingSideIsToldNothingOfTheExecutionAndTheProviderNothingOfTheRequest() throws Exception {
		UUID id = this.road.referred("In confidence");
		settled();
		int before = about(this.road.cast.authority(), id).size();
		this.road.made(this.road.cast.assistant(), id, RequestMove.ACCEPT, MoveDetails.none());
		this.road.made(this.road.cast.assistant(), id, RequestMove.SEAL, MoveDetails.reason("Court"));
		settled();
		assertThat(about(this.road.cast.authority(), id)).hasSize(before);
		assertThat(about(this.road.cast.counsel(), id)).isEmpty();
		this.road.made(this.road.cast.assistant(), id, RequestMove.COMPLETE, MoveDetails.message("No records"));
		await(() -> about(this.road.cast.officer(), id).stream()
			.anyMatch((notice) -> notice.labelCode().equals("move.request.COMPLETE.done")));
		assertThat(about(this.road.cast.officer(), id).get(0).office()).isEqualTo("OIA");
		assertThat(about(this.road.cast.counsel(), id)).isEmpty();
	}

	@Test
	void aMilestoneThatIsReleasedAsItHappensIsToldToTheRequestingSideAndAHeldOneToNobody() throws Exception {
		UUID id = this.road.referred("Milestones of a case");
		this.road.made(this.road.cast.assistant(), id, RequestMove.ACCEPT, MoveDetails.none());
		settled();
		List<Actor> requesting = List.of(this.road.cast.officer(), this.road.cast.prosecutor(),
				this.road.cast.authority());
		List<Integer> before = requesting.stream().map((actor) -> about(actor, id).size()).toList();
		happened(id, true, false);
		settled();
		assertThat(requesting).extracting((actor) -> about(actor, id).size()).isEqualTo(before);
		happened(id, false, true);
		settled();
		assertThat(requesting).extracting((actor) -> about(actor, id).size()).isEqualTo(before);
		happened(id, false, false);
		settled();
		for (Actor actor : requesting) {
			Notice notice = about(actor, id).get(0);
			assertThat(notice.labelCode()).isEqualTo("move.request.RELEASE_MILESTONE.done");
			assertThat(notice.office()).as("the central authority speaks").isEqualTo("OIA");
		}
		assertThat(requesting).extracting((actor) -> about(actor, id).size())
			.isEqualTo(before.stream().map((count) -> count + 1).toList());
		assertThat(about(this.road.cast.counsel(), id)).isEmpty();
		assertThat(this.mvc.perform(get("/notices").with(this.road.seat(this.road.cast.officer())))
			.andReturn()
			.getResponse()
			.getContentAsString()).contains("Milestone released").doesNotContain("Milestones of a case");
		assertThat(this.ledger.verify(id)).isEmpty();
	}

	/** At the desk of the executing office: nobody else may write what is held back. */
	private void happened(UUID request, boolean held, boolean undone) {
		this.wall.inTheNameOf(this.road.cast.assistant().office(),
				() -> this.transaction.executeWithoutResult((status) -> {
					this.milestones.happened(request, Ids.next(), Milestones.Kind.SERVED, held);
					if (undone) {
						status.setRollbackOnly();
					}
				}));
	}

	@Test
	void anAskedWithdrawalIsToldToWhoeverCanConfirmIt() throws Exception {
		UUID id = this.road.referred("Withdrawal");
		this.road.made(this.road.cast.prosecutor(), id, RequestMove.ASK_WITHDRAWAL, MoveDetails.message("No need"));
		for (Actor actor : List.of(this.road.cast.attorney(), this.road.cast.assistant())) {
			await(() -> about(actor, id).stream()
				.anyMatch((notice) -> notice.labelCode().equals("move.request.ASK_WITHDRAWAL.done")));
		}
	}

	@Test
	void anEventThatComesTwiceTellsOnce() throws Exception {
		UUID id = this.road.transmitted("Twice");
		Actor attorney = this.road.cast.attorney();
		await(() -> about(attorney, id).size() == 1);
		RequestMoved event = again(id, attorney);
		TellOffices here = AopTestUtils.getTargetObject(this.listener);
		Overseen.Stand.inBackground(() -> this.transaction.executeWithoutResult((status) -> here.on(event)));
		assertThat(about(attorney, id)).hasSize(2);
		Overseen.Stand.inBackground(() -> this.transaction.executeWithoutResult((status) -> here.on(event)));
		assertThat(about(attorney, id)).hasSize(2);
	}

	@Test
	void anEventWhoseListenerDiedIsHandedOverAgain() throws Exception {
		UUID id = this.road.transmitted("Died between");
		Actor attorney = this.road.cast.attorney();
		await(() -> about(attorney, id).size() == 1);
		settled();
		RequestMoved event = again(id, attorney);
		this.jdbc
			.sql("insert into event_publication (id, listener_id, event_type, serialized_event, publication_date, status, "
					+ "completion_attempts) values (?, 'notifications.tell-offices', ?, ?, now() - interval '1 hour', "
					+ "'PUBLISHED', 1)")
			.params(UUID.randomUUID(), RequestMoved.class.getName(), this.serializer.serialize(event).toString())
			.update();
		this.incomplete.resubmitIncompletePublications((publication) -> true);
		await(() -> about(attorney, id).size() == 2);
		settled();
		assertThat(about(attorney, id)).hasSize(2);
	}

	@Test
	void oldNoticesGoWhoeverHasReadThem() throws Exception {
		UUID id = this.road.transmitted("Long ago");
		UUID young = this.road.transmitted("Of late");
		Actor attorney = this.road.cast.attorney();
		await(() -> about(attorney, id).size() == 1 && about(attorney, young).size() == 1);
		settled();
		this.jdbc
			.sql("insert into notice_read (person_id, notice_id, read_at) select ?, n.id, now() from notice n "
					+ "where n.request_id in (?, ?)")
			.params(attorney.person(), id, young)
			.update();
		this.jdbc.sql("update notice set occurred_at = now() - interval '25 months' where request_id = ?")
			.param(id)
			.update();
		Overseen.Stand.fromNowhere(this.old::forget);
		assertThat(about(attorney, id)).isEmpty();
		assertThat(about(attorney, young)).hasSize(1);
	}

	/** An event as of the newest entry that this person sees. */
	private RequestMoved again(UUID id, Actor told) {
		return new RequestMoved(Ids.next(), id, this.road.drawnFrom(told, id), id, "REQUEST", "TRANSMIT",
				this.road.cast.authority().office(), null, Set.of(told.office()), Instant.now());
	}

}
