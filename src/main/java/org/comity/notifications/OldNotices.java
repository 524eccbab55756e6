package org.comity.notifications;

import java.sql.Timestamp;
import java.time.Clock;
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
 * Takes away notices that are old, whoever has read them, and the marks of events that
 * were handed over long ago. What happened stands on the ledger; a notice only told of
 * it.
 */
@Component
class OldNotices {

	/** After so many days nothing is handed over again. */
	private static final Period SETTLED = Period.ofDays(90);

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Period kept;

	OldNotices(JdbcClient jdbc, Clock clock, @Value("${comity.retention.notices:P2Y}") Period kept) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.kept = kept;
	}

	@InBackground
	@Transactional
	@Scheduled(cron = "${comity.retention.notices-cron:0 35 3 * * *}")
	public void forget() {
		Timestamp old = before(this.kept);
		this.jdbc
			.sql("delete from notice_read where notice_id in (select n.id from notice n where n.occurred_at < :before)")
			.param("before", old)
			.update();
		this.jdbc.sql("delete from notice where occurred_at < :before").param("before", old).update();
		Timestamp settled = before(SETTLED);
		this.jdbc.sql("delete from handled_event where handled_at < :before").param("before", settled).update();
		this.jdbc.sql("delete from event_publication where completion_date < :before")
			.param("before", settled)
			.update();
	}

	private Timestamp before(Period ago) {
		Instant then = this.clock.instant().atZone(ZoneOffset.UTC).minus(ago).toInstant();
		return Timestamp.from(then);
	}

}
