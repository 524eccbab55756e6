package org.comity.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import jakarta.servlet.http.Cookie;
import org.comity.testing.Seat;
import org.comity.web.Wire.Attached;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/**
 * Ten thousand generated requests by people who are signed in and hold valid tokens:
 * every route in turn, its path, query, headers, fields, names of files and JSON tampered
 * with by chance, the doors that answer before any controller, and bytes that no client
 * would send straight to the server's port. No answer is a fault, shows a trace or its
 * insides, lacks its headers, or carries back a script; nor does the error page in its
 * place, or the page to which it leads. What is random is told by its seed:
 * {@code -Dcomity.fuzz.seed}; how many: {@code -Dcomity.fuzz.inputs}. Each request is
 * undone, but for those to the port.
 */
@WholeApplication
class FuzzTests {

	private static final int INPUTS = Integer.getInteger("comity.fuzz.inputs", 10_000);

	/** The same in every build: whoever looks for more takes another. */
	private static final long SEED = Long.getLong("comity.fuzz.seed", 20_261_127L);

	/** After how many a long run says how far it is: it may be stopped at any time. */
	private static final int PROGRESS = 10_000;

	/** Of a hundred: cheap, and where most was found. */
	private static final int TO_THE_PORT = 10;

	/** Of a hundred. */
	private static final int TO_THE_DOORS = 3;

	/** How many faults are told. */
	private static final int TOLD = 20;

	private static final List<String> QUERIES = List.of("q", "before", "after", "sort", "scope", "provider", "of",
			"from", "to", "list", "page", "what", "ended", "error", "file", "name", "_method", "locale");

	private static final List<String> HEADERS = List.of("Accept", "Accept-Language", "Accept-Encoding",
			"Accept-Charset", "Authorization", "Range", "If-Range", "If-Match", "If-None-Match", "If-Modified-Since",
			"Referer", "Origin", "User-Agent", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix",
			"X-Forwarded-Proto", "X-HTTP-Method-Override", "X-Requested-With", "Content-Language", "Forwarded",
			"X-Original-URL", "Sec-Fetch-Site", "Tus-Resumable", "X-CSRF-TOKEN");

	private static final List<String> UPLOAD_HEADERS = List.of("Upload-Offset", "Upload-Length", "Upload-Metadata",
			"Upload-Defer-Length", "Upload-Concat", "Upload-Checksum", "Upload-Expires", "X-HTTP-Method-Override");

	private static final List<String> CONTENT_TYPES = List.of("application/json", "text/plain", "text/xml",
			"application/x-www-form-urlencoded;charset=utf-16", "multipart/mixed;boundary=edge",
			"multipart/form-data;boundary=other", "application/offset+octet-stream", "image/svg+xml");

	private static final List<String> COOKIES = List.of("SESSION", "KNOWN", "__Host-SESSION", "other");

	private static final Pattern SUSPECT = Pattern.compile("(?i)javascript:|evil\\.example");

	/**
	 * What is run, or leads elsewhere; a link to a page of ours may carry the words that
	 * were searched for.
	 */
	private static final Pattern SCRIPTED = Pattern.compile("(?i)(?:href|src|action|formaction)=[\"']?\\s*"
			+ "(?:javascript:|(?:[a-z][a-z0-9+.-]*:|[/\\\\]{2})[^\"'>]*evil\\.example)"
			+ "|content=[\"']?[^\"'>]*(?:javascript:|evil\\.example)");

	@Autowired
	private Wire wire;

	@Autowired
	private CaseFiles files;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TransactionTemplate transaction;

	@LocalServerPort
	private int port;

	private final Tamperer chance = new Tamperer(SEED);

	private final Set<String> reached = new TreeSet<>();

	/** The handlers that have done what they were asked, at least once. */
	private final Set<String> granted = new TreeSet<>();

	private final Map<Integer, Form> forms = new HashMap<>();

