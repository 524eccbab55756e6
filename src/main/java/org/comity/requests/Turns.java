package org.comity.requests;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whose turn it is: at most one row per open subject, be it a request, a process or a
 * part. A worklist is read from nothing else.
 */
@Repository
public class Turns {

	/** What a turn is about. */
	public enum Subject {

		REQUEST, PROCESS, PART,
		/** Another use of evidence, which the other side is asked to consent to. */
		USE,
		/** A period of preservation that runs out. */
		PRESERVATION,
		/** A move that one person proposed and another must confirm. */
		PROPOSAL,
		/** An opening in an emergency, which a supervisor has yet to look at. */
		EMERGENCY_ACCESS,
		/** The records of a closed request, whose time is over. */
		RETENTION

	}

	private final JdbcClient jdbc;

	private final Clock clock;

	Turns(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Gives the turn to an office. The time since when is kept if it had it already for
	 * the same thing.
	 * @param awaiting the state that explains what is awaited
	 * @param dueOn the day by which, or null
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void give(UUID request, Subject kind, UUID subject, UUID office, String awaiting,
			@Nullable LocalDate dueOn) {
		this.jdbc.sql("""
				insert into request_turn (subject_id, request_id, subject_kind, office_id, awaiting, since, due_on)
				values (:subject, :request, :kind, :office, :awaiting, :now, :due)
				on conflict (subject_id) do update set office_id = excluded.office_id, awaiting = excluded.awaiting,
					subject_kind = excluded.subject_kind, due_on = excluded.due_on,
					since = case when request_turn.office_id = excluded.office_id
						and request_turn.awaiting = excluded.awaiting then request_turn.since else excluded.since end,
					opened_at = case when request_turn.office_id = excluded.office_id
						and request_turn.awaiting = excluded.awaiting then request_turn.opened_at end
				""")
			.param("subject", subject)
			.param("request", request)
			.param("kind", kind.name())
			.param("office", office)
			.param("awaiting", awaiting)
			.param("now", java.sql.Timestamp.from(this.clock.instant()))
			.param("due", dueOn)
			.update();
	}

	/** Takes a subject off every worklist. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void end(UUID subject) {
		this.jdbc.sql("delete from request_turn where subject_id = :subject").param("subject", subject).update();
	}

	/** Takes every subject of a kind that belongs to a request off every worklist. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void endAll(UUID request, Subject kind) {
		this.jdbc.sql("delete from request_turn where request_id = :request and subject_kind = :kind")
			.param("request", request)
			.param("kind", kind.name())
			.update();
	}

	/** Notes that somebody of the office has opened what is theirs to do. */
	@Transactional
	public void opened(UUID request, UUID office) {
		this.jdbc
			.sql("update request_turn set opened_at = :now "
					+ "where request_id = :request and office_id = :office and opened_at is null")
			.param("now", java.sql.Timestamp.from(this.clock.instant()))
			.param("request", request)
			.param("office", office)
			.update();
	}

}
