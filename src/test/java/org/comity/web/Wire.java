package org.comity.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import org.comity.testing.Seat;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Fetches pages and sends their forms as a browser would, and knows every route there is.
 */
@TestComponent
class Wire {

	/** What a person attaches who means well. */
	static final Attached PAPER = new Attached("paper.txt", "What it says");

	/** What a person attaches who brings a letter in. */
	private static final Attached LETTER = new Attached("letter.json",
			"{\"format\": \"comity-letter\", \"version\": 1, \"summary\": {\"text\": \"He was taken.\"}}");

	/** What a stranger attaches who asks whether it is genuine. */
	private static final Attached DOCUMENT = new Attached("letter.pdf", "%PDF-1.7\n%%EOF\n");

	private final ObjectProvider<MockMvc> mvc;

	private final ApplicationContext context;

	private final CaseFiles files;

	Wire(ObjectProvider<MockMvc> mvc, ApplicationContext context, CaseFiles files) {
		this.mvc = mvc;
		this.context = context;
		this.files = files;
	}

	/**
	 * A file put into every file field of a form.
	 *
	 * @param name its name, as it is sent
	 * @param content what is in it
	 */
	record Attached(String name, String content) {
	}

	Answer send(AbstractMockHttpServletRequestBuilder<?> request) {
		try {
			return answer(perform(request));
		}
		catch (Exception ex) {
			return broken(ex);
		}
	}

	/**
	 * What a person gets to see: where there is nothing but a status, the error page that
	 * the container would fetch; after a redirect, if one goes on, the page that it leads
	 * to.
	 */
	Answer seen(AbstractMockHttpServletRequestBuilder<?> request, RequestPostProcessor seat, boolean goOn) {
		try {
			MvcResult result = perform(request.with(seat));
			Answer answer = answer(result);
			if (answer.status() >= 400 && answer.body().isEmpty()) {
				// The headers are the first answer's, which the container keeps.
				answer = answer.and(answer(perform(errorPage(result).with(seat))).body());
			}
			String place = answer.location();
			if (goOn && answer.sentOn() && place != null && place.startsWith("/")) {
				MockHttpServletRequestBuilder page = get(URI.create(place));
				FlashMap flash = RequestContextUtils.getOutputFlashMap(result.getRequest());
				if (flash != null) {
					flash.forEach(page::flashAttr);
				}
				Cookie session = result.getResponse().getCookie("SESSION");
				if (session != null) {
					page.cookie(session);
				}
				Answer next = answer(perform(page.with(seat)));
				answer = (next.status() >= 500) ? next : answer.and(next.body());
			}
			return answer;
		}
		catch (Exception ex) {
			return broken(ex);
		}
	}

	MvcResult perform(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
		return this.mvc.getObject().perform(request).andReturn();
	}

	/** As Tomcat asks for it: the same request, sent on to the place of errors. */
	private static MockHttpServletRequestBuilder errorPage(MvcResult result) {
		MockHttpServletRequest broken = result.getRequest();
		String cause = DefaultErrorAttributes.class.getName() + ".ERROR";
		MockHttpServletRequestBuilder page = MockMvcRequestBuilders
			.request(HttpMethod.valueOf(String.valueOf(broken.getMethod())), "/error")
			.requestAttr(RequestDispatcher.ERROR_STATUS_CODE, result.getResponse().getStatus())
			.requestAttr(RequestDispatcher.ERROR_REQUEST_URI, String.valueOf(broken.getRequestURI()))
			.with((request) -> {
				request.setDispatcherType(DispatcherType.ERROR);
				return request;
			});
		String message = result.getResponse().getErrorMessage();
		if (message != null) {
			page.requestAttr(RequestDispatcher.ERROR_MESSAGE, message);
		}
		Object exception = broken.getAttribute(cause);
		if (exception != null) {
			page.requestAttr(cause, exception);
		}
		String accept = broken.getHeader("Accept");
		return page.header("Accept", (accept != null) ? accept : MediaType.TEXT_HTML_VALUE);
	}

	private static Answer broken(Exception ex) {
		StringWriter trace = new StringWriter();
		ex.printStackTrace(new PrintWriter(trace));
		return new Answer(500, null, null, null, false, trace.toString(), "");
	}

	private static Answer answer(MvcResult result) throws IOException {
		MockHttpServletResponse response = result.getResponse();
		Object pattern = result.getRequest().getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		String handler = (result.getHandler() instanceof HandlerMethod method) ? method.getShortLogMessage() : null;
		// What the door turns away never reaches the servlet, and has no flash.
		FlashMap flash = RequestContextUtils.getOutputFlashMap(result.getRequest());
		return new Answer(response.getStatus(), response.getRedirectedUrl(),
				(pattern != null) ? pattern.toString() : null, handler, flash != null && flash.containsKey("errors"),
				response.getContentAsString(StandardCharsets.UTF_8), unguarded(response));
	}

	/**
	 * What is no page must be saved, of the type it says, and run nothing if it is shown
	 * all the same; a page runs nothing that is written into it.
	 */
	private static String unguarded(MockHttpServletResponse response) {
		String type = String.valueOf(response.getContentType());
		String policy = String.valueOf(response.getHeader("Content-Security-Policy"));
		String way = String.valueOf(response.getHeader("Content-Disposition"));
		boolean page = policy.contains("default-src 'self'");
		boolean saved = policy.startsWith("sandbox") && way.startsWith("attachment");
		boolean guarded = !response.containsHeader("X-Evil")
				&& "nosniff".equals(response.getHeader("X-Content-Type-Options")) && !policy.contains("unsafe")
				&& ((type.startsWith("text/html") || response.getStatus() != 200) ? page || saved : saved);
		return guarded ? "" : type + ", " + way + ", " + policy;
	}

