package org.comity.web;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.comity.testing.Seat;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.RegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Every route of the application, tried by everybody. Whom the table {@code routes.txt}
 * names gets through; for everybody else the page does not exist (404, never 403), and
 * who has not signed in is sent to the door. A route without a row fails, and so does a
 * row without a route.
 */
@WholeApplication
class RouteMatrixTests {

	/** What the framework serves by itself: no case is in it. */
	private static final Set<String> PUBLIC_FILES = Set.of("/assets/**", "/webjars/**", "/**", "/favicon.ico");

	@Autowired
	private MockMvc mvc;

	@Autowired
	private ApplicationContext context;

	@Autowired
	private CaseFiles files;

	@Autowired
	private TransactionTemplate transaction;

	private final Set<String> reached = new TreeSet<>();

	@Test
	void everyRouteHasARowAndEveryRowARoute() {
		Set<String> rows = new TreeSet<>(Route.all().stream().map(Route::key).toList());
		assertThat(routes().keySet()).isEqualTo(rows);
	}

	@Test
	void everyRouteIsDeniedToSomebodyOrPersonal() {
		List<String> open = Route.all()
			.stream()
			.filter((route) -> route.visitors().size() == Visitor.values().length
					&& !route.visitors().containsValue(true))
			.map(Route::key)
			.distinct()
			.toList();
		assertThat(open).as("pages of one's own")
			.allMatch((key) -> key.contains(" /account") || key.contains("/notices"));
	}

	/** Nothing but controllers and the public style sheets answers at all. */
	@Test
	void nothingElseServesAnything() {
		List<String> urls = new ArrayList<>();
		this.context.getBeansOfType(AbstractUrlHandlerMapping.class)
			.forEach((name, mapping) -> urls.addAll(mapping.getHandlerMap().keySet()));
		assertThat(urls).isSubsetOf(PUBLIC_FILES);
		assertThat(this.context.getBeansOfType(RegistrationBean.class)
			.values()
			.stream()
			.filter((bean) -> bean.getClass().getName().contains("ServletRegistrationBean"))
			.map(Object::toString)).allMatch((bean) -> bean.contains("dispatcherServlet"));
	}

	@TestFactory
	Stream<DynamicTest> everyRouteAndEverybody() {
		this.reached.clear();
		List<DynamicTest> tests = new ArrayList<>();
		for (Route route : Route.all()) {
			tests.add(DynamicTest.dynamicTest(route.toString(), () -> {
				List<String> wrong = new ArrayList<>();
				if (route.reads()) {
					reading(route, wrong);
				}
				else {
					writing(route, wrong);
				}
				assertThat(wrong).as(route.toString()).isEmpty();
			}));
		}
		tests.add(DynamicTest.dynamicTest("every route was reached by whom it is for",
				() -> assertThat(this.reached).isEqualTo(entries(routes()))));
		return tests.stream();
	}

	private static Set<String> entries(Map<String, String> routes) {
		Set<String> entries = new TreeSet<>();
		routes.forEach((route, handler) -> entries.add(route + " " + handler));
		return entries;
	}

	private void reading(Route route, List<String> wrong) {
		String address = route.address(this.files);
		for (Visitor visitor : Visitor.values()) {
			Answer answer = send(get(URI.create(address)).with(Seat.of(this.files.jdbc(), this.files.actor(visitor))));
			Boolean elsewhere = route.visitors().get(visitor);
			if (elsewhere == null) {
				refused(visitor, answer, wrong);
			}
			else if (elsewhere ? !answer.sentOn() : answer.status() != 200) {
				wrong.add(visitor + " should get through: " + answer);
			}
			else {
				reached(route, answer, wrong);
			}
		}
		Answer nobody = send(get(URI.create(address)));
		if (route.anybody() ? nobody.status() != 200 : !nobody.atTheDoor()) {
			wrong.add("nobody: " + nobody);
		}
		else if (route.anybody()) {
			reached(route, nobody, wrong);
		}
	}

