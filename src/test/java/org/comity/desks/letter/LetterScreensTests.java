package org.comity.desks.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.comity.accounts.SignedIn;
import org.comity.directory.Directory;
import org.comity.directory.Person;
import org.comity.kernel.Actor;
import org.comity.letters.LetterPage;
import org.comity.letters.LetterSection;
import org.comity.letters.Letters;
import org.comity.requests.Requests;
import org.comity.testing.AsOwner;
import org.comity.wall.Overseen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * The letter's screens take whatever is typed: a clear answer, nothing lost, no page for
 * those who have no part in it.
 */
@Overseen
@SpringBootTest(properties = "comity.demonstration.enabled=true")
@AutoConfigureMockMvc
class LetterScreensTests {

	private final MockMvc web;

	private final Directory directory;

	private final Requests requests;

	private final Letters letters;

	private final JdbcClient jdbc;

	private final Actor officer;

	private UUID request = new UUID(0, 0);

	@Autowired
	LetterScreensTests(MockMvc web, Directory directory, Requests requests, Letters letters, @AsOwner JdbcClient jdbc) {
		this.web = web;
		this.directory = directory;
		this.requests = requests;
		this.letters = letters;
		this.jdbc = jdbc;
		this.officer = actor("amara.osei@northshire.example");
	}

	@BeforeEach
	void open() {
		this.request = this.requests
			.open(this.officer, UUID.randomUUID(),
					new Requests.NewRequest("Kidnapping", google(), "UK-US-MLAT", "Harrier",
							this.officer.teams().iterator().next()))
			.orElseThrow();
	}

	@Test
	void anOfficerBeginsARequest() throws Exception {
		this.web.perform(get("/police/requests/new").with(as(this.officer))).andExpect(status().isOk());
		String key = UUID.randomUUID().toString();
		MockHttpServletRequestBuilder form = post("/police/requests/new").with(csrf())
			.with(as(this.officer))
			.param("formKey", key)
			.param("title", "A new case")
			.param("company", google().toString());
		this.web.perform(form)
			.andExpect(status().is3xxRedirection())
			.andExpect(redirectedUrlPattern("/requests/*/letter/edit"));
		this.web.perform(form).andExpect(status().is3xxRedirection());
		assertThat(this.jdbc.sql("select count(*) from request where title = 'A new case'").query(Long.class).single())
			.isEqualTo(1);
	}

	@Test
	void aRequestNeedsATitleAndACompanyThatTheTreatyReaches() throws Exception {
		UUID ireland = this.directory.companies()
			.stream()
			.filter((company) -> company.country().equals("IE"))
			.findFirst()
			.orElseThrow()
			.id();
		String page = body(this.web
			.perform(post("/police/requests/new").with(csrf())
				.with(as(this.officer))
				.param("formKey", UUID.randomUUID().toString())
				.param("operation", "Kestrel")
				.param("company", ireland.toString()))
			.andExpect(status().is(422)));
		assertThat(page).contains("Enter a title", "outside the country", "Kestrel");
	}

	@Test
	void theWayBackSavesWhatWasTyped() throws Exception {
		assertThat(redirected(form("/letter/edit/proceedings/matter").param("subjectMatter", "Demands by mail")
			.param("version", "0")
			.param("then", "back"))).endsWith("/letter/edit/authority/who");
		assertThat(this.letters.draft(this.officer, this.request).content().proceedings().subjectMatter())
			.isEqualTo("Demands by mail");
	}

	@Test
	void theWayBackFromANewItemLeavesNoEmptyOne() throws Exception {
		redirected(form("/letter/edit/facts/new").param("then", "back"));
		assertThat(this.letters.draft(this.officer, this.request).content().facts()).isEmpty();
		redirected(form("/letter/edit/facts/new").param("what", "A threat came").param("then", "back"));
		assertThat(this.letters.draft(this.officer, this.request).content().facts()).hasSize(1);
	}

