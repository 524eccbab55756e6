package org.comity.desks.letter;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.comity.letters.UkTime;
import org.comity.testing.browser.Browser;
import org.comity.testing.browser.Keys;
import org.comity.wall.Overseen;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An officer drafts case A with nothing but a keyboard, from an empty desk to the
 * submitted letter: in fewer than forty pages, none of which shuts anybody out.
 */
@Overseen
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "comity.demonstration.enabled=true", "comity.demonstration.cases=false" })
class DraftingBrowserTests {

	private static final int MOST_PAGES = 39;

	private static final String ACCOUNT = "redwharf77@gmail.example";

	@LocalServerPort
	private int port;

	private final LocalDate today = LocalDate.now(UkTime.ZONE);

	private final List<String> faults = new ArrayList<>();

	private final List<String> seen = new ArrayList<>();

	@Test
	@SuppressWarnings("SystemOut")
	void caseAIsDraftedByKeyboardInFewerThanFortyPages() {
		try (Browser browser = Browser.start(); BrowserContext session = browser.session(1280)) {
			Keys keys = signIn(session);
			Page page = keys.page();
			// From here on everything counts: the desk is the first page.
			look(page);
			page.onDOMContentLoaded((loaded) -> this.seen.add(loaded.url()));
			go(keys, () -> keys.follow("Begin a new request"));
			keys.write("title", "Kidnapping of Tom Ashdown");
			keys.pick("company", "Google LLC");
			keys.write("operation", "Harrier");
			go(keys, keys::send);
			go(keys, () -> keys.follow("Go on with the next question"));
			theCase(keys);
			whatIsAsked(keys);
			theTerms(keys);
			assertThat(page.locator("h1").textContent()).isEqualTo("Check your answers");
			assertThat(page.content()).contains("Nothing is missing", "UK time", ACCOUNT, "assumption");
			go(keys, () -> keys.press("Submit to the prosecutor"));
			assertThat(page.content()).contains("Submitted to the prosecutor", "Waiting for CPS Northshire");
			// The desk was there before the first page was counted.
			int pages = this.seen.size() + 1;
			System.out.println(
					"Case A by keyboard: " + pages + " page views, " + keys.strokes() + " strokes besides the words");
			assertThat(pages).as("pages: " + this.seen).isLessThanOrEqualTo(MOST_PAGES);
			assertThat(this.faults).isEmpty();
		}
	}

	private void theCase(Keys keys) {
		asked(keys, "What is the case about?");
		keys.write("subjectMatter", "A student was taken and held for ransom. An accomplice is at large.");
		go(keys, keys::send);
		asked(keys, "How far is it?");
		keys.choose("nature", "INVESTIGATION");
		keys.write("stage", "The victim was freed; one man is in custody.");
		go(keys, keys::send);
		go(keys, () -> keys.press("Continue"));
		asked(keys, "Which law was broken?");
		keys.write("act", "Common law");
		keys.write("title", "Kidnapping");
		keys.write("text", "The taking of one person by another, by force or fraud, without consent or lawful excuse.");
		go(keys, keys::send);
		keys.write("maximumPenalty", "imprisonment for life");
		keys.tick("life", "true");
		go(keys, keys::send);
		keys.write("usConduct", "Kidnapping and ransom demands, punishable by more than a year.");
		go(keys, keys::send);
		go(keys, () -> keys.press("Continue"));
		fact(keys, 8, "21:14", "A mail from " + ACCOUNT + " demanded a ransom.", "The father's handset, exhibit AO/1.",
				true);
		fact(keys, 7, "06:02", "Somebody signed in from 203.0.113.44.", "Emergency disclosure, exhibit AO/4.", true);
		fact(keys, 6, "", "That address is the router in the suspect's home.", "Search of the house, exhibit AO/7.",
				false);
		go(keys, () -> keys.press("Continue"));
		asked(keys, "What is the whole story?");
		keys.write("text",
				"A student was taken; a ransom was demanded by mail; the account was used at the suspect's.");
		go(keys, keys::send);
		asked(keys, "Who is involved?");
		keys.write("name", "Gareth Pell");
		keys.choose("role", "SUSPECT");
		go(keys, keys::send);
		keys.write("location", "In custody in Northshire");
		keys.choose("usPerson", "NO");
		go(keys, keys::send);
		go(keys, () -> keys.press("Continue"));
	}

	private void fact(Keys keys, int daysAgo, String time, String what, String source, boolean another) {
		asked(keys, "What happened, and when?");
		moment(keys, "when", this.today.minusDays(daysAgo), time);
		keys.write("what", what);
		go(keys, keys::send);
		asked(keys, "How do you know?");
		keys.write("source", source);
		go(keys, another ? () -> keys.press("Save and add another") : keys::send);
	}

	private void whatIsAsked(Keys keys) {
		asked(keys, "Which account?");
		keys.choose("type", "EMAIL");
		keys.write("identifier", ACCOUNT);
		go(keys, keys::send);
		asked(keys, "What do you need to know, and for which time?");
		for (String question : List.of("OWNER", "SESSIONS", "CONTACTS", "CONTENT")) {
			keys.tick("data", question);
			keys.write("data." + question, "It shows who is behind the demands.");
		}
		moment(keys, "from", this.today.minusDays(39), "00:00");
		moment(keys, "to", this.today.minusDays(5), "23:59");
		go(keys, keys::send);
		asked(keys, "What leads you to this account?");
		keys.tickAll("facts");
		keys.tickAll("offences");
		go(keys, keys::send);
		go(keys, () -> keys.press("Continue"));
		asked(keys, "What do you expect to find, and what will you use it for?");
		keys.write("sought", "Messages that show who demanded the ransom.");
		keys.write("purpose", "To identify the second man, and for the prosecution of both.");
		go(keys, keys::send);
		keys.tickAll("certificates");
		go(keys, keys::send);
		asked(keys, "On what basis is the data kept meanwhile?");
		keys.choose("basis", "STATUTORY");
		keys.write("reference", "PR-0077");
		go(keys, keys::send);
		moment(keys, "madeOn", this.today.minusDays(6), null);
		moment(keys, "expiresOn", this.today.plusDays(84), null);
		keys.tickAll("accounts");
		go(keys, keys::send);
		go(keys, () -> keys.press("Continue"));
		keys.choose("had", "true");
		keys.write("details", "Emergency disclosure of the last sign-in.");
		go(keys, keys::send);
	}

