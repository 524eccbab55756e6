package org.comity.accounts;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;

import org.comity.wall.InBackground;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Forgets what happened to accounts years ago, who came in and what was tried, and the
 * links by which people came in once they can serve nobody. A person's name stays for as
 * long as a ledger names them.
 */
@Component
class OldHistory {

	private static final Duration LINKS = Duration.ofDays(90);

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Period kept;

	private final Period tries;

	OldHistory(JdbcClient jdbc, Clock clock, @Value("${comity.retention.account-history:P7Y}") Period kept,
			@Value("${comity.retention.sign-ins:P1Y}") Period tries) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.kept = kept;
		this.tries = tries;
	}

	@InBackground
	@Transactional
	@Scheduled(cron = "${comity.retention.accounts-cron:0 33 3 * * *}")
	public void forget() {
		Instant now = this.clock.instant();
		older("account_event", now, this.kept);
		older("security_record", now, this.tries);
		this.jdbc.sql("delete from account_invitation where expires_at < :before")
			.param("before", Timestamp.from(now.minus(LINKS)))
			.update();
	}

	private void older(String table, Instant now, Period than) {
		this.jdbc.sql("delete from " + table + " where happened_at < :before")
			.param("before", Timestamp.from(now.atZone(ZoneOffset.UTC).minus(than).toInstant()))
			.update();
	}

}