	@Test
	void theWayBackSaysWhatCannotBeSavedAndOffersToLeaveIt() throws Exception {
		String page = body(this.web
			.perform(form("/letter/edit/facts/new").param("what", "A threat came")
				.param("when.day", "31")
				.param("when.month", "2")
				.param("when.year", "2026")
				.param("then", "back"))
			.andExpect(status().is(422)));
		assertThat(page).contains("A threat came", "Go back without what you typed here", "value=\"31\"");
	}

	@ParameterizedTest
	@EnumSource
	void everyQuestionHasAPageThatSaysWhy(LetterSection section) throws Exception {
		String address = "/letter/edit/" + section.slug();
		List<String> pages = new ArrayList<>();
		pages.add(page(address));
		if (section.list()) {
			pages.add(page(address + "/new"));
		}
		else {
			for (LetterPage question : section.pages()) {
				pages.add(page(address + "/" + question.name()));
			}
		}
		for (String page : pages) {
			assertThat(Pattern.compile("<h1").matcher(page).results().count()).isEqualTo(1);
			assertThat(page).doesNotContain("??");
		}
		assertThat(pages.subList(1, pages.size()))
			.allSatisfy((page) -> assertThat(page).contains("Save and continue", "Why we ask", "Example of a good"));
	}

	@Test
	void oneGoesFromQuestionToQuestionAndBack() throws Exception {
		String fact = redirected(form("/letter/edit/facts/new").param("what", "A call"));
		assertThat(fact).endsWith("/source");
		assertThat(page(fact)).contains("question 2 of 2", "value=\"back\"");
		assertThat(redirected(form(fact).param("version", "1").param("then", "back")))
			.endsWith(fact.replace("/source", "/what").replaceAll(".*/facts/", "/facts/"));
		String list = redirected(form(fact).param("source", "Its record").param("version", "2"));
		assertThat(list).endsWith("/letter/edit/facts");
		assertThat(page(list)).contains("A call", "Its record", "from=section");
		assertThat(redirected(form(fact).param("source", "Its record").param("version", "3").param("then", "add")))
			.endsWith("/letter/edit/facts/new");
		assertThat(redirected(form(fact).param("source", "Its record").param("version", "4").param("then", "leave")))
			.endsWith("/letter/edit");
		String stage = redirected(
				form("/letter/edit/proceedings/matter").param("subjectMatter", "A theft").param("version", "0"));
		assertThat(stage).endsWith("/letter/edit/proceedings/stage");
		assertThat(redirected(form(stage).param("nature", "INVESTIGATION").param("version", "1")))
			.endsWith("/letter/edit/proceedings");
		assertThat(this.letters.draft(this.officer, this.request).content().proceedings().subjectMatter())
			.isEqualTo("A theft");
	}

	@Test
	void aChangeComesBackToWhereItCameFrom() throws Exception {
		String matter = "/letter/edit/proceedings/matter";
		assertThat(redirected(form(matter).param("subjectMatter", "A").param("version", "0").param("from", "check")))
			.endsWith("/letter/check#proceedings");
		assertThat(redirected(form(matter).param("subjectMatter", "B").param("version", "1").param("from", "section")))
			.endsWith("/letter/edit/proceedings");
		assertThat(redirected(
				form(matter).param("subjectMatter", "C").param("version", "2").param("from", "//elsewhere.example")))
			.endsWith("/letter/edit/proceedings/stage");
	}

	@Test
	void anAnswerOpensItsOwnQuestion() throws Exception {
		String urgent = "/letter/edit/urgency/urgent";
		assertThat(redirected(form(urgent).param("asked", "true").param("version", "0").param("from", "check")))
			.endsWith("/letter/edit/urgency/why?from=check");
		assertThat(redirected(form(urgent).param("asked", "false").param("version", "1").param("from", "check")))
			.endsWith("/letter/check#urgency");
	}

