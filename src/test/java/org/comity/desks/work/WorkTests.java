package org.comity.desks.work;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.comity.desks.casefile.DeskTest;
import org.comity.desks.casefile.OpenFacts;
import org.comity.desks.casefile.Road;
import org.comity.kernel.Actor;
import org.comity.kernel.Role;
import org.comity.requests.MoveDetails;
import org.comity.requests.RequestMove;
import org.comity.requests.Worklist;
import org.comity.testing.AsOwner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;

@DeskTest
class WorkTests {

	private static final String PASSING = "/work?q=Passing%20through";

	@Autowired
	MockMvc mvc;

	@Autowired
	Road road;

	@Autowired
	Worklist worklist;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@AfterEach
	void noDate() {
		OpenFacts.neededBy = null;
	}

	private String page(Actor actor, String address) throws Exception {
		MockHttpServletResponse response = this.mvc
			.perform(get(java.net.URI.create(address)).with(this.road.seat(actor)))
			.andReturn()
			.getResponse();
		assertThat(response.getStatus()).as(address).isEqualTo(200);
		return response.getContentAsString(StandardCharsets.UTF_8);
	}

	@Test
	void whoHasNoWorkListIsSentToTheirOwnHome() throws Exception {
		this.mvc.perform(get("/work").with(this.road.seat(this.road.cast.counsel())))
			.andExpect(redirectedUrl("/provider"));
		this.mvc.perform(get("/requests").with(this.road.seat(this.road.cast.counsel())))
			.andExpect(redirectedUrl("/provider"));
		Actor administrator = this.road.cast.of("ADMINISTRATION", Role.ADMINISTRATOR);
		this.mvc.perform(get("/work").with(this.road.seat(administrator)))
			.andExpect(redirectedUrl("/administrator/people"));
		assertThat(this.mvc.perform(get("/requests").with(this.road.seat(administrator)))
			.andReturn()
			.getResponse()
			.getStatus()).isEqualTo(404);
		this.mvc.perform(get("/work").with(this.road.seat(this.road.cast.of("OVERSIGHT-UK", Role.AUDITOR))))
			.andExpect(redirectedUrl("/audit"));
	}

	@Test
	void aRequestIsNewThenOpenedThenWaitsThenIsClosed() throws Exception {
		UUID id = this.road.submitted("Passing through");
		Actor prosecutor = this.road.cast.prosecutor();
		String link = "href=\"/requests/" + id + "\"";
		assertThat(page(prosecutor, PASSING + "&scope=new")).contains(link);
		assertThat(page(prosecutor, PASSING)).contains(link).contains("Decision needed");
		page(prosecutor, "/requests/" + id);
		assertThat(page(prosecutor, PASSING + "&scope=new")).doesNotContain(link);
		assertThat(page(prosecutor, PASSING)).contains(link);
		this.road.made(prosecutor, id, RequestMove.RETURN_TO_POLICE, MoveDetails.message("Who says so?"));
		assertThat(page(prosecutor, PASSING)).doesNotContain(link);
		assertThat(page(prosecutor, PASSING + "&scope=waiting")).contains(link)
			.contains("Waiting for Northshire Police");
		this.road.made(this.road.cast.officer(), id, RequestMove.WITHDRAW_BEFORE_ISSUE, MoveDetails.message("Solved"));
		assertThat(page(prosecutor, PASSING + "&scope=waiting")).doesNotContain(link);
		assertThat(page(prosecutor, PASSING + "&scope=closed")).contains(link).contains("Closed: withdrawn");
		assertThat(page(this.road.cast.authority(), "/requests?q=Passing%20through")).doesNotContain(link);
	}

