package org.comity.web;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.comity.testing.Seat;
import org.comity.web.Wire.Attached;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Thousands of generated requests by people who are signed in and hold valid tokens:
 * every route in turn, its path, query, headers, fields, names of files and JSON tampered
 * with by chance. No answer is a fault, shows a trace, or carries back a script. What is
 * random is told by its seed: {@code -Dcomity.fuzz.seed}; how many:
 * {@code -Dcomity.fuzz.inputs}. Each request is undone.
 */
@WholeApplication
class FuzzTests {

	/** With what {@link BadInputTests} sends, ten thousand. */
	private static final int INPUTS = Integer.getInteger("comity.fuzz.inputs", 7_700);

	/** The same in every build: whoever looks for more takes another. */
	private static final long SEED = Long.getLong("comity.fuzz.seed", 20_261_127L);

	/** After how many a long run says how far it is: it may be stopped at any time. */
	private static final int PROGRESS = 10_000;

	/** How many faults are told. */
	private static final int TOLD = 20;

	private static final List<String> QUERIES = List.of("q", "before", "after", "sort", "scope", "provider", "of",
			"from", "to", "list", "page", "what", "ended", "error", "file", "name", "_method", "locale");

	private static final List<String> HEADERS = List.of("Accept", "Accept-Language", "Accept-Encoding", "Range",
			"If-None-Match", "If-Modified-Since", "Referer", "Origin", "User-Agent", "X-Forwarded-For",
			"X-Forwarded-Host", "X-HTTP-Method-Override", "X-Requested-With", "Cookie", "Content-Language", "Forwarded",
			"X-Original-URL", "Sec-Fetch-Site");

	private static final List<String> UPLOAD_HEADERS = List.of("Upload-Offset", "Upload-Length", "Upload-Metadata",
			"Upload-Defer-Length", "Upload-Concat", "Upload-Checksum", "Upload-Expires", "X-HTTP-Method-Override");

	/** Doors of the framework's own, which take JSON. */
	private static final List<String> JSON_DOORS = List.of("/webauthn/authenticate/options", "/login/webauthn",
			"/webauthn/register/options", "/webauthn/register");

	private static final List<String> NASTY = List.of("", " ", "0", "-1", "2147483648", "9223372036854775808", "1e309",
			"NaN", "null", "true", "[]", "{}", "../../etc/passwd", "..%2f..%2f", "%00", "\u0000", "\u0007\u001b[31m",
			"\u202Etxt.exe", "\uFEFF", "\uD83D\uDD75\uFE0F", "\uD800", "\uFFFF", "'", "\"", "' or '1'='1",
			"'; drop table request; --", "${7*7}", "#{7*7}", "*{7*7}", "__${T(Runtime)}__::.x", "@{/}",
			"~{fragments/layout}", "\r\nX-Evil: yes", "javascript:alert(1)", "//evil.example/", "https://evil.example/",
			"\\\\evil\\share", "a".repeat(300), "b".repeat(20_000), "31/02/2026", "0000-00-00", "+999999999-12-31", "%",
			"_", "%25%", "(", "[a-z", "a{99999}", "\u0661\u0662", "00000000-0000-0000-0000-000000000000",
			"ffffffff-ffff-ffff-ffff-ffffffffffff");

	@Autowired
	private Wire wire;

	@Autowired
	private CaseFiles files;

	@Autowired
	private TransactionTemplate transaction;

	private final Random random = new Random(SEED);

	private final Set<String> reached = new TreeSet<>();

	private final Map<Integer, Form> forms = new HashMap<>();