	@Test
	void liveInterceptionIsExplainedAndRefusedWithNothingLost() throws Exception {
		String account = redirected(
				form("/letter/edit/accounts/new").param("type", "PHONE").param("identifier", "+44 7700 900123"));
		assertThat(page(account)).contains("What will be said from now on", "Data Access Agreement");
		String page = body(this.web
			.perform(form(account).param("data", "OWNER", "LIVE")
				.param("data.OWNER", "Who sent it")
				.param("from.day", "1")
				.param("version", "1"))
			.andExpect(status().is(422)));
		assertThat(page).contains("cannot be asked for in a letter of request", "Who sent it", "value=\"LIVE\"",
				"value=\"1\"");
		assertThat(this.letters.draft(this.officer, this.request).content().accounts().get(0).data()).isEmpty();
	}

	@Test
	void anHourThatComesTwiceIsAskedFor() throws Exception {
		MockHttpServletRequestBuilder night = form("/letter/edit/facts/new").param("when.day", "26")
			.param("when.month", "10")
			.param("when.year", "2025")
			.param("when.time", "01:30");
		assertThat(body(this.web.perform(night).andExpect(status().is(422)))).contains("01:30 came twice",
				"name=\"when.which\"");
		redirected(night.param("when.which", "FIRST"));
		assertThat(page("/letter/edit/facts")).contains("26 October 2025 at 00:30 UTC (01:30 UK time)");
	}

	@Test
	void anEnclosureSaysItsLanguageAndItsTranslator() throws Exception {
		String language = this.web.perform(uploading("statement.txt", "hello"))
			.andExpect(status().is3xxRedirection())
			.andReturn()
			.getResponse()
			.getRedirectedUrl();
		assertThat(language).endsWith("/language");
		redirected(form(String.valueOf(language).replace("/requests/" + this.request, "")).param("translation", "true")
			.param("translator", "J. Nowak")
			.param("version", "1"));
		var enclosure = this.letters.draft(this.officer, this.request).content().enclosures().get(0);
		assertThat(enclosure.translation()).isTrue();
		assertThat(enclosure.translator()).isEqualTo("J. Nowak");
		assertThat(enclosure.name()).isEqualTo("statement.txt");
	}

	@ParameterizedTest
	@EnumSource
	void nobodyElseHasThem(LetterSection section) throws Exception {
		String address = "/requests/" + this.request + "/letter/edit/" + section.slug();
		for (String email : List.of("callum.fraser@northshire.example", "tomasz.zielinski@eastvale.example",
				"eleanor.whitcombe@cps-northshire.example", "fiona.macleod@ukca.example", "daniel.reyes@oia.example",
				"mei.chow@google.example", "beatrice.hargreaves@oversight-uk.example")) {
			this.web.perform(get(address).with(as(actor(email)))).andExpect(status().isNotFound());
			this.web
				.perform(post(address + "/" + (section.list() ? "new" : section.pages().get(0).name())).with(csrf())
					.with(as(actor(email)))
					.contentType(MediaType.APPLICATION_FORM_URLENCODED)
					.param("text", "x"))
				.andExpect(status().isNotFound());
		}
	}

	@Test
	void whatIsTypedIsSavedAndListed() throws Exception {
		save("summary/story", "text", "He was taken on Sunday.").andExpect(status().is3xxRedirection());
		assertThat(page("/letter/check")).contains("He was taken on Sunday.", "things are missing",
				"US-UK treaty, article 4");
		assertThat(page("/letter/edit")).contains("Done");
		assertThat(page("/letter")).contains("Draft of the letter", "He was taken on Sunday.");
	}

	@Test
	void aMegabyteIsToldAndNotLost() throws Exception {
		String typed = "z".repeat(1_000_000);
		String page = body(save("summary/story", "text", typed).andExpect(status().is(422)));
		assertThat(page).contains("Summary of the facts must be 10,000 characters or fewer", typed);
	}

