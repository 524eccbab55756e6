package org.comity.desks.letter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.comity.accounts.SignedIn;
import org.comity.directory.Directory;
import org.comity.directory.Person;
import org.comity.kernel.Actor;
import org.comity.letters.LetterContent;
import org.comity.letters.Letters;
import org.comity.requests.Requests;
import org.comity.testing.AsOwner;
import org.comity.wall.Overseen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * A file is brought into a draft whole or not at all, and what is taken out can be
 * brought in again.
 */
@Overseen
@SpringBootTest(properties = "comity.demonstration.enabled=true")
@AutoConfigureMockMvc
class LetterExchangeScreensTests {

	private static final String LETTER = """
			{"format": "comity-letter", "version": 1, "subject": {"title": "From another system"},
			"facts": [{"id": "f1", "when": {"date": "2026-03-02"}, "what": "A <script>alert(1)</script> mail", "source": "KL/1"}],
			"accounts": [{"id": "a1", "company": {"name": "Google LLC"}, "type": "EMAIL", "identifier": "x@gmail.example",
			"data": {"CONTENT": "It holds the mail."}, "facts": ["f1"]}]}""";

	private final MockMvc web;

	private final Directory directory;

	private final Requests requests;

	private final Letters letters;

	private final JdbcClient jdbc;

	private final Actor officer;

	private final Actor otherForce;

	private UUID request = new UUID(0, 0);

	@Autowired
	LetterExchangeScreensTests(MockMvc web, Directory directory, Requests requests, Letters letters,
			@AsOwner JdbcClient jdbc) {
		this.web = web;
		this.directory = directory;
		this.requests = requests;
		this.letters = letters;
		this.jdbc = jdbc;
		this.officer = actor("amara.osei@northshire.example");
		this.otherForce = actor("tomasz.zielinski@eastvale.example");
	}

	@BeforeEach
	void open() {
		UUID google = this.directory.companies()
			.stream()
			.filter((company) -> company.name().equals("Google LLC"))
			.findFirst()
			.orElseThrow()
			.id();
		this.request = this.requests
			.open(this.officer, UUID.randomUUID(),
					new Requests.NewRequest("Kidnapping", google, "UK-US-MLAT", "Harrier",
							this.officer.teams().iterator().next()))
			.orElseThrow();
	}

	@Test
	void aFileTakesThePlaceOfTheDraft() throws Exception {
		bringIn(LETTER.getBytes(StandardCharsets.UTF_8), "0", true).andExpect(status().is3xxRedirection())
			.andExpect(redirectedUrlPattern("/requests/*/letter/check"));
		LetterContent content = draft();
		assertThat(content.subject().title()).isEqualTo("From another system");
		assertThat(content.accounts().get(0).facts()).containsExactly(content.facts().get(0).id());
		assertThat(this.requests.facts(this.request).title()).isEqualTo("From another system");
		// The check runs on it, and what it says is text.
		assertThat(page("/letter/check"))
			.contains("is linked to no offence", "Must be mended", "An attorney may ask",
					"nobody has asked the provider to keep the data", "&lt;script&gt;alert(1)")
			.doesNotContain("<script>alert");
	}

	@Test
	void whatIsTakenOutCanBeBroughtInAgain() throws Exception {
		bringIn(LETTER.getBytes(StandardCharsets.UTF_8), "0", true);
		LetterContent before = draft();
		byte[] file = this.web.perform(get("/requests/" + this.request + "/letter/draft.json").with(as(this.officer)))
			.andExpect(status().isOk())
			.andExpect(header().string("Content-Disposition", org.hamcrest.Matchers.containsString("attachment")))
			.andReturn()
			.getResponse()
			.getContentAsByteArray();
		bringIn(file, version(), true).andExpect(status().is3xxRedirection());
		assertThat(draft()).isEqualTo(before);
	}

	@Test
	void everyFaultIsNamedAndNothingIsBroughtIn() throws Exception {
		String wrong = LETTER.replace("Google LLC", "Microsoft Corporation")
			.replace("x@gmail.example", "nobody")
			.replace("\"KL/1\"", "\"KL\\u00071\"")
			.replace("\"f1\"]", "\"f9\"]");
		LetterContent before = draft();
		String page = body(bringIn(wrong.getBytes(StandardCharsets.UTF_8), "0", true).andExpect(status().is(422)));
		assertThat(page).contains("The file has 4 faults", "/accounts/0/company/name", "/accounts/0/identifier",
				"/facts/0/source", "U+0007", "/accounts/0/facts/0");
		assertThat(draft()).isEqualTo(before);
	}

