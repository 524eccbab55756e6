package org.comity.evidence;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.OfficeKind;
import org.comity.wall.InBackground;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What each hop holds now: its copy of a part, or at the executing office the bytes that
 * were handed over. A part that was superseded or destroyed is held by nobody who needs
 * it.
 */
@Repository
@Transactional
class HeldCopies {

	private static final Set<ProductionState> KEPT = Set.of(ProductionState.SENT, ProductionState.HELD,
			ProductionState.DISPUTED, ProductionState.FILTERED, ProductionState.WITHHELD, ProductionState.RECEIVED,
			ProductionState.STOPPED);

	private final JdbcClient jdbc;

	HeldCopies(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * One hop's copy of one part.
	 *
	 * @param part the part
	 * @param hop the hop that holds it
	 * @param size bytes of all its files
	 * @param office an office that the request has reached, in whose name it is counted
	 */
	record Held(UUID part, OfficeKind hop, long size, UUID office) {
	}

	static boolean keeps(ProductionState state) {
		return KEPT.contains(state);
	}

	/**
	 * The copies that nobody has counted since a time, the longest not counted first.
	 */
	@InBackground
	@Transactional(readOnly = true)
	List<Held> notCountedSince(Instant time) {
		return this.jdbc.sql("""
				with held as (
					select c.part_id, c.hop, sum(f.size) as size
					from production_copy c join production_file f on f.id = c.file_id
					where c.made_at is not null and c.removed_at is null and c.hop <> :handedOver
					group by c.part_id, c.hop
					union all
					select f.part_id, :handedOver, sum(f.size) from production_file f
					where f.received_at is not null group by f.part_id
				), counted as (
					select h.part_id, h.hop, h.size, (select max(k.checked_at) from production_check k
						where k.part_id = h.part_id and k.hop = h.hop) as counted_at, r.executing_office_id as office
					from held h join production_part p on p.id = h.part_id join request r on r.id = p.request_id
					where p.state in (:kept)
				)
				select part_id, hop, size, office from counted where counted_at is null or counted_at < :since
				order by counted_at nulls first, part_id, hop
				""")
			.param("handedOver", OfficeKind.EXECUTING_AUTHORITY.name())
			.param("kept", KEPT.stream().map(Enum::name).toList())
			.param("since", Timestamp.from(time))
			.query((row, index) -> new Held(row.getObject("part_id", UUID.class),
					OfficeKind.valueOf(row.getString("hop")), row.getLong("size"), row.getObject("office", UUID.class)))
			.list();
	}

}
