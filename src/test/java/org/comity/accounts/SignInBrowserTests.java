package org.comity.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import org.apache.commons.codec.binary.Base32;
import org.comity.testing.browser.Browser;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Enrol, sign in, step up, recover, be locked out, revoke: in a real browser, with an
 * authenticator that is a machine's.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "comity.demonstration.enabled=true", "comity.demonstration.cases=false" })
class SignInBrowserTests {

	private static final String ADMINISTRATOR = "samir.khoury@administration.example";

	private static final String PASSWORD = "harbour lantern nine";

	@LocalServerPort
	private int port;

	@Autowired
	private Later clock;

	@Test
	void aPersonEnrolsSignsInStepsUpRecoversIsLockedOutAndRevokes() {
		try (Browser browser = Browser.start(); BrowserContext here = browser.session(1280)) {
			Page page = here.newPage();
			authenticator(here, page);
			byPassword(page);
			List<String> recovery = enrol(page);
			byPasskey(page);
			String link = stepUp(page);
			try (BrowserContext there = browser.session(1280)) {
				invited(there.newPage(), link);
			}
			try (BrowserContext lost = browser.session(1280); BrowserContext stranger = browser.session(1280)) {
				Page phone = lost.newPage();
				recover(phone, recovery.get(0));
				Page guessing = stranger.newPage();
				lockedOut(guessing, recovery.get(0));
				revoke(phone, guessing);
			}
			told(page);
		}
	}

	private List<String> enrol(Page page) {
		page.navigate(address("/account/second-factors"));
		looksWhole(page, "signin-second-factors");
		press(page, "Add a passkey");
		page.locator("[name=label]").fill("Work laptop");
		looksWhole(page, "signin-passkey");
		press(page, "Make a passkey");
		assertThat(page.locator("h1")).hasText("Recovery codes");
		looksWhole(page, "signin-recovery-codes");
		List<String> codes = page.locator("#recovery-codes li").allInnerTexts();
		assertThat(codes).hasSize(10);
		page.navigate(address("/account/second-factors"));
		assertThat(page.locator("main")).containsText("Work laptop");
		assertThat(page.locator("main")).containsText("10 codes are left");
		return codes;
	}

	private void byPasskey(Page page) {
		signOut(page);
		press(page, "Sign in with a passkey");
		assertThat(page.locator("h1")).hasText("People");
	}

	/**
	 * The form of a grave act asks when it is opened, and again when it is sent; nothing
	 * typed is lost.
	 */
	private String stepUp(Page page) {
		this.clock.forward(Duration.ofMinutes(11));
		page.navigate(address("/administrator/people/new?office=UKCA"));
		assertThat(page.locator("h1")).hasText("Show again that it is you");
		looksWhole(page, "signin-again");
		press(page, "Use your passkey");
		assertThat(page.locator("h1")).hasText("Add a person");
		page.locator("[name=name]").fill("Noor Rahman");
		page.locator("[name=email]").fill("noor.rahman@sign-in-browser.example");
		page.locator("[name=roles][value=CASEWORKER]").check();
		this.clock.forward(Duration.ofMinutes(11));
		press(page, "Add this person");
		assertThat(page.locator("h1")).hasText("Show again that it is you");
		press(page, "Use your passkey");
		assertThat(page.locator("h1")).hasText("Go on where you were");
		press(page, "Send what I filled in");
		assertThat(page.locator("h1")).hasText("Account opened");
		assertThat(page.locator("main")).containsText("Noor Rahman");
		looksWhole(page, "signin-link");
		return page.locator("#link").innerText();
	}

	/** A real person: a password of their own, and no way on without a second factor. */
	private void invited(Page page, String link) {
		page.navigate(link);
		looksWhole(page, "signin-invitation");
		page.locator("[name=fresh]").fill(PASSWORD);
		page.locator("[name=repeated]").fill(PASSWORD);
		press(page, "Save the password");
		assertThat(page.locator("main")).containsText("A password alone is not enough here");
		page.navigate(address("/work"));
		assertThat(page.locator("h1")).hasText("Second factors");
		press(page, "Set up codes");
		assertThat((Boolean) page.evaluate("() => document.querySelector('main img').naturalWidth > 0")).isTrue();
		looksWhole(page, "signin-codes");
		byte[] secret = new Base32().decode(page.locator("#secret").innerText().replace(" ", ""));
		page.locator("[name=code]").fill(TimeCodes.at(secret, this.clock.instant()));
		press(page, "Set up");
		assertThat(page.locator("h1")).hasText("Recovery codes");
		press(page, "I have kept them");
		assertThat(page.locator("h1")).containsText("My work");
		signOut(page);
		page.locator("#email").fill("noor.rahman@sign-in-browser.example");
		page.locator("#password").fill(PASSWORD);
		page.locator("form:has(#email) button[type=submit]").click();
		assertThat(page.locator("h1")).hasText("One more step");
		page.navigate(address("/requests"));
		assertThat(page.locator("h1")).hasText("One more step");
		page.locator("[name=code]").fill(TimeCodes.at(secret, this.clock.instant()));
		press(page, "Continue");
		assertThat(page.locator("main")).containsText("was used before");
		this.clock.forward(Duration.ofSeconds(30));
		page.locator("[name=code]").fill(TimeCodes.at(secret, this.clock.instant()));
		press(page, "Continue");
		assertThat(page.locator("h1")).hasText("Requests");
	}

