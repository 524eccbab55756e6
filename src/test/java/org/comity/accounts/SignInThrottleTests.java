package org.comity.accounts;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Role;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.comity.testing.Seat;
import org.comity.testing.WebTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * Tries that come all at once are no more than those that come one after the other, on
 * one server or on two; and what was right counts against nobody.
 */
@WebTest
class SignInThrottleTests {

	private static final int AT_ONCE = 40;

	@Autowired
	private MockMvc mvc;

	@Autowired
	private SignInThrottle throttle;

	@Autowired
	private Credentials credentials;

	@Autowired
	private Directory directory;

	@Autowired
	private KnownBrowsers browsers;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private Clock clock;

	@Autowired
	@AsOwner
	private JdbcClient jdbc;

	@Test
	void ofFortyPasswordsAtOnceTenAreLookedAt() throws Exception {
		AtomicInteger compared = new AtomicInteger();
		PasswordSignIn slow = new PasswordSignIn(this.credentials, this.directory, new PasswordEncoder() {

			@Override
			public String encode(@Nullable CharSequence raw) {
				return "nobody's";
			}

			@Override
			public boolean matches(@Nullable CharSequence raw, @Nullable String encoded) {
				compared.incrementAndGet();
				waitABit();
				return false;
			}

		}, this.throttle, this.browsers, new DemonstrationProperties(true, "demonstration"), this.clock);
		String email = "burst-" + UUID.randomUUID() + "@sign-in.example";
		List<String> answers = atOnce((number) -> {
			try {
				slow.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(email, "guess-" + number));
				return "in";
			}
			catch (BadCredentialsException ex) {
				return "wrong";
			}
			catch (SignInClosedException ex) {
				return "closed";
			}
		});
		assertThat(compared).hasValue(ThrottleRules.FREE_FOR_ADDRESS);
		assertThat(answers.stream().filter("wrong"::equals)).hasSize(ThrottleRules.FREE_FOR_ADDRESS);
		assertThat(answers.stream().filter("closed"::equals)).hasSize(AT_ONCE - ThrottleRules.FREE_FOR_ADDRESS);
	}

	@Test
	void ofFortyCodesAtOnceTenAreLookedAt() throws Exception {
		Actor actor = new Cast(this.jdbc, this.directory).of("UKCA", Role.CASEWORKER);
		Seat.of(this.jdbc, actor);
		List<String> answers = atOnce((number) -> Objects.requireNonNull(
				this.mvc
					.perform(post("/sign-in/code").param("code", String.format("%06d", number))
						.with(csrf())
						.with(Seat.of(this.jdbc, actor)))
					.andReturn()
					.getResponse()
					.getRedirectedUrl()));
		assertThat(answers.stream().filter("/account/again?error"::equals)).hasSize(ThrottleRules.FREE_FOR_ADDRESS);
		assertThat(answers.stream().filter("/account/again?wait=1"::equals))
			.hasSize(AT_ONCE - ThrottleRules.FREE_FOR_ADDRESS);
		assertThat(
				this.jdbc.sql("select count(*) from security_record where kind = 'WRONG_FACTOR' and person = :person")
					.param("person", actor.person())
					.query(Integer.class)
					.single())
			.isEqualTo(ThrottleRules.FREE_FOR_ADDRESS);
	}

	@Test
	void twoServersShareTheCount() {
		SignInThrottle other = new SignInThrottle(this.jdbc, this.credentials, this.clock);
		String email = "two-" + UUID.randomUUID() + "@sign-in.example";
		for (int i = 0; i < ThrottleRules.FREE_FOR_ADDRESS; i++) {
			SignInThrottle.Attempt attempt = (i % 2 == 0) ? this.throttle.take(email, null, "192.0.2.99")
					: inTransaction(() -> other.take(email, null, "192.0.2.99"));
			assertThat(attempt.closed()).isNull();
			this.throttle.failed(attempt);
		}
		assertThat(this.throttle.take(email, null, "192.0.2.99").closed()).isNotNull();
		assertThat(inTransaction(() -> other.take(email, null, "192.0.2.99")).closed()).isNotNull();
	}

	@Test
	void aTryThatWasNotLetIsNotCounted() {
		String email = "patient-" + UUID.randomUUID() + "@sign-in.example";
		for (int i = 0; i < ThrottleRules.FREE_FOR_ADDRESS; i++) {
			this.throttle.failed(this.throttle.take(email, null, "192.0.2.98"));
		}
		for (int i = 0; i < 5; i++) {
			Duration left = Objects.requireNonNull(this.throttle.take(email, null, "192.0.2.98").closed());
			assertThat(left).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
		}
	}

	@Test
	void whoeverHasANetworkOfVersionSixIsOne() {
		String half = "2001:db8:" + number() + ":" + number();
		for (int i = 0; i < ThrottleRules.FREE_FOR_ORIGIN; i++) {
			SignInThrottle.Attempt attempt = this.throttle.take("six-" + half + i + "@sign-in.example", null,
					half + "::" + Integer.toHexString(i + 1));
			assertThat(attempt.closed()).isNull();
			this.throttle.failed(attempt);
		}
		assertThat(this.throttle.take("six-other@sign-in.example", null, half + ":ffff::1").closed()).isNotNull();
		SignInThrottle.Attempt neighbour = this.throttle.take("six-other@sign-in.example", null,
				half.replaceAll("[^:]+$", "0") + "::1");
		this.throttle.released(neighbour);
		assertThat(neighbour.closed()).isNull();
		assertThat(this.throttle.take("six-a-" + half, null, half + "::2").own()).as("nor counted for the address")
			.isNull();
	}

	/** Else an office would be closed when three hundred of it have signed in. */
	@Test
	void whatWasRightCountsForNobody() {
		String origin = "2001:db8:ffff:" + number() + "::1";
		for (int i = 1; i < ThrottleRules.FREE_FOR_ORIGIN; i++) {
			this.throttle.failed(this.throttle.take("many-" + origin + i, null, origin));
		}
		Timestamp before = Timestamp.from(this.clock.instant().minus(Duration.ofHours(23)));
		this.jdbc.sql("update sign_in_failure set last_at = :before where failures = :failures")
			.param("before", before)
			.param("failures", ThrottleRules.FREE_FOR_ORIGIN - 1)
			.update();
		for (int i = 0; i < 5; i++) {
			SignInThrottle.Attempt right = this.throttle.take("right@sign-in.example", null, origin);
			assertThat(right.closed()).isNull();
			this.throttle.succeeded(right);
		}
		assertThat(this.jdbc
			.sql("select count(*) from sign_in_failure where failures = :failures and closed_until is null "
					+ "and last_at < :soon")
			.param("failures", ThrottleRules.FREE_FOR_ORIGIN - 1)
			.param("soon", Timestamp.from(this.clock.instant().minus(Duration.ofHours(22))))
			.query(Integer.class)
			.single()).as("as many as before, and no later").isEqualTo(1);
		this.throttle.failed(this.throttle.take("wrong@sign-in.example", null, origin));
		assertThat(this.throttle.take("right@sign-in.example", null, origin).closed()).isNotNull();
	}

	@Test
	void theTenthOpensTheDoorAgainIfItWasRight() {
		String email = "tenth-" + UUID.randomUUID() + "@sign-in.example";
		for (int i = 1; i < ThrottleRules.FREE_FOR_ADDRESS; i++) {
			this.throttle.failed(this.throttle.take(email, null, "192.0.2.97"));
		}
		SignInThrottle.Attempt tenth = this.throttle.take(email, null, "192.0.2.97");
		assertThat(tenth.closed()).isNull();
		assertThat(this.throttle.take(email, null, "192.0.2.97").closed()).as("while it is looked at").isNotNull();
		this.throttle.succeeded(tenth);
		assertThat(this.throttle.take(email, null, "192.0.2.97").closed()).isNull();
	}

	private SignInThrottle.Attempt inTransaction(java.util.function.Supplier<SignInThrottle.Attempt> work) {
		return Objects.requireNonNull(this.transaction.execute((status) -> work.get()));
	}

	private static String number() {
		return Integer.toHexString(0x1000 + (int) (Math.random() * 0xe000));
	}

	private static List<String> atOnce(Work work) throws Exception {
		ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);
		try {
			CountDownLatch ready = new CountDownLatch(AT_ONCE);
			CountDownLatch go = new CountDownLatch(1);
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < AT_ONCE; i++) {
				int number = i;
				Callable<String> one = () -> {
					ready.countDown();
					go.await();
					return work.answer(number);
				};
				answers.add(people.submit(one));
			}
			assertThat(ready.await(30, TimeUnit.SECONDS)).isTrue();
			go.countDown();
			List<String> all = new ArrayList<>();
			for (Future<String> answer : answers) {
				all.add(answer.get(60, TimeUnit.SECONDS));
			}
			return all;
		}
		finally {
			people.shutdownNow();
		}
	}

	private static void waitABit() {
		try {
			Thread.sleep(300);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@FunctionalInterface
	private interface Work {

		String answer(int number) throws Exception;

	}

}
