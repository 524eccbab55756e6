package org.comity.desks.provider.production;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.comity.evidence.EvidenceStage;
import org.comity.evidence.EvidenceTest;
import org.comity.evidence.IncomingUploads;
import org.comity.kernel.Digests;
import org.comity.testing.browser.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files are uploaded by a real browser's script: over a cut, on from what had come
 * before, and one that is refused.
 */
@EvidenceTest
@TestPropertySource(properties = { "comity.demonstration.enabled=true", "comity.demonstration.cases=false" })
class UploadBrowserTests {

	private static final int SLICE = 16 * 1024 * 1024;

	@Autowired
	EvidenceStage stage;

	@Autowired
	IncomingUploads uploads;

	@LocalServerPort
	int port;

	@TempDir
	Path folder = Path.of("");

	@Test
	void anUploadGoesOnAfterACutAndFromWhatHadComeBefore() throws Exception {
		UUID process = this.stage.before.answering(this.stage.before.executing());
		UUID part = this.stage.begun(process);
		byte[] bytes = "From nobody\n\nHello\n".repeat(SLICE / 19 + 100_000).getBytes(StandardCharsets.UTF_8);
		Path large = Files.write(this.folder.resolve("mailbox.mbox"), bytes);
		Path begun = Files.writeString(this.folder.resolve("begun.csv"), "when,where\n".repeat(1000));
		begin(part, begun, 4000);
		String address = "http://localhost:" + this.port + "/provider/processes/" + process + "/productions/" + part;
		try (Browser browser = Browser.start(); BrowserContext session = browser.session(1280)) {
			Page page = session.newPage();
			page.setDefaultTimeout(60_000);
			page.navigate("http://localhost:" + this.port + "/sign-in");
			page.waitForNavigation(
					() -> page.click("form:has(input[name=email][value='mei.chow@google.example']) button"));
			List<String> sent = new CopyOnWriteArrayList<>();
			AtomicInteger patches = new AtomicInteger();
			AtomicBoolean cut = new AtomicBoolean(true);
			page.route("**/uploads/**", (route) -> {
				sent.add(route.request().method());
				if (route.request().method().equals("PATCH") && patches.getAndIncrement() > 0 && cut.get()) {
					route.abort("connectionreset");
				}
				else {
					route.resume();
				}
			});
			page.navigate(address);
			Browser.screenshot(page, "upload-begun");
			assertThat(Browser.accessibilityViolations(page)).isEmpty();
			page.setInputFiles("input[type=file]", large);
			page.click("form[data-comity-upload] button[type=submit]");
			page.waitForSelector(".comity-upload__said:text('Paused')");
			Browser.screenshot(page, "upload-paused");
			assertThat(Browser.accessibilityViolations(page)).isEmpty();
			assertThat(Browser.overflowsSideways(page)).isFalse();
			cut.set(false);
			listed(page, "mailbox.mbox");
			assertThat(patches.get()).as("two slices, one of them twice, and the question").isGreaterThan(3);
			assertThat(this.stage.view(part).files()).singleElement()
				.satisfies((file) -> assertThat(file.sha256()).isEqualTo(Digests.sha256(bytes)));

			sent.clear();
			page.setInputFiles("input[type=file]", begun);
			page.click("form[data-comity-upload] button[type=submit]");
			listed(page, "begun.csv");
			assertThat(sent).contains("HEAD").doesNotContain("POST");
			assertThat(this.stage.view(part).files()).hasSize(2);

			page.setInputFiles("input[type=file]", begun);
			page.click("form[data-comity-upload] button[type=submit]");
			page.waitForSelector(".comity-upload--refused");
			assertThat(page.innerText(".comity-upload--refused"))
				.contains("begun.csv is here already with the same content");
			assertThat(page.isVisible("[data-comity-upload-again]")).isTrue();
			Browser.screenshot(page, "upload-refused");
			assertThat(Browser.accessibilityViolations(page)).isEmpty();
			session.clearCookies();
			page.setInputFiles("input[type=file]", large);
			page.click("form[data-comity-upload] button[type=submit]");
			page.waitForSelector(".comity-upload--refused :text('no longer signed in')");
		}
	}

	/** The page came again, with this file in its table and with its script at work. */
	private static void listed(Page page, String name) {
		page.waitForSelector("table a:has-text('" + name + "')");
		page.waitForLoadState();
	}

	/** Some bytes of a file had come when the page was left. */
	private void begin(UUID part, Path file, int came) throws Exception {
		byte[] bytes = Files.readAllBytes(file);
		IncomingUploads.Wish wish = new IncomingUploads.Wish(file.getFileName().toString(), bytes.length, null,
				Files.getLastModifiedTime(file).toMillis());
		var counsel = this.stage.cast().counsel();
		UUID upload = Objects.requireNonNull(this.uploads.begin(counsel, part, wish).id());
		try (IncomingUploads.Hold hold = this.uploads.hold(counsel, part, upload).orElseThrow()) {
			this.uploads.append(counsel, hold, new ByteArrayInputStream(bytes, 0, came));
		}
	}

}