	@Test
	void theCentralAuthorityWatchesWhatIsSilentOnTheOtherSide() throws Exception {
		UUID id = this.road.transmitted("Never heard of again");
		Actor authority = this.road.cast.authority();
		String link = "href=\"/requests/" + id + "\"";
		assertThat(page(authority, "/work?q=Never%20heard%20of%20again&scope=silent")).contains(link,
				"Silent in the United States", "Last heard", "Today");
		this.jdbc.sql("update request set transmitted_at = now() - interval '43 days' where id = ?").param(id).update();
		assertThat(page(authority, "/work?q=Never%20heard%20of%20again&scope=silent")).contains("43 days ago");
		this.road.made(this.road.cast.attorney(), id, RequestMove.ACKNOWLEDGE, MoveDetails.none());
		assertThat(page(authority, "/work?q=Never%20heard%20of%20again&scope=silent")).contains(link)
			.doesNotContain("43 days ago");
		// What is done in confidence is not heard.
		this.road.made(this.road.cast.attorney(), id, RequestMove.REFER,
				MoveDetails.reason("Memorandum").withOffice(this.road.cast.assistant().office()));
		String before = heard(authority, id);
		this.road.made(this.road.cast.assistant(), id, RequestMove.ACCEPT, MoveDetails.none());
		assertThat(heard(authority, id)).isEqualTo(before);
		// Its own turn is not silence, and nobody else has the list.
		UUID asked = this.road.acknowledged("Asked, not silent");
		this.road.made(this.road.cast.attorney(), asked, RequestMove.ASK, MoveDetails.message("What source?"));
		assertThat(page(authority, "/work?q=Asked%2C%20not%20silent&scope=silent"))
			.doesNotContain("href=\"/requests/" + asked + "\"");
		assertThat(page(this.road.cast.prosecutor(), "/work?scope=silent"))
			.doesNotContain("Silent in the United States");
	}

	private String heard(Actor actor, UUID id) {
		return this.worklist
			.page(actor,
					new Worklist.Query(Worklist.Scope.SILENT, "Never heard of again", null, Worklist.Sort.HEARD, null))
			.rows()
			.stream()
			.filter((row) -> row.id().equals(id))
			.map((row) -> row.since().toString())
			.findFirst()
			.orElseThrow();
	}

	@Test
	void dueAndOverdueAreSaidInWords() throws Exception {
		LocalDate today = LocalDate.now(ZoneOffset.UTC);
		Actor prosecutor = this.road.cast.prosecutor();
		OpenFacts.neededBy = today.minusDays(3);
		UUID late = this.road.submitted("Dated: late one");
		OpenFacts.neededBy = today.plusDays(1);
		this.road.submitted("Dated: tomorrows one");
		OpenFacts.neededBy = today;
		this.road.submitted("Dated: todays one");
		String page = page(prosecutor, "/work?q=Dated&sort=due");
		assertThat(page).contains("3 days overdue").contains("Due tomorrow").contains("Due today");
		assertThat(page.indexOf("late one")).isLessThan(page.indexOf("todays one"));
		assertThat(page.indexOf("todays one")).isLessThan(page.indexOf("tomorrows one"));
		assertThat(page(prosecutor, "/work?q=Dated&scope=overdue")).contains("/requests/" + late)
			.doesNotContain("tomorrows one");
	}

	@Test
	void theLetterOwedAfterAnUrgentTellingIsWorkOfTheProsecutor() throws Exception {
		UUID id = this.road.submitted("Told at once");
		Actor prosecutor = this.road.cast.prosecutor();
		this.road.made(prosecutor, id, RequestMove.TELL_URGENTLY,
				MoveDetails.message("A life").withBasis("DPA 2018 s.75"));
		String page = page(prosecutor, "/work?q=Told%20at%20once");
		assertThat(page).contains("/requests/" + id).contains("Written letter due").contains("Due in 10 days");
		this.road.made(prosecutor, id, RequestMove.CONFIRM_IN_WRITING, MoveDetails.none());
		assertThat(page(prosecutor, "/work?q=Told%20at%20once")).doesNotContain("/requests/" + id + "\"");
	}

