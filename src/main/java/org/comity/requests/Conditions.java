package org.comity.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Conditions beside the state, kept after they end.
 */
@Repository
@Transactional
class Conditions {

	/**
	 * One condition that holds.
	 */
	record Holding(UUID id, Condition kind, UUID office, Instant since, @Nullable LocalDate until,
			@Nullable String text) {
	}

	private final JdbcClient jdbc;

	Conditions(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<Holding> of(UUID request) {
		return this.jdbc
			.sql("select id, kind, office_id, since, until, text from request_condition "
					+ "where request_id = :request and ended_at is null order by since, id")
			.param("request", request)
			.query((row, index) -> new Holding(row.getObject("id", UUID.class),
					Condition.valueOf(row.getString("kind")), row.getObject("office_id", UUID.class),
					row.getTimestamp("since").toInstant(), row.getObject("until", LocalDate.class),
					row.getString("text")))
			.list();
	}

	boolean has(UUID request, Condition condition) {
		return of(request).stream().anyMatch((holding) -> holding.kind() == condition);
	}

	boolean has(UUID request, Condition condition, UUID office) {
		return of(request).stream()
			.anyMatch((holding) -> holding.kind() == condition && holding.office().equals(office));
	}

	/**
	 * Begins one.
	 * @return its id
	 */
	UUID begin(UUID request, Condition condition, UUID office, Instant since, @Nullable LocalDate until,
			@Nullable String text) {
		UUID id = Ids.next();
		this.jdbc
			.sql("insert into request_condition (id, request_id, kind, office_id, since, until, text) "
					+ "values (:id, :request, :kind, :office, :since, :until, :text)")
			.param("id", id)
			.param("request", request)
			.param("kind", condition.name())
			.param("office", office)
			.param("since", java.sql.Timestamp.from(since))
			.param("until", until)
			.param("text", text)
			.update();
		return id;
	}

	void end(UUID request, Instant when, Condition... conditions) {
		this.jdbc
			.sql("update request_condition set ended_at = :when "
					+ "where request_id = :request and kind in (:kinds) and ended_at is null")
			.param("when", java.sql.Timestamp.from(when))
			.param("request", request)
			.param("kinds", Arrays.stream(conditions).map(Condition::name).toList())
			.update();
	}

}
