package org.comity.desks.shell;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.comity.testing.browser.Browser;
import org.comity.wall.Overseen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ModelAndView;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What only a running server shows: error pages, and the pages of the door and of the
 * administrator in a real browser.
 */
@Overseen
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "comity.demonstration.enabled=true")
@Import(RunningApplicationTests.Broken.class)
@ExtendWith(OutputCaptureExtension.class)
class RunningApplicationTests {

	private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private static final Pattern REFERENCE = Pattern.compile(">([A-Z2-9]{4}-[A-Z2-9]{4})<");

	private final HttpClient client = HttpClient.newBuilder()
		.cookieHandler(new CookieManager())
		.followRedirects(HttpClient.Redirect.NORMAL)
		.build();

	@Autowired
	private Environment environment;

	@Test
	void anUnexpectedFailureShowsAReferenceThatStandsInTheLogAndNothingElse(CapturedOutput log) throws Exception {
		signIn("amara.osei@northshire.example");
		HttpResponse<String> page = get("/broken");
		assertThat(page.statusCode()).isEqualTo(500);
		Matcher reference = REFERENCE.matcher(page.body());
		assertThat(reference.find()).isTrue();
		assertThat(page.body()).contains("Something went wrong on our side")
			.contains("Amara Osei")
			.doesNotContain("on purpose", "Exception", "org.comity");
		assertThat(log).contains("Failure with reference " + reference.group(1)).contains("on purpose");
		assertThat(page.headers().firstValue("Cache-Control"))
			.hasValueSatisfying((value) -> assertThat(value).contains("no-store"));
	}

	/**
	 * The address may be a one-time link, which opens an account to who reads the log.
	 */
	@Test
	void whereItFailedIsSaidWithoutTheAddress(CapturedOutput log) throws Exception {
		signIn("amara.osei@northshire.example");
		for (String path : List.of("/broken/", "/broken/drawn/")) {
			String link = "one-time-" + UUID.randomUUID();
			HttpResponse<String> page = get(path + link);
			assertThat(page.statusCode()).as(path).isEqualTo(500);
			Matcher reference = REFERENCE.matcher(page.body());
			assertThat(reference.find()).isTrue();
			assertThat(log.getOut()).as(path)
				.contains("Failure with reference " + reference.group(1) + " at /broken/")
				.doesNotContain(link);
		}
		assertThat(log.getOut()).contains(" at /broken/{link}");
	}

	@Test
	void ofTheActuatorThereIsTheHealthAndNothingElse() throws Exception {
		HttpClient stranger = HttpClient.newHttpClient();
		signIn("amara.osei@northshire.example");
		for (String path : List.of("/actuator", "/actuator/", "/actuator/env", "/actuator/heapdump", "/actuator/sbom",
				"/actuator/sbom/application", "/actuator/metrics", "/actuator/loggers", "/actuator/beans",
				"/actuator/configprops", "/actuator/mappings", "/actuator/threaddump", "/actuator/sessions",
				"/actuator/shutdown")) {
			assertThat(get(path).statusCode()).as(path).isEqualTo(404);
			HttpResponse<String> answer = stranger.send(
					HttpRequest.newBuilder(address(path)).header("Accept", "text/html").build(),
					HttpResponse.BodyHandlers.ofString());
			assertThat(answer.statusCode()).as(path).isEqualTo(302);
			assertThat(answer.headers().firstValue("Location")).as(path)
				.hasValueSatisfying((where) -> assertThat(where).endsWith("/sign-in"));
		}
		HttpRequest question = HttpRequest.newBuilder(address("/actuator/health")).build();
		HttpResponse<String> health = stranger.send(question, HttpResponse.BodyHandlers.ofString());
		assertThat(health.statusCode()).isEqualTo(200);
		assertThat(health.body()).contains("\"status\":\"UP\"").doesNotContain("components", "details", "db", "disk");
		assertThat(this.client.send(question, HttpResponse.BodyHandlers.ofString()).body())
			.as("nor to who is signed in")
			.isEqualTo(health.body());
	}

	@Test
	void whatIsNotFoundLooksTheSameWhetherItExistsOrNot() throws Exception {
		signIn("amara.osei@northshire.example");
		HttpResponse<String> foreign = get("/administrator/people");
		HttpResponse<String> nothing = get("/administrator/nothing");
		HttpResponse<String> nowhere = get("/nowhere");
		assertThat(List.of(foreign.statusCode(), nothing.statusCode(), nowhere.statusCode())).containsOnly(404);
		assertThat(foreign.body()).contains("We could not find that page").contains("Amara Osei");
		assertThat(withoutToken(foreign)).isEqualTo(withoutToken(nothing)).isEqualTo(withoutToken(nowhere));
	}