	@Test
	void theFilterStandsInTheAddressAndTakesWhateverIsTyped() throws Exception {
		UUID id = this.road.submitted("Per%cent_and <b>bold</b>");
		Actor prosecutor = this.road.cast.prosecutor();
		assertThat(page(prosecutor, "/work?q=per%25cent_")).contains("/requests/" + id).contains("&lt;b&gt;bold");
		assertThat(page(prosecutor, "/work?q=perXcent")).doesNotContain("/requests/" + id)
			.contains("matches your filter");
		assertThat(page(prosecutor, "/work?q=per%25cent&provider=Google")).contains("/requests/" + id);
		assertThat(page(prosecutor, "/work?q=per%25cent&provider=Microsoft")).doesNotContain("/requests/" + id);
		for (String odd : List.of("%00", "%5C", "%27%22%3B--", "x".repeat(5000), "%F0%9F%9A%80")) {
			page(prosecutor, "/work?q=" + odd + "&provider=" + odd + "&sort=" + odd + "&scope=" + odd);
		}
		assertThat(page(prosecutor, "/work?q=%22%27%3E%3Cscript%3Eone()%3C/script%3Ehttps://elsewhere.example/"))
			.as("the links to the other lists carry the words, as words")
			.contains("href=\"/work?scope=waiting&amp;sort=due&amp;q=%22%27%3E%3Cscript%3Eone%28%29")
			.doesNotContain("<script>one")
			.doesNotContain("\"https://elsewhere")
			.doesNotContain("//elsewhere.example\"");
	}

	@Test
	void aCursorThatWasTamperedWithShowsTheFirstPage() throws Exception {
		Actor prosecutor = this.road.cast.prosecutor();
		this.road.submitted("Cursor");
		for (String cursor : List.of("x", "%00", encoded("DUE\n2026-19-39\n" + UUID.randomUUID()),
				encoded("DUE\nnever\n" + UUID.randomUUID()), encoded("NEWEST\nyesterday\n" + UUID.randomUUID()),
				encoded("NEWEST\n+999999999-01-01 00:00:00+00\n" + UUID.randomUUID()),
				encoded("REFERENCE\n\u0000\n" + UUID.randomUUID()), encoded("DUE\n\nx\n\n"), encoded("\n\n"))) {
			for (String sort : List.of("due", "newest", "oldest", "reference")) {
				page(prosecutor, "/work?sort=" + sort + "&after=" + cursor);
			}
		}
	}

	private static String encoded(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void followingThePagesMeetsEveryRequestOnce() throws Exception {
		for (int i = 0; i < Worklist.PAGE + 3; i++) {
			this.road.draft("Paged " + i);
		}
		Actor officer = this.road.cast.officer();
		for (String sort : List.of("due", "newest", "oldest", "reference")) {
			Set<String> seen = new HashSet<>();
			int rows = 0;
			String address = "/requests?q=Paged&sort=" + sort;
			while (address != null) {
				String page = page(officer, address);
				Matcher links = Pattern.compile("href=\"(/requests/[0-9a-f-]{36})\"").matcher(page);
				while (links.find()) {
					seen.add(links.group(1));
					rows++;
				}
				Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(page);
				address = next.find() ? next.group(1).replace("&amp;", "&") : null;
			}
			assertThat(seen).as(sort).hasSize(rows).hasSizeGreaterThanOrEqualTo(Worklist.PAGE + 3);
		}
	}

	@Test
	void anotherForceAndAnotherTeamFindNothing() throws Exception {
		UUID id = this.road.submitted("Walls between");
		for (Actor other : List.of(this.road.cast.of("EASTVALE", "Economic Crime", Role.OFFICER),
				this.road.cast.of("NORTHSHIRE", "Online Child Abuse", Role.OFFICER),
				this.road.cast.of("CPS-EASTVALE", Role.PROSECUTOR), this.road.cast.authority())) {
			assertThat(page(other, "/requests?q=Walls%20between")).doesNotContain(id.toString());
			for (String part : List.of("", "/timeline", "/documents")) {
				assertThat(this.mvc.perform(get("/requests/" + id + part).with(this.road.seat(other)))
					.andReturn()
					.getResponse()
					.getStatus()).as(other.name() + part).isEqualTo(404);
			}
		}
		for (String part : List.of("", "/timeline", "/documents")) {
			page(this.road.cast.officer(), "/requests/" + id + part);
		}
	}

}
