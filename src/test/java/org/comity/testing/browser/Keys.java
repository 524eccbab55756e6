package org.comity.testing.browser;

import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/**
 * A person who has a keyboard and nothing else: they go from one thing to the next, write
 * where they are, and press. Nothing is reached that the focus does not reach.
 */
public final class Keys {

	/** More stops than any page has. */
	private static final int ENOUGH = 400;

	/** Whether the focus is on such a thing, with these words if any. */
	private static final String ARRIVED = "([s, w]) => document.activeElement.matches(s)"
			+ " && (w === '' || document.activeElement.textContent.replace(/\\s+/g, ' ').trim() === w)";

	private final Page page;

	private int strokes;

	public Keys(Page page) {
		this.page = page;
	}

	public Page page() {
		return this.page;
	}

	/** Returns how many keys were pressed, without the letters of words. */
	public int strokes() {
		return this.strokes;
	}

	public Keys stroke(String key) {
		this.strokes++;
		this.page.keyboard().press(key);
		return this;
	}

	/** Goes forward to something. */
	public Keys to(String selector) {
		return go("Tab", selector, "");
	}

	/** Goes backward to something. */
	public Keys backTo(String selector) {
		return go("Shift+Tab", selector, "");
	}

	private Keys go(String key, String selector, String words) {
		for (int i = 0; i < ENOUGH; i++) {
			if ((Boolean) this.page.evaluate(ARRIVED, List.of(selector, words))) {
				return this;
			}
			stroke(key);
		}
		throw new AssertionError(selector + " " + words + " cannot be reached by " + key + " on " + this.page.url());
	}

	private static String field(String kind, String name) {
		return "main " + kind + "[name='" + name + "']";
	}

	/** Writes into a field, after what is in it. */
	public Keys write(String name, String words) {
		to("main input:not([type=hidden])[name='" + name + "'], " + field("textarea", name));
		stroke("Control+End");
		this.page.keyboard().type(words);
		return this;
	}

	/** Chooses one of several by its value. */
	public Keys choose(String name, String value) {
		to(field("input", name));
		for (int i = 0; i < ENOUGH && !at(value); i++) {
			stroke("ArrowDown");
		}
		return on();
	}

	/** Chooses one of several by the words beside it. */
	public Keys pick(String name, String words) {
		String value = this.page.locator("main .govuk-radios__item", new Page.LocatorOptions().setHasText(words))
			.locator("input[name='" + name + "']")
			.first()
			.getAttribute("value");
		return choose(name, value);
	}

	/** Ticks a box. */
	public Keys tick(String name, String value) {
		to(field("input", name) + "[value='" + value + "']");
		return on();
	}

	/** Ticks all boxes of a name. */
	public Keys tickAll(String name) {
		for (Locator box : this.page.locator(field("input", name)).all()) {
			tick(name, box.getAttribute("value"));
		}
		return this;
	}

	private boolean at(String value) {
		return (Boolean) this.page.evaluate("v => document.activeElement.value === v", value);
	}

	private Keys on() {
		if (!(Boolean) this.page.evaluate("() => document.activeElement.checked")) {
			stroke("Space");
		}
		if (!(Boolean) this.page.evaluate("() => document.activeElement.checked")) {
			throw new AssertionError("The key ticks nothing on " + this.page.url());
		}
		return this;
	}

	/** Sends the form by its first button. */
	public void send() {
		to("main form button[type=submit]").stroke("Enter");
	}

	/** Presses a button, or a link that looks like one. */
	public void press(String words) {
		go("Tab", "main button, main a[role=button]", words).stroke("Enter");
	}

	/** Follows a link. */
	public void follow(String words) {
		go("Tab", "main a", words).stroke("Enter");
	}

}
