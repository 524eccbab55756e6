package org.comity.notifications;

import java.time.Clock;
import java.util.UUID;

import org.comity.kernel.Ids;
import org.comity.requests.RequestMoved;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Writes a notice for each office that a move concerns. The registry of publications
 * hands an event over until it is done, so it may come more than once: the second time
 * does nothing.
 */
@Component
class TellOffices {

	private static final String LISTENER = "notifications.tell-offices";

	private final JdbcClient jdbc;

	private final Clock clock;

	TellOffices(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@ApplicationModuleListener(id = LISTENER)
	void on(RequestMoved moved) {
		var now = java.sql.Timestamp.from(this.clock.instant());
		boolean first = this.jdbc
			.sql("insert into handled_event (event_id, listener, handled_at) values (:event, :listener, :now) "
					+ "on conflict do nothing")
			.param("event", moved.id())
			.param("listener", LISTENER)
			.param("now", now)
			.update() == 1;
		if (!first) {
			return;
		}
		for (UUID office : moved.offices()) {
			this.jdbc.sql("""
					insert into notice (id, event_id, office_id, request_id, entry_id, subject_id, machine,
						occurred_at, created_at)
					values (:id, :event, :office, :request, :entry, :subject, :machine, :occurred, :now)
					""")
				.param("id", Ids.next())
				.param("event", moved.id())
				.param("office", office)
				.param("request", moved.request())
				.param("entry", moved.entry())
				.param("subject", moved.subject())
				.param("machine", moved.machine())
				.param("occurred", java.sql.Timestamp.from(moved.occurredAt()))
				.param("now", now)
				.update();
		}
	}

}
