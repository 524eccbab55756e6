package org.comity.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.servlet.http.Cookie;
import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.directory.Person;
import org.comity.directory.Staff;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.kernel.StoryClock;
import org.comity.testing.SoftPasskey;
import org.comity.testing.WebTest;
import org.comity.wall.Overseen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Through the door and out again, with the real session store, cookies and tokens.
 */
@WebTest
class SignInTests {

	private static final String ADMINISTRATOR = "samir.khoury@administration.example";

	private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private static final Pattern OPTIONS = Pattern.compile("data-options=\"([^\"]*)\"");

	private static final String FRESH = "harbour lantern nine";

	@Autowired
	private MockMvc mvc;

	@Autowired
	private ApplicationContext context;

	@Autowired
	private StaffAccounts accounts;

	@Autowired
	private Passkeys passkeys;

	@Autowired
	private Credentials credentials;

	@Autowired
	private Directory directory;

	@Autowired
	private Staff staff;

	@Autowired
	private PasswordEncoder encoder;

	@Autowired
	private SignInThrottle throttle;

	@Autowired
	private KnownBrowsers browsers;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private OldHistory history;

	@Autowired
	private StoryClock clock;

	@Test
	void aPersonSignsInAndOut() throws Exception {
		Browsing browsing = new Browsing();
		browsing.signIn("Amara.Osei@Northshire.Example", "demonstration");
		assertThat(browsing.response.getRedirectedUrl()).isEqualTo("/");
		assertThat(browsing.get("/account")).contains("Amara Osei").contains("Northshire Police").contains("Officer");
		browsing.post("/sign-out", Map.of());
		assertThat(browsing.response.getRedirectedUrl()).isEqualTo("/sign-in?out");
		browsing.get("/account");
		assertThat(browsing.response.getRedirectedUrl()).endsWith("/sign-in");
	}

	@Test
	void whoComesInAndWhatIsTriedIsWrittenDown() throws Exception {
		UUID fiona = this.credentials.byEmail("fiona.macleod@ukca.example").orElseThrow().person();
		UUID before = Ids.next();
		Browsing browsing = new Browsing();
		browsing.signIn("fiona.macleod@ukca.example", "not this one");
		browsing.signIn("fiona.macleod@ukca.example", "demonstration");
		browsing.get("/audit");
		browsing.get("/audit/readings");
		browsing.send(org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post("/account/password"));
		String own = browsing.get("/account/sessions");
		assertThat(own).contains("Lately in your name", "Wrong password", "Asked for a page of another desk",
				"127.0.0.1");
		browsing.post("/sign-out", Map.of());
		assertThat(written("person = '" + fiona + "'", before)).containsExactly("WRONG_PASSWORD ", "SIGNED_IN PASSWORD",
				"OTHER_DESK audit", "STALE_FORM ", "SIGNED_OUT ");
		browsing.signIn("my-secret-password", "demonstration");
		assertThat(written("person is null", before)).containsExactly("WRONG_PASSWORD ");
		assertThat(this.jdbc.queryForObject("select count(*) from security_record s where s::text like '%my-secret%'",
				Integer.class))
			.isZero();

		Browsing administrator = new Browsing();
		administrator.signIn(ADMINISTRATOR, "demonstration");
		assertThat(administrator.get("/administrator/sign-ins")).contains("Fiona MacLeod", "Nobody known", "Signed in");
		assertThat(administrator.get("/administrator/sign-ins?what=refused&person=" + fiona))
			.contains("Fiona MacLeod", "Wrong password")
			.doesNotContain("Signed out", "Nobody known");
		assertThat(administrator.get("/administrator/sign-ins?person=x&before=%00&what=y")).contains("Signed out");
		administrator.get("/administrator/sign-ins?person=" + UUID.randomUUID());
		assertThat(administrator.response.getStatus()).isEqualTo(404);
	}

	private List<String> written(String where, UUID after) {
		return this.jdbc.queryForList("select kind || ' ' || detail from security_record where " + where + " and id > '"
				+ after + "' order by id", String.class);
	}

	@Test
	void whatWasTriedYearsAgoIsForgotten() {
		UUID old = Ids.next();
		this.jdbc
			.update("insert into security_record select ?, now() - interval '366 days', kind, person, origin, device, "
					+ "detail from security_record order by id desc limit 1", old);
		int all = count();
		Overseen.Stand.fromNowhere(this.history::forget);
		assertThat(count()).isEqualTo(all - 1);
	}

	private int count() {
		return Objects.requireNonNull(this.jdbc.queryForObject("select count(*) from security_record", Integer.class));
	}

	@Test
	void theSessionGetsANewIdAtTheDoor() throws Exception {
		Browsing victim = new Browsing();
		victim.get("/sign-in");
		Cookie before = Objects.requireNonNull(victim.cookie);
		victim.signIn("amara.osei@northshire.example", "demonstration");
		assertThat(Objects.requireNonNull(victim.cookie).getValue()).isNotEqualTo(before.getValue());
		Browsing thief = new Browsing();
		thief.cookie = before;
		thief.get("/account");
		assertThat(thief.response.getRedirectedUrl()).endsWith("/sign-in");
	}

