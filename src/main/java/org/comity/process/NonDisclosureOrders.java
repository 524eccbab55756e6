package org.comity.process;

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
 * The court's decisions on non-disclosure. They are added to and never changed.
 */
@Repository
@Transactional
class NonDisclosureOrders {

	private final JdbcClient jdbc;

	NonDisclosureOrders(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	NonDisclosure of(UUID process, LocalDate today) {
		return NonDisclosure.of(this.jdbc
			.sql("select decision, grounds, decided_on, ends_on from non_disclosure_decision "
					+ "where process_id = :process order by recorded_at, id")
			.param("process", process)
			.query((row, index) -> new NonDisclosure.Decision(NonDisclosure.Kind.valueOf(row.getString("decision")),
					grounds((Object[]) row.getArray("grounds").getArray()),
					row.getObject("decided_on", LocalDate.class), row.getObject("ends_on", LocalDate.class)))
			.list(), today);
	}

	void add(UUID process, NonDisclosure.Decision decision, Instant now, UUID person) {
		this.jdbc
			.sql("insert into non_disclosure_decision (id, process_id, decision, grounds, decided_on, ends_on, "
					+ "recorded_at, recorded_by) values (:id, :process, :decision, cast(:grounds as text[]), "
					+ ":decided, :ends, :now, :person)")
			.param("id", Ids.next())
			.param("process", process)
			.param("decision", decision.kind().name())
			.param("grounds",
					"{" + String.join(",", decision.grounds().stream().sorted().map(Enum::name).toList()) + "}")
			.param("decided", decision.decidedOn())
			.param("ends", decision.endsOn())
			.param("now", java.sql.Timestamp.from(now))
			.param("person", person)
			.update();
	}

	private static Set<NonDisclosureGround> grounds(Object[] names) {
		Set<NonDisclosureGround> grounds = EnumSet.noneOf(NonDisclosureGround.class);
		for (Object name : names) {
			grounds.add(NonDisclosureGround.valueOf(name.toString()));
		}
		return grounds;
	}

}