	private void recover(Page page, String code) {
		byPassword(page);
		assertThat(page.locator("h1")).hasText("One more step");
		page.locator("[name=code]").fill(code.toUpperCase(java.util.Locale.ROOT));
		press(page, "Continue");
		assertThat(page.locator("h1")).hasText("Second factors");
		page.navigate(address("/administrator/people"));
		assertThat(page.locator("main")).containsText("You used a recovery code");
		looksWhole(page, "signin-recovered");
	}

	private void lockedOut(Page page, String used) {
		byPassword(page);
		page.locator("[name=code]").fill(used);
		press(page, "Continue");
		for (int i = 1; i < ThrottleRules.FREE_FOR_ADDRESS; i++) {
			assertThat(page.locator("main")).containsText("This was not right");
			page.locator("[name=code]").fill("000000");
			press(page, "Continue");
		}
		page.locator("[name=code]").fill("000000");
		press(page, "Continue");
		assertThat(page.locator("main")).containsText("Too many attempts");
		looksWhole(page, "signin-locked-out");
	}

	private void revoke(Page page, Page other) {
		page.navigate(address("/account/sessions"));
		assertThat(page.locator("main")).containsText("This is where you are now");
		assertThat(page.locator("main")).containsText("Chrome on");
		looksWhole(page, "signin-sessions");
		page.locator("main dl form button").first().click();
		assertThat(page.locator("main")).containsText("One session has ended");
		press(page, "Sign out everywhere else");
		other.navigate(address("/account"));
		assertThat(other.locator("h1")).hasText("Sign in to Comity");
	}

	/** Whoever comes back is told what was tried. */
	private void told(Page page) {
		this.clock.forward(Duration.ofMinutes(20));
		page.navigate(address("/account"));
		assertThat(page.locator("h1")).hasText("Sign in to Comity");
		press(page, "Sign in with a passkey");
		assertThat(page.locator("main")).containsText("10 wrong passwords or codes were typed in your name");
		looksWhole(page, "signin-told");
		page.navigate(address("/account/sessions"));
		assertThat(page.locator("main")).containsText("Showed again who they are");
		looksWhole(page, "signin-lately");
		page.navigate(address("/administrator/sign-ins?what=refused"));
		assertThat(page.locator("main")).containsText("Wrong second factor");
		looksWhole(page, "signin-record");
		page.navigate(address("/account"));
		assertThat(page.locator("main")).not().containsText("in your name since");
	}

	private void byPassword(Page page) {
		page.navigate(address("/sign-in"));
		page.locator("form:has(input[name=email][value='" + ADMINISTRATOR + "']) button").first().click();
		assertThat(page.locator("header")).containsText("Sign out");
	}

	private static void signOut(Page page) {
		page.locator("header form button").click();
		assertThat(page.locator("h1")).hasText("Sign in to Comity");
	}

	private static void press(Page page, String words) {
		page.waitForNavigation(
				() -> page.locator("main a:text-is('" + words + "'), main button:text-is('" + words + "')")
					.first()
					.click());
	}

	private static void looksWhole(Page page, String name) {
		Browser.screenshot(page, name);
		assertThat(Browser.accessibilityViolations(page)).as(name).isEmpty();
	}

	private static void authenticator(BrowserContext context, Page page) {
		CDPSession devices = context.newCDPSession(page);
		devices.send("WebAuthn.enable");
		JsonObject options = new JsonObject();
		options.addProperty("protocol", "ctap2");
		options.addProperty("transport", "internal");
		options.addProperty("hasResidentKey", true);
		options.addProperty("hasUserVerification", true);
		options.addProperty("isUserVerified", true);
		options.addProperty("automaticPresenceSimulation", true);
		JsonObject parameters = new JsonObject();
		parameters.add("options", options);
		devices.send("WebAuthn.addVirtualAuthenticator", parameters);
	}

	private String address(String path) {
		return "http://localhost:" + this.port + path;
	}

	/**
	 * A clock that is put forward and otherwise stands: a code holds for half a minute,
	 * which would else run out between two pages.
	 */
	static final class Later extends Clock {

		private volatile Instant now = Clock.systemUTC().instant();

		void forward(Duration by) {
			this.now = this.now.plus(by);
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

	@TestConfiguration
	static class LaterConfiguration {

		@Bean
		@Primary
		Later later() {
			return new Later();
		}

	}

}
