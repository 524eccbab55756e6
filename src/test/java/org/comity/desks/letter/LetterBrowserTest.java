package org.comity.desks.letter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import org.comity.testing.browser.Browser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An officer writes a letter in a real browser without JavaScript, and a prosecutor signs
 * it off; each page is looked at on a desk and on a phone.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "comity.demonstration.enabled=true")
class LetterBrowserTest {

	@LocalServerPort
	private int port;

	private final List<String> faults = new ArrayList<>();

	/** A page with JavaScript, which the accessibility check needs. */
	private @Nullable Page eyes;

	@Test
	void fromABlankApplicationToASignedLetter() {
		try (Browser browser = Browser.start();
				BrowserContext police = browser.sessionWithoutJavaScript(1280);
				BrowserContext cps = browser.session(1280);
				BrowserContext beside = browser.session(1280)) {
			this.eyes = signIn(beside, "amara.osei@northshire.example");
			Page page = signIn(police, "amara.osei@northshire.example");
			String letter = write(page);
			page.navigate(letter + "/check");
			look(page, "letter-check");
			assertThat(page.content()).contains("Nothing is missing");
			page.fill("#message", "The accomplice is still at large.");
			page.click("text=Submit to the prosecutor");
			String request = letter.replace("/letter", "");
			assertThat(page.url()).isEqualTo(request);

			Page desk = signIn(cps, "eleanor.whitcombe@cps-northshire.example");
			this.eyes = desk;
			desk.navigate(request.replace("/requests/", "/cps/requests/") + "/issue");
			look(desk, "letter-issue");
			desk.check("#statement");
			desk.click("text=Sign and issue");
			assertThat(desk.url()).isEqualTo(request);
			desk.navigate(letter);
			look(desk, "letter-read");
			assertThat(desk.content()).contains("Letter of request CPS-NORTHSHIRE-", "redwharf77@gmail.example",
					"Have the facts changed?", "Tell the office that holds it directly");
			page.navigate(letter);
			assertThat(page.content()).contains("Have the facts changed?", "Tell the prosecutor of the case directly");
			assertThat(this.faults).isEmpty();
		}
	}

	private String write(Page page) {
		page.navigate(address("/police/requests/new"));
		look(page, "letter-new");
		page.click("text=Start >> nth=-1");
		look(page, "letter-new-errors");
		page.fill("#title", "Kidnapping of a student in Northshire");
		page.click("label:has-text('Google LLC')");
		page.fill("#operation", "Harrier");
		page.click("button:has-text('Start')");
		String letter = page.url().replace("/edit", "");
		look(page, "letter-tasks-blank");
		single(page, letter, "authority", "#officer", "Detective Inspector Kemi Lawal");
		page.navigate(letter + "/edit/proceedings");
		page.fill("#subjectMatter",
				"A student was taken from a street and held for ransom. An accomplice is at large.");
		save(page);
		page.check("[name=nature][value=INVESTIGATION]");
		page.fill("#stage", "One man is in custody.");
		save(page);
		page.navigate(letter + "/edit/offences");
		look(page, "letter-list-blank");
		page.navigate(letter + "/edit/offences/new");
		page.fill("#act", "Common law");
		page.fill("#title", "Kidnapping");
		page.fill("#text", "The taking or carrying away of one person by another, by force or by fraud, without consent"
				+ " and without lawful excuse.");
		look(page, "letter-offence");
		save(page);
		page.fill("#maximumPenalty", "imprisonment for life");
		page.check("[name=life]");
		save(page);
		page.fill("#usConduct", "Kidnapping and the sending of ransom demands, punishable by more than a year.");
		save(page);
		fact(page, letter, "2", "21:14", "A mail from redwharf77@gmail.example demanded a ransom.",
				"Handset of the victim's father, exhibit KL/1.");
		fact(page, letter, "3", "", "Somebody signed in to the account from 203.0.113.44.",
				"Emergency disclosure of the provider, exhibit KL/4.");
		look(page, "letter-facts");
		single(page, letter, "summary", "#text",
				"A student was taken, and a ransom was demanded by mail. He was found.");
		account(page, letter);
		page.navigate(letter + "/edit/evidence");
		page.fill("#sought", "Messages that show who demanded the ransom.");
		page.fill("#purpose", "To identify the second man.");
		save(page);
		page.navigate(letter + "/edit/procedure");
		page.check("[value=FRE_902_11]");
		save(page);
		page.navigate(letter + "/edit/previous-contact");
		page.check("[name=had][value=false]");
		save(page);
		page.navigate(letter + "/edit/confidentiality");
		page.check("[name=asked][value=false]");
		save(page);
		page.navigate(letter + "/edit/non-disclosure");
		page.check("[name=asked][value=true]");
		page.check("[value=FLIGHT]");
		page.fill("#explanation", "The accomplice is at large.");
		look(page, "letter-non-disclosure");
		save(page);
		page.navigate(letter + "/edit/urgency");
		page.check("[name=asked][value=false]");
		save(page);
		look(page, "letter-tasks-almost");
		page.navigate(letter + "/edit/use");
		page.check("[name=given]");
		save(page);
		page.navigate(letter + "/edit/enclosures/new");
		page.fill("#title", "The ransom mail");
		page.setInputFiles("#file",
				new FilePayload("ransom mail.txt", "text/plain", "Pay.".getBytes(StandardCharsets.UTF_8)));
		look(page, "letter-enclosure");
		save(page);
		look(page, "letter-enclosure-language");
		save(page);
		return letter;
	}

