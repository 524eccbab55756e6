package org.comity.testing.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Chromium. It is never downloaded: the machine has one, or the test is skipped
 * with a printed line; in continuous integration ({@code CI=true}) it fails instead, so
 * that a skipped browser test is never taken for a passed one.
 */
public final class Browser implements AutoCloseable {

	/** Where the pictures go. */
	public static final Path SCREENSHOTS = Path.of("target", "screenshots");

	/** The rules the pages are held to. */
	public static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
			"best-practice");

	private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome",
			"google-chrome-stable", "chrome.exe");

	private final Playwright playwright;

	private final com.microsoft.playwright.Browser chromium;

	private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
		this.playwright = playwright;
		this.chromium = chromium;
	}

	/**
	 * Starts a browser, or aborts the running test as skipped when the machine has none.
	 * @throws AssertionError in continuous integration, when the machine has none
	 */
	public static Browser start() {
		Optional<Path> executable = executable();
		if (executable.isEmpty()) {
			String line = "No Chromium found (looked for COMITY_CHROMIUM and on the PATH): browser test skipped";
			if ("true".equals(System.getenv("CI"))) {
				Assertions.fail(line);
			}
			System.out.println(line);
			Assumptions.abort(line);
		}
		Playwright playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		try {
			return new Browser(playwright,
					playwright.chromium()
						.launch(new BrowserType.LaunchOptions().setExecutablePath(executable.orElseThrow())
							.setHeadless(true)
							.setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
									"--disable-background-networking", "--disable-component-update",
									"--disable-sync"))));
		}
		catch (RuntimeException ex) {
			playwright.close();
			throw ex;
		}
	}

	/**
	 * Opens a session of its own, with its own cookies, as another person at another desk
	 * would have.
	 * @param width of the window, in CSS pixels
	 */
	public BrowserContext session(int width) {
		return this.chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
			.setViewportSize(width, Math.max(800, width * 10 / 16))
			.setLocale("en-GB")
			.setTimezoneId("Europe/London"));
	}

	/**
	 * Opens a session without JavaScript.
	 * @param width of the window, in CSS pixels
	 */
	public BrowserContext sessionWithoutJavaScript(int width) {
		return this.chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
			.setViewportSize(width, Math.max(800, width * 10 / 16))
			.setLocale("en-GB")
			.setTimezoneId("Europe/London")
			.setJavaScriptEnabled(false));
	}

	/**
	 * Takes a picture of the whole page into {@code target/screenshots}.
	 * @param name of the file, without its ending
	 */
	public static Path screenshot(Page page, String name) {
		if (!name.matches("[a-z0-9-]+")) {
			throw new IllegalArgumentException("A picture's name has small letters, digits and hyphens: " + name);
		}
		Path file = SCREENSHOTS.resolve(name + ".png");
		page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
		return file;
	}

	/**
	 * Checks a page against WCAG 2.2 AA and axe's good practice.
	 * @return one line for each violation; empty when there are none
	 */
	public static List<String> accessibilityViolations(Page page) {
		AxeResults results = new AxeBuilder(page).withTags(WCAG).analyze();
		List<String> lines = new ArrayList<>();
		for (Rule rule : results.getViolations()) {
			for (CheckedNode node : rule.getNodes()) {
				if ("aria-allowed-attr".equals(rule.getId()) && node.getHtml().contains("govuk-radios__input")) {
					continue; // GOV.UK's own, deliberate: aria-expanded on a radio that
								// reveals a field
				}
				lines.add(page.url() + ": " + rule.getId() + ": " + rule.getHelp() + ": " + node.getHtml() + " "
						+ node.getFailureSummary());
			}
		}
		return lines;
	}

	/**
	 * Returns whether the page is wider than its window, so that a reader would have to
	 * scroll sideways.
	 */
	public static boolean overflowsSideways(Page page) {
		return (Boolean) page
			.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth");
	}

	private static Optional<Path> executable() {
		String named = System.getenv("COMITY_CHROMIUM");
		if (named != null) {
			return Optional.of(Path.of(named)).filter(Files::isExecutable);
		}
		String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
		Stream<Path> onPath = Stream.of(path.split(File.pathSeparator))
			.filter((folder) -> !folder.isBlank())
			.flatMap((folder) -> NAMES.stream().map((name) -> Path.of(folder, name)));
		Stream<Path> elsewhere = Stream.of(Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
				Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));
		return Stream.concat(onPath, elsewhere).filter(Files::isExecutable).findFirst();
	}

	@Override
	public void close() {
		this.chromium.close();
		this.playwright.close();
	}

}