	@Test
	void aPeriodIntoTheFutureIsRefused() throws Exception {
		String wrong = LETTER.replace("\"data\":", "\"to\": \"2199-01-01T00:00:00Z\", \"data\":");
		assertThat(body(bringIn(wrong.getBytes(StandardCharsets.UTF_8), "0", true).andExpect(status().is(422))))
			.contains("/accounts/0/to", "stored data only");
	}

	@Test
	void fiftyMegabytesAreRefusedUnread() throws Exception {
		byte[] file = new byte[50 * 1024 * 1024];
		java.util.Arrays.fill(file, (byte) ' ');
		assertThat(body(bringIn(file, "0", true).andExpect(status().is(422)))).contains("larger than 2 MB");
	}

	@Test
	void replacingMustBeConfirmed() throws Exception {
		assertThat(body(bringIn(LETTER.getBytes(StandardCharsets.UTF_8), "0", false).andExpect(status().is(422))))
			.contains("Confirm that the draft is replaced");
		assertThat(draft().facts()).isEmpty();
	}

	@Test
	void aDraftThatWasSavedMeanwhileIsNotReplaced() throws Exception {
		bringIn(LETTER.getBytes(StandardCharsets.UTF_8), "0", true);
		String other = LETTER.replace("From another system", "Too late");
		assertThat(body(bringIn(other.getBytes(StandardCharsets.UTF_8), "0", true).andExpect(status().is(409))))
			.contains("Somebody saved the draft");
		assertThat(draft().subject().title()).isEqualTo("From another system");
	}

	@Test
	void forOthersThereIsNoSuchDraft() throws Exception {
		for (String path : List.of("/letter.json", "/letter/draft.json", "/letter/versions/1.json", "/letter/import")) {
			this.web.perform(get("/requests/" + this.request + path).with(as(this.otherForce)))
				.andExpect(status().isNotFound());
		}
	}

	@Test
	void anAccountAskedForBeforeIsToldToWhoSeesTheOtherRequestOnly() throws Exception {
		bringIn(LETTER.getBytes(StandardCharsets.UTF_8), "0", true);
		UUID first = this.request;
		open();
		bringIn(LETTER.getBytes(StandardCharsets.UTF_8), "0", true);
		String reference = this.requests.facts(first).reference();
		assertThat(page("/letter/check")).contains("was asked for in", reference);
		// It is another team's from now on.
		assertThat(this.jdbc
			.sql("update request_sight set team_id = (select t.id from case_team t "
					+ "where t.office = office_id and t.id <> team_id limit 1) where request_id = ?")
			.param(first)
			.update()).isOne();
		assertThat(page("/letter/check")).doesNotContain(reference);
	}

	private ResultActions bringIn(byte[] file, String version, boolean confirmed) throws Exception {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		String fields = "--b\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n" + version + "\r\n"
				+ (confirmed ? "--b\r\nContent-Disposition: form-data; name=\"replace\"\r\n\r\ntrue\r\n" : "")
				+ "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"letter.json\"\r\n\r\n";
		body.writeBytes(fields.getBytes(StandardCharsets.UTF_8));
		body.writeBytes(file);
		body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
		return this.web
			.perform(post("/requests/" + this.request + "/letter/import?formKey=" + UUID.randomUUID()).with(csrf())
				.with(as(this.officer))
				.contentType("multipart/form-data; boundary=b")
				.content(body.toByteArray()));
	}

	private String version() throws Exception {
		Matcher version = Pattern.compile("name=\"version\" value=\"([0-9]+)\"").matcher(page("/letter/import"));
		assertThat(version.find()).isTrue();
		return version.group(1);
	}

	private LetterContent draft() {
		return this.letters.draft(this.officer, this.request).content();
	}

	private String page(String path) throws Exception {
		return body(this.web.perform(get("/requests/" + this.request + path).with(as(this.officer)))
			.andExpect(status().isOk()));
	}

	private static String body(ResultActions actions) throws Exception {
		return actions.andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
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
