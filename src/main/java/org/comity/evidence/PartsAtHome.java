package org.comity.evidence;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.comity.kernel.OfficeKind;
import org.comity.wall.InBackground;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds, over all offices, the parts that came home of which a hop still holds a copy.
 */
@Repository
class PartsAtHome {

	private final JdbcClient jdbc;

	PartsAtHome(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Returns the parts that were received before a time and of which one of the hops
	 * holds a copy, each with the force that received it.
	 */
	@InBackground
	@Transactional(readOnly = true)
	Map<UUID, UUID> since(Instant receivedBefore, List<OfficeKind> hops, int most) {
		return Parts.offices(this.jdbc.sql("""
				select p.id, r.investigator_office_id as office
				from production_part p join request r on r.id = p.request_id
				where p.state in ('RECEIVED', 'DESTROYED')
				and exists (select 1 from production_copy c where c.part_id = p.id and c.hop in (:hops)
					and c.made_at is not null and c.removed_at is null)
				and exists (select 1 from ledger_entry e where e.subject_id = p.id and e.move = 'RECEIVE'
					and e.occurred_at < :before)
				order by p.id limit :most
				""")
			.param("hops", hops.stream().map(Enum::name).toList())
			.param("before", Timestamp.from(receivedBefore))
			.param("most", most));
	}

}