	@Test
	void theStoredSessionHoldsNeitherPasswordNorAddress() throws Exception {
		Browsing browsing = new Browsing();
		browsing.signIn("linh.tran@usao-ndcal.example", "demonstration");
		UUID person = this.directory.personByEmail("linh.tran@usao-ndcal.example").orElseThrow().id();
		String stored = Objects.requireNonNull(this.jdbc.queryForObject("""
				select string_agg(encode(attribute_bytes, 'hex'), '')
				from spring_session_attributes a join spring_session s on s.primary_id = a.session_primary_id
				where s.principal_name = ?""", String.class, person.toString()));
		assertThat(stored).contains(hex("Linh Tran"))
			.doesNotContain(hex("linh.tran@"))
			.doesNotContain(hex("argon2"))
			.doesNotContain(hex("demonstration"));
	}

	@ParameterizedTest
	@CsvSource({ "nobody@northshire.example,demonstration", "amara.osei@northshire.example,wrong-password",
			"amara.osei@northshire.example,''", "'',''", "without.password@sign-in.example,''",
			"without.password@sign-in.example,demonstration", "gone@sign-in.example,demonstration" })
	void whateverIsWrongTheAnswerIsTheSame(String email, String password) throws Exception {
		person("without.password@sign-in.example", true);
		Person gone = person("gone@sign-in.example", false);
		this.credentials.store(gone.id(), this.encoder.encode("demonstration"), true);
		Browsing browsing = new Browsing();
		browsing.signIn(email, password);
		assertThat(browsing.response.getRedirectedUrl()).isEqualTo("/sign-in?error");
		assertThat(browsing.get("/sign-in?error")).contains("The email address or the password is wrong")
			.contains("value=\"" + email + "\"");
		browsing.get("/account");
		assertThat(browsing.response.getRedirectedUrl()).endsWith("/sign-in");
	}

	@ParameterizedTest
	@ValueSource(strings = { "guessed@sign-in.example", "nobody-at-all@sign-in.example" })
	void afterTenWrongPasswordsTheDoorIsClosedWhoeverItIs(String email) throws Exception {
		if (email.startsWith("guessed")) {
			Person person = person(email, true);
			this.credentials.store(person.id(), this.encoder.encode(FRESH), false);
		}
		for (int i = 0; i < ThrottleRules.FREE_FOR_ADDRESS; i++) {
			Browsing browsing = new Browsing();
			browsing.signIn(email, "wrong-password");
			assertThat(browsing.response.getRedirectedUrl()).isEqualTo("/sign-in?error");
		}
		Browsing right = new Browsing();
		right.signIn(email.toUpperCase(java.util.Locale.ROOT), FRESH);
		assertThat(right.response.getRedirectedUrl()).isEqualTo("/sign-in?wait=1");
		assertThat(right.get("/sign-in?wait=1")).contains("Too many attempts. Wait a minute before you try again");
		right.get("/account");
		assertThat(right.response.getRedirectedUrl()).endsWith("/sign-in");
		assertThat(this.jdbc.queryForObject("select count(*) from account_event e join person p on p.id = e.person "
				+ "where e.kind = 'SIGN_IN_CLOSED' and p.email = ?", Long.class, email))
			.isEqualTo(email.startsWith("guessed") ? 1 : 0);
		// The minute is over, wherever the server that counted it has gone.
		this.jdbc.update("update sign_in_failure set closed_until = now() - interval '1 second' "
				+ "where failures = ? and closed_until is not null", ThrottleRules.FREE_FOR_ADDRESS);
		right.signIn(email, "wrong-password");
		assertThat(right.response.getRedirectedUrl()).isEqualTo("/sign-in?error");
		right.signIn(email, FRESH);
		assertThat(right.response.getRedirectedUrl()).as("twice as long the second time").isEqualTo("/sign-in?wait=2");
	}

