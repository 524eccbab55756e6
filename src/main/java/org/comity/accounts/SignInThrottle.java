package org.comity.accounts;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.comity.kernel.Digests;
import org.comity.kernel.Ids;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts wrong passwords by the address that was tried, wrong codes by the person, and
 * both by where they came from, and closes the door for a while. An address that nobody
 * has is counted like any other, so that a closed door tells nobody who has an account.
 * What comes from a browser that is known ({@link KnownBrowsers}) is counted by that
 * browser: strangers do not close the door to it, nor does it to others.
 */
@Service
class SignInThrottle {

	private static final Logger log = LoggerFactory.getLogger(SignInThrottle.class);

	private final JdbcClient jdbc;

	private final Credentials credentials;

	private final Clock clock;

	SignInThrottle(JdbcClient jdbc, Credentials credentials, Clock clock) {
		this.jdbc = jdbc;
		this.credentials = credentials;
		this.clock = clock;
	}

	/**
	 * Returns how long the door is still closed to this address or this origin; nothing
	 * if it is open.
	 * @param browser the mark of a browser that is known, or null
	 */
	@Transactional(readOnly = true)
	Optional<Duration> closed(String email, @Nullable String browser, @Nullable String origin) {
		return closedTo((browser != null) ? browser(browser) : address(email), origin);
	}

	/** The same for a person's codes. */
	@Transactional(readOnly = true)
	Optional<Duration> closed(UUID person, @Nullable String browser, @Nullable String origin) {
		return closedTo((browser != null) ? browser(browser) : codes(person), origin);
	}

	private Optional<Duration> closedTo(String subject, @Nullable String origin) {
		Instant now = this.clock.instant();
		return this.jdbc
			.sql("select max(closed_until) from sign_in_failure where subject in (:subject, :origin) "
					+ "and closed_until > :now")
			.param("subject", subject)
			.param("origin", origin(origin))
			.param("now", Timestamp.from(now))
			.query(Timestamp.class)
			.optional()
			.map((until) -> Duration.between(now, until.toInstant()));
	}

	/** Counts a wrong password. */
	@Transactional
	void failed(String email, @Nullable String browser, @Nullable String origin) {
		int tries = count((browser != null) ? browser(browser) : address(email), ThrottleRules.FREE_FOR_ADDRESS);
		if (tries == ThrottleRules.FREE_FOR_ADDRESS) {
			note("p.email = lower(:who)", sensible(email), tries);
		}
		this.credentials.tried(sensible(email));
		countOrigin(origin);
	}

	/** Counts a wrong code, or a passkey that was not the person's. */
	@Transactional
	void failed(UUID person, @Nullable String browser, @Nullable String origin) {
		int tries = count((browser != null) ? browser(browser) : codes(person), ThrottleRules.FREE_FOR_ADDRESS);
		if (tries == ThrottleRules.FREE_FOR_ADDRESS) {
			note("p.id = :who", person, tries);
		}
		this.credentials.tried(person);
		countOrigin(origin);
	}

	/** Counts a passkey that nobody has. */
	@Transactional
	void failed(@Nullable String origin) {
		countOrigin(origin);
	}

	private void countOrigin(@Nullable String origin) {
		if (count(origin(origin), ThrottleRules.FREE_FOR_ORIGIN) == ThrottleRules.FREE_FOR_ORIGIN) {
			log.warn("Sign-in is closed for a while to a network address with {} failures",
					ThrottleRules.FREE_FOR_ORIGIN);
		}
	}

	/** Forgets the wrong passwords for an address once the right one was given. */
	@Transactional
	void succeeded(String email, @Nullable String browser) {
		clear((browser != null) ? browser(browser) : address(email));
	}

	@Transactional
	void succeeded(UUID person, @Nullable String browser) {
		clear((browser != null) ? browser(browser) : codes(person));
	}

	private void clear(String subject) {
		this.jdbc.sql("delete from sign_in_failure where subject = :subject").param("subject", subject).update();
	}

	@Scheduled(cron = "${comity.sign-in.forget-cron:0 27 3 * * *}")
	@Transactional
	void forget() {
		this.jdbc.sql("delete from sign_in_failure where last_at < :before and coalesce(closed_until, last_at) < :now")
			.param("before", Timestamp.from(this.clock.instant().minus(ThrottleRules.FORGOTTEN)))
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
	}

	/** One statement counts, so that two servers at once count both. */
	private int count(String subject, int free) {
		Instant now = this.clock.instant();
		int failures = this.jdbc.sql("""
				insert into sign_in_failure (subject, failures, last_at) values (:subject, 1, :now)
				on conflict (subject) do update set last_at = excluded.last_at,
					failures = case when sign_in_failure.last_at < :before then 1 else sign_in_failure.failures + 1 end
				returning failures
				""")
			.param("subject", subject)
			.param("now", Timestamp.from(now))
			.param("before", Timestamp.from(now.minus(ThrottleRules.FORGOTTEN)))
			.query(Integer.class)
			.single();
		Duration closed = ThrottleRules.closedAfter(failures, free);
		if (!closed.isZero()) {
			this.jdbc.sql("update sign_in_failure set closed_until = :until where subject = :subject")
				.param("until", Timestamp.from(now.plus(closed)))
				.param("subject", subject)
				.update();
		}
		return failures;
	}

	/** Where somebody has that account, its history says that it was tried. */
	private void note(String which, Object who, int tries) {
		this.jdbc.sql("""
				insert into account_event (id, happened_at, person, kind, detail)
				select :id, :now, p.id, 'SIGN_IN_CLOSED', :tries from person p where %s
				""".formatted(which))
			.param("id", Ids.next())
			.param("now", Timestamp.from(this.clock.instant()))
			.param("tries", Integer.toString(tries))
			.param("who", who)
			.update();
	}

	private static String address(String email) {
		return digest("address " + sensible(email).toLowerCase(Locale.ROOT));
	}

	private static String codes(UUID person) {
		return digest("codes " + person);
	}

	private static String browser(String mark) {
		return digest("browser " + mark);
	}

	private static String origin(@Nullable String origin) {
		return digest("origin " + origin);
	}

	/** No database takes the character that ends a string elsewhere. */
	private static String sensible(String email) {
		return email.replace("\u0000", "");
	}

	private static String digest(String subject) {
		return Digests.sha256(subject.getBytes(StandardCharsets.UTF_8));
	}

}
