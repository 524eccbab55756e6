package org.comity.process;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Ids;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is in dispute over a served process: objections and compulsion. They are added to;
 * only the court's decision is filled in.
 */
@Repository
@Transactional
class Disputes {

	private final JdbcClient jdbc;

	Disputes(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<Objection> objections(UUID process) {
		return this.jdbc
			.sql("select grounds, raised_at from process_objection where process_id = :process order by raised_at, id")
			.param("process", process)
			.query((row, index) -> new Objection(grounds((Object[]) row.getArray("grounds").getArray()),
					row.getTimestamp("raised_at").toInstant()))
			.list();
	}

	private static Set<ObjectionGround> grounds(Object[] names) {
		Set<ObjectionGround> grounds = EnumSet.noneOf(ObjectionGround.class);
		for (Object name : names) {
			grounds.add(ObjectionGround.valueOf(name.toString()));
		}
		return grounds;
	}

	void object(UUID process, Set<ObjectionGround> grounds, Instant now, UUID person) {
		this.jdbc
			.sql("insert into process_objection (id, process_id, grounds, raised_at, recorded_by) "
					+ "values (:id, :process, cast(:grounds as text[]), :now, :person)")
			.param("id", Ids.next())
			.param("process", process)
			.param("grounds", "{" + String.join(",", grounds.stream().sorted().map(Enum::name).toList()) + "}")
			.param("now", Timestamp.from(now))
			.param("person", person)
			.update();
	}

	List<Compulsion> compulsions(UUID process) {
		return this.jdbc
			.sql("select means, filed_at, decision, decided_on, docket, judge from process_compulsion "
					+ "where process_id = :process order by filed_at, id")
			.param("process", process)
			.query((row, index) -> new Compulsion(CompulsionMeans.valueOf(row.getString("means")),
					row.getTimestamp("filed_at").toInstant(),
					(row.getString("decision") != null) ? ProcessMove.valueOf(row.getString("decision")) : null,
					row.getObject("decided_on", LocalDate.class), row.getString("docket"), row.getString("judge")))
			.list();
	}

	void file(UUID process, CompulsionMeans means, Instant now, UUID person) {
		this.jdbc
			.sql("insert into process_compulsion (id, process_id, means, filed_at, filed_by) "
					+ "values (:id, :process, :means, :now, :person)")
			.param("id", Ids.next())
			.param("process", process)
			.param("means", means.name())
			.param("now", Timestamp.from(now))
			.param("person", person)
			.update();
	}

	void decide(UUID process, ProcessMove decision, ProcessDetails.Authority given, Instant now) {
		this.jdbc
			.sql("update process_compulsion set decision = :decision, recorded_at = :now, decided_on = :day, "
					+ "docket = :docket, judge = :judge where process_id = :process and decision is null")
			.param("process", process)
			.param("decision", decision.name())
			.param("now", Timestamp.from(now))
			.param("day", given.grantedOn())
			.param("docket", given.docket())
			.param("judge", given.judge())
			.update();
	}

}