	@Test
	void wrongDatesAndIdentifiersAreToldBesideTheirFields() throws Exception {
		String page = body(this.web
			.perform(form("/letter/edit/accounts/new").param("type", "PHONE").param("identifier", "07700 900123"))
			.andExpect(status().is(422)));
		assertThat(page).contains("Enter a phone number with + and the country code", "id=\"identifier-error\"",
				"07700 900123");
		String account = redirected(
				form("/letter/edit/accounts/new").param("type", "PHONE").param("identifier", "+447700900123"));
		page = body(this.web
			.perform(form(account).param("from.day", "31")
				.param("from.month", "2")
				.param("from.year", "2026")
				.param("from.time", "10:00")
				.param("data", "CONTENT")
				.param("data.CONTENT", "Because of the mails")
				.param("version", "1"))
			.andExpect(status().is(422)));
		assertThat(page).contains("id=\"from-error\"", "Beginning must be a real date", "Because of the mails",
				"value=\"31\"");
	}

	@Test
	void aStaleFormIsToldAndNotLost() throws Exception {
		save("summary/story", "text", "Mine, first.").andExpect(status().is3xxRedirection());
		String page = body(save("summary/story", "text", "Yours, later.").andExpect(status().isConflict()));
		assertThat(page).contains("Amara Osei saved this page", "Mine, first.", "Yours, later.");
		Matcher version = Pattern.compile("name=\"version\" value=\"(\\d+)\"").matcher(page);
		assertThat(version.find()).isTrue();
		this.web
			.perform(form("/letter/edit/summary/story").param("text", "Yours, later.")
				.param("version", version.group(1)))
			.andExpect(status().is3xxRedirection());
		assertThat(this.letters.draft(this.officer, this.request).content().summary().text())
			.isEqualTo("Yours, later.");
	}

	@Test
	void aRepeatedFormAddsOneItem() throws Exception {
		String key = UUID.randomUUID().toString();
		for (int i = 0; i < 2; i++) {
			this.web.perform(form("/letter/edit/facts/new").param("what", "A call").param("formKey", key))
				.andExpect(status().is3xxRedirection());
		}
		assertThat(this.letters.draft(this.officer, this.request).content().facts()).hasSize(1);
	}

	@Test
	void anItemIsRemovedAfterAQuestion() throws Exception {
		this.web.perform(form("/letter/edit/facts/new").param("what", "A call")).andExpect(status().is3xxRedirection());
		UUID fact = this.letters.draft(this.officer, this.request).content().facts().get(0).id();
		assertThat(page("/letter/edit/facts/" + fact + "/remove")).contains("A call", "Remove: Fact 1");
		for (int i = 0; i < 2; i++) {
			this.web.perform(form("/letter/edit/facts/" + fact + "/remove")).andExpect(status().is3xxRedirection());
		}
		assertThat(this.letters.draft(this.officer, this.request).content().facts()).isEmpty();
	}

	@Test
	void aFileIsEnclosedUnderASafeName() throws Exception {
		upload("../../evil\u202Efdp.txt", "hello").andExpect(status().is3xxRedirection());
		var enclosure = this.letters.draft(this.officer, this.request).content().enclosures().get(0);
		assertThat(enclosure.name()).isEqualTo("evilfdp.txt");
		assertThat(enclosure.size()).isEqualTo(5);
		assertThat(page("/letter")).contains("evilfdp.txt");
	}

	@Test
	void anEmptyFileIsToldAndTheTitleKept() throws Exception {
		String page = body(upload("empty.txt", "").andExpect(status().is(422)));
		assertThat(page).contains("empty.txt is empty", "The ransom mail");
		page = body(upload("", "").andExpect(status().is(422)));
		assertThat(page).contains("Select a file");
		assertThat(this.letters.draft(this.officer, this.request).content().enclosures()).isEmpty();
	}

	@Test
	void anUnfinishedLetterCannotBeSubmitted() throws Exception {
		assertThat(page("/letter/check")).doesNotContain("Submit to the prosecutor");
		this.web
			.perform(form("/letter/check").param("formKey", UUID.randomUUID().toString())
				.param("drawnFrom", this.requests.view(this.officer, this.request).drawnFrom().toString()))
			.andExpect(status().is(422));
	}

