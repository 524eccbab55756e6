package org.comity.journey;

import java.nio.file.Path;
import java.time.LocalDate;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.comity.testing.browser.Browser;

/**
 * One person at their desk: a browser of their own, signed in once.
 */
final class Desk implements AutoCloseable {

	private static int pictures;

	private final BrowserContext session;

	private final Page page;

	private final String base;

	private final String name;

	Desk(Browser browser, String base, String name, String email) {
		this.session = browser.session(1280);
		this.page = this.session.newPage();
		// However slow the machine: what is waited for comes, or the test is wrong.
		this.page.setDefaultTimeout(120_000);
		this.base = base;
		this.name = name;
		open("/sign-in");
		this.page.locator("form:has(input[name=email][value='" + email + "']) button").first().click();
		PlaywrightAssertions.assertThat(this.page.locator("header")).containsText("Sign out");
	}

	Page page() {
		return this.page;
	}

	Desk open(String path) {
		this.page.navigate(this.base + path);
		return this;
	}

	String path() {
		return this.page.url().substring(this.base.length());
	}

	/** Follows a link or presses a button by its words. */
	Desk press(String words) {
		Locator link = this.page.locator("main a:text-is('" + words + "'), main button:text-is('" + words + "')");
		return going(() -> link.first().click());
	}

	/** Follows a link by the end of its address. */
	Desk follow(String address) {
		return going(() -> this.page.locator("main a[href$='" + address + "']").first().click());
	}

	/** Waits for the page that an action leads to, however slow the machine. */
	private Desk going(Runnable action) {
		this.page.waitForNavigation(action);
		return this;
	}

	Desk type(String field, String words) {
		this.page.locator("main [name='" + field + "']").first().fill(words);
		return this;
	}

	Desk choose(String field, String value) {
		this.page.locator("main input[name='" + field + "'][value='" + value + "']").check();
		return this;
	}

	/** Chooses the options whose label has the words. */
	Desk chooseLabelled(String field, String words) {
		this.page
			.locator("main .govuk-radios__item, main .govuk-checkboxes__item",
					new Page.LocatorOptions().setHasText(words))
			.locator("input[name='" + field + "']")
			.first()
			.check();
		return this;
	}

	Desk chooseAll(String field) {
		for (Locator box : this.page.locator("main input[name='" + field + "']").all()) {
			box.check();
		}
		return this;
	}

	Desk day(String field, LocalDate day) {
		return type(field + ".day", "" + day.getDayOfMonth()).type(field + ".month", "" + day.getMonthValue())
			.type(field + ".year", "" + day.getYear());
	}

	Desk moment(String field, LocalDate day, String time) {
		return day(field, day).type(field + ".time", time);
	}

	Desk attach(String field, Path... files) {
		this.page.locator("main input[type=file][name='" + field + "']").setInputFiles(files);
		return this;
	}

	/** Sends the form on the page by its one proper button. */
	Desk send() {
		return going(
				() -> this.page.locator("main form button[type=submit], main form button:not([type])").first().click());
	}

	/** Says yes on the page that states the consequence. */
	Desk confirm() {
		return going(() -> this.page.locator("main button[name=confirmed]").click());
	}

	Desk sees(String words) {
		PlaywrightAssertions.assertThat(this.page.locator("main")).containsText(words);
		return this;
	}

	Desk seesNot(String words) {
		PlaywrightAssertions.assertThat(this.page.locator("body")).not().containsText(words);
		return this;
	}

	/** The page has one heading, and is no error. */
	Desk looksWhole() {
		PlaywrightAssertions.assertThat(this.page.locator("h1")).hasCount(1);
		PlaywrightAssertions.assertThat(this.page.locator(".govuk-error-summary")).hasCount(0);
		return this;
	}

	Desk picture(String what) {
		looksWhole();
		Browser.screenshot(this.page,
				String.format(java.util.Locale.ROOT, "journey-%02d-%s-%s", ++pictures, this.name, what));
		return this;
	}

	@Override
	public void close() {
		this.session.close();
	}

}
