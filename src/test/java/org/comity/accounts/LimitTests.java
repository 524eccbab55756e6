package org.comity.accounts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.comity.testing.Seat;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The headers of every kind of answer as they go over the line, and the end of patience
 * with somebody who sends too much.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "comity.limits.enabled=true", "comity.limits.address=30", "comity.limits.person=8",
				"comity.limits.heavy=3" })
@AutoConfigureMockMvc
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LimitTests {

	@LocalServerPort
	int port;

	@Autowired
	MockMvc mvc;

	@Autowired
	Directory directory;

	@Autowired
	@AsOwner
	JdbcClient owner;

	private final HttpClient browser = HttpClient.newHttpClient();

	private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.header("Accept", "text/html");
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static void guarded(HttpResponse<String> answer) {
		assertThat(answer.headers().allValues("Content-Security-Policy")).singleElement()
			.asString()
			.contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")
			.doesNotContain("unsafe");
		assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
		assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
		answer.headers()
			.allValues("Set-Cookie")
			.forEach((cookie) -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax"));
	}

	@Test
	@Order(1)
	void theDoorAndAnErrorPageCarryTheSameHeaders() throws Exception {
		HttpResponse<String> door = get("/sign-in");
		assertThat(door.statusCode()).isEqualTo(200);
		assertThat(door.headers().allValues("Set-Cookie")).isNotEmpty();
		guarded(door);
		HttpResponse<String> bad = get("/sign-in?%25%25=" + "x".repeat(10), "Cookie", "SESSION=none");
		guarded(bad);
		HttpResponse<String> rejected = get("/sign-in;x=1");
		assertThat(rejected.statusCode()).as("no proper address").isEqualTo(400);
		guarded(rejected);
		assertThat(get("/error").statusCode()).as("where the server goes with a fault").isEqualTo(302);
	}

	/** No client of Java sends such an address. */
	private String raw(String path, String accept) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream()
				.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + accept
						+ "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Test
	@Order(1)
	void whatCannotBeReadIsNoFault() throws Exception {
		for (String path : List.of("/sign-in;x=%", "/sign-in/code;x=%25%", "/verify;%g1")) {
			for (String accept : List.of("text/html", "application/json")) {
				assertThat(raw(path, accept)).as(path)
					.startsWith("HTTP/1.1 400")
					.contains("Content-Security-Policy: default-src 'self'", "X-Content-Type-Options: nosniff");
			}
		}
		assertThat(raw("/sign-in", "text/html\r\nAccept-Language: -")).as("of no language").startsWith("HTTP/1.1 200");
		for (String method : List.of("PUT", "PATCH", "DELETE")) {
			HttpResponse<String> form = this.browser
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/verify/code"))
					.header("Content-Type", "application/x-www-form-urlencoded")
					.method(method, HttpRequest.BodyPublishers.ofString("code=%"))
					.build(), HttpResponse.BodyHandlers.ofString());
			assertThat(form.statusCode()).as("no form comes by " + method).isEqualTo(403);
			guarded(form);
		}
	}

	@Test
	@Order(2)
	void whoSendsTooMuchIsToldToWait() throws Exception {
		HttpResponse<String> last = get("/sign-in");
		for (int i = 0; i < 40 && last.statusCode() == 200; i++) {
			last = get("/sign-in");
		}
		assertThat(last.statusCode()).isEqualTo(429);
		assertThat(last.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L);
		assertThat(last.body()).contains("Too many requests", "Wait a minute");
		guarded(last);
		assertThat(get("/sign-in", "X-Forwarded-For", "192.0.2.7").statusCode())
			.as("an address that anybody can make up counts for nothing")
			.isEqualTo(429);
		assertThat(get("/assets/comity.css").statusCode()).isEqualTo(200);
	}

	@Test
	@Order(3)
	void everybodyHasACountOfTheirOwn() {
		RequestLimits limits = new RequestLimits(new LimitProperties(true, 5, 3, 2));
		UUID one = UUID.randomUUID();
		for (int i = 0; i < 2; i++) {
			assertThat(limits.count(one, "192.0.2.1", true)).isEmpty();
		}
		assertThat(limits.count(one, "192.0.2.1", true)).as("heavy").isPresent();
		for (int i = 0; i < 3; i++) {
			assertThat(limits.count(one, "192.0.2.1", false)).isEmpty();
		}
		assertThat(limits.count(one, "192.0.2.1", false))
			.hasValueSatisfying((wait) -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(61)));
		assertThat(limits.count(UUID.randomUUID(), "192.0.2.1", false)).isEmpty();
		assertThat(limits.count(null, "192.0.2.1", false)).as("who is signed in does not count for the address")
			.isEmpty();
		limits.forget();
		assertThat(limits.count(one, "192.0.2.1", false)).as("what is used up is not forgotten").isPresent();
		assertThat(new RequestLimits(new LimitProperties(false, 1, 1, 1)).count(null, "192.0.2.1", true)).isEmpty();
	}

	private MockHttpServletResponse as(Actor actor, String path) throws Exception {
		return this.mvc.perform(MockMvcRequestBuilders.get(path).with(Seat.of(this.owner, actor)))
			.andReturn()
			.getResponse();
	}

	/** Through the filters, as it comes in. */
	@Test
	@Order(5)
	void aPersonWhoSendsTooMuchIsToldToWaitAndNobodyElse() throws Exception {
		Cast cast = new Cast(this.owner, this.directory);
		Actor busy = cast.officer();
		Actor other = cast.second(busy);
		for (int i = 0; i < 8; i++) {
			assertThat(as(busy, "/account").getStatus()).isEqualTo(200);
		}
		MockHttpServletResponse refused = as(busy, "/account");
		assertThat(refused.getStatus()).isEqualTo(429);
		assertThat(Integer.parseInt(String.valueOf(refused.getHeader("Retry-After")))).isBetween(1, 60);
		assertThat(as(other, "/account").getStatus()).as("of the same office, at the same address").isEqualTo(200);
		assertThat(this.owner.sql("select count(*) from security_record where kind = 'TOO_MANY' and person = ?")
			.param(busy.person())
			.query(Integer.class)
			.single()).isOne();
		for (int i = 0; i < 3; i++) {
			assertThat(as(other, "/account?q=word").getStatus()).as("a search").isEqualTo(200);
		}
		assertThat(as(other, "/account?q=word").getStatus()).as("one more").isEqualTo(429);
		assertThat(as(other, "/account").getStatus()).as("what costs little").isEqualTo(200);
	}

	@Test
	@Order(4)
	void anAddressOfVersionSixIsItsNetwork() {
		assertThat(Networks.of("2001:db8:1:2:3::1")).isEqualTo(Networks.of("2001:db8:1:2:ffff::9"));
		assertThat(Networks.of("2001:db8:1:3::1")).isNotEqualTo(Networks.of("2001:db8:1:2::1"));
		assertThat(Networks.of("192.0.2.1")).isEqualTo("192.0.2.1");
		assertThatIllegalArgumentException().isThrownBy(() -> new LimitProperties(true, 0, 1, 1));
	}

}
