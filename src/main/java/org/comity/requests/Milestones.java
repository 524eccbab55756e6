package org.comity.requests;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the requesting side may know of the execution: served, answered, scope narrowed.
 * Each is released by the executing office, item by item; one of an unsealed process is
 * released as it happens. A grand jury instrument never makes one (Fed. R. Crim. P.
 * 6(e)).
 */
@Service
public class Milestones {

	/** What can be released. */
	public enum Kind {

		SERVED, ANSWERED, NARROWED

	}

	private final JdbcClient jdbc;

	private final Conditions conditions;

	private final RequestMoves moves;

	private final Clock clock;

	Milestones(JdbcClient jdbc, Conditions conditions, RequestMoves moves, Clock clock) {
		this.jdbc = jdbc;
		this.conditions = conditions;
		this.moves = moves;
		this.clock = clock;
	}

	/**
	 * Notes that something happened. Unless the request is sealed or the process is, it
	 * is released at once: the ledger says so, and the requesting side is told as of one
	 * that was released by hand.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void happened(UUID request, UUID process, Kind kind, boolean sealed) {
		boolean held = sealed || this.conditions.has(request, Condition.SEALED);
		var now = java.sql.Timestamp.from(this.clock.instant());
		this.jdbc
			.sql("insert into request_milestone (id, request_id, process_id, kind, happened_at, released_at) "
					+ "values (:id, :request, :process, :kind, :now, :released)")
			.param("id", Ids.next())
			.param("request", request)
			.param("process", process)
			.param("kind", kind.name())
			.param("now", now)
			.param("released", held ? null : now)
			.update();
		if (!held) {
			this.moves.milestoneReleased(request, kind);
		}
	}

	/**
	 * Releases one that was held. Called with the move RELEASE_MILESTONE.
	 * @return false if there is none such to release
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean release(UUID request, UUID milestone, Actor actor) {
		return this.jdbc
			.sql("update request_milestone set released_at = :now, released_by = :person "
					+ "where id = :id and request_id = :request and released_at is null")
			.param("now", java.sql.Timestamp.from(this.clock.instant()))
			.param("person", actor.person())
			.param("id", milestone)
			.param("request", request)
			.update() == 1;
	}

	/**
	 * Returns the milestones of a request, the oldest first.
	 * @param released whether only those released are asked for
	 */
	@Transactional(readOnly = true)
	public List<RequestView.Milestone> of(UUID request, boolean released) {
		return this.jdbc
			.sql("select id, kind, happened_at, released_at from request_milestone where request_id = :request "
					+ "and (not :released or released_at is not null) order by happened_at, id")
			.param("request", request)
			.param("released", released)
			.query((row, index) -> new RequestView.Milestone(row.getObject("id", UUID.class), row.getString("kind"),
					row.getTimestamp("happened_at").toInstant(), instant(row.getTimestamp("released_at"))))
			.list();
	}

	private static java.time.@Nullable Instant instant(java.sql.@Nullable Timestamp stamp) {
		return (stamp != null) ? stamp.toInstant() : null;
	}

}
