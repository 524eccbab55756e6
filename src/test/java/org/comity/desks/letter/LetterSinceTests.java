package org.comity.desks.letter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.directory.ProviderCompany;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.letters.LetterContent;
import org.comity.letters.LetterDraft;
import org.comity.letters.LetterSection;
import org.comity.letters.Letters;
import org.comity.letters.SampleLetters;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.RequestView;
import org.comity.requests.Requests;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.comity.testing.Seat;
import org.comity.wall.Overseen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * What a letter's pages show of the rest of the work: the prosecutor's changes over the
 * officer's answers, the check beside each question, and the sibling that shares the
 * facts.
 */
@Overseen
@SpringBootTest(properties = "comity.demonstration.enabled=true")
@AutoConfigureMockMvc
class LetterSinceTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	Requests requests;

	@Autowired
	RequestMoves moves;

	@Autowired
	Letters letters;

	@Autowired
	Directory directory;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	Cast cast;

	Actor officer;

	UUID request;

	@BeforeEach
	void filled() {
		this.cast = new Cast(this.jdbc, this.directory);
		this.officer = this.cast.officer();
		this.request = this.requests
			.open(this.officer, Ids.next(),
					new Requests.NewRequest("Kidnapping of a student", company("Google LLC"), "UK-US-MLAT", null,
							this.officer.teams().iterator().next()))
			.orElseThrow();
		SampleLetters.fill(this.letters, this.officer, this.request);
	}

	private UUID company(String name) {
		return this.directory.companies()
			.stream()
			.filter((company) -> company.name().equals(name))
			.map(ProviderCompany::id)
			.findFirst()
			.orElseThrow();
	}

	private void move(Actor actor, RequestMove move, MoveDetails details) {
		assertThat(this.moves.make(actor, new MoveCommand(this.request, move, Ids.next(), null, details)))
			.isInstanceOf(MoveResult.Made.class);
	}

	private MockHttpServletResponse page(Actor actor, String path) throws Exception {
		return this.mvc.perform(get(path).with(Seat.of(this.jdbc, actor))).andReturn().getResponse();
	}

	private String text(Actor actor, String path) throws Exception {
		return page(actor, "/requests/" + this.request + path).getContentAsString(StandardCharsets.UTF_8);
	}

	private void rewrite(Actor actor, String summary) {
		LetterDraft draft = this.letters.draft(actor, this.request);
		this.letters.save(actor, this.request, LetterSection.SUMMARY,
				JsonMapper.shared().createObjectNode().put("text", summary), draft.version(LetterSection.SUMMARY));
	}

	@Test
	void beforeAnythingWasSubmittedNothingHasChanged() throws Exception {
		rewrite(this.officer, "She was taken at noon.");
		assertThat(text(this.officer, "/letter/edit")).doesNotContain("Changed since");
		assertThat(text(this.officer, "/letter/edit/summary")).doesNotContain("Changed since");
	}

	@Test
	void aProsecutorSeesTheirChangesOverTheOfficersAnswersWhereTheyMakeThem() throws Exception {
		rewrite(this.officer, "She was taken at noon.");
		move(this.officer, RequestMove.SUBMIT, MoveDetails.none());
		Actor prosecutor = this.cast.prosecutor();
		assertThat(text(prosecutor, "/letter/edit")).doesNotContain("Changed since");
		rewrite(prosecutor, "She was taken at dusk.");
		assertThat(text(prosecutor, "/letter/edit")).containsOnlyOnce("Changed since: Submission 1 by the police");
		assertThat(text(prosecutor, "/letter/edit/summary")).contains("Changed since: Submission 1 by the police",
				"<del>noon.</del>", "<ins>dusk.</ins>", "letter/compare?from=submission-1&amp;to=draft");
		assertThat(text(prosecutor, "/letter/edit/offences")).doesNotContain("Changed since");
	}

	@Test
	void onlyTheItemThatIsEditedShowsItsChanges() throws Exception {
		move(this.officer, RequestMove.SUBMIT, MoveDetails.none());
		Actor prosecutor = this.cast.prosecutor();
		LetterDraft draft = this.letters.draft(prosecutor, this.request);
		List<LetterContent.Fact> facts = draft.content().facts();
		this.letters.saveItem(prosecutor, this.request, LetterSection.FACTS, facts.get(1).id(),
				JsonMapper.shared().createObjectNode().put("source", "A neighbour's statement"),
				draft.version(LetterSection.FACTS), Ids.next());
		String place = "/letter/edit/facts/";
		assertThat(text(prosecutor, place + facts.get(1).id())).contains("Changed since", "A neighbour");
		assertThat(text(prosecutor, place + facts.get(0).id())).doesNotContain("Changed since");
	}

	@Test
	void theCheckStandsBesideEachQuestion() throws Exception {
		String complete = text(this.officer, "/letter/edit/summary");
		assertThat(complete).contains("Nothing is missing in this section.", "Whole letter: nothing is missing");
		rewrite(this.officer, "");
		assertThat(text(this.officer, "/letter/edit/summary")).contains("Whole letter: 1 thing is missing",
				"comity-check__item--missing");
		assertThat(text(this.officer, "/letter/edit/subject")).contains("Nothing is missing in this section.",
				"Whole letter: 1 thing is missing");
	}

	private MockHttpServletResponse ask(Actor actor, UUID key, @Nullable String company, String operation)
			throws Exception {
		return this.mvc
			.perform(post("/police/requests/" + this.request + "/sibling").with(csrf())
				.with(Seat.of(this.jdbc, actor))
				.param("formKey", key.toString())
				.param("company", String.valueOf(company))
				.param("operation", operation))
			.andReturn()
			.getResponse();
	}

	@Test
	void aSiblingIsTwoClicksAwayAndSharesOffencesAndFacts() throws Exception {
		assertThat(text(this.officer, "")).contains("Ask another provider");
		String page = page(this.officer, "/police/requests/" + this.request + "/sibling")
			.getContentAsString(StandardCharsets.UTF_8);
		assertThat(page).contains("Ask Microsoft Corporation", "value=\"Kidnapping")
			.doesNotContain("Ask Google LLC", "Ask Google Ireland Limited");
		UUID key = Ids.next();
		String microsoft = company("Microsoft Corporation").toString();
		String address = ask(this.officer, key, microsoft, "Harrier").getRedirectedUrl();
		assertThat(address).endsWith("/letter/edit");
		UUID sibling = UUID.fromString(String.valueOf(address).split("/")[2]);
		assertThat(ask(this.officer, key, microsoft, "Harrier").getRedirectedUrl()).as("a double click")
			.isEqualTo("/requests/" + this.request);
		LetterContent of = this.letters.draft(this.officer, this.request).content();
		LetterContent its = this.letters.draft(this.officer, sibling).content();
		assertThat(its.offences()).isEqualTo(of.offences()).isNotEmpty();
		assertThat(its.facts()).isEqualTo(of.facts()).isNotEmpty();
		assertThat(its.summary()).isEqualTo(of.summary());
		assertThat(its.persons()).isEqualTo(of.persons());
		assertThat(its.accounts()).isEmpty();
		assertThat(its.preservation()).isEmpty();
		assertThat(its.enclosures()).isEmpty();
		assertThat(its.use().given()).isFalse();
		RequestView view = this.requests.view(this.officer, sibling);
		assertThat(view.company().name()).isEqualTo("Microsoft Corporation");
		assertThat(view.operation()).isEqualTo("Harrier");
		assertThat(view.parent()).isNull();
		assertThat(view.siblings()).extracting(RequestView.Related::id).contains(this.request);
		assertThat(text(this.officer, "")).contains(view.reference());
		Actor colleague = this.cast.of("NORTHSHIRE", "Online Child Abuse", Role.OFFICER);
		assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> this.requests.view(colleague, sibling));
	}

	@Test
	void aSiblingNeedsAnotherProviderAndAnOperation() throws Exception {
		MockHttpServletResponse same = ask(this.officer, Ids.next(), company("Google LLC").toString(), "Harrier");
		assertThat(same.getStatus()).isEqualTo(422);
		assertThat(same.getContentAsString(StandardCharsets.UTF_8)).contains("Select the company", "value=\"Harrier\"");
		MockHttpServletResponse none = ask(this.officer, Ids.next(), company("Microsoft Corporation").toString(), " ");
		assertThat(none.getContentAsString(StandardCharsets.UTF_8)).contains("Enter the name of the operation");
		assertThat(ask(this.officer, Ids.next(), null, "x".repeat(200)).getStatus()).isEqualTo(422);
	}

	@Test
	void nobodyElseBeginsASibling() throws Exception {
		String microsoft = company("Microsoft Corporation").toString();
		for (Actor stranger : List.of(this.cast.of("NORTHSHIRE", "Online Child Abuse", Role.OFFICER),
				this.cast.of("EASTVALE", "Serious Crime", Role.OFFICER), this.cast.of("NORTHSHIRE", Role.SUPERVISOR),
				this.cast.prosecutor(), this.cast.authority(), this.cast.attorney(), this.cast.counsel())) {
			assertThat(page(stranger, "/police/requests/" + this.request + "/sibling").getStatus()).isEqualTo(404);
			assertThat(ask(stranger, Ids.next(), microsoft, "Harrier").getStatus()).isEqualTo(404);
		}
	}

}