	@Test
	void nobodyKeepsAPersonOutOfABrowserThatIsKnown() throws Exception {
		String email = "known@sign-in.example";
		Person person = person(email, true);
		this.credentials.store(person.id(), this.encoder.encode("demonstration"), true);
		Browsing own = new Browsing();
		own.signIn(email, "demonstration");
		Cookie known = Objects.requireNonNull(own.known);
		assertThat(known.isHttpOnly()).isTrue();
		assertThat(known.getAttribute("SameSite")).isEqualTo("Strict");
		assertThat(known.getValue()).doesNotContain(person.id().toString());
		for (int i = 0; i < ThrottleRules.FREE_FOR_ADDRESS; i++) {
			new Browsing().signIn(email, "guessed");
		}
		Browsing elsewhere = new Browsing();
		elsewhere.signIn(email, "demonstration");
		assertThat(elsewhere.response.getRedirectedUrl()).isEqualTo("/sign-in?wait=1");
		elsewhere.known = new Cookie("KNOWN", known.getValue().replaceAll(".$", "x"));
		elsewhere.signIn(email, "demonstration");
		assertThat(elsewhere.response.getRedirectedUrl()).as("forged").isEqualTo("/sign-in?wait=1");
		Browsing linh = new Browsing();
		linh.signIn("linh.tran@usao-ndcal.example", "demonstration");
		Browsing others = new Browsing();
		others.known = Objects.requireNonNull(linh.known);
		others.signIn(email, "demonstration");
		assertThat(others.response.getRedirectedUrl()).as("another's").isEqualTo("/sign-in?wait=1");
		Browsing again = new Browsing();
		again.known = known;
		again.signIn(email, "demonstration");
		assertThat(again.response.getRedirectedUrl()).isEqualTo("/");
		assertThat(again.known).as("still the same").isSameAs(known);
		Browsing stolen = new Browsing();
		stolen.known = known;
		for (int i = 0; i < ThrottleRules.FREE_FOR_ADDRESS; i++) {
			stolen.signIn(email, "guessed");
		}
		stolen.signIn(email, "demonstration");
		assertThat(stolen.response.getRedirectedUrl()).as("its own tries count").isEqualTo("/sign-in?wait=1");
		this.clock.tell(this.clock.instant().plus(Duration.ofDays(181)));
		try {
			assertThat(this.browsers.mark(person.id(), known.getValue())).as("after half a year").isEmpty();
		}
		finally {
			this.clock.tell(null);
		}
		assertThat(this.browsers.mark(person.id(), known.getValue())).isPresent();
		assertThat(this.browsers.mark(UUID.randomUUID(), known.getValue())).isEmpty();
		for (String odd : new String[] { "", "1.2.3", "-1." + known.getValue(), "x".repeat(5000) }) {
			assertThat(this.browsers.mark(person.id(), odd)).isEmpty();
		}
	}

	@Test
	void whoGivesTheRightPasswordBeginsAnew() {
		String email = "linh.tran@usao-ndcal.example";
		for (int round = 0; round < 3; round++) {
			for (int i = 1; i < ThrottleRules.FREE_FOR_ADDRESS; i++) {
				this.throttle.failed(this.throttle.take(email, null, "192.0.2.7"));
			}
			SignInThrottle.Attempt right = this.throttle.take(email, null, "192.0.2.7");
			assertThat(right.closed()).isNull();
			this.throttle.succeeded(right);
		}
	}

	@Test
	void oneWhoTriesManyAddressesIsKeptOutByWhereHeComesFrom() {
		String origin = "192.0.2." + (int) (Math.random() * 250);
		for (int i = 0; i < ThrottleRules.FREE_FOR_ORIGIN; i++) {
			SignInThrottle.Attempt wrong = this.throttle.take("many-" + i + "@sign-in.example", null, origin);
			assertThat(wrong.closed()).isNull();
			this.throttle.failed(wrong);
		}
		assertThat(closed("one-of-many@sign-in.example", origin)).isTrue();
		assertThat(closed("one-of-many@sign-in.example", "198.51.100.1")).isFalse();
		this.jdbc.update("update sign_in_failure set last_at = now() - interval '25 hours', closed_until = null "
				+ "where failures >= ?", ThrottleRules.FREE_FOR_ORIGIN);
		this.throttle.failed(this.throttle.take("one-of-many@sign-in.example", null, origin));
		assertThat(closed("one-of-many@sign-in.example", origin)).as("a day later").isFalse();
		this.throttle.forget();
	}

	private boolean closed(String email, String origin) {
		SignInThrottle.Attempt attempt = this.throttle.take(email, null, origin);
		this.throttle.released(attempt);
		return attempt.closed() != null;
	}

	@Test
	void whatWasTypedIsNotKept() {
		this.throttle.failed(this.throttle.take("somebody.secret@sign-in.example", null, null));
		assertThat(this.jdbc.queryForList("select row_to_json(f)::text from sign_in_failure f", String.class))
			.isNotEmpty()
			.noneMatch((row) -> row.contains("somebody"));
	}

	@Test
	void nonsenseAtTheDoorIsOnlyWrong() throws Exception {
		for (String email : new String[] { "a\u0000b@c.example", "x".repeat(100_000), "' or 1=1 --", "\u202Emoc" }) {
			Browsing browsing = new Browsing();
			browsing.signIn(email, "x".repeat(100_000));
			assertThat(browsing.response.getRedirectedUrl()).isEqualTo("/sign-in?error");
		}
	}