	private void account(Page page, String letter) {
		page.navigate(letter + "/edit/accounts/new");
		page.check("[name=type][value=PHONE]");
		page.fill("#identifier", "redwharf77@gmail.example");
		save(page);
		look(page, "letter-account-errors");
		page.check("[name=type][value=EMAIL]");
		save(page);
		moment(page, "from", "1", "2", "00:00");
		moment(page, "to", "5", "3", "23:59");
		page.check("[name=data][value=CONTENT]");
		page.fill("[name='data.CONTENT']", "The demands were sent from this account.");
		look(page, "letter-account-data");
		save(page);
		page.locator("[name=facts]").all().forEach((box) -> box.check());
		page.check("[name=offences]");
		look(page, "letter-account");
		save(page);
	}

	private void fact(Page page, String letter, String day, String time, String what, String source) {
		page.navigate(letter + "/edit/facts/new");
		moment(page, "when", day, "3", time);
		page.fill("#what", what);
		save(page);
		page.fill("#source", source);
		save(page);
	}

	private static void moment(Page page, String name, String day, String month, String time) {
		page.fill("[name='" + name + ".day']", day);
		page.fill("[name='" + name + ".month']", month);
		page.fill("[name='" + name + ".year']", "2026");
		page.fill("[name='" + name + ".time']", time);
	}

	private void single(Page page, String letter, String section, String field, String text) {
		page.navigate(letter + "/edit/" + section);
		page.fill(field, text);
		save(page);
	}

	private static void save(Page page) {
		page.click("text=Save and continue");
	}

	private Page signIn(BrowserContext session, String email) {
		Page page = session.newPage();
		page.navigate(address("/sign-in"));
		page.locator("form:has(input[type=email]), form:has(#email)").last().locator("[name=email]").fill(email);
		page.locator("form:has(#email)").last().locator("[name=password]").fill("demonstration");
		page.locator("form:has(#email)").last().locator("button[type=submit]").last().click();
		return page;
	}

	/** Takes pictures on a desk and on a phone, and notes what is wrong with them. */
	private void look(Page page, String name) {
		page.setViewportSize(360, 800);
		Browser.screenshot(page, name + "-360");
		if (Browser.overflowsSideways(page)) {
			this.faults.add(name + " is wider than a phone");
		}
		page.setViewportSize(1280, 800);
		Browser.screenshot(page, name + "-1280");
		if (page.locator("h1").count() != 1) {
			this.faults.add(name + " has " + page.locator("h1").count() + " headings");
		}
		Page checked = Objects.requireNonNull(this.eyes);
		if (checked != page) {
			checked.navigate(page.url());
		}
		this.faults.addAll(Browser.accessibilityViolations(checked));
	}

	private String address(String path) {
		return "http://localhost:" + this.port + path;
	}

}
