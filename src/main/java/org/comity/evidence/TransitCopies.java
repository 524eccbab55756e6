package org.comity.evidence;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.OfficeKind;
import org.comity.requests.Access;
import org.comity.requests.Aspect;
import org.comity.requests.Requests;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes away the copies that offices kept which only ever passed a part on, once it came
 * home: those who read it have copies of their own, and a byte less is a byte that cannot
 * leak. That there was a copy stays written, and its hashes stay on the ledger.
 */
@Component
class TransitCopies {

	/** The hops that see the custody of evidence, and never its content. */
	static final List<OfficeKind> HOPS = Arrays.stream(OfficeKind.values())
		.filter(OfficeKind::isHop)
		.filter((hop) -> Aspect.EVIDENCE.access(hop, null) == Access.CUSTODY)
		.toList();

	private static final int AT_ONCE = 200;

	private final JdbcClient jdbc;

	private final Parts parts;

	private final Copies copies;

	private final PartMoves moves;

	private final Requests requests;

	private final TransactionTemplate transaction;

	TransitCopies(JdbcClient jdbc, Parts parts, Copies copies, PartMoves moves, Requests requests,
			TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.parts = parts;
		this.copies = copies;
		this.moves = moves;
		this.requests = requests;
		this.transaction = transaction;
	}

	/**
	 * Takes away what was held in passing of parts that were received before a time.
	 */
	void sweep(Instant receivedBefore, Instant now) {
		List<UUID> home = this.jdbc.sql("""
				select p.id from production_part p where p.state in ('RECEIVED', 'DESTROYED')
				and exists (select 1 from production_copy c where c.part_id = p.id and c.hop in (:hops)
					and c.made_at is not null and c.removed_at is null)
				and exists (select 1 from ledger_entry e where e.subject_id = p.id and e.move = 'RECEIVE'
					and e.occurred_at < :before)
				order by p.id limit :most
				""")
			.param("hops", HOPS.stream().map(Enum::name).toList())
			.param("before", Timestamp.from(receivedBefore))
			.param("most", AT_ONCE)
			.query(UUID.class)
			.list();
		home.forEach((part) -> this.transaction.executeWithoutResult((status) -> take(part, now)));
	}

	/** A part that came home moves no more: that it did need not be asked again. */
	private void take(UUID id, Instant now) {
		this.requests.lock(this.parts.find(id).orElseThrow().request());
		HOPS.forEach((hop) -> this.moves.deleteAfterCommit(this.copies.remove(id, hop, now)));
	}

}
