package org.comity.desks.fragments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import org.comity.testing.browser.Browser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every fragment in a real browser, under a policy that allows no inline script or style:
 * a picture each at the width of a desk and of a phone, no violation of WCAG 2.2 AA, no
 * sideways scrolling, nothing refused by the policy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComponentsBrowserTest {

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
			+ "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

	private static final int DESK = 1280;

	private static final int PHONE = 360;

	private static final int TABLET = 960;

	private final SamplePages samples = new SamplePages();

	private final Map<String, String> html = new LinkedHashMap<>();

	private @Nullable Browser browser;

	@BeforeAll
	void start() {
		this.browser = Browser.start();
		this.html.put("all", this.samples.draw("sample/components", Samples.components()));
		this.html.put("form", this.samples.draw("sample/form", Samples.form(false)));
		this.html.put("form-errors", this.samples.draw("sample/form", Samples.form(true)));
		this.html.put("interruption", this.samples.draw("sample/interruption", Samples.shell()));
		this.html.put("confirmation", this.samples.draw("sample/confirmation", Samples.shell()));
		this.html.put("tracker", this.samples.draw("sample/trackers", trackers()));
		this.html.put("not-found", this.samples.draw("error/404", Map.of("reference", "4F9A-77C2")));
	}

	@AfterAll
	void stop() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	private Browser browser() {
		return Objects.requireNonNull(this.browser);
	}

	private static Map<String, Object> trackers() {
		Map<String, Object> model = Samples.shell();
		model.put("beginning", Samples.beginning());
		model.put("midway", Samples.midway());
		model.put("returning", Samples.returning());
		return model;
	}

	@Test
	void everyPageIsSoundAtADeskAndOnAPhone() {
		List<String> complaints = new ArrayList<>();
		for (int width : new int[] { DESK, TABLET, PHONE }) {
			try (BrowserContext session = browser().session(width)) {
				for (String name : this.html.keySet()) {
					Page page = open(session, name, complaints);
					Browser.screenshot(page, "components-" + name + "-" + width);
					complaints.addAll(Browser.accessibilityViolations(page));
					if (Browser.overflowsSideways(page)) {
						complaints.add(name + " at " + width + " scrolls sideways");
					}
					page.close();
				}
			}
		}
		assertThat(complaints).isEmpty();
	}

	@Test
	void everythingIsThereWithoutJavaScript() {
		try (BrowserContext session = browser().sessionWithoutJavaScript(PHONE)) {
			List<String> complaints = new ArrayList<>();
			Page page = open(session, "form", complaints);
			assertThat(page.locator("#basis").isVisible()).isTrue();
			assertThat(page.locator("nav a").first().isVisible()).isTrue();
			Browser.screenshot(page, "components-form-without-javascript-360");
			page.navigate("http://localhost/all");
			assertThat(page.getByText("Copy", new Page.GetByTextOptions().setExact(true)).first().isVisible())
				.isFalse();
			assertThat(complaints).isEmpty();
		}
	}

	@Test
	void aHashIsCopiedWhole() {
		try (BrowserContext session = browser().session(DESK)) {
			session.grantPermissions(List.of("clipboard-read", "clipboard-write"));
			Page page = open(session, "all", new ArrayList<>());
			page.locator(".comity-hash__copy").first().click();
			page.locator(".comity-hash__said").first().getByText("Copied").waitFor();
			assertThat(page.evaluate("() => navigator.clipboard.readText()")).isEqualTo(Samples.SHA);
		}
	}

	@Test
	void theKeyboardReachesTheContentFirst() {
		try (BrowserContext session = browser().session(DESK)) {
			Page page = open(session, "interruption", new ArrayList<>());
			page.keyboard().press("Tab");
			assertThat(page.evaluate("() => document.activeElement.textContent")).isEqualTo("Skip to main content");
			page.keyboard().press("Enter");
			assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("main-content");
		}
	}

	private Page open(BrowserContext session, String name, List<String> complaints) {
		Page page = session.newPage();
		page.route("**/*", this::answer);
		page.onConsoleMessage((message) -> {
			if ("error".equals(message.type()) || "warning".equals(message.type())) {
				complaints.add(name + ": " + message.text());
			}
		});
		page.onPageError((error) -> complaints.add(name + ": " + error));
		page.navigate("http://localhost/" + name);
		return page;
	}

	private void answer(Route route) {
		String path = route.request().url().substring("http://localhost".length());
		if (path.startsWith("/assets/")) {
			String type = path.endsWith(".css") ? "text/css"
					: path.endsWith(".js") ? "text/javascript" : path.endsWith(".svg") ? "image/svg+xml" : "font/woff2";
			route.fulfill(new Route.FulfillOptions().setStatus(200)
				.setContentType(type)
				.setBodyBytes(SamplePages.asset(path)));
			return;
		}
		String page = this.html.get(path.substring(1));
		if (page == null) {
			route.fulfill(new Route.FulfillOptions().setStatus(404));
			return;
		}
		route.fulfill(new Route.FulfillOptions().setStatus(200)
			.setHeaders(Map.of("Content-Type", "text/html;charset=UTF-8", "Content-Security-Policy", POLICY))
			.setBodyBytes(page.getBytes(StandardCharsets.UTF_8)));
	}

}
