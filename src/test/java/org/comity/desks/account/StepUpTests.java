package org.comity.desks.account;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.servlet.http.Cookie;
import org.comity.directory.Directory;
import org.comity.evidence.ProductionMove;
import org.comity.kernel.Actor;
import org.comity.kernel.Role;
import org.comity.process.ProcessMove;
import org.comity.requests.RequestMove;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.comity.testing.Seat;
import org.comity.testing.WebTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

/**
 * Whoever has shown their second factor too long ago is asked again before every grave
 * act, whatever it is about, and before nothing else. What they had filled in is kept.
 */
@WebTest
class StepUpTests {

	private static final String ID = "01890000-0000-7000-8000-000000000001";

	private static final String OTHER = "01890000-0000-7000-8000-000000000002";

	private static final Set<String> OF_REQUEST = Set.of("issue", "reissue", "confirm-in-writing", "tell-urgently",
			"decline-to-issue", "transmit", "decline-to-transmit", "refuse", "refuse-part", "close-unanswered",
			"release-milestone", "consent-to-use", "refuse-use", "unseal", "show-auditors");

	private static final Set<String> OF_PROCESS = Set.of("serve", "narrow", "modified", "compel", "denied", "quashed",
			"abandon", "expired", "withdraw", "end-for-office");

	private static final Set<String> OF_PART = Set.of("confirm", "filter", "withhold-all", "forward", "resend",
			"receive", "destroy");

	private static final List<String> SCREENS = List.of("GET /cps/requests/1/issue", "POST /cps/requests/1/issue",
			"GET /usao/requests/1/milestones", "POST /usao/requests/1/milestones",
			"GET /provider/processes/1/productions/2/lodge", "POST /provider/processes/1/productions/2/lodge",
			"GET /usao/processes/1/productions/2/lodge", "POST /usao/processes/1/productions/2/lodge",
			"POST /requests/1/proposals/2/confirm", "GET /emergency-access", "POST /emergency-access",
			"POST /requests/1/retention/erase", "GET /account/second-factors/code", "POST /account/second-factors/code",
			"GET /account/second-factors/passkey", "POST /account/second-factors/passkey",
			"POST /account/second-factors/recovery-codes", "POST /account/second-factors/remove",
			"POST /account/sessions", "GET /administrator/people/new", "POST /administrator/people",
			"POST /administrator/people/1/roles", "GET /administrator/people/1/deactivate",
			"POST /administrator/people/1/deactivate", "POST /administrator/people/1/reactivate",
			"POST /administrator/people/1/link", "POST /administrator/offices/1/teams",
			"GET /administrator/offices/1/deactivate", "POST /administrator/offices/1/deactivate",
			"POST /administrator/offices/1/reactivate");

	private static final List<String> PLAIN = List.of("GET /work", "GET /requests", "GET /requests/1",
			"GET /requests/1/letter", "POST /requests/1/team", "GET /requests/1/proposals/2",
			"POST /requests/1/proposals/2/drop", "GET /requests/1/retention", "POST /requests/1/retention",
			"POST /requests/1/emergency-access/2/review", "GET /usao/requests/1/processes/new",
			"GET /provider/processes/1/productions/2", "POST /provider/processes/1/productions/2/discard",
			"GET /account", "GET /account/password", "POST /account/password", "GET /account/sessions",
			"GET /account/second-factors", "GET /administrator/people", "GET /administrator/people/1",
			"GET /administrator/sign-ins", "GET /notices");

	private static final Pattern KEPT = Pattern.compile("/account/again\\?to=(%2Faccount%2Fkept%2F[0-9a-f-]{36})");

	@Autowired
	private MockMvc mvc;

	@Autowired
	@AsOwner
	private JdbcClient jdbc;

	@Autowired
	private Directory directory;

	private Cast cast;

	private final Set<UUID> enrolled = new java.util.HashSet<>();

	private final Instant longAgo = java.time.Clock.systemUTC().instant().minus(Duration.ofMinutes(11));

	@BeforeEach
	void people() {
		this.cast = new Cast(this.jdbc, this.directory);
	}

	/** Other tests count the administrators. */
	@AfterEach
	void forget() {
		this.enrolled.forEach((one) -> {
			this.jdbc.sql("delete from account_code where person = ?").param(one).update();
			this.jdbc.sql("update person set active = false where id = ?").param(one).update();
		});
	}

	@Test
	void beforeEachGraveActOneIsAsked() throws Exception {
		List<String> wrong = new ArrayList<>();
		for (String row : Stream
			.of(SCREENS.stream(), moves("/requests/1/moves/", OF_REQUEST), moves("/processes/1/moves/", OF_PROCESS),
					moves("/provider/processes/1/moves/", OF_PROCESS), moves("/evidence/1/moves/", OF_PART))
			.flatMap((rows) -> rows)
			.toList()) {
			if (!asked(row)) {
				wrong.add(row);
			}
		}
		assertThat(wrong).as("not asked").isEmpty();
	}

	@Test
	void andBeforeNothingElse() throws Exception {
		List<String> wrong = new ArrayList<>();
		for (String row : Stream
			.of(PLAIN.stream(), moves("/requests/1/moves/", others(RequestMove.values(), OF_REQUEST)),
					moves("/processes/1/moves/", others(ProcessMove.values(), OF_PROCESS)),
					moves("/evidence/1/moves/", others(ProductionMove.values(), OF_PART)))
			.flatMap((rows) -> rows)
			.toList()) {
			if (asked(row)) {
				wrong.add(row);
			}
		}
		assertThat(wrong).as("asked").isEmpty();
	}