	private void writing(Route route, List<String> wrong) {
		String address = route.address(this.files);
		Visitor owner = route.visitors().keySet().iterator().next();
		Form form = form(route, owner, address);
		MultiValueMap<String, String> sent = form.filled(route.typed(this.files));
		String before = this.files.fingerprint();
		for (Visitor visitor : Visitor.values()) {
			if (!route.visitors().containsKey(visitor)) {
				refused(visitor, send(posting(route, address, form, sent).with(csrf())
					.with(Seat.of(this.files.jdbc(), this.files.actor(visitor)))), wrong);
			}
		}
		Answer nobody = send(posting(route, address, form, sent).with(csrf()));
		if (!nobody.atTheDoor()) {
			wrong.add("nobody: " + nobody);
		}
		Answer forged = send(
				posting(route, address, form, sent).with(Seat.of(this.files.jdbc(), this.files.actor(owner))));
		if (forged.status() != 403) {
			wrong.add("a forged form of " + owner + ": " + forged);
		}
		assertThat(this.files.fingerprint()).as("what strangers could change").isEqualTo(before);
		route.visitors().forEach((visitor, elsewhere) -> {
			Form own = (visitor == owner) ? form : formOr(form, route, visitor, address);
			// As if it had not been: the next visitor finds the case as it was.
			Answer answer = Objects.requireNonNull(this.transaction.execute((status) -> {
				status.setRollbackOnly();
				return send(posting(route, address, own, own.filled(route.typed(this.files))).with(csrf())
					.with(Seat.of(this.files.jdbc(), this.files.actor(visitor))));
			}));
			if (answer.status() != 200 && !answer.sentOn()) {
				wrong.add(visitor + " should get through: " + answer);
			}
			else {
				reached(route, answer, wrong);
			}
		});
		assertThat(this.files.fingerprint()).isEqualTo(before);
	}

	/**
	 * Where a page has no such form for somebody who may send it, they send the owner's.
	 */
	private Form formOr(Form owners, Route route, Visitor visitor, String address) {
		return find(route, visitor, address).orElse(owners);
	}

	/** The form that leads to an address, as it is drawn for its owner. */
	private Form form(Route route, Visitor owner, String address) {
		return find(route, owner, address)
			.orElseThrow(() -> new AssertionError("No form that leads to " + address + " on the page of " + owner));
	}

	private Optional<Form> find(Route route, Visitor owner, String address) {
		Answer page = send(
				get(URI.create(route.page(this.files))).with(Seat.of(this.files.jdbc(), this.files.actor(owner))));
		assertThat(page.status()).as("the form's page of " + owner).isEqualTo(200);
		return Form.on(page.body())
			.stream()
			.filter((form) -> form.action().equals(address)
					|| (form.action().isEmpty() && route.page(this.files).equals(address)))
			.filter((form) -> form.multipart() == route.method().equals("UPLOAD") || !route.method().equals("UPLOAD"))
			.findFirst();
	}

	private static AbstractMockHttpServletRequestBuilder<?> posting(Route route, String address, Form form,
			MultiValueMap<String, String> sent) {
		String query = Stream.of(form.query().split("&"))
			.filter((one) -> !one.isEmpty() && !one.startsWith("_csrf="))
			.reduce((one, other) -> one + "&" + other)
			.map((one) -> "?" + one)
			.orElse("");
		AbstractMockHttpServletRequestBuilder<?> builder = post(URI.create(address + query));
		if (route.method().equals("UPLOAD")) {
			return builder.contentType("multipart/form-data; boundary=edge").content(multipart(form, sent));
		}
		builder.contentType(MediaType.APPLICATION_FORM_URLENCODED);
		sent.forEach((name, values) -> {
			if (!name.equals("_csrf")) {
				builder.param(name, values.toArray(String[]::new));
			}
		});
		return builder;
	}

