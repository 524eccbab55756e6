package org.comity.desks.review;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.directory.ProviderCompany;
import org.comity.kernel.Actor;
import org.comity.kernel.Role;
import org.comity.letters.CheckContext;
import org.comity.letters.Letters;
import org.comity.letters.SampleLetters;
import org.comity.letters.Sufficiency;
import org.comity.requests.Ledger;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.Requests;
import org.comity.requests.Timeline;
import org.comity.reviews.ReviewItem;
import org.comity.reviews.ReviewItem.Status;
import org.comity.reviews.Reviews;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.comity.testing.Seat;
import org.comity.wall.Overseen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * The checklist at each office: what is not met becomes the points that are asked, advice
 * is overruled on the ledger, and nobody reads another office's.
 */
@Overseen
@SpringBootTest(properties = "comity.demonstration.enabled=true")
@AutoConfigureMockMvc
class ReviewTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	Letters letters;

	@Autowired
	Reviews reviews;

	@Autowired
	Requests requests;

	@Autowired
	RequestMoves moves;

	@Autowired
	Timeline timeline;

	@Autowired
	Ledger ledger;

	@Autowired
	Directory directory;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	Cast cast;

	UUID request;

	@BeforeEach
	void submitted() {
		this.cast = new Cast(this.jdbc, this.directory);
		submitted(this.cast.officer());
	}

	private void submitted(Actor officer) {
		UUID google = this.directory.companies()
			.stream()
			.filter((company) -> company.name().equals("Google LLC"))
			.map(ProviderCompany::id)
			.findFirst()
			.orElseThrow();
		this.request = this.requests
			.open(officer, UUID.randomUUID(),
					new Requests.NewRequest("Reviewed", google, "UK-US-MLAT", null, officer.teams().iterator().next()))
			.orElseThrow();
		SampleLetters.fill(this.letters, officer, this.request);
		move(officer, RequestMove.SUBMIT, MoveDetails.none());
	}

	private void move(Actor actor, RequestMove move, MoveDetails details) {
		assertThat(this.moves.make(actor, new MoveCommand(this.request, move, UUID.randomUUID(), null, details)))
			.isInstanceOf(MoveResult.Made.class);
	}

	private void issue() {
		issue(this.cast.prosecutor());
	}

	private void issue(Actor prosecutor) {
		assertThat(this.letters.issue(prosecutor,
				new Letters.Issue(this.request, UUID.randomUUID(), null,
						this.letters.draft(prosecutor, this.request).version(), "", true)))
			.isInstanceOf(MoveResult.Made.class);
	}

	private void transmit() {
		move(this.cast.authority(), RequestMove.TRANSMIT, MoveDetails.none().withBasis("DPA 2018 s.75"));
	}

	private MockHttpServletResponse page(Actor actor, String path) throws Exception {
		return this.mvc.perform(get("/requests/" + this.request + path).with(Seat.of(this.jdbc, actor)))
			.andReturn()
			.getResponse();
	}

	private static String text(MockHttpServletResponse response) throws Exception {
		return response.getContentAsString(StandardCharsets.UTF_8);
	}

	private MockHttpServletResponse save(Actor actor, long version, String... fields) throws Exception {
		MockHttpServletRequestBuilder form = post("/requests/" + this.request + "/review")
			.with(Seat.of(this.jdbc, actor))
			.with(csrf())
			.param("office", actor.office().toString())
			.param("version", Long.toString(version));
		for (int i = 0; i < fields.length; i += 2) {
			form.param(fields[i], fields[i + 1]);
		}
		return this.mvc.perform(form).andReturn().getResponse();
	}

	private CheckContext context(Actor actor) {
		return this.letters.context(actor, this.request, null);
	}

	private List<ReviewItem> items(Actor actor) {
		return this.reviews.sheet(actor, this.request, context(actor)).items();
	}

	private ReviewItem advice(Actor actor, String rule) {
		return items(actor).stream().filter((item) -> item.rule().name().equals(rule)).findFirst().orElseThrow();
	}

	@Test
	void whatIsNotMetBecomesThePointsOfTheReturn() throws Exception {
		Actor prosecutor = this.cast.prosecutor();
		assertThat(text(page(prosecutor, ""))).contains("Go through the checklist");
		assertThat(text(page(prosecutor, "/review"))).contains("The draft as it is now", "A source for each fact",
				"What carries the showing", "nobody has asked the provider to keep the data");
		ReviewItem kept = advice(prosecutor, "no-preservation");
		assertThat(text(save(prosecutor, 0, "unmet", "fact-source"))).contains("Say what would settle it");
		assertThat(save(prosecutor, 0, "unmet", "fact-source", "fact-source", "Who saw <it>?", "say-" + kept.key(),
				"NOT_MET")
			.getStatus()).isEqualTo(302);
		assertThat(items(prosecutor)).filteredOn((item) -> item.status() == Status.NOT_MET)
			.extracting(ReviewItem::key)
			.containsExactly("fact-source", kept.key());
		assertThat(items(prosecutor)).filteredOn((item) -> item.rule().name().equals("offence"))
			.extracting(ReviewItem::status)
			.containsExactly(Status.MET);
		String points = "1. A source for each fact\nWho saw <it>?\n\n2. " + this.reviews.words(kept);
		assertThat(this.reviews.points(prosecutor, this.request, context(prosecutor))).isEqualTo(points);
		assertThat(text(page(prosecutor, "/review"))).contains("Ask about the 2 points");
		assertThat(text(page(prosecutor, "/moves/return-to-police"))).contains("1. A source for each fact",
				"Who saw &lt;it&gt;?");
		move(prosecutor, RequestMove.RETURN_TO_POLICE, MoveDetails.message(points));
		assertThat(text(page(this.cast.officer(), "/moves/answer-points"))).contains("name=\"point-2\"")
			.doesNotContain("name=\"point-3\"");
		assertThat(save(prosecutor, 1).getStatus()).as("it is with the police now").isEqualTo(409);
	}

	@Test
	void adviceIsOverruledWithAReasonOnTheLedgerOnceAndWhatTheLawAsksForIsNot() throws Exception {
		issue();
		Actor authority = this.cast.authority();
		ReviewItem kept = advice(authority, "no-preservation");
		MockHttpServletResponse bare = save(authority, 0, "say-" + kept.key(), "OVERRULED");
		assertThat(bare.getStatus()).isEqualTo(422);
		assertThat(text(bare)).contains("Give the reason why you overrule it");
		assertThat(save(authority, 0, "say-" + kept.key(), "OVERRULED", kept.key(), "Google keeps it by its own policy")
			.getStatus()).isEqualTo(302);
		Timeline.Item entry = this.timeline.of(authority, this.request).get(0);
		assertThat(entry.labelCode()).contains("OVERRULE_ADVICE");
		assertThat(entry.words()).extracting(Timeline.Words::text)
			.containsExactly(this.reviews.words(kept) + "\nGoogle keeps it by its own policy");
		int entries = this.timeline.of(authority, this.request).size();
		assertThat(save(authority, 1, "say-" + kept.key(), "OVERRULED", kept.key(), "Google keeps it by its own policy")
			.getStatus()).isEqualTo(302);
		assertThat(this.timeline.of(authority, this.request)).as("once").hasSize(entries);
		assertThat(this.ledger.verify(this.request)).isEmpty();
		assertThat(save(authority, 2, "say-fact-source", "OVERRULED", "fact-source", "Never mind").getStatus())
			.isEqualTo(302);
		assertThat(items(authority)).filteredOn((item) -> item.key().equals("fact-source"))
			.extracting(ReviewItem::status)
			.containsExactly(Status.MET);
		transmit();
		assertThat(this.timeline.of(this.cast.attorney(), this.request)).as("the other side is not told")
			.noneMatch((item) -> item.labelCode().contains("OVERRULE"));
	}

	@Test
	void anOfficeReadsItsOwnReviewAndNobodyElses() throws Exception {
		issue();
		transmit();
		Actor attorney = this.cast.attorney();
		assertThat(save(attorney, 0, "unmet", "summary", "summary", "Too thin by far", "linkedCase", "US v. Doe 24-17")
			.getStatus()).isEqualTo(302);
		assertThat(text(page(attorney, "/review"))).contains("Too thin by far", "US v. Doe 24-17");
		for (Actor other : List.of(this.cast.prosecutor(), this.cast.authority())) {
			assertThat(text(page(other, "/review"))).contains("The request is not with your office now")
				.doesNotContain("Too thin by far", "US v. Doe 24-17", "A linked case of your own");
			assertThat(save(other, 0, "unmet", "summary", "summary", "x").getStatus()).isNotEqualTo(302);
		}
		for (Actor stranger : List.of(this.cast.officer(), this.cast.assistant(), this.cast.counsel(),
				this.cast.of("OVERSIGHT-UK", Role.AUDITOR), this.cast.of("CPS-EASTVALE", Role.PROSECUTOR))) {
			assertThat(page(stranger, "/review").getStatus()).as(stranger.name()).isEqualTo(404);
			assertThat(save(stranger, 0).getStatus()).as(stranger.name()).isEqualTo(404);
		}
	}

	@Test
	void twoOfAnOfficeDoNotWriteOverEachOther() throws Exception {
		issue();
		Actor authority = this.cast.authority();
		assertThat(save(authority, 0, "unmet", "summary", "summary", "First").getStatus()).isEqualTo(302);
		MockHttpServletResponse second = save(this.cast.of("UKCA", "Outgoing requests", Role.CASEWORKER), 0, "unmet",
				"summary", "summary", "Second");
		assertThat(second.getStatus()).isEqualTo(409);
		assertThat(text(second)).contains(authority.name(), "saved this review", "Second");
		assertThat(this.reviews.points(authority, this.request, context(authority))).contains("First");
	}

	@Test
	void whatAnotherForceAsksIsNeverPartOfAQuestion() throws Exception {
		issue();
		transmit();
		UUID first = this.request;
		submitted();
		issue();
		Actor authority = this.cast.authority();
		ReviewItem asked = advice(authority, "asked-before");
		assertThat(save(authority, 0, "say-" + asked.key(), "NOT_MET").getStatus()).isEqualTo(302);
		assertThat(this.requests.view(authority, first).requestingReference()).isNotNull();
		assertThat(this.reviews.words(asked)).contains("was asked for in");
		assertThat(this.reviews.points(authority, this.request, context(authority))).isEmpty();
		assertThat(save(authority, 1, "say-" + asked.key(), "OVERRULED", asked.key(), "Nothing to add").getStatus())
			.isEqualTo(302);
		assertThat(this.timeline.of(this.cast.officer(), this.request).get(0).words()).extracting(Timeline.Words::text)
			.containsExactly("Advice that the reviewing office alone reads\nNothing to add");
	}

	@Test
	void ofAnotherForcesRequestOnlyTheCentralAuthorityLearns() {
		submitted(this.cast.of("EASTVALE", "Serious Crime", Role.OFFICER));
		issue(this.cast.of("CPS-EASTVALE", Role.PROSECUTOR));
		transmit();
		UUID theirs = this.request;
		submitted();
		issue();
		transmit();
		Actor authority = this.cast.authority();
		Actor attorney = this.cast.attorney();
		assertThat(askedBefore(authority))
			.contains(String.valueOf(this.requests.view(authority, theirs).requestingReference()));
		assertThat(askedBefore(attorney)).doesNotContain("EASTVALE", "UKCA",
				this.requests.view(attorney, theirs).reference());
		assertThat(askedBefore(this.cast.prosecutor())).doesNotContain("EASTVALE");
	}

	private String askedBefore(Actor actor) {
		return Sufficiency.advice(this.letters.newest(actor, this.request).orElseThrow(), context(actor))
			.stream()
			.map((finding) -> finding.rejection().code() + finding.rejection().arguments())
			.filter((words) -> words.contains("asked-before"))
			.collect(java.util.stream.Collectors.joining(" "));
	}

}