	@Test
	void whateverIsWrongTakesTheSameWork() {
		AtomicInteger compared = new AtomicInteger();
		PasswordSignIn counting = new PasswordSignIn(this.credentials, this.directory, new PasswordEncoder() {
			@Override
			public String encode(@Nullable CharSequence raw) {
				return Objects.requireNonNull(SignInTests.this.encoder.encode(raw));
			}

			@Override
			public boolean matches(@Nullable CharSequence raw, @Nullable String encoded) {
				compared.incrementAndGet();
				assertThat(encoded).startsWith("{argon2}$argon2id$");
				return SignInTests.this.encoder.matches(raw, encoded);
			}
		}, this.throttle, this.browsers, new DemonstrationProperties(true, "demonstration"), Clock.systemUTC());
		for (String email : new String[] { "nobody@nowhere.example", "amara.osei@northshire.example", "",
				"x".repeat(1000) }) {
			compared.set(0);
			assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> counting
				.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(email, "wrong-password")));
			assertThat(compared).hasValue(1);
		}
	}

	@Test
	void aDemonstrationPasswordOpensNothingWhereTheDemonstrationIsOff() {
		UsernamePasswordAuthenticationToken attempt = UsernamePasswordAuthenticationToken
			.unauthenticated("amara.osei@northshire.example", "demonstration");
		assertThat(signIn(true).authenticate(attempt).isAuthenticated()).isTrue();
		assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> signIn(false).authenticate(attempt));
	}

	@Test
	void aLinkLetsItsPersonChooseAPasswordOnceAndThenASecondFactorIsAsked() throws Exception {
		Actor administrator = SignedInAs.actor(this.context, ADMINISTRATOR);
		Office office = this.directory.officeByCode("UKCA").orElseThrow();
		Outcome opened = this.accounts.open(administrator, office.id(), "Noor Rahman",
				"noor-" + UUID.randomUUID() + "@sign-in.example", Set.of(Role.CASEWORKER), Set.of());
		String path = "/invitation/" + Objects.requireNonNull(opened.link());
		Browsing browsing = new Browsing();
		assertThat(browsing.get(path)).contains("This link is for Noor Rahman");
		assertThat(browsing.post(path, Map.of("fresh", "too short", "repeated", "too short")))
			.contains("at least 12 characters");
		browsing.post(path, Map.of("fresh", FRESH, "repeated", FRESH));
		assertThat(browsing.response.getRedirectedUrl()).isEqualTo("/");
		browsing.get("/account");
		assertThat(browsing.response.getRedirectedUrl()).isEqualTo("/account/second-factors");
		assertThat(browsing.get("/account/second-factors")).contains("Before you go on");
		assertThat(new Browsing().get(path)).contains("This link works no more");
		assertThat(this.jdbc.queryForList("select row_to_json(i)::text from account_invitation i", String.class))
			.noneMatch((row) -> row.contains(path.substring(path.lastIndexOf('/') + 1)));
	}

	@Test
	void aChangeOfPasswordEndsTheOtherSessions() throws Exception {
		Person person = person("two.places@sign-in.example", true);
		this.credentials.store(person.id(), this.encoder.encode("demonstration"), true);
		Browsing here = new Browsing();
		Browsing there = new Browsing();
		here.signIn(person.email(), "demonstration");
		there.signIn(person.email(), "demonstration");
		assertThat(there.get("/account")).contains("two.places");
		here.post("/account/password", Map.of("current", "demonstration", "fresh", FRESH, "repeated", FRESH));
		assertThat(here.response.getRedirectedUrl()).isEqualTo("/account");
		here.get("/account");
		assertThat(here.response.getRedirectedUrl()).as("still signed in, and now as anybody else")
			.isEqualTo("/account/second-factors");
		there.get("/account");
		assertThat(there.response.getRedirectedUrl()).isEqualTo("/sign-in?ended");
	}

	/** Else an open session would be a way to guess that has no end. */
	@Test
	void wrongCurrentPasswordsAreCountedAndWrittenDown() throws Exception {
		Person person = person("guessing.within@sign-in.example", true);
		this.credentials.store(person.id(), this.encoder.encode("demonstration"), true);
		Browsing within = new Browsing();
		within.signIn(person.email(), "demonstration");
		within.known = null;
		UUID before = Ids.next();
		Map<String, String> wrong = Map.of("current", "guessed-it", "fresh", FRESH, "repeated", FRESH);
		for (int i = 0; i < ThrottleRules.FREE_FOR_ADDRESS; i++) {
			assertThat(within.post("/account/password", wrong)).contains("This is not your current password");
		}
		Map<String, String> right = Map.of("current", "demonstration", "fresh", FRESH, "repeated", FRESH);
		assertThat(within.post("/account/password", right))
			.containsPattern("id=\"current-error\"[^<]*(<[^<]*){1,4}Too many wrong passwords. Wait a minute");
		assertThat(written("person = '" + person.id() + "'", before)).containsExactlyElementsOf(
				Stream
					.concat(Collections.nCopies(ThrottleRules.FREE_FOR_ADDRESS, "WRONG_PASSWORD ").stream(),
							Stream.of("DOOR_CLOSED "))
					.toList());
		Browsing elsewhere = new Browsing();
		elsewhere.signIn(person.email(), "demonstration");
		assertThat(elsewhere.response.getRedirectedUrl()).as("the same count as at the door")
			.isEqualTo("/sign-in?wait=1");
		this.jdbc.update("update sign_in_failure set closed_until = now() - interval '1 second' "
				+ "where failures = ? and closed_until is not null", ThrottleRules.FREE_FOR_ADDRESS);
		within.post("/account/password", right);
		assertThat(within.response.getRedirectedUrl()).isEqualTo("/account");
	}

	@Test
	void whatASessionHeldIsNotTheNextPersons() throws Exception {
		Person first = person("first.of.two@sign-in.example", true);
		Person second = person("second.of.two@sign-in.example", true);
		this.credentials.store(first.id(), this.encoder.encode("demonstration"), true);
		this.credentials.store(second.id(), this.encoder.encode("demonstration"), true);
		Browsing browsing = new Browsing();
		browsing.signIn(first.email(), "demonstration");
		assertThat(browsing.get("/account/second-factors/code")).contains("id=\"secret\"");
		browsing.get("/account/second-factors/passkey");
		browsing.get("/account/again");
		assertThat(held(first)).contains("comity.codes.pending", "comity.passkey.creation");
		browsing.send(post("/sign-in").param("_csrf", browsing.token("/account"))
			.param("email", second.email())
			.param("password", "demonstration"));
		assertThat(browsing.response.getRedirectedUrl()).isEqualTo("/");
		assertThat(held(second)).contains("SPRING_SECURITY_CONTEXT", "comity.session.since")
			.doesNotContain("comity.codes.pending", "comity.passkey.creation", "comity.passkey.request");
		assertThat(browsing.get("/account/second-factors/code")).contains("id=\"secret\"");
		assertThat(browsing.response.getStatus()).isEqualTo(200);
	}

	private List<String> held(Person person) {
		return this.jdbc.queryForList("""
				select a.attribute_name from spring_session_attributes a
				join spring_session s on s.primary_id = a.session_primary_id where s.principal_name = ?""",
				String.class, person.id().toString());
	}

	@Test
	void aLinkThatWorksNoMoreOpensNothing() throws Exception {
		Actor administrator = SignedInAs.actor(this.context, ADMINISTRATOR);
		Person person = person("late.with.link@sign-in.example", true);
		String replaced = link(administrator, person);
		String used = link(administrator, person);
		nothing(replaced, "a newer one took its place");
		Browsing browsing = new Browsing();
		browsing.post("/invitation/" + used, Map.of("fresh", FRESH, "repeated", FRESH));
		assertThat(browsing.response.getRedirectedUrl()).isEqualTo("/");
		nothing(used, "it was used");
		String old = link(administrator, person);
		Instant now = this.clock.instant();
		try {
			this.clock.tell(now.plus(Duration.ofHours(71)));
			assertThat(new Browsing().get("/invitation/" + old)).contains("This link is for");
			this.clock.tell(now.plus(Duration.ofHours(73)));
			nothing(old, "it is too old");
		}
		finally {
			this.clock.tell(null);
		}
	}

	private String link(Actor administrator, Person person) {
		return Objects.requireNonNull(
				this.accounts.sendLink(administrator, person.id(), this.accounts.revision(person.id()), false).link());
	}

	/** Whatever is chosen, and whatever the link says itself. */
	private void nothing(String link, String why) throws Exception {
		for (String way : new String[] { "", "passkey" }) {
			Browsing browsing = new Browsing();
			assertThat(browsing.send(post("/invitation/" + link).with(csrf())
				.param("way", way)
				.param("fresh", "another harbour lantern")
				.param("repeated", "another harbour lantern"))).as(why).contains("This link works no more");
			assertThat(browsing.response.getStatus()).isEqualTo(200);
			browsing.get("/account");
			assertThat(browsing.response.getRedirectedUrl()).as(why).endsWith("/sign-in");
		}
	}

	@Test
	void aLinkIsEnoughForAPasskeyAndNoPassword() throws Exception {
		Actor administrator = SignedInAs.actor(this.context, ADMINISTRATOR);
		Person person = person("no.password@sign-in.example", true);
		String link = link(administrator, person);
		Browsing browsing = new Browsing();
		browsing.post("/invitation/" + link, Map.of("way", "passkey"));
		assertThat(browsing.response.getRedirectedUrl()).isEqualTo("/account/second-factors/passkey");
		browsing.get("/account");
		assertThat(browsing.response.getRedirectedUrl()).isEqualTo("/account/second-factors");
		SoftPasskey passkey = new SoftPasskey();
		String making = browsing.token("/account/second-factors/passkey");
		assertThat(browsing.send(post("/account/second-factors/passkey").param("_csrf", making)
			.param("label", "Key")
			.param("credential", passkey.made(browsing.asked(), SoftPasskey.PRESENT, UnaryOperator.identity()))))
			.as("a device that does not know its user")
			.contains("No passkey came of it");
		making = browsing.token("/account/second-factors/passkey");
		assertThat(browsing.send(post("/account/second-factors/passkey").param("_csrf", making)
			.param("label", "Key")
			.param("credential", passkey.made(browsing.asked(), UnaryOperator.identity())))).contains("Recovery codes");
		assertThat(browsing.get("/account/second-factors")).as("others can be ended after a change")
			.contains("href=\"/account/sessions\"");
		assertThat(browsing.get("/account")).contains("no.password");
		Browsing touched = new Browsing();
		String door = touched.token("/sign-in");
		touched.send(post("/sign-in/passkey").param("_csrf", door)
			.param("credential",
					passkey.shown(touched.asked(), person.id(), SoftPasskey.PRESENT, UnaryOperator.identity())));
		assertThat(touched.response.getRedirectedUrl()).as("touched only").isEqualTo("/sign-in?passkey");
		door = touched.token("/sign-in");
		touched.send(post("/sign-in/passkey").param("_csrf", door)
			.param("credential", passkey.shown(touched.asked(), person.id(), UnaryOperator.identity())));
		assertThat(touched.response.getRedirectedUrl()).isEqualTo("/");
		assertThat(touched.get("/account")).contains("no.password");
	}

	@Test
	void whatWasAskedOfOnePersonsBrowserMakesNoPasskeyForAnother() throws Exception {
		Person first = person("asked.first@sign-in.example", true);
		Person second = person("asked.second@sign-in.example", true);
		this.credentials.store(first.id(), this.encoder.encode("demonstration"), true);
		this.credentials.store(second.id(), this.encoder.encode("demonstration"), true);
		MockHttpServletRequest request = new MockHttpServletRequest();
		SecurityContextHolder.getContext()
			.setAuthentication(signIn(true)
				.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(first.email(), "demonstration")));
		try {
			String options = this.passkeys.making(request).orElseThrow();
			Outcome outcome = this.passkeys.add(SignedInAs.actor(this.context, second.email()),
					new SoftPasskey().made(options, UnaryOperator.identity()), "Key", request);
			assertThat(outcome.refused()).isTrue();
			options = this.passkeys.making(request).orElseThrow();
			assertThat(
					this.passkeys
						.add(SignedInAs.actor(this.context, first.email()),
								new SoftPasskey().made(options, UnaryOperator.identity())
									.replace("[\"internal\"]", "[\"by-telepathy\",\"internal\"]"),
								"Key", request)
						.refused())
				.as("reached in a way that nobody knows yet")
				.isFalse();
			assertThat(this.jdbc.queryForObject("select authenticator_transports from user_credentials "
					+ "where user_entity_user_id = passkey_owner(?)", String.class, first.id()))
				.isEqualTo("internal");
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

	/** No browser sends such an answer; a program may. */
	@Test
	void whateverIsMissingOrAnotherInAPasskeysAnswerIsNoFault() throws Exception {
		Person person = person("tampered@sign-in.example", true);
		this.credentials.store(person.id(), this.encoder.encode("demonstration"), true);
		MockHttpServletRequest request = new MockHttpServletRequest();
		SecurityContextHolder.getContext()
			.setAuthentication(signIn(true)
				.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(person.email(), "demonstration")));
		Actor actor = SignedInAs.actor(this.context, person.email());
		try {
			SoftPasskey passkey = new SoftPasskey();
			int tried = 0;
			while (true) {
				String options = this.passkeys.making(request).orElseThrow();
				Optional<String> made = tampered(passkey.made(options, UnaryOperator.identity()), tried);
				if (made.isEmpty()) {
					break;
				}
				assertThatCode(() -> this.passkeys.add(actor, made.get(), "Key", request)).as(made.get())
					.doesNotThrowAnyException();
				tried++;
			}
			assertThat(tried).isGreaterThan(100);
			this.jdbc.update("delete from user_credentials where user_entity_user_id = passkey_owner(?)", person.id());
			assertThat(this.passkeys
				.add(actor, passkey.made(this.passkeys.making(request).orElseThrow(), UnaryOperator.identity()), "Key",
						request)
				.refused()).isFalse();
			for (tried = 0;; tried++) {
				String options = this.passkeys.asking(request).orElseThrow();
				Optional<String> shown = tampered(passkey.shown(options, person.id(), UnaryOperator.identity()), tried);
				if (shown.isEmpty()) {
					break;
				}
				assertThatCode(() -> this.passkeys.answered(request, shown.get())).as(shown.get())
					.doesNotThrowAnyException();
			}
			assertThat(tried).isGreaterThan(100);
		}
		finally {
			SecurityContextHolder.clearContext();
		}
	}

	/**
	 * An answer with one of its members gone, or with another value; empty when all have
	 * been.
	 */
	private static Optional<String> tampered(String answer, int number) {
		List<String> others = List.of("null", "\"\"", "\"x\"", "\"\\ud800\"", "7", "true", "{}", "[]", "[null]", "[7]",
				"[\"x\"]", "\"" + "long".repeat(300) + "\"");
		JsonMapper json = JsonMapper.shared();
		ObjectNode whole = (ObjectNode) json.readTree(answer);
		List<Map.Entry<ObjectNode, String>> members = new ArrayList<>();
		whole.propertyNames().forEach((name) -> members.add(Map.entry(whole, name)));
		ObjectNode response = (ObjectNode) whole.get("response");
		response.propertyNames().forEach((name) -> members.add(Map.entry(response, name)));
		if (number >= members.size() * (others.size() + 1)) {
			return Optional.empty();
		}
		Map.Entry<ObjectNode, String> member = members.get(number % members.size());
		int other = number / members.size();
		if (other == others.size()) {
			member.getKey().remove(member.getValue());
		}
		else {
			member.getKey().set(member.getValue(), json.readTree(others.get(other)));
		}
		return Optional.of(json.writeValueAsString(whole));
	}

	@Test
	void deactivationEndsTheSessionAtOnce() throws Exception {
		Person person = person("leaving@sign-in.example", true);
		this.credentials.store(person.id(), this.encoder.encode("demonstration"), true);
		Browsing browsing = new Browsing();
		browsing.signIn(person.email(), "demonstration");
		assertThat(browsing.get("/account")).contains("leaving@sign-in.example");
		Actor administrator = SignedInAs.actor(this.context, ADMINISTRATOR);
		assertThat(this.accounts.deactivate(administrator, person.id(), 0).refused()).isFalse();
		browsing.get("/account");
		assertThat(browsing.response.getRedirectedUrl()).isEqualTo("/sign-in?ended");
		browsing.get("/account");
		assertThat(browsing.response.getRedirectedUrl()).endsWith("/sign-in");
	}

	@Test
	void aFormWithoutItsTokenIsRefused() throws Exception {
		Browsing browsing = new Browsing();
		browsing.signIn("amara.osei@northshire.example", "demonstration");
		browsing.send(post("/account/password").param("current", "demonstration")
			.param("fresh", FRESH)
			.param("repeated", FRESH));
		assertThat(browsing.response.getStatus()).isEqualTo(403);
		Browsing unharmed = new Browsing();
		unharmed.signIn("amara.osei@northshire.example", "demonstration");
		assertThat(unharmed.response.getRedirectedUrl()).isEqualTo("/");
		Browsing outside = new Browsing();
		outside
			.send(post("/sign-in").param("email", "amara.osei@northshire.example").param("password", "demonstration"));
		assertThat(outside.response.getRedirectedUrl()).isEqualTo("/sign-in?ended");
	}

	@Test
	void theTokenMayStandInTheAddress() throws Exception {
		Browsing browsing = new Browsing();
		browsing.signIn("amara.osei@northshire.example", "demonstration");
		String token = browsing.token("/account/password");
		assertThat(browsing.send(post("/account/password?_csrf={token}", token).param("current", "wrong-one")))
			.contains("This is not your current password");
	}

	/** Nobody types it; what cannot be hashed is a wrong password and no fault. */
	@Test
	void halfACharacterIsAWrongPassword() throws Exception {
		Browsing browsing = new Browsing();
		browsing.signIn("amara.osei@northshire.example", "\ud800");
		assertThat(browsing.response.getRedirectedUrl()).isEqualTo("/sign-in?error");
		browsing.signIn("amara.osei@northshire.example", "demonstration");
		String token = browsing.token("/account/password");
		assertThat(browsing.send(post("/account/password?_csrf={token}", token).param("current", "\ud800")))
			.contains("This is not your current password");
		assertThat(browsing.send(post("/account/password?_csrf={token}", token).param("current", "demonstration")
			.param("fresh", "harbour lantern \ud800")
			.param("repeated", "harbour lantern \ud800"))).contains("has a character that cannot be stored");
	}

	/** However busy it is. */
	@Test
	void noSessionOutlivesItsTwelveHours() throws Exception {
		Instant now = this.clock.instant();
		try {
			Browsing browsing = new Browsing();
			browsing.signIn("amara.osei@northshire.example", "demonstration");
			this.clock.tell(now.plus(Duration.ofHours(12)).minusSeconds(60));
			assertThat(browsing.get("/account")).contains("Amara Osei");
			this.clock.tell(now.plus(Duration.ofHours(12)).plusSeconds(60));
			browsing.get("/account");
			assertThat(browsing.response.getRedirectedUrl()).endsWith("/sign-in?ended");
			this.clock.tell(now);
			browsing.get("/account");
			assertThat(browsing.response.getRedirectedUrl()).as("it does not come back").endsWith("/sign-in");
		}
		finally {
			this.clock.tell(null);
		}
	}

	@Test
	void theCookieIsOutOfReachOfScriptsAndOtherSites() throws Exception {
		MockHttpServletResponse plain = this.mvc.perform(get("/sign-in")).andReturn().getResponse();
		assertThat(plain.getHeader("Set-Cookie")).contains("HttpOnly")
			.contains("SameSite=Lax")
			.doesNotContain("Secure");
		MockHttpServletResponse secure = this.mvc.perform(get("/sign-in").secure(true)).andReturn().getResponse();
		assertThat(secure.getHeader("Set-Cookie")).matches("__Host-SESSION=\\S{48}; .*")
			.contains("HttpOnly")
			.contains("SameSite=Lax")
			.contains("Secure")
			.contains("Path=/;")
			.doesNotContain("Domain");
		assertThat(secure.getHeader("Strict-Transport-Security")).startsWith("max-age=");
	}

	@Test
	void aPageAllowsNothingInlineAndIsNotKept() throws Exception {
		MockHttpServletResponse page = this.mvc.perform(get("/sign-in")).andReturn().getResponse();
		assertThat(page.getStatus()).isEqualTo(200);
		assertThat(page.getHeader("Content-Security-Policy")).contains("default-src 'self'")
			.contains("form-action 'self'")
			.contains("frame-ancestors 'none'")
			.contains("object-src 'none'")
			.contains("base-uri 'none'")
			.doesNotContain("unsafe");
		assertThat(page.getHeader("Referrer-Policy")).isEqualTo("same-origin");
		assertThat(page.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(page.getHeader("Cache-Control")).contains("no-store");
		MockHttpServletResponse asset = this.mvc.perform(get("/assets/comity.css")).andReturn().getResponse();
		assertThat(asset.getStatus()).isEqualTo(200);
		assertThat(Objects.requireNonNullElse(asset.getHeader("Cache-Control"), "")).doesNotContain("no-store");
		assertThat(asset.getHeader("Set-Cookie")).isNull();
	}

	@Test
	void theDoorListsEveryoneOfTheDemonstration() throws Exception {
		String page = new Browsing().get("/sign-in");
		for (OfficeKind kind : OfficeKind.values()) {
			for (Office office : this.directory.offices(kind)) {
				for (Person person : this.directory.people(office.id())) {
					if (person.email().endsWith("@sign-in.example") || !person.active()) {
						continue;
					}
					if (this.credentials.of(person.id()).map(Credential::demonstration).orElse(false)) {
						assertThat(page).contains("value=\"" + person.email() + "\"");
					}
				}
			}
		}
		assertThat(page).contains("as Amara Osei").contains("as Samir Khoury");
	}

	private PasswordSignIn signIn(boolean demonstration) {
		return new PasswordSignIn(this.credentials, this.directory, this.encoder, this.throttle, this.browsers,
				new DemonstrationProperties(demonstration, "demonstration"), Clock.systemUTC());
	}

	/** A person of the UK Central Authority without a password, made once. */
	private Person person(String email, boolean active) {
		return this.directory.personByEmail(email).orElseGet(() -> {
			Office office = this.directory.officeByCode("UKCA").orElseThrow();
			Person person = new Person(UUID.randomUUID(), office.id(), email.substring(0, email.indexOf('@')), email,
					Set.of(Role.CASEWORKER), Set.of(), active);
			this.transaction.executeWithoutResult((status) -> this.staff.add(person));
			return person;
		});
	}

	private static String hex(String text) {
		return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
	}

	/**
	 * One browser: it keeps its cookie, and takes the token from the page with the form.
	 */
	private final class Browsing {

		private @Nullable Cookie cookie;

		private @Nullable Cookie known;

		private MockHttpServletResponse response = new MockHttpServletResponse();

		String get(String path) throws Exception {
			return send(org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get(path));
		}

		void signIn(String email, String password) throws Exception {
			post("/sign-in", Map.of("email", email, "password", password));
		}

		String post(String path, Map<String, String> fields) throws Exception {
			String token = token(path.equals("/sign-out") ? "/account" : path);
			MockHttpServletRequestBuilder request = org.springframework.test.web.servlet.request.MockMvcRequestBuilders
				.post(path)
				.param("_csrf", token);
			fields.forEach(request::param);
			return send(request);
		}

		/** What the page that was last drawn asks of a browser with passkeys. */
		String asked() throws Exception {
			Matcher matcher = OPTIONS.matcher(this.response.getContentAsString());
			assertThat(matcher.find()).as("a passkey is asked for").isTrue();
			return HtmlUtils.htmlUnescape(matcher.group(1));
		}

		String token(String path) throws Exception {
			Matcher matcher = TOKEN.matcher(get(path));
			assertThat(matcher.find()).as("a form at " + path).isTrue();
			return matcher.group(1);
		}

		String send(MockHttpServletRequestBuilder request) throws Exception {
			if (this.cookie != null) {
				request.cookie(this.cookie);
			}
			if (this.known != null) {
				request.cookie(this.known);
			}
			this.response = SignInTests.this.mvc.perform(request).andReturn().getResponse();
			Cookie set = this.response.getCookie("SESSION");
			if (set != null) {
				this.cookie = set;
			}
			Cookie kept = this.response.getCookie("KNOWN");
			if (kept != null) {
				this.known = kept;
			}
			return this.response.getContentAsString();
		}

	}

}