	private static byte[] multipart(Form form, MultiValueMap<String, String> sent) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		sent.forEach((name,
				values) -> values.forEach((value) -> body.writeBytes(
						("--edge\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
							.getBytes(StandardCharsets.UTF_8))));
		form.fields().forEach((name, field) -> {
			if (field.kind() == Form.Kind.FILE) {
				body.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"" + name
						+ "\"; filename=\"paper.txt\"\r\nContent-Type: text/plain\r\n\r\nWhat it says\r\n")
					.getBytes(StandardCharsets.UTF_8));
			}
		});
		body.writeBytes("--edge--\r\n".getBytes(StandardCharsets.UTF_8));
		return body.toByteArray();
	}

	private static void refused(Visitor visitor, Answer answer, List<String> wrong) {
		if (answer.status() != 404) {
			wrong.add(visitor + " should find nothing: " + answer);
		}
	}

	private void reached(Route route, Answer answer, List<String> wrong) {
		if (!route.pattern().equals(answer.pattern()) || answer.handler() == null) {
			wrong.add("Not answered by the route's own handler but by " + answer.handler() + " at " + answer.pattern());
			return;
		}
		this.reached.add(route.key() + " " + answer.handler());
	}

	/**
	 * What came of a request.
	 *
	 * @param status the status, 500 where it broke
	 * @param location where it leads on, or null
	 * @param pattern the pattern of the handler that was asked, or null
	 * @param handler that handler, or null
	 * @param body the page
	 */
	private record Answer(int status, @Nullable String location, @Nullable String pattern, @Nullable String handler,
			String body) {

		boolean sentOn() {
			return this.status >= 300 && this.status < 400 && !atTheDoor();
		}

		boolean atTheDoor() {
			return this.status == 302 && this.location != null && this.location.endsWith("/sign-in");
		}

		@Override
		public String toString() {
			String heading = this.body.replaceAll("(?s).*?<ul class=\"govuk-list govuk-error-summary__list\">", "");
			String said = (this.status == 500 || heading.length() < this.body.length())
					? " " + heading.substring(0, Math.min(300, heading.length())).replaceAll("\\s+", " ") : "";
			return this.status + ((this.location != null) ? " to " + this.location : "") + said;
		}

	}

	private Answer send(AbstractMockHttpServletRequestBuilder<?> request) {
		try {
			MvcResult result = this.mvc.perform(request).andReturn();
			MockHttpServletResponse response = result.getResponse();
			Object pattern = result.getRequest().getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
			String handler = (result.getHandler() instanceof HandlerMethod method) ? method.getShortLogMessage() : null;
			return new Answer(response.getStatus(), response.getRedirectedUrl(),
					(pattern != null) ? pattern.toString() : null, handler,
					response.getContentAsString(StandardCharsets.UTF_8));
		}
		catch (Exception ex) {
			java.io.StringWriter trace = new java.io.StringWriter();
			ex.printStackTrace(new java.io.PrintWriter(trace));
			return new Answer(500, null, null, null, trace.toString());
		}
	}

	/** Every route of ours with the handler that answers it. */
	private Map<String, String> routes() {
		Map<String, String> routes = new java.util.TreeMap<>();
		for (RequestMappingHandlerMapping mapping : this.context.getBeansOfType(RequestMappingHandlerMapping.class)
			.values()) {
			mapping.getHandlerMethods().forEach((info, handler) -> {
				if (handler.getBeanType().getName().startsWith("org.comity.")) {
					names(info).forEach((name) -> {
						String other = routes.put(name, handler.getShortLogMessage());
						assertThat(other).as("two handlers of " + name).isNull();
					});
				}
			});
		}
		assertThat(routes).hasSizeGreaterThan(20);
		return routes;
	}

	private static Set<String> names(RequestMappingInfo info) {
		Set<String> names = new LinkedHashSet<>();
		assertThat(info.getMethodsCondition().getMethods()).as("a route answers named methods: " + info).isNotEmpty();
		boolean upload = info.getConsumesCondition().getConsumableMediaTypes().contains(MediaType.MULTIPART_FORM_DATA);
		for (RequestMethod method : info.getMethodsCondition().getMethods()) {
			for (String pattern : info.getPatternValues()) {
				names.add((upload ? "UPLOAD" : method) + " " + pattern);
			}
		}
		return names;
	}

}
