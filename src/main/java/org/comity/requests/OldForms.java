package org.comity.requests;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;

import org.comity.wall.InBackground;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Forgets the keys of forms that were carried out long ago, and by whom: nobody sends
 * such a form again.
 */
@Component
class OldForms {

	/** Longer than any page stays open. */
	static final Duration KEPT = Duration.ofDays(90);

	private final JdbcClient jdbc;

	private final Clock clock;

	OldForms(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@InBackground
	@Transactional
	@Scheduled(cron = "${comity.retention.forms-cron:0 31 3 * * *}")
	public void forget() {
		this.jdbc.sql("delete from submitted_form where submitted_at < :before")
			.param("before", Timestamp.from(this.clock.instant().minus(KEPT)))
			.update();
	}

}