	@Test
	@SuppressWarnings("SystemOut")
	void nothingThatIsSentBreaksAnything() {
		System.out.println("Fuzz: seed " + SEED + ", " + INPUTS + " inputs");
		List<Route> routes = Route.all().stream().filter((route) -> !route.visitors().isEmpty()).toList();
		Doors doors = new Doors(this.wire, this.files, this.jdbc, this.chance);
		ServerPort server = new ServerPort(this.port, this.chance);
		// What is tampered with is made first, and not undone with the first attempt.
		this.files.value("draft");
		List<String> wrong = new ArrayList<>();
		int sent = 0;
		for (int i = 0; sent < INPUTS && wrong.size() < TOLD; i++) {
			int number = i;
			List<String> told = new ArrayList<>();
			int turn = this.chance.below(100);
			Answer answer = (turn < TO_THE_PORT) ? server.send(number, told)
					: undone(() -> (turn < TO_THE_PORT + TO_THE_DOORS) ? doors.knock(number, told)
							: attempt(routes, number, told));
			if (answer == null) {
				continue;
			}
			sent++;
			String fault = fault(answer, number);
			if (fault != null) {
				wrong.add(i + ": " + fault + " " + told + " " + answer);
				System.out.println("Fuzz: wrong: " + wrong.get(wrong.size() - 1));
			}
			if (sent % PROGRESS == 0) {
				System.out.println("Fuzz: " + sent + " inputs, " + wrong.size() + " wrong");
			}
		}
		System.out.println("Fuzz: handlers reached: " + this.reached.size() + ", of them did as asked: "
				+ this.granted.size() + "; doors: " + doors.answered());
		this.reached.forEach((handler) -> System.out.println("Fuzz: reached " + handler));
		assertThat(wrong).as("seed " + SEED).isEmpty();
		Set<String> all = new TreeSet<>();
		this.wire.routes().forEach((route, handler) -> all.add(route + " " + handler));
		// With another type of content a form may reach its neighbour's handler besides.
		assertThat(this.reached).containsAll(all);
		assertThat(doors.answered()).isEqualTo(Doors.ALL);
		assertThat(server.statuses()).as("what the port answered a stranger").contains(200, 302, 400, 403);
	}

	private @Nullable Answer undone(Supplier<@Nullable Answer> attempt) {
		AtomicReference<@Nullable Answer> answer = new AtomicReference<>();
		this.transaction.executeWithoutResult((status) -> {
			status.setRollbackOnly();
			answer.set(attempt.get());
		});
		return answer.get();
	}

	private static @Nullable String fault(Answer answer, int number) {
		String body = answer.body();
		if (answer.status() >= 500) {
			return "a fault";
		}
		if (body.contains("\tat org.") || body.contains("Exception:") || body.contains("org.postgresql")
				|| body.contains("java.lang.")) {
			return "tells of its insides";
		}
		if (body.contains(Tamperer.script(number)) || body.contains(Tamperer.attribute(number))
				|| SUSPECT.matcher(body).find() && SCRIPTED.matcher(body).find()) {
			return "carries the script back";
		}
		if (body.contains(Tamperer.RECKONED)) {
			return "reckons what was sent";
		}
		if (!answer.unguarded().isEmpty()) {
			return "lacks a header: " + answer.unguarded();
		}
		String location = answer.location();
		if (location != null && (location.startsWith("//") || location.contains("evil.example"))) {
			return "leads elsewhere";
		}
		return null;
	}

