package org.comity.requests;

import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.comity.wall.InBackground;
import org.comity.wall.Wall;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts closed requests whose time is over on the list of work of their force, some every
 * night. It erases nothing: that is for people to decide.
 */
@Component
class RetentionReminder {

	private static final int AT_ONCE = 500;

	/** What is awaited of the force. */
	static final String DUE = "DUE";

	/** Finds them, over all forces. */
	@Component
	static class DueRecords {

		private final JdbcClient jdbc;

		DueRecords(JdbcClient jdbc) {
			this.jdbc = jdbc;
		}

		@InBackground
		@Transactional(readOnly = true)
		Map<UUID, UUID> before(java.time.Instant closed) {
			Map<UUID, UUID> found = new LinkedHashMap<>();
			this.jdbc
				.sql("""
						select r.id, r.investigator_office_id from request r where r.state = 'CLOSED' and r.closed_at < :before
						and not exists (select 1 from request_turn t where t.subject_id = r.id)
						and not exists (select 1 from erased_request e where e.request_id = r.id)
						order by r.closed_at, r.id limit :most
						""")
				.param("before", Timestamp.from(closed))
				.param("most", AT_ONCE)
				.query((row) -> {
					found.put(row.getObject("id", UUID.class), row.getObject("investigator_office_id", UUID.class));
				});
			return found;
		}

	}

	private final DueRecords due;

	private final Retention retention;

	private final Wall wall;

	private final TransactionTemplate transaction;

	RetentionReminder(DueRecords due, Retention retention, Wall wall, TransactionTemplate transaction) {
		this.due = due;
		this.retention = retention;
		this.wall = wall;
		this.transaction = transaction;
	}

	@Scheduled(cron = "${comity.retention.cron:0 5 3 * * *}")
	void night() {
		this.due.before(this.retention.closedBefore(0))
			.forEach((request, force) -> this.wall.inTheNameOf(force,
					() -> this.transaction.executeWithoutResult((status) -> this.retention.remind(request, force))));
	}

}
