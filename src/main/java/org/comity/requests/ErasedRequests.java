package org.comity.requests;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is still known of requests whose records were erased: that there was one, when,
 * how it ended and when it was erased. To supervisors of the offices it had reached, and
 * to auditors of their side; the rule of who sees a request has nothing left to ask.
 */
@Service
public class ErasedRequests {

	private static final int NEWEST = 200;

	/**
	 * Whether a person would know of an erased request r; bound with
	 * {@link Visibility#parameters}.
	 */
	static final String KNOWN = "exists (select 1 from erased_sight known where known.request_id = r.id "
			+ "and (known.office_id = :sightOffice or :sightOversight and known.side = :sightSide))";

	private final JdbcClient jdbc;

	ErasedRequests(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * One that was erased.
	 *
	 * @param request its id, which stands on the ledger
	 * @param reference the reference that the reader's office knew it by
	 * @param openedAt when it was begun
	 * @param closedAt when it was closed
	 * @param outcome how it ended
	 * @param erasedAt when it was erased
	 * @param office short name of the force
	 */
	public record Erased(UUID request, String reference, Instant openedAt, Instant closedAt, Outcome outcome,
			Instant erasedAt, String office) {
	}

	/** Whether the register is this person's to read. */
	public boolean reads(Actor actor) {
		return (actor.kind() == OfficeKind.OVERSIGHT) ? actor.has(Role.AUDITOR)
				: actor.kind().isHop() && actor.kind() != OfficeKind.PROVIDER && actor.has(Role.SUPERVISOR);
	}

	/** Returns those that this person may know of, the newest first. */
	@Transactional(readOnly = true)
	public List<Erased> of(Actor actor) {
		if (!reads(actor)) {
			return List.of();
		}
		return this.jdbc.sql("select r.id, coalesce(case when :sightSide = 'REQUESTED' then r.requested_reference "
				+ "when :own then r.requesting_reference end, r.reference) as reference, r.created_at, r.closed_at, "
				+ "r.outcome, r.erased_at, o.short_name from (select e.*, e.request_id as id from erased_request e) r "
				+ "join office o on o.id = r.office_id where " + KNOWN + " order by r.erased_at desc, r.id desc limit "
				+ NEWEST)
			.params(Visibility.parameters(actor))
			.param("own", actor.kind() == OfficeKind.REQUESTING_AUTHORITY)
			.query((row, index) -> new Erased(row.getObject("id", UUID.class), row.getString("reference"),
					row.getTimestamp("created_at").toInstant(), row.getTimestamp("closed_at").toInstant(),
					Outcome.valueOf(row.getString("outcome")), row.getTimestamp("erased_at").toInstant(),
					row.getString("short_name")))
			.list();
	}

}
