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

/**
 * Counts of hashes as rows. They are added and never changed.
 */
@Repository
class Checks {

	private static final String CHECK = "select id, part_id, hop, office_id, person_id, checked_at, list_sha256 "
			+ "from production_check ";

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

	/** The checks of a part, the oldest first, with what differed. */
	List<HashCheck> of(UUID part) {
		List<HashCheck> checks = new ArrayList<>();
		this.jdbc.sql(CHECK + "where part_id = :part order by checked_at, id").param("part", part).query((row) -> {
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