	@Test
	void twoStatesOfTheLetterStandBesideEachOther() throws Exception {
		String address = "/requests/" + this.request + "/letter/compare";
		assertThat(page("/letter/compare")).contains("Draft as it is now", "They say the same");
		this.web.perform(get(address + "?from=version-7").with(as(this.officer))).andExpect(status().isNotFound());
		for (String email : List.of("callum.fraser@northshire.example", "eleanor.whitcombe@cps-northshire.example",
				"fiona.macleod@ukca.example", "mei.chow@google.example")) {
			this.web.perform(get(address).with(as(actor(email)))).andExpect(status().isNotFound());
		}
	}

	@Test
	void addressesThatAreNoneAreNotFound() throws Exception {
		for (String path : List.of("/letter/edit/nothing", "/letter/edit/facts/" + UUID.randomUUID(),
				"/letter/edit/facts/x", "/letter/edit/summary/new", "/letter/versions/7",
				"/letter/edit/facts/x/remove")) {
			this.web.perform(get("/requests/" + this.request + path).with(as(this.officer)))
				.andExpect(status().isNotFound());
		}
		this.web
			.perform(get("/cps/requests/" + this.request + "/issue")
				.with(as(actor("eleanor.whitcombe@cps-northshire.example"))))
			.andExpect(status().isNotFound());
		this.web.perform(get("/cps/requests/" + this.request + "/issue").with(as(this.officer)))
			.andExpect(status().isNotFound());
	}

	private org.springframework.test.web.servlet.ResultActions save(String section, String field, String value)
			throws Exception {
		return this.web.perform(form("/letter/edit/" + section).param(field, value).param("version", "0"));
	}

	private String redirected(MockHttpServletRequestBuilder form) throws Exception {
		String to = this.web.perform(form)
			.andExpect(status().is3xxRedirection())
			.andReturn()
			.getResponse()
			.getRedirectedUrl();
		return String.valueOf(to).replace("/requests/" + this.request, "");
	}

	private org.springframework.test.web.servlet.ResultActions upload(String name, String content) throws Exception {
		return this.web.perform(uploading(name, content));
	}

	private MockHttpServletRequestBuilder uploading(String name, String content) {
		String body = "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nThe ransom mail\r\n"
				+ "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n" + content
				+ "\r\n--b--\r\n";
		return post("/requests/" + this.request + "/letter/edit/enclosures/new?formKey=" + UUID.randomUUID())
			.with(csrf())
			.with(as(this.officer))
			.contentType("multipart/form-data; boundary=b")
			.content(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
	}

	private MockHttpServletRequestBuilder form(String path) {
		return post("/requests/" + this.request + path).with(csrf())
			.with(as(this.officer))
			.contentType(MediaType.APPLICATION_FORM_URLENCODED);
	}

	private String page(String path) throws Exception {
		return body(this.web.perform(get("/requests/" + this.request + path).with(as(this.officer)))
			.andExpect(status().isOk()));
	}

	private static String body(org.springframework.test.web.servlet.ResultActions actions) throws Exception {
		MvcResult result = actions.andReturn();
		return result.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
	}

	private UUID google() {
		return this.directory.companies()
			.stream()
			.filter((company) -> company.name().equals("Google LLC"))
			.findFirst()
			.orElseThrow()
			.id();
	}

	private Actor actor(String email) {
		Person person = this.directory.personByEmail(email).orElseThrow();
		var office = this.directory.office(person.office());
		return new Actor(person.id(), person.name(), office.id(), office.shortName(), office.kind(), office.side(),
				office.country(), Set.copyOf(person.roles()), person.teams());
	}

	private RequestPostProcessor as(Actor actor) {
		int revision = this.jdbc.sql("select revision from person where id = :id")
			.param("id", actor.person())
			.query(Integer.class)
			.single();
		return authentication(new UsernamePasswordAuthenticationToken(new SignedIn(actor, revision), null, List
			.of(new SimpleGrantedAuthority("KIND_" + actor.kind()), FactorGrantedAuthority.fromFactor("CODE"))));
	}

}