	/** The form that leads to an address, as it is drawn for its owner. */
	Form form(Route route, Visitor owner) {
		return find(route, owner).orElseThrow(() -> new AssertionError(
				"No form that leads to " + route.address(this.files) + " on the page of " + owner));
	}

	Optional<Form> find(Route route, Visitor owner) {
		Answer page = send(
				get(URI.create(route.page(this.files))).with(Seat.of(this.files.jdbc(), this.files.actor(owner))));
		assertThat(page.status()).as("the form's page of " + owner).isEqualTo(200);
		String address = route.address(this.files);
		return Form.on(page.body())
			.stream()
			.filter((form) -> form.action().equals(address)
					|| (form.action().isEmpty() && route.page(this.files).equals(address)))
			.filter((form) -> form.multipart() == route.method().equals("UPLOAD") || !route.method().equals("UPLOAD"))
			.findFirst();
	}

	AbstractMockHttpServletRequestBuilder<?> posting(Route route, String address, Form form,
			MultiValueMap<String, String> sent) {
		return posting(route, address, form, sent, List.of(PAPER));
	}

	AbstractMockHttpServletRequestBuilder<?> posting(Route route, String address, Form form,
			MultiValueMap<String, String> sent, List<Attached> attached) {
		String query = Stream.of(form.query().split("&"))
			.filter((one) -> !one.isEmpty() && !one.startsWith("_csrf="))
			.reduce((one, other) -> one + "&" + other)
			.map((one) -> "?" + one)
			.orElse("");
		AbstractMockHttpServletRequestBuilder<?> builder = post(URI.create(address + query));
		if (route.method().equals("UPLOAD")) {
			return builder.contentType("multipart/form-data; boundary=edge")
				.content(multipart(form, sent,
						attached.stream().map((file) -> (file == PAPER) ? paper(route) : file).toList()));
		}
		builder.contentType(MediaType.APPLICATION_FORM_URLENCODED);
		sent.forEach((name, values) -> {
			if (!name.equals("_csrf")) {
				builder.param(name, values.toArray(String[]::new));
			}
		});
		return builder;
	}

	/** What a script sends that uploads and means well. */
	Map<String, String> spoken(Route route) {
		Map<String, String> headers = new TreeMap<>(Map.of("Tus-Resumable", "1.0.0"));
		switch (route.method()) {
			case "TUS-POST" -> {
				headers.put("Upload-Length", "3");
				headers.put("Upload-Metadata", "filename cGFwZXIudHh0,account ,modified Nw==");
			}
			case "TUS-PATCH" -> {
				headers.put("Upload-Offset", "0");
				headers.put("Content-Type", "application/offset+octet-stream");
			}
			default -> {
			}
		}
		return headers;
	}

	AbstractMockHttpServletRequestBuilder<?> speaking(Route route, URI address, Map<String, String> headers) {
		return speaking(route, address, headers, "abc");
	}

	AbstractMockHttpServletRequestBuilder<?> speaking(Route route, URI address, Map<String, String> headers,
			String piece) {
		AbstractMockHttpServletRequestBuilder<?> builder = MockMvcRequestBuilders
			.request(HttpMethod.valueOf(route.method().substring("TUS-".length())), address);
		headers.forEach((name, value) -> builder.header(name, value));
		return route.method().equals("TUS-PATCH") ? builder.content(piece) : builder;
	}

	private static Attached paper(Route route) {
		return route.pattern().endsWith("/letter/import") ? LETTER
				: route.pattern().equals("/verify") ? DOCUMENT : PAPER;
	}

	private static byte[] multipart(Form form, MultiValueMap<String, String> sent, List<Attached> attached) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		sent.forEach((name,
				values) -> values.forEach((value) -> body.writeBytes(
						("--edge\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
							.getBytes(StandardCharsets.UTF_8))));
		form.fields().forEach((name, field) -> {
			if (field.kind() == Form.Kind.FILE) {
				attached.forEach((file) -> body
					.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
							+ file.name() + "\"\r\nContent-Type: text/plain\r\n\r\n" + file.content() + "\r\n")
						.getBytes(StandardCharsets.UTF_8)));
			}
		});
		body.writeBytes("--edge--\r\n".getBytes(StandardCharsets.UTF_8));
		return body.toByteArray();
	}

	/** Every route of ours with the handler that answers it. */
	Map<String, String> routes() {
		Map<String, String> routes = new TreeMap<>();
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
		boolean tus = info.getHeadersCondition()
			.getExpressions()
			.stream()
			.anyMatch((expression) -> expression.getName().equals("Tus-Resumable"));
		for (RequestMethod method : info.getMethodsCondition().getMethods()) {
			for (String pattern : info.getPatternValues()) {
				names.add((tus || method == RequestMethod.OPTIONS) ? "TUS-" + method + " " + pattern
						: (upload ? "UPLOAD" : method) + " " + pattern);
			}
		}
		return names;
	}

}