	private void theTerms(Keys keys) {
		asked(keys, "Is the request to be kept confidential?");
		keys.choose("asked", "true");
		keys.write("reason", "An accomplice is at large.");
		go(keys, keys::send);
		keys.choose("asked", "true");
		keys.tick("grounds", "DESTROYING_EVIDENCE");
		keys.write("explanation", "The accomplice has the password.");
		go(keys, keys::send);
		asked(keys, "Is it urgent?");
		keys.choose("asked", "false");
		go(keys, keys::send);
		asked(keys, "By when do you need it?");
		moment(keys, "date", this.today.plusDays(300), null);
		keys.write("reason", "The trial begins.");
		go(keys, keys::send);
		keys.tick("given", "true");
		go(keys, keys::send);
	}

	@Test
	void backLosesNothingAndAChangeComesBack() {
		try (Browser browser = Browser.start(); BrowserContext session = browser.session(1280)) {
			Keys keys = signIn(session);
			Page page = keys.page();
			go(keys, () -> keys.follow("Begin a new request"));
			keys.write("title", "Blackmail of a shopkeeper");
			keys.pick("company", "Google LLC");
			// Enter in a line of text sends the form.
			go(keys, () -> keys.write("operation", "Kestrel").stroke("Enter"));
			go(keys, () -> keys.follow("Go on with the next question"));
			keys.write("subjectMatter", "Demands for money by mail.");
			go(keys, keys::send);
			keys.choose("nature", "INVESTIGATION");
			keys.backTo("button.govuk-back-link");
			go(keys, () -> keys.stroke("Enter"));
			asked(keys, "What is the case about?");
			assertThat(page.inputValue("#subjectMatter")).isEqualTo("Demands for money by mail.");
			keys.write("subjectMatter", " A threat is repeated.");
			go(keys, keys::send);
			assertThat(page.isChecked("[value=INVESTIGATION]")).as("kept by going back").isTrue();
			go(keys, keys::send);
			// The browser's own way back, too, shows what is saved, and can be saved
			// again.
			page.goBack();
			page.goBack();
			asked(keys, "What is the case about?");
			assertThat(page.inputValue("#subjectMatter")).contains("A threat is repeated.");
			keys.write("subjectMatter", " Twice.");
			go(keys, keys::send);
			asked(keys, "How far is it?");
			assertThat(page.isChecked("[value=INVESTIGATION]")).isTrue();
			String letter = page.url().replaceAll("/edit/.*", "");
			page.navigate(letter + "/edit/subject");
			// Enter goes on, though the way back is the first button of the page.
			go(keys, () -> keys.write("title", "").stroke("Enter"));
			assertThat(page.url()).contains("/edit/offences");
			page.navigate(letter + "/check");
			go(keys, () -> keys.follow("Change Subject matter"));
			go(keys, keys::send);
			assertThat(page.url()).endsWith("/letter/check#proceedings");
			assertThat(this.faults).isEmpty();
		}
	}

	private static void moment(Keys keys, String name, LocalDate day, @org.jspecify.annotations.Nullable String time) {
		keys.write(name + ".day", String.valueOf(day.getDayOfMonth()));
		keys.write(name + ".month", String.valueOf(day.getMonthValue()));
		keys.write(name + ".year", String.valueOf(day.getYear()));
		if (time != null) {
			keys.write(name + ".time", time);
		}
	}

	private Keys signIn(BrowserContext session) {
		Page page = session.newPage();
		page.setDefaultTimeout(120_000);
		page.navigate("http://localhost:" + this.port + "/sign-in");
		Keys keys = new Keys(page);
		keys.to("form:has(input[name=email][value='amara.osei@northshire.example']) button");
		page.waitForNavigation(() -> keys.stroke("Enter"));
		return keys;
	}

	private void asked(Keys keys, String heading) {
		assertThat(keys.page().locator("h1").textContent()).isEqualTo(heading);
	}

	/** Sends or follows, and looks at the page one comes to. */
	private void go(Keys keys, Runnable action) {
		keys.page().waitForNavigation(action);
		look(keys.page());
	}

	private void look(Page page) {
		String name = page.url().replaceAll("https?://[^/]+", "").replaceAll("[0-9a-f-]{36}", "x");
		if (page.locator(".govuk-error-summary").count() > 0) {
			this.faults.add(name + " has errors: " + page.locator(".govuk-error-summary").textContent());
		}
		if (page.locator("h1").count() != 1) {
			this.faults.add(name + " has " + page.locator("h1").count() + " headings");
		}
		String picture = "draft-" + name.replaceAll("[^a-z0-9]+", "-").replaceAll("^-requests-x-letter-|^-|-$", "");
		Browser.screenshot(page, picture + "-1280");
		page.setViewportSize(360, 800);
		Browser.screenshot(page, picture + "-360");
		if (Browser.overflowsSideways(page)) {
			this.faults.add(name + " is wider than a phone");
		}
		page.setViewportSize(1280, 800);
		this.faults.addAll(Browser.accessibilityViolations(page));
	}

}
