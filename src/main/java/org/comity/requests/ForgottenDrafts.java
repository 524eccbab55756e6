package org.comity.requests;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.comity.wall.InBackground;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds, over all forces, the drafts that nobody has sent for a long time.
 */
@Repository
class ForgottenDrafts {

	private static final int AT_ONCE = 500;

	private final JdbcClient jdbc;

	ForgottenDrafts(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Returns the drafts that have lain still since a time, each with its force.
	 */
	@InBackground
	@Transactional(readOnly = true)
	Map<UUID, UUID> since(Instant time) {
		Map<UUID, UUID> found = new LinkedHashMap<>();
		this.jdbc.sql("""
				select r.id, r.investigator_office_id from request r join request_turn t on t.subject_id = r.id
				where r.state = 'DRAFT' and t.since < :before order by r.id limit :most
				""").param("before", Timestamp.from(time)).param("most", AT_ONCE).query((row) -> {
			found.put(row.getObject("id", UUID.class), row.getObject("investigator_office_id", UUID.class));
		});
		return found;
	}

}