	/** Fields go on as they were typed; files are named, and asked for in their place. */
	@Test
	void aFormWithFilesLosesNothingUnsaid() throws Exception {
		Actor attorney = this.cast.assistant();
		String body = part("message", "Less of it") + "--limit\r\nContent-Disposition: form-data; name=\"attachment\"; "
				+ "filename=\"order.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4 x\r\n--limit--\r\n";
		MockHttpServletResponse asked = send(
				post("/processes/{id}/moves/narrow", ID).contentType("multipart/form-data; boundary=limit")
					.content(body.getBytes(StandardCharsets.UTF_8))
					.with(csrf()),
				stale(attorney));
		Matcher kept = KEPT.matcher(Objects.requireNonNull(asked.getRedirectedUrl()));
		assertThat(kept.matches()).as(asked.getRedirectedUrl()).isTrue();
		Cookie session = Objects.requireNonNull(asked.getCookie("SESSION"));
		String page = send(get(URI.create(kept.group(1).replace("%2F", "/"))).cookie(session),
				Seat.of(this.jdbc, attorney))
			.getContentAsString();
		assertThat(page).contains("name=\"message\" value=\"Less of it\"", "order.pdf", "Choose them again here")
			.containsPattern("enctype=\"multipart/form-data\"")
			.containsPattern("<input[^>]*type=\"file\"[^>]*name=\"attachment\"")
			.containsPattern("action=\"/processes/" + ID + "/moves/narrow\\?_csrf=");
	}

	@Test
	void aFormWithoutFilesGoesOnAsItWas() throws Exception {
		Actor attorney = this.cast.assistant();
		MockHttpServletResponse asked = send(
				post("/usao/processes/{process}/productions/{id}/lodge", ID, OTHER).param("custodian", "Jo Doe")
					.with(csrf()),
				stale(attorney));
		Matcher kept = KEPT.matcher(Objects.requireNonNull(asked.getRedirectedUrl()));
		assertThat(kept.matches()).as(asked.getRedirectedUrl()).isTrue();
		String page = send(get(URI.create(kept.group(1).replace("%2F", "/")))
			.cookie(Objects.requireNonNull(asked.getCookie("SESSION"))), Seat.of(this.jdbc, attorney))
			.getContentAsString();
		assertThat(page).contains("name=\"custodian\" value=\"Jo Doe\"")
			.doesNotContain("type=\"file\"", "multipart/form-data", "Choose them again");
	}

	@Test
	void whoHasJustShownItIsNotAsked() throws Exception {
		Actor attorney = this.cast.assistant();
		stale(attorney);
		MockHttpServletResponse page = send(get("/processes/{id}/moves/narrow", ID), Seat.of(this.jdbc, attorney));
		assertThat(page.getStatus()).isEqualTo(404);
	}

	private boolean asked(String row) throws Exception {
		String[] words = row.replace("/1", "/" + ID).replace("/2", "/" + OTHER).split(" ");
		MockHttpServletRequestBuilder sent = request(HttpMethod.valueOf(words[0]), URI.create(words[1]));
		if (words[0].equals("POST")) {
			sent.param("reason", "x").contentType(MediaType.APPLICATION_FORM_URLENCODED).with(csrf());
		}
		String led = send(sent, stale(owner(words[1]))).getRedirectedUrl();
		return led != null && (words[0].equals("GET")
				? led.equals("/account/again?to=" + URLEncoder.encode(words[1], StandardCharsets.UTF_8))
				: KEPT.matcher(led).matches());
	}

	private Actor owner(String address) {
		return switch (address.split("/")[1]) {
			case "administrator" -> this.cast.of("ADMINISTRATION", Role.ADMINISTRATOR);
			case "cps" -> this.cast.prosecutor();
			case "usao", "processes" -> this.cast.assistant();
			case "provider" -> this.cast.counsel();
			default -> this.cast.officer();
		};
	}

	private RequestPostProcessor stale(Actor actor) {
		if (this.enrolled.add(actor.person())) {
			this.jdbc
				.sql("insert into account_code (person, secret, last_step, enrolled_at) values (?, '\\x00', 0, now())")
				.param(actor.person())
				.update();
		}
		return Seat.of(this.jdbc, actor, this.longAgo);
	}

	private MockHttpServletResponse send(MockHttpServletRequestBuilder sent, RequestPostProcessor seat)
			throws Exception {
		return this.mvc.perform(sent.with(seat)).andReturn().getResponse();
	}

	private static Stream<String> moves(String at, Set<String> names) {
		return names.stream().flatMap((name) -> Stream.of("GET " + at + name, "POST " + at + name));
	}

	private static Set<String> others(Enum<?>[] moves, Set<String> grave) {
		Set<String> names = new java.util.TreeSet<>();
		for (Enum<?> move : moves) {
			names.add(move.name().toLowerCase(Locale.ROOT).replace('_', '-'));
		}
		names.removeAll(grave);
		return names;
	}

	private static String part(String name, String value) {
		return "--limit\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
	}

}
