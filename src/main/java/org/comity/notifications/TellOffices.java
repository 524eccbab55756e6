package org.comity.notifications;

import java.time.Clock;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.comity.kernel.Ids;
import org.comity.requests.RequestMoved;
import org.comity.wall.InBackground;

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

	@InBackground
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
		if (moved.offices().isEmpty()) {
			return;
		}
		this.jdbc.sql("""
				insert into notice (id, event_id, office_id, request_id, entry_id, subject_id, machine,
					occurred_at, created_at)
				select told.id, :event, told.office, :request, :entry, :subject, :machine, :occurred, :now
				from unnest(cast(:ids as uuid[]), cast(:offices as uuid[])) as told (id, office)
				""")
			.param("ids", array(Stream.generate(Ids::next).limit(moved.offices().size())))
			.param("offices", array(moved.offices().stream()))
			.param("event", moved.id())
			.param("request", moved.request())
			.param("entry", moved.entry())
			.param("subject", moved.subject())
			.param("machine", moved.machine())
			.param("occurred", java.sql.Timestamp.from(moved.occurredAt()))
			.param("now", now)
			.update();
	}

	private static String array(Stream<UUID> ids) {
		return ids.map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
	}

}