	/** Nothing where no client could send what has come out. */
	private @Nullable Answer attempt(List<Route> routes, int number, List<String> told) {
		int index = number % routes.size();
		Route route = routes.get(index);
		Visitor owner = route.visitors().keySet().iterator().next();
		told.add(route + " by " + owner);
		String address = route.address(this.files);
		// Of a page there is little else to tamper with.
		if (this.chance.one(route.reads() ? 2 : 5)) {
			address = this.chance.address(address, number);
			told.add("address " + address);
		}
		URI uri;
		AbstractMockHttpServletRequestBuilder<?> request;
		try {
			uri = URI.create(address + query(number, told));
			request = route.reads() ? get(uri)
					: route.tus() ? speaking(route, uri, number, told) : writing(routes, index, uri, number, told);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
		for (int i = this.chance.upTo(2); i > 0; i--) {
			String name = this.chance.any(HEADERS);
			String value = this.chance.header(number);
			if (!taken(name, value)) {
				continue;
			}
			request.header(name, value);
			told.add(name + ": " + Tamperer.shortly(value));
		}
		if (this.chance.one(20)) {
			String value = this.chance.header(number);
			request.cookie(new Cookie(this.chance.any(COOKIES), value));
			told.add("a cookie: " + Tamperer.shortly(value));
		}
		Answer answer = this.wire.seen(request.with(csrf()), Seat.of(this.files.jdbc(), this.files.actor(owner)),
				this.chance.one(8));
		if (answer.by(route)) {
			this.reached.add(route.key() + " " + answer.handler());
			if (answer.status() < 400 && !answer.refusing()) {
				this.granted.add(route.key());
			}
		}
		return answer;
	}

	/** The mock stumbles over languages that Tomcat leaves aside. */
	private static boolean taken(String name, String value) {
		try {
			new MockHttpServletRequest().addHeader(name, value);
			return true;
		}
		catch (IndexOutOfBoundsException ex) {
			return false;
		}
	}

	/** What a script sends that uploads, with some of its headers tampered with. */
	private AbstractMockHttpServletRequestBuilder<?> speaking(Route route, URI uri, int number, List<String> told) {
		Map<String, String> headers = this.wire.spoken(route);
		for (int i = this.chance.upTo(2); i > 0; i--) {
			String name = this.chance.any(UPLOAD_HEADERS);
			String value = (name.equals("Upload-Metadata") && this.chance.one(2)) ? metadata(number)
					: this.chance.header(number);
			headers.put(name, value);
			told.add(name + ": " + Tamperer.shortly(value));
		}
		return this.wire.speaking(route, uri, headers, this.chance.one(3) ? this.chance.value(number) : "abc");
	}

	/** Names and values as tus carries them, in Base64. */
	private String metadata(int number) {
		return "filename " + base64(this.chance.value(number)) + ",account " + base64(this.chance.value(number))
				+ ",modified " + base64(this.chance.value(number));
	}

	private static String base64(String value) {
		return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
	}

	private AbstractMockHttpServletRequestBuilder<?> writing(List<Route> routes, int index, URI uri, int number,
			List<String> told) {
		Route route = routes.get(index);
		Form form = this.forms.computeIfAbsent(index,
				(key) -> this.wire.form(route, route.visitors().keySet().iterator().next()));
		MultiValueMap<String, String> sent = new LinkedMultiValueMap<>(form.filled(route.typed(this.files)));
		List<String> names = new ArrayList<>(sent.keySet());
		names.add("confirmed");
		names.add("formKey");
		for (int i = this.chance.upTo(3); i > 0; i--) {
			String name = this.chance.one(10) ? this.chance.value(number) : this.chance.any(names);
			String value = this.chance.value(number);
			told.add(Tamperer.shortly(name) + "=" + Tamperer.shortly(value));
			switch (this.chance.below(4)) {
				case 0 -> sent.remove(name);
				case 1 -> sent.add(name, value);
				default -> sent.set(name, value);
			}
		}
		List<Attached> attached = this.chance.one(2) ? List.of(Wire.PAPER)
				: List.of(new Attached(this.chance.value(number),
						this.chance.one(3) ? this.chance.letter(number) : this.chance.value(number)));
		AbstractMockHttpServletRequestBuilder<?> request = this.wire.posting(route, uri.toString(), form, sent,
				attached);
		if (this.chance.one(20)) {
			String type = this.chance.any(CONTENT_TYPES);
			told.add("as " + type);
			request.contentType(type).content(this.chance.letter(number));
		}
		return request;
	}

	private String query(int number, List<String> told) {
		StringBuilder query = new StringBuilder();
		for (int i = this.chance.upTo(2); i > 0; i--) {
			String value = this.chance.value(number);
			String name = this.chance.any(QUERIES);
			told.add("?" + name + "=" + Tamperer.shortly(value));
			query.append((query.length() == 0) ? '?' : '&').append(name).append('=').append(Tamperer.encoded(value));
		}
		return query.toString();
	}

}
