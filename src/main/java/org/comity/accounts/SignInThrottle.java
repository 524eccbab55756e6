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
 * Counts tries of passwords by the address that was tried, of codes by the person, and
 * both by the network they came from, and closes the door for a while. A try is counted
 * before anything is compared, and given back if it was right: of any number at once no
 * more are looked at than of as many one after the other. An address that nobody has is
 * counted like any other, so that a closed door tells nobody who has an account. What
 * comes from a browser that is known ({@link KnownBrowsers}) is counted by that browser:
 * strangers do not close the door to it, nor does it to others.
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
	 * Counts a try of a password, unless the door is closed to this address or this
	 * origin. It must be told of what came of it: {@link #failed} or {@link #succeeded}.
	 * @param browser the mark of a browser that is known, or null
	 */
	@Transactional
	Attempt take(String email, @Nullable String browser, @Nullable String origin) {
		return take((browser != null) ? browser(browser) : address(email), sensible(email), null, origin);
	}

	/** The same for a person's code, or a passkey where a person is signed in. */
	@Transactional
	Attempt take(UUID person, @Nullable String browser, @Nullable String origin) {
		return take((browser != null) ? browser(browser) : codes(person), "", person, origin);
	}

	/** The same for a passkey of which nobody knows yet whose it is. */
	@Transactional
	Attempt take(@Nullable String origin) {
		return take(null, "", null, origin);
	}

	private Attempt take(@Nullable String subject, String email, @Nullable UUID person, @Nullable String origin) {
		String network = origin(origin);
		Counted own = (subject != null) ? count(subject, ThrottleRules.FREE_FOR_ADDRESS) : null;
		if (own != null && own.tries() == 0) {
			return Attempt.refused(left(own.subject()));
		}
		Counted all = count(network, ThrottleRules.FREE_FOR_ORIGIN);
		if (all.tries() == 0) {
			giveBack(own);
			return Attempt.refused(left(network));
		}
		return new Attempt(email, person, own, all, null);
	}

	/**
	 * Returns how long the door is still closed to a person's codes; nothing if it is
	 * open.
	 */
	@Transactional(readOnly = true)
	Optional<Duration> closed(UUID person, @Nullable String browser) {
		return left((browser != null) ? browser(browser) : codes(person));
	}

	/** The try was wrong: it stays counted, and the person is told of it one day. */
	@Transactional
	void failed(Attempt attempt) {
		Counted own = attempt.own();
		if (own != null) {
			UUID person = attempt.person();
			stays(own);
			if (person != null) {
				note(own, "p.id = :who", person);
				this.credentials.tried(person);
			}
			else {
				note(own, "p.email = lower(:who)", attempt.email());
				this.credentials.tried(attempt.email());
			}
		}
		Counted all = attempt.all();
		if (all != null) {
			stays(all);
			if (all.tries() == ThrottleRules.FREE_FOR_ORIGIN) {
				log.warn("Sign-in is closed for a while to a network address with {} failures", all.tries());
			}
		}
	}

	/**
	 * The try was right: the wrong ones for the same address are forgotten. Those of the
	 * network stay, or whoever has one account could guess at all others for ever.
	 */
	@Transactional
	void succeeded(Attempt attempt) {
		Counted own = attempt.own();
		if (own != null) {
			this.jdbc.sql("delete from sign_in_failure where subject = :subject")
				.param("subject", own.subject())
				.update();
		}
		giveBack(attempt.all());
	}

	/** The try was none after all. */
	@Transactional
	void released(Attempt attempt) {
		giveBack(attempt.own());
		giveBack(attempt.all());
	}

	@Scheduled(cron = "${comity.sign-in.forget-cron:0 27 3 * * *}")
	@Transactional
	void forget() {
		this.jdbc.sql("delete from sign_in_failure where last_at < :before and coalesce(closed_until, last_at) < :now")
			.param("before", Timestamp.from(this.clock.instant().minus(ThrottleRules.FORGOTTEN)))
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
	}

	/**
	 * One statement looks and counts, so that of two servers at once one waits for the
	 * other. When it last failed is left as it is until it has failed again: else a
	 * network from which people sign in every day would never be forgotten.
	 * @return of no try, if the door is closed
	 */
	private Counted count(String subject, int free) {
		Instant now = this.clock.instant();
		int tries = this.jdbc.sql("""
				insert into sign_in_failure (subject, failures, last_at) values (:subject, 1, :now)
				on conflict (subject) do update set
					last_at = case when sign_in_failure.last_at < :before then excluded.last_at
						else sign_in_failure.last_at end,
					failures = case when sign_in_failure.last_at < :before then 1 else sign_in_failure.failures + 1 end
				where sign_in_failure.closed_until is null or sign_in_failure.closed_until <= :now
				returning failures
				""")
			.param("subject", subject)
			.param("now", Timestamp.from(now))
			.param("before", Timestamp.from(now.minus(ThrottleRules.FORGOTTEN)))
			.query(Integer.class)
			.optional()
			.orElse(0);
		Duration closed = ThrottleRules.closedAfter(tries, free);
		if (closed.isZero()) {
			return new Counted(subject, tries, null);
		}
		Instant until = now.plus(closed);
		// The row is ours until the transaction ends.
		this.jdbc.sql("update sign_in_failure set closed_until = :until where subject = :subject")
			.param("until", Timestamp.from(until))
			.param("subject", subject)
			.update();
		return new Counted(subject, tries, until);
	}

	/** How long a door is still closed. */
	private Optional<Duration> left(String subject) {
		Instant now = this.clock.instant();
		return this.jdbc
			.sql("select closed_until from sign_in_failure where subject = :subject and closed_until > :now")
			.param("subject", subject)
			.param("now", Timestamp.from(now))
			.query(Timestamp.class)
			.optional()
			.map((until) -> Duration.between(now, until.toInstant()));
	}

	private void stays(Counted counted) {
		this.jdbc.sql("update sign_in_failure set last_at = :now where subject = :subject")
			.param("now", Timestamp.from(this.clock.instant()))
			.param("subject", counted.subject())
			.update();
	}

	/** Takes a try off the count, and opens the door that it alone had closed. */
	private void giveBack(@Nullable Counted counted) {
		if (counted == null) {
			return;
		}
		Integer failures = this.jdbc.sql("select failures from sign_in_failure where subject = :subject for update")
			.param("subject", counted.subject())
			.query(Integer.class)
			.optional()
			.orElse(0);
		if (failures <= 1) {
			this.jdbc.sql("delete from sign_in_failure where subject = :subject")
				.param("subject", counted.subject())
				.update();
			return;
		}
		Instant closes = counted.closes();
		this.jdbc.sql("""
				update sign_in_failure set failures = failures - 1,
					closed_until = case when closed_until = cast(:until as timestamptz) then null else closed_until end
				where subject = :subject
				""")
			.param("until", (closes != null) ? Timestamp.from(closes) : null)
			.param("subject", counted.subject())
			.update();
	}

	/** Where somebody has that account, its history says that it was tried. */
	private void note(Counted own, String which, Object who) {
		if (own.tries() != ThrottleRules.FREE_FOR_ADDRESS) {
			return;
		}
		this.jdbc.sql("""
				insert into account_event (id, happened_at, person, kind, detail)
				select :id, :now, p.id, 'SIGN_IN_CLOSED', :tries from person p where %s
				""".formatted(which))
			.param("id", Ids.next())
			.param("now", Timestamp.from(this.clock.instant()))
			.param("tries", Integer.toString(own.tries()))
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
		return digest("origin " + ((origin != null) ? Networks.of(origin) : null));
	}

	/** No database takes the character that ends a string elsewhere. */
	private static String sensible(String email) {
		return email.replace("\u0000", "");
	}

	private static String digest(String subject) {
		return Digests.sha256(subject.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * A try that is counted, or was not let.
	 *
	 * @param email the address that was tried; empty where it was a person's code
	 * @param person whose code or passkey it should be; null where it was a password
	 * @param own by what it is counted; null where only by its network
	 * @param all the count of its network; null where it was not let
	 * @param closed how long the door is closed; null where it was let
	 */
	record Attempt(String email, @Nullable UUID person, @Nullable Counted own, @Nullable Counted all,
			@Nullable Duration closed) {

		/** A door that opens just now was closed a moment ago. */
		private static Attempt refused(Optional<Duration> left) {
			return new Attempt("", null, null, null, left.orElse(Duration.ofSeconds(1)));
		}

	}

	/**
	 * A try as it was counted.
	 *
	 * @param subject the digest by which
	 * @param tries how many that makes; 0 if it was not counted, for the door is closed
	 * @param closes until when it has closed the door; null if it has not
	 */
	record Counted(String subject, int tries, @Nullable Instant closes) {
	}

}
