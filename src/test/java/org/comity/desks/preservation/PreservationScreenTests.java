package org.comity.desks.preservation;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.letters.LetterSection;
import org.comity.letters.Letters;
import org.comity.preservation.Basis;
import org.comity.preservation.PreservationDetails;
import org.comity.preservation.Preservations;
import org.comity.requests.Requests;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.comity.testing.Seat;
import org.comity.testing.browser.Browser;
import org.comity.wall.Overseen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * The preservation page: who gets it, what it refuses, and how it looks.
 */
@Overseen
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "comity.demonstration.enabled=true")
@AutoConfigureMockMvc
class PreservationScreenTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	Requests requests;

	@Autowired
	Preservations preservations;

	@Autowired
	Letters letters;

	@Autowired
	Directory directory;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@LocalServerPort
	int port;

	Cast cast;

	UUID request;

	@BeforeEach
	void draft() {
		this.cast = new Cast(this.jdbc, this.directory);
		this.request = open(this.cast.officer());
	}

	private UUID open(Actor officer) {
		return this.requests
			.open(officer, Ids.next(),
					new Requests.NewRequest("Kidnapping of a student", google(), "UK-US-MLAT", "Harrier",
							officer.teams().iterator().next()))
			.orElseThrow();
	}

	private UUID google() {
		return this.directory.companies()
			.stream()
			.filter((company) -> company.name().equals("Google LLC"))
			.findFirst()
			.orElseThrow()
			.id();
	}

	private String page() {
		return "/requests/" + this.request + "/preservation";
	}

	private MockHttpServletRequestBuilder filled(UUID formKey, LocalDate made) {
		return post(page()).with(csrf())
			.param("formKey", formKey.toString())
			.param("company", google().toString())
			.param("basis", "COURTESY")
			.param("madeOn.day", String.valueOf(made.getDayOfMonth()))
			.param("madeOn.month", String.valueOf(made.getMonthValue()))
			.param("madeOn.year", String.valueOf(made.getYear()));
	}

	private static LocalDate today() {
		return LocalDate.ofInstant(java.time.Instant.ofEpochMilli(System.currentTimeMillis()),
				java.time.ZoneOffset.UTC);
	}

	@Test
	void anOfficerRecordsOneAndADoubleClickRecordsNoSecond() throws Exception {
		UUID key = Ids.next();
		for (int click = 0; click < 2; click++) {
			this.mvc.perform(filled(key, today()).with(Seat.of(this.jdbc, this.cast.officer())))
				.andExpect(redirectedUrl(page()));
		}
		assertThat(this.preservations.of(this.cast.officer(), this.request)).hasSize(1);
		this.mvc.perform(get(page()).with(Seat.of(this.jdbc, this.cast.officer())))
			.andExpect(status().isOk())
			.andExpect(content().string(containsString("Google LLC")))
			.andExpect(content().string(containsString("Renew")));
	}

	@Test
	void nonsenseIsRefusedBesideItsFieldAndKept() throws Exception {
		this.mvc
			.perform(post(page()).with(csrf())
				.with(Seat.of(this.jdbc, this.cast.officer()))
				.param("formKey", Ids.next().toString())
				.param("basis", "COURTESY")
				.param("company", "nobody")
				.param("madeOn.day", "31")
				.param("madeOn.month", "2")
				.param("madeOn.year", "2026")
				.param("reference", "x".repeat(1024 * 1024)))
			.andExpect(status().isOk())
			.andExpect(content().string(containsString("Enter a real date")))
			.andExpect(content().string(containsString("value=\"31\"")))
			.andExpect(content().string(not(containsString("x".repeat(301)))));
		this.mvc
			.perform(filled(Ids.next(), today()).with(Seat.of(this.jdbc, this.cast.officer()))
				.param("reference", "x".repeat(1024 * 1024)))
			.andExpect(status().isOk())
			.andExpect(content().string(containsString("must be 100 characters or fewer")));
		assertThat(this.preservations.of(this.cast.officer(), this.request)).isEmpty();
	}

	@Test
	void toOthersThePageDoesNotExist() throws Exception {
		UUID period = recorded(this.request, this.cast.officer(), today());
		List<String> addresses = List.of(page(), page() + "/" + period + "/renewal",
				page() + "/" + period + "/confirmation", page() + "/" + period + "/let-go");
		for (String address : addresses) {
			this.mvc.perform(get(address).with(Seat.of(this.jdbc, this.cast.officer()))).andExpect(status().isOk());
			for (Actor stranger : List.of(this.cast.of("NORTHSHIRE", "Online Child Abuse", Role.OFFICER),
					this.cast.of("EASTVALE", "Serious Crime", Role.OFFICER), this.cast.prosecutor(),
					this.cast.attorney(), this.cast.counsel())) {
				this.mvc.perform(get(address).with(Seat.of(this.jdbc, stranger))).andExpect(status().isNotFound());
				this.mvc
					.perform(post(address).with(csrf())
						.with(Seat.of(this.jdbc, stranger))
						.param("formKey", Ids.next().toString()))
					.andExpect(status().isNotFound());
			}
		}
	}

	@Test
	void theRequestIsDraftedFromTheLettersAccounts() throws Exception {
		Actor officer = this.cast.officer();
		String draft = page() + "/request";
		this.mvc.perform(get(draft).with(Seat.of(this.jdbc, officer)))
			.andExpect(status().isOk())
			.andExpect(content().string(containsString("names no account at this company yet")));
		ObjectNode account = (ObjectNode) JsonMapper.shared()
			.readTree("{\"identifier\":\"quiet.harbour.lane@gmail.example\",\"type\":\"EMAIL\"}");
		account.put("company", google().toString());
		this.letters.saveItem(officer, this.request, LetterSection.ACCOUNTS, null, account, 0, Ids.next());
		this.mvc.perform(get(draft).with(Seat.of(this.jdbc, officer)))
			.andExpect(content().string(containsString("quiet.harbour.lane@gmail.example")));
		byte[] pdf = this.mvc
			.perform(get(draft + ".pdf").param("company", google().toString())
				.param("basis", "COURTESY")
				.with(Seat.of(this.jdbc, officer)))
			.andExpect(status().isOk())
			.andExpect(content().contentType("application/pdf"))
			.andReturn()
			.getResponse()
			.getContentAsByteArray();
		assertThat(new String(pdf, 0, 5, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
		for (Actor stranger : List.of(this.cast.of("NORTHSHIRE", "Online Child Abuse", Role.OFFICER),
				this.cast.prosecutor(), this.cast.attorney(), this.cast.counsel())) {
			this.mvc.perform(get(draft).with(Seat.of(this.jdbc, stranger))).andExpect(status().isNotFound());
			this.mvc
				.perform(get(draft + ".pdf").param("company", google().toString())
					.param("basis", "COURTESY")
					.with(Seat.of(this.jdbc, stranger)))
				.andExpect(status().isNotFound());
		}
	}

	@Test
	void letGoItAsksForAReasonAndIsSilent() throws Exception {
		Actor officer = this.cast.officer();
		UUID period = recorded(this.request, officer, today().minusDays(80));
		String address = page() + "/" + period + "/let-go";
		this.mvc.perform(get("/requests/" + this.request).with(Seat.of(this.jdbc, officer)))
			.andExpect(content().string(containsString("Preservation ends in 10 days")));
		this.mvc.perform(
				post(address).with(csrf()).with(Seat.of(this.jdbc, officer)).param("formKey", Ids.next().toString()))
			.andExpect(content().string(containsString("Enter why it is no longer needed")));
		this.mvc
			.perform(post(address).with(csrf())
				.with(Seat.of(this.jdbc, officer))
				.param("formKey", Ids.next().toString())
				.param("reason", "The data came home."))
			.andExpect(redirectedUrl(page()));
		this.mvc.perform(get(page()).with(Seat.of(this.jdbc, officer)))
			.andExpect(content().string(containsString("The data came home.")))
			.andExpect(content().string(not(containsString("Preservation ends"))));
	}

	@Test
	void theClockIsOnTheQuestionsOfTheLetterToo() throws Exception {
		recorded(this.request, this.cast.officer(), today().minusDays(87));
		for (String place : List.of("/letter/edit", "/letter/edit/facts/new", "/letter/check", "/timeline",
				"/documents", "/letter", "/preservation/request")) {
			this.mvc.perform(get("/requests/" + this.request + place).with(Seat.of(this.jdbc, this.cast.officer())))
				.andExpect(content().string(containsString("Preservation ends in 3 days")));
		}
	}

	@Test
	void aSupervisorReadsAndRecordsNothing() throws Exception {
		Actor supervisor = this.cast.of("NORTHSHIRE", Role.SUPERVISOR);
		this.mvc.perform(get(page()).with(Seat.of(this.jdbc, supervisor)))
			.andExpect(status().isOk())
			.andExpect(content().string(not(containsString("Record the preservation"))));
		this.mvc.perform(filled(Ids.next(), today()).with(Seat.of(this.jdbc, supervisor)))
			.andExpect(status().isNotFound());
	}

	private UUID recorded(UUID id, Actor officer, LocalDate made) {
		this.preservations.record(officer, id, Ids.next(),
				new PreservationDetails(google(), Basis.COURTESY, "GGL-4471-20", made, null, null));
		return this.preservations.of(officer, id).get(0).id();
	}

	@Test
	void looksRight() {
		UUID person = this.directory.personByEmail("amara.osei@northshire.example").orElseThrow().id();
		var found = this.directory.person(person);
		var office = this.directory.office(found.office());
		Actor amara = new Actor(person, found.name(), office.id(), office.shortName(), office.kind(), office.side(),
				office.country(), found.roles(), found.teams());
		this.request = open(amara);
		String address = "http://localhost:" + this.port;
		try (Browser browser = Browser.start(); BrowserContext session = browser.session(1280)) {
			Page page = session.newPage();
			page.navigate(address + "/sign-in");
			page.locator("#email").fill("amara.osei@northshire.example");
			page.locator("#password").fill("demonstration");
			page.locator("main form button[type=submit]").first().click();
			page.navigate(address + page());
			Browser.screenshot(page, "preservation-none");
			UUID first = recorded(this.request, amara, today().minusDays(95));
			this.preservations.renew(amara, this.request, first, Ids.next(),
					new PreservationDetails(null, Basis.STATUTORY, "GGL-4471-21", today().minusDays(2), today(), null));
			recorded(this.request, amara, today().minusDays(100));
			recorded(this.request, amara, today().minusDays(87));
			for (int width : List.of(1280, 360)) {
				page.setViewportSize(width, 900);
				page.navigate(address + page());
				Browser.screenshot(page, "preservation-" + width);
				assertThat(Browser.accessibilityViolations(page)).isEmpty();
				assertThat(Browser.overflowsSideways(page)).isFalse();
				page.getByText("Record the preservation").click();
				Browser.screenshot(page, "preservation-errors-" + width);
				assertThat(page.title()).startsWith("Error:");
				page.navigate(address + page() + "/" + first + "/confirmation");
				Browser.screenshot(page, "preservation-confirm-" + width);
				assertThat(Browser.accessibilityViolations(page)).isEmpty();
				assertThat(Browser.overflowsSideways(page)).isFalse();
			}
		}
	}

}