	@Test
	@SuppressWarnings("SystemOut")
	void nothingThatIsSentBreaksAnything() {
		System.out.println("Fuzz: seed " + SEED + ", " + INPUTS + " inputs");
		List<Route> routes = Route.all().stream().filter((route) -> !route.visitors().isEmpty()).toList();
		// What is tampered with is made first, and not undone with the first attempt.
		this.files.value("draft");
		List<String> wrong = new ArrayList<>();
		for (int i = 0; i < INPUTS && wrong.size() < TOLD; i++) {
			int number = i;
			String script = "<script>fuzz" + i + "()</script>";
			List<String> told = new ArrayList<>();
			Answer answer = Objects.requireNonNull(this.transaction.execute((status) -> {
				status.setRollbackOnly();
				return (number % 50 == 49) ? door(script, told) : attempt(routes, number, script, told);
			}));
			String fault = fault(answer, script);
			if (fault != null) {
				wrong.add(i + ": " + fault + " " + told + " " + answer);
				System.out.println("Fuzz: wrong: " + wrong.get(wrong.size() - 1));
			}
			if (i % PROGRESS == PROGRESS - 1) {
				System.out.println("Fuzz: " + (i + 1) + " inputs, " + wrong.size() + " wrong");
			}
		}
		System.out.println("Fuzz: handlers reached: " + this.reached.size());
		this.reached.forEach((handler) -> System.out.println("Fuzz: reached " + handler));
		assertThat(wrong).as("seed " + SEED).isEmpty();
		Set<String> all = new TreeSet<>();
		this.wire.routes().forEach((route, handler) -> all.add(route + " " + handler));
		assertThat(this.reached).isEqualTo(all);
	}

	private static @Nullable String fault(Answer answer, String script) {
		if (answer.status() >= 500) {
			return "a fault";
		}
		if (answer.body().contains("\tat org.") || answer.body().contains("Exception:")
				|| answer.body().contains("org.postgresql") || answer.body().contains("java.lang.")) {
			return "tells of its insides";
		}
		if (answer.body().contains(script)) {
			return "carries the script back";
		}
		String location = answer.location();
		if (location != null && (location.startsWith("//") || location.contains("evil.example"))) {
			return "leads elsewhere";
		}
		return null;
	}

	private Answer attempt(List<Route> routes, int number, String script, List<String> told) {
		int index = number % routes.size();
		Route route = routes.get(index);
		Visitor owner = route.visitors().keySet().iterator().next();
		told.add(route + " by " + owner);
		String address = route.address(this.files);
		if (one(5)) {
			address = otherAddress(address, script);
			told.add("address " + address);
		}
		URI uri;
		AbstractMockHttpServletRequestBuilder<?> request;
		try {
			uri = URI.create(address + query(script, told));
			request = route.reads() ? get(uri)
					: route.tus() ? speaking(route, uri, script, told) : writing(routes, index, uri, script, told);
		}
		catch (IllegalArgumentException ex) {
			// No browser and no client would send it.
			return new Answer(400, null, null, null, false, "", "");
		}
		for (int i = this.random.nextInt(3); i > 0; i--) {
			String name = any(HEADERS);
			String value = value(script).replaceAll("[\\r\\n\\u0000]", "");
			request.header(name, value);
			told.add(name + ": " + shortly(value));
		}
		Answer answer = this.wire.send(request.with(csrf()).with(Seat.of(this.files.jdbc(), this.files.actor(owner))));
		if (answer.by(route)) {
			this.reached.add(route.key() + " " + answer.handler());
		}
		return answer;
	}

	/** What a script sends that uploads, with some of its headers tampered with. */
	private AbstractMockHttpServletRequestBuilder<?> speaking(Route route, URI uri, String script, List<String> told) {
		Map<String, String> headers = this.wire.spoken(route);
		for (int i = this.random.nextInt(3); i > 0; i--) {
			String name = any(UPLOAD_HEADERS);
			String value = value(script).replaceAll("[\\r\\n\\u0000]", "");
			headers.put(name, value);
			told.add(name + ": " + shortly(value));
		}
		return this.wire.speaking(route, uri, headers);
	}

