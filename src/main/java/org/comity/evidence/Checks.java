package org.comity.evidence;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.comity.kernel.OfficeKind;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts of hashes as rows. They are added and never changed.
 */
@Repository
@Transactional
class Checks {

	private static final String CHECK = "select id, part_id, hop, office_id, person_id, checked_at, list_sha256 "
			+ "from production_check c ";

	/**
	 * That a count {@code c} is the first to find what it found: since the copy came, and
	 * since a count there agreed, no other found the same.
	 */
	static final String FIRST_SAID = """
			not exists (select 1 from production_check e where e.part_id = c.part_id and e.hop = c.hop
				and not e.agrees and e.report = c.report and (e.checked_at, e.id) < (c.checked_at, c.id)
				and e.checked_at >= coalesce((select max(a.arrived_at) from production_custody a
					where a.part_id = c.part_id and a.hop = c.hop and a.arrived_at <= c.checked_at), e.checked_at)
				and not exists (select 1 from production_check g where g.part_id = c.part_id and g.hop = c.hop
					and g.agrees and (g.checked_at, g.id) > (e.checked_at, e.id)
					and (g.checked_at, g.id) < (c.checked_at, c.id)))
			""";

	/**
	 * What tells something: every count that a person had made; of the nightly ones the
	 * last of a hop, if it agreed, and the first to find a difference.
	 */
	private static final String TELLS = """
			(c.person_id is not null or case when c.agrees
				then not exists (select 1 from production_check l where l.part_id = c.part_id and l.hop = c.hop
					and (l.checked_at, l.id) > (c.checked_at, c.id))
				else""" + " " + FIRST_SAID + " end)";

	private final JdbcClient jdbc;

	Checks(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void add(HashCheck check) {
		this.jdbc
			.sql("insert into production_check (id, part_id, hop, office_id, person_id, checked_at, agrees, "
					+ "list_sha256, report) values (:id, :part, :hop, :office, :person, :at, :agrees, :list, :report)")
			.param("id", check.id())
			.param("part", check.part())
			.param("hop", check.hop().name())
			.param("office", check.office())
			.param("person", check.person())
			.param("at", Timestamp.from(check.at()))
			.param("agrees", check.agrees())
			.param("list", check.listSha256())
			.param("report", check.report())
			.update();
		int ordinal = 0;
		for (HashCheck.Finding finding : check.findings()) {
			ordinal++;
			if (finding.agrees()) {
				// What agrees stands in the report, and among the files.
				continue;
			}
			this.jdbc
				.sql("insert into production_check_finding (check_id, ordinal, file_id, listed_name, expected, found, "
						+ "listed) values (:check, :ordinal, :file, :name, :expected, :found, :listed)")
				.param("check", check.id())
				.param("ordinal", ordinal)
				.param("file", finding.file())
				.param("name", finding.name())
				.param("expected", finding.expected())
				.param("found", finding.found())
				.param("listed", finding.listed())
				.update();
		}
	}

	/** Whether a check was the first to find what it found. */
	boolean firstSaid(UUID id) {
		return this.jdbc.sql("select count(*) from production_check c where c.id = :id and " + FIRST_SAID)
			.param("id", id)
			.query(Integer.class)
			.single() == 1;
	}

	/**
	 * The checks of a part, the oldest first, with what differed. Nightly ones that say
	 * what another says are left out.
	 */
	List<HashCheck> of(UUID part) {
		List<HashCheck> checks = new ArrayList<>();
		this.jdbc.sql(CHECK + "where c.part_id = :part and " + TELLS + " order by c.checked_at, c.id")
			.param("part", part)
			.query((row) -> {
				checks.add(new HashCheck(row.getObject("id", UUID.class), row.getObject("part_id", UUID.class),
						OfficeKind.valueOf(row.getString("hop")), row.getObject("office_id", UUID.class),
						row.getObject("person_id", UUID.class), row.getTimestamp("checked_at").toInstant(),
						row.getString("list_sha256"), List.of()));
			});
		return checks.stream().map(this::withFindings).toList();
	}

	private HashCheck withFindings(HashCheck check) {
		List<HashCheck.Finding> findings = this.jdbc
			.sql("select file_id, listed_name, expected, found, listed from production_check_finding "
					+ "where check_id = :check order by ordinal")
			.param("check", check.id())
			.query((row, index) -> new HashCheck.Finding(row.getObject("file_id", UUID.class),
					Objects.requireNonNullElse(row.getString("listed_name"), ""), row.getString("expected"),
					row.getString("found"), row.getString("listed"), false))
			.list();
		return new HashCheck(check.id(), check.part(), check.hop(), check.office(), check.person(), check.at(),
				check.listSha256(), findings);
	}

	/** The last check of an office since a time, or empty. */
	Optional<HashCheck> last(UUID part, UUID office, @Nullable Instant since) {
		return of(part).stream()
			.filter((check) -> check.office().equals(office))
			.filter((check) -> since == null || !check.at().isBefore(since))
			.reduce((first, second) -> second);
	}

}