	@Test
	void aStaleFormGetsAPageThatSaysHowToGoOn() throws Exception {
		signIn("amara.osei@northshire.example");
		HttpResponse<String> page = post("/account/password", "current=x&fresh=y&repeated=y&_csrf=stale");
		assertThat(page.statusCode()).isEqualTo(403);
		assertThat(page.body()).contains("Go back");
	}

	/** What no browser sends of a form of ours. */
	@Test
	void aFormThatIsNoneOfOursGetsAPageThatSaysHowToGoOn() throws Exception {
		signIn("amara.osei@northshire.example");
		String address = "/police/requests/new";
		Matcher token = TOKEN.matcher(get(address).body());
		assertThat(token.find()).isTrue();
		String sound = "_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8) + "&formKey="
				+ UUID.randomUUID();
		assertThat(post(address, sound + "&title=" + "x".repeat(1024 * 1024)).statusCode()).isEqualTo(422);
		assertThat(post(address, sound + "&title=%00%01%E2%80%AE").statusCode()).isEqualTo(422);
		for (String strange : List.of(sound.replaceAll("formKey=.*", "formKey=no-key"), sound + "&title=%zz",
				sound + "&title=%ff%fe", "title=" + "x".repeat(9 * 1024 * 1024) + "&" + sound,
				"a=1&".repeat(20_000) + sound, "")) {
			HttpResponse<String> page = post(address, strange);
			String which = strange.substring(0, Math.min(40, strange.length()));
			assertThat(page.statusCode()).as(which).isBetween(400, 499);
			assertThat(page.body()).as(which).contains("comity-footer").doesNotContain("Exception", "org.comity");
		}
	}

	@Test
	void thePagesAreAccessibleAndFitAPhone() {
		String base = "http://localhost:" + port();
		List<String> violations = new ArrayList<>();
		try (Browser browser = Browser.start(); BrowserContext session = browser.session(1280)) {
			Page page = session.newPage();
			page.navigate(base + "/sign-in");
			Browser.screenshot(page, "sign-in");
			violations.addAll(Browser.accessibilityViolations(page));
			page.fill("#email", "nobody@nowhere.example");
			page.fill("#password", "wrong");
			page.click("form:has(#email) button[type=submit]");
			page.waitForURL("**/sign-in?error");
			page.waitForLoadState();
			violations.addAll(Browser.accessibilityViolations(page));
			assertThat(page.inputValue("#email")).isEqualTo("nobody@nowhere.example");
			page.click("button:has-text('as Samir Khoury')");
			page.waitForURL("**/administrator/people");
			page.waitForLoadState();
			violations.addAll(Browser.accessibilityViolations(page));
			page.click("a:has-text('Linh Tran')");
			page.waitForLoadState();
			Browser.screenshot(page, "administrator-person");
			violations.addAll(Browser.accessibilityViolations(page));
			for (String path : List.of("/sign-in", "/account", "/account/password", "/administrator/people",
					"/administrator/people/new", "/administrator/people/new?office=OIA", "/administrator/offices",
					"/administrator/offices/00000000-0000-7000-8000-000000000151/deactivate", "/nowhere")) {
				page.setViewportSize(360, 780);
				page.navigate(base + path);
				violations
					.addAll(Browser.accessibilityViolations(page).stream().map((line) -> path + ": " + line).toList());
				assertThat(Browser.overflowsSideways(page)).as(path).isFalse();
				assertThat(page.locator("h1").count()).as(path).isOne();
			}
		}
		assertThat(violations).isEmpty();
	}

	private void signIn(String email) throws Exception {
		Matcher token = TOKEN.matcher(get("/sign-in").body());
		assertThat(token.find()).isTrue();
		post("/sign-in", "email=" + email + "&password=demonstration&_csrf="
				+ URLEncoder.encode(token.group(1), StandardCharsets.UTF_8));
	}

	private HttpResponse<String> get(String path) throws Exception {
		return this.client.send(HttpRequest.newBuilder(address(path)).header("Accept", "text/html").build(),
				HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> post(String path, String form) throws Exception {
		return this.client.send(HttpRequest.newBuilder(address(path))
			.header("Accept", "text/html")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private URI address(String path) {
		return URI.create("http://localhost:" + port() + path);
	}

	private String port() {
		return this.environment.getRequiredProperty("local.server.port");
	}

	private static String withoutToken(HttpResponse<String> page) {
		return TOKEN.matcher(page.body()).replaceAll("");
	}

	@TestConfiguration
	@RestController
	static class Broken {

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException("on purpose");
		}

		@GetMapping("/broken/{link}")
		String broken(@PathVariable String link) {
			throw new IllegalStateException("on purpose, with " + link.length() + " characters");
		}

		/** Fails when the page is drawn, after the controller. */
		@GetMapping("/broken/drawn/{link}")
		ModelAndView drawn(@PathVariable String link) {
			return new ModelAndView((model, request, response) -> {
				throw new IllegalStateException("on purpose, with " + link.length() + " characters");
			});
		}

	}

}
