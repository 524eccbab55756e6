package org.comity.crash;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person at a browser without scripts: signs in, fetches a form, sends it. Keeps the
 * cookies, so it is still signed in when the application comes back.
 */
final class Desk {

	private static final Pattern HIDDEN = Pattern
		.compile("<input type=\"hidden\" name=\"([^\"]+)\"[^>]*? value=\"([^\"]*)\"");

	private final HttpClient client = HttpClient.newBuilder()
		.cookieHandler(new CookieManager())
		.followRedirects(HttpClient.Redirect.NEVER)
		.connectTimeout(Duration.ofSeconds(10))
		.build();

	private URI address;

	Desk(URI address) {
		this.address = address;
	}

	/** The application came back at another port. */
	void moveTo(URI to) {
		this.address = to;
	}

	void signIn(String email, String password) throws IOException, InterruptedException {
		Map<String, String> form = new LinkedHashMap<>(hidden("/sign-in"));
		form.put("email", email);
		form.put("password", password);
		HttpResponse<String> response = post("/sign-in", form);
		String to = response.headers().firstValue("location").orElse("");
		if (response.statusCode() != 302 || to.contains("sign-in")) {
			throw new IllegalStateException("Not signed in: " + response.statusCode() + " " + to);
		}
	}

	/** A move's form as drawn, filled in with a message. */
	MoveForm form(UUID request, String move, String message) throws IOException, InterruptedException {
		String path = "/requests/" + request + "/moves/" + move;
		Map<String, String> fields = new LinkedHashMap<>(hidden(path));
		fields.put("message", message);
		return new MoveForm(path, fields);
	}

	/** Sends the form: true when the application says that the move is made. */
	boolean send(MoveForm form) throws IOException, InterruptedException {
		HttpResponse<String> response = post(form.path(), form.fields());
		if (response.statusCode() == 200 || response.statusCode() >= 400) {
			throw new IllegalStateException(
					form.path() + " answered " + response.statusCode() + "\n" + response.body());
		}
		return response.headers().firstValue("location").orElse("").contains("/requests/");
	}

	record MoveForm(String path, Map<String, String> fields) {
	}

	/** The page at an address. */
	String get(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = this.client.send(request(path).GET().build(), BodyHandlers.ofString());
		if (response.statusCode() != 200) {
			throw new IllegalStateException(path + " answered " + response.statusCode() + " "
					+ response.headers().firstValue("location").orElse("") + "\n" + response.body());
		}
		return response.body();
	}

	/** The hidden fields of the forms on a page. */
	Map<String, String> hidden(String path) throws IOException, InterruptedException {
		return fields(get(path));
	}

	/** Sends a form and returns the path of the page it leads to. */
	String follow(MoveForm form) throws IOException, InterruptedException {
		HttpResponse<String> response = post(form.path(), form.fields());
		if (response.statusCode() != 302) {
			throw new IllegalStateException(
					form.path() + " answered " + response.statusCode() + "\n" + response.body());
		}
		return URI.create(response.headers().firstValue("location").orElseThrow()).getPath();
	}

	/** Sends whatever one likes, as this person. */
	<T> HttpResponse<T> exchange(String path, UnaryOperator<HttpRequest.Builder> with,
			HttpResponse.BodyHandler<T> handler) throws IOException, InterruptedException {
		return this.client.send(with.apply(request(path)).build(), handler);
	}

	private HttpResponse<String> post(String path, Map<String, String> form) throws IOException, InterruptedException {
		String body = form.entrySet()
			.stream()
			.map((field) -> encode(field.getKey()) + "=" + encode(field.getValue()))
			.collect(Collectors.joining("&"));
		return this.client.send(request(path).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.address.resolve(path)).timeout(Duration.ofMinutes(10));
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/** The hidden fields of the page's forms; of two of one name, the later. */
	private static Map<String, String> fields(String page) {
		Map<String, String> fields = new LinkedHashMap<>();
		Matcher matcher = HIDDEN.matcher(page);
		while (matcher.find()) {
			fields.put(matcher.group(1), matcher.group(2));
		}
		return fields;
	}

}
