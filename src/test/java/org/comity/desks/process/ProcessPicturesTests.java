package org.comity.desks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.process.NonDisclosureGround;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessKind;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessStage;
import org.comity.process.ProcessTest;
import org.comity.process.Processes;
import org.comity.testing.AsOwner;
import org.comity.testing.Seat;
import org.comity.testing.browser.Browser;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * The screens of processes in a real browser: a picture each at the width of a desk and
 * of a phone, no violation of WCAG 2.2 AA, no sideways scrolling.
 */
@ProcessTest
class ProcessPicturesTests {

	@Autowired
	MockMvc mvc;

	@Autowired
	ProcessStage stage;

	@Autowired
	Processes processes;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	private final Map<String, String> drawn = new LinkedHashMap<>();

	private void draw(String name, Actor actor, MockHttpServletRequestBuilder request) throws Exception {
		this.drawn.put(name,
				this.mvc.perform(request.with(Seat.of(this.jdbc, actor)).with(csrf()))
					.andReturn()
					.getResponse()
					.getContentAsString(StandardCharsets.UTF_8));
	}

	private void drawAll() throws Exception {
		Actor usao = this.stage.cast.assistant();
		Actor google = this.stage.cast.counsel();
		UUID request = this.stage.executing();
		draw("usao-process-new", usao, get("/usao/requests/" + request + "/processes/new"));
		UUID process = this.stage.opened(request, ProcessKind.WARRANT);
		String page = "/processes/" + process;
		this.stage.made(usao, process, ProcessMove.APPLY, ProcessDetails.none());
		draw("usao-process-narrowed", usao, get(page + "/moves/narrowed"));
		draw("usao-process-non-disclosure", usao, get(page + "/moves/non-disclosure-granted"));
		this.stage.made(usao, process, ProcessMove.NARROWED,
				this.stage.granted().withScope("Fourteen days in January"));
		this.stage.made(usao, process, ProcessMove.NON_DISCLOSURE_GRANTED,
				ProcessDetails.none()
					.withNonDisclosure(Set.of(NonDisclosureGround.FLIGHT), this.stage.today(),
							this.stage.today().plusDays(109)));
		draw("usao-process-serve", usao, form(usao, process, "serve"));
		this.stage.made(usao, process, ProcessMove.SERVE, ProcessDetails.message("Please acknowledge receipt."));
		draw("provider-process", google, get("/provider" + page));
		this.stage.made(google, process, ProcessMove.ACKNOWLEDGE, ProcessDetails.none());
		draw("provider-process-answer", google, get("/provider" + page + "/moves/answer-in-full"));
		draw("provider-home", google, get("/provider"));
		this.stage.made(google, process, ProcessMove.OBJECT, ProcessDetails.message("Threads of third parties")
			.withObjections(java.util.Set.of(org.comity.process.ObjectionGround.TOO_BROAD)));
		draw("usao-process", usao, get(page));
		draw("usao-process-list", usao, get("/requests/" + request + "/processes"));
		draw("usao-process-narrow-refused", usao, form(usao, process, "narrow").param("returnDate.day", "31"));
		draw("usao-process-gone", usao, form(usao, process, "serve"));
	}

	private MockHttpServletRequestBuilder form(Actor actor, UUID process, String move) {
		return post("/processes/" + process + "/moves/" + move).contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.param("formKey", Ids.next().toString())
			.param("drawnFrom", this.processes.view(actor, process).drawnFrom().toString());
	}

	@Test
	void everyScreenIsSoundAtADeskAndOnAPhone() throws Exception {
		try (Browser browser = Browser.start()) {
			drawAll();
			List<String> complaints = new ArrayList<>();
			for (int width : new int[] { 1280, 360 }) {
				try (BrowserContext session = browser.session(width)) {
					for (String name : this.drawn.keySet()) {
						Page page = session.newPage();
						page.route("**/*", this::answer);
						page.navigate("http://localhost/" + name);
						assertThat(page.locator("h1").count()).as(name).isEqualTo(1);
						Browser.screenshot(page, name + "-" + width);
						if (width == 1280) {
							Browser.accessibilityViolations(page).forEach((one) -> complaints.add(name + ": " + one));
						}
						if (Browser.overflowsSideways(page)) {
							complaints.add(name + " at " + width + " scrolls sideways");
						}
						page.close();
					}
				}
			}
			assertThat(complaints).isEmpty();
		}
	}

	private void answer(Route route) {
		String path = route.request().url().substring("http://localhost".length()).replaceAll("\\?.*", "");
		String page = this.drawn.get(path.substring(1));
		if (page != null) {
			route.fulfill(new Route.FulfillOptions().setStatus(200)
				.setContentType("text/html;charset=UTF-8")
				.setBodyBytes(page.getBytes(StandardCharsets.UTF_8)));
			return;
		}
		try {
			String type = path.endsWith(".css") ? "text/css"
					: path.endsWith(".js") ? "text/javascript" : path.endsWith(".svg") ? "image/svg+xml" : "font/woff2";
			route.fulfill(new Route.FulfillOptions().setStatus(200)
				.setContentType(type)
				.setBodyBytes(new ClassPathResource("static" + path).getContentAsByteArray()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(path, ex);
		}
	}

}