	private AbstractMockHttpServletRequestBuilder<?> writing(List<Route> routes, int index, URI uri, String script,
			List<String> told) {
		Route route = routes.get(index);
		Form form = this.forms.computeIfAbsent(index,
				(key) -> this.wire.form(route, route.visitors().keySet().iterator().next()));
		MultiValueMap<String, String> sent = new LinkedMultiValueMap<>(form.filled(route.typed(this.files)));
		List<String> names = new ArrayList<>(sent.keySet());
		names.add("confirmed");
		names.add("formKey");
		for (int i = this.random.nextInt(4); i > 0; i--) {
			String name = one(10) ? value(script) : any(names);
			String value = value(script);
			told.add(shortly(name) + "=" + shortly(value));
			switch (this.random.nextInt(4)) {
				case 0 -> sent.remove(name);
				case 1 -> sent.add(name, value);
				default -> sent.set(name, value);
			}
		}
		List<Attached> attached = one(2) ? List.of(Wire.PAPER)
				: List.of(new Attached(value(script), one(3) ? json(script) : value(script)));
		AbstractMockHttpServletRequestBuilder<?> request = this.wire.posting(route, uri.toString(), form, sent,
				attached);
		if (one(20)) {
			told.add("as JSON");
			request.contentType(MediaType.APPLICATION_JSON).content(json(script));
		}
		return request;
	}

	/** The framework's doors that take JSON, by somebody who is signed in or not. */
	private Answer door(String script, List<String> told) {
		String door = any(JSON_DOORS);
		String body = json(script);
		told.add(door + " " + shortly(body));
		AbstractMockHttpServletRequestBuilder<?> request = post(door).contentType(MediaType.APPLICATION_JSON)
			.content(body)
			.with(csrf());
		return this.wire.send(one(2) ? request
				: request.with(Seat.of(this.files.jdbc(), this.files.actor(any(List.of(Visitor.values()))))));
	}

	/** A JSON text that is sound, or was until somebody went through it. */
	private String json(String script) {
		StringBuilder text = new StringBuilder(
				"{\"format\": \"comity-letter\", \"version\": 1, \"summary\": {\"text\": \""
						+ script.replace("/", "\\/")
						+ "\"}, \"publicKey\": {\"credential\": {\"id\": \"AAAA\", \"rawId\": \"AAAA\", "
						+ "\"response\": {\"clientDataJSON\": \"e30\", \"attestationObject\": \"o2Nm\"}, \"type\": \"public-key\"}, "
						+ "\"label\": \"x\"}, \"facts\": [{\"text\": \"a\"}, 7, null], \"accounts\": {\"a\": [[[]]]}}");
		for (int i = this.random.nextInt(6); i > 0; i--) {
			int at = this.random.nextInt(text.length());
			switch (this.random.nextInt(4)) {
				case 0 -> text.deleteCharAt(at);
				case 1 -> text.insert(at, value(script));
				case 2 -> text.setCharAt(at, (char) this.random.nextInt(0x3000));
				default -> text.insert(at, "[".repeat(1 + this.random.nextInt(2000)));
			}
		}
		return text.toString();
	}

	/** One segment of the path is another. */
	private String otherAddress(String address, String script) {
		String[] parts = address.split("/", -1);
		int at = 1 + this.random.nextInt(Math.max(1, parts.length - 1));
		parts[Math.min(at, parts.length - 1)] = encoded(value(script));
		return String.join("/", parts);
	}

	private String query(String script, List<String> told) {
		StringBuilder query = new StringBuilder();
		for (int i = this.random.nextInt(3); i > 0; i--) {
			String value = value(script);
			String name = any(QUERIES);
			told.add("?" + name + "=" + shortly(value));
			query.append((query.length() == 0) ? '?' : '&').append(name).append('=').append(encoded(value));
		}
		return query.toString();
	}

	private static String encoded(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
	}

	private String value(String script) {
		return switch (this.random.nextInt(5)) {
			case 0 -> script;
			case 1 -> "\"'>" + script + any(NASTY);
			case 2 -> noise();
			default -> any(NASTY);
		};
	}

	private String noise() {
		int length = this.random.nextInt(60);
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < length; i++) {
			text.appendCodePoint(one(4) ? this.random.nextInt(0xD7FF) : this.random.nextInt(128));
		}
		return text.toString();
	}

	private static String shortly(String value) {
		return (value.length() > 80) ? value.substring(0, 80) + "\u2026" : value;
	}

	private boolean one(int in) {
		return this.random.nextInt(in) == 0;
	}

	private <T> T any(List<T> some) {
		return some.get(this.random.nextInt(some.size()));
	}

}
