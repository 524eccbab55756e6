package org.comity.wall;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

import org.comity.testing.AsOwner;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The questions of who sees what, asked straight of the database as the application's
 * role: whatever a screen forgets, no row comes across the wall.
 */
@SpringBootTest(properties = "comity.demonstration.enabled=true")
class WallTests {

	/** Of which request a row is, for a table that does not say so itself. */
	private static final Map<String, String> REQUEST = Map.ofEntries(Map.entry("request", "t.id"),
			Map.entry("operation", ""), Map.entry("review_mark", "t.request_id"),
			Map.entry("document_removed", "(select d.request_id from document d where d.id = t.document_id)"),
			Map.entry("notice_read", "(select n.request_id from notice n where n.id = t.notice_id)"),
			Map.entry("production_check_finding", "(select p.request_id from production_check c "
					+ "join production_part p on p.id = c.part_id where c.id = t.check_id)"));

	private static final String OF_PROCESS = "(select p.request_id from process p where p.id = t.process_id)";

	private static final String OF_PART = "(select p.request_id from production_part p where p.id = t.part_id)";

	/** The requesting side's own. */
	private static final String REQUESTING = ":side = 'REQUESTING'";

	/** Never the requesting side's; the provider's, once served on it. */
	private static final String SERVED = "exists (select 1 from process p where p.id = t.process_id "
			+ "and (:side <> 'PROVIDER' or p.provider_office_id = cast(:office as uuid) and p.served_at is not null))";

	/**
	 * What is narrower than the request it belongs to, and by what. Whatever is not named
	 * here is seen by whoever the request has reached.
	 */
	private static final Map<String, String> NARROWER = Map.ofEntries(Map.entry("letter_draft", REQUESTING),
			Map.entry("letter_submission", REQUESTING), Map.entry("ledger_checkpoint_leaf", "false"),
			Map.entry("review", ownReview()), Map.entry("review_mark", ownReview()),
			Map.entry("ledger_text", "(t.side = :side or t.to_side = :side)"),
			Map.entry("ledger_person",
					"exists (select 1 from ledger_entry e where e.id = t.entry_id and e.side = :side)"),
			Map.entry("refused_look_at",
					"cast(:overseen as text) is not null and exists (select 1 from refused_look l where l.id = t.look_id "
							+ "and (l.side is null or l.side = cast(:overseen as text) "
							+ "or l.side = 'PROVIDER' and cast(:overseen as text) = 'REQUESTED'))"),
			Map.entry("reading", "(t.office_id = cast(:office as uuid) or t.side = cast(:overseen as text))"),
			Map.entry("document",
					"(t.aspect <> 'US_PAPERS' or :side = 'REQUESTED') "
							+ "and (t.aspect <> 'APPLICATION' or :side = 'REQUESTING')"),
			Map.entry("process",
					"(:side <> 'PROVIDER' or t.provider_office_id = cast(:office as uuid) and t.served_at is not null)"),
			Map.entry("process_account", SERVED), Map.entry("process_answer", SERVED),
			Map.entry("process_objection", SERVED), Map.entry("process_affidavit", ":side = 'REQUESTED'"),
			Map.entry("process_paper", ":side <> 'REQUESTING' and " + SERVED),
			Map.entry("process_compulsion", ":side <> 'REQUESTING' and " + SERVED),
			Map.entry("non_disclosure_decision", ":side <> 'REQUESTING' and " + SERVED),
			Map.entry("invoice", ":side <> 'REQUESTING' and " + SERVED),
			Map.entry("proposed_move", "t.office_id = cast(:office as uuid)"),
			Map.entry("incoming_upload", "t.office_id = cast(:office as uuid)"),
			Map.entry("incoming_piece",
					"exists (select 1 from incoming_upload u where u.id = t.upload_id "
							+ "and u.office_id = cast(:office as uuid))"),
			Map.entry("emergency_access", "(t.office_id = cast(:office as uuid) or t.side = cast(:overseen as text))"),
			Map.entry("retention_decision",
					"(t.office_id = cast(:office as uuid) or t.side = cast(:overseen as text))"),
			Map.entry("notice", "t.office_id = cast(:office as uuid)"), Map.entry("notice_read",
					"exists (select 1 from person p where p.id = t.person_id and p.office = cast(:office as uuid))"));

	private static String ownReview() {
		return "(t.office_id = cast(:office as uuid) or exists (select 1 from office o where o.id = t.office_id "
				+ "and o.side = cast(:overseen as text)))";
	}

	private record Desk(UUID id, String code, String side, boolean overseeing) {
	}

	@Autowired
	JdbcClient application;

	@Autowired
	@AsOwner
	JdbcClient owner;

	@Autowired
	TransactionTemplate transaction;

	private List<Desk> desks() {
		return this.owner.sql("select id, code, coalesce(side, '') as side, kind from office order by code")
			.query((row, index) -> new Desk(row.getObject("id", UUID.class), row.getString("code"),
					row.getString("side"), row.getString("kind").equals("OVERSIGHT")))
			.list();
	}

	/** Every table that leads to a request, be it over others. */
	private List<String> walled() {
		return this.owner
			.sql("""
					with recursive leads (oid) as (
						select 'request'::regclass::oid
						union select c.conrelid from pg_constraint c join leads l on l.oid = c.confrelid where c.contype = 'f'
					)
					select relname::text from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
					and (oid in (select oid from leads) or oid in (select attrelid from pg_attribute
						where attname in ('request_id', 'request', 'document_id') and not attisdropped)
					or relname = 'operation') order by 1
					""")
			.query(String.class)
			.list();
	}

	private <T> T at(String office, Supplier<T> work) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			status.setRollbackOnly();
			this.application.sql("select set_config('comity.office', :office, true)")
				.param("office", office)
				.query(String.class)
				.single();
			return work.get();
		}));
	}

	/** What the role may not read at all it does not see either. */
	private long seen(String table) {
		boolean read = this.application.sql("select has_table_privilege(current_user, :table, 'select')")
			.param("table", table)
			.query(Boolean.class)
			.single();
		return !read ? 0 : this.application.sql("select count(*) from " + table).query(Long.class).single();
	}

	private String request(String table) {
		String own = REQUEST.get(table);
		if (own != null) {
			return own;
		}
		List<String> columns = this.owner
			.sql("select attname::text from pg_attribute where attrelid = cast(:table as regclass) and attnum > 0 "
					+ "and not attisdropped")
			.param("table", table)
			.query(String.class)
			.list();
		for (Map.Entry<String, String> way : Map
			.of("request_id", "t.request_id", "request", "t.request", "process_id", OF_PROCESS, "part_id", OF_PART)
			.entrySet()) {
			if (columns.contains(way.getKey())
					&& !(way.getKey().equals("process_id") && columns.contains("request_id"))) {
				return way.getValue();
			}
		}
		throw new AssertionError("Of which request a row of " + table + " is, nobody has said");
	}

	private long expected(String table, Desk desk) {
		return this.owner
			.sql("select count(*) from " + table
					+ " t where exists (select 1 from request_sight s where s.request_id = " + request(table)
					+ " and (s.office_id = cast(:office as uuid) or s.side = cast(:overseen as text) "
					+ "and (s.side <> 'REQUESTED' or s.request_id not in (select c.request_id from request_condition c "
					+ "where c.kind = 'SEALED' and c.ended_at is null)))) and " + NARROWER.getOrDefault(table, "true"))
			.param("office", desk.id())
			.param("side", desk.side())
			.param("overseen", desk.overseeing() ? desk.side() : null)
			.query(Long.class)
			.single();
	}

	@Test
	void everyTableThatLeadsToARequestStandsBehindTheWall() {
		List<String> open = this.owner
			.sql("select relname::text from pg_class where relname in (:tables) and relkind = 'r' "
					+ "and not relrowsecurity order by 1")
			.param("tables", walled())
			.query(String.class)
			.list();
		assertThat(walled()).contains("request", "ledger_entry", "process_paper", "production_file", "document");
		assertThat(open).as("tables without a policy: give each its rule in a migration, and its row here").isEmpty();
	}

	@Test
	void withNoOfficeSetNothingIsSeen() {
		for (String table : walled()) {
			assertThat(at("", () -> seen(table))).as(table).isZero();
			assertThat(seen(table)).as("%s, outside of a transaction", table).isZero();
			assertThat(at(UUID.randomUUID().toString(), () -> seen(table))).as("%s, an office that is none", table)
				.isZero();
		}
	}

	@Test
	void eachOfficeSeesTheRowsOfWhatHasReachedItAndNoOther() {
		Map<String, Long> found = new TreeMap<>();
		List<String> wrong = new ArrayList<>();
		for (Desk desk : desks()) {
			for (String table : walled()) {
				if (table.equals("operation")) {
					continue;
				}
				long seen = at(desk.id().toString(), () -> seen(table));
				long expected = expected(table, desk);
				found.merge(table, seen, Long::sum);
				if (seen != expected) {
					wrong.add(desk.code() + " sees " + seen + " rows of " + table + " and should see " + expected);
				}
			}
		}
		assertThat(wrong).isEmpty();
		// Each refusal is paired with somebody's success, where the demonstration has a
		// row.
		found.forEach((table, seen) -> {
			long rows = this.owner.sql("select count(*) from " + table).query(Long.class).single();
			assertThat(seen > 0).as(table).isEqualTo(rows > 0 && !table.equals("ledger_checkpoint_leaf"));
		});
		assertThat(found).containsKeys("request", "process", "production_part", "ledger_text");
	}

	@Test
	void administratorsSeeNoRow() {
		Desk administration = desks().stream()
			.filter((desk) -> desk.code().equals("ADMINISTRATION"))
			.findFirst()
			.orElseThrow();
		for (String table : walled()) {
			assertThat(at(administration.id().toString(), () -> seen(table))).as(table).isZero();
		}
	}

	@Test
	void anotherOfficesRequestCannotBeChangedAndNoEntryMadeForIt() {
		Map<String, Object> pair = this.owner
			.sql("select r.id, o.id as office from request r cross join office o where o.kind = 'INVESTIGATOR' "
					+ "and not exists (select 1 from request_sight s where s.request_id = r.id and s.office_id = o.id) "
					+ "limit 1")
			.query()
			.singleRow();
		String office = String.valueOf(pair.get("office"));
		UUID request = UUID.fromString(String.valueOf(pair.get("id")));
		assertThat(at(office,
				() -> this.application.sql("update request set title = 'Mine' where id = :id")
					.param("id", request)
					.update()))
			.isZero();
		for (String sql : List.of(
				"insert into request_sight (request_id, office_id, side, since) "
						+ "values (:id, cast(:office as uuid), 'REQUESTING', now())",
				"insert into request_turn (subject_id, request_id, subject_kind, office_id, awaiting, since) "
						+ "values (gen_random_uuid(), :id, 'REQUEST', cast(:office as uuid), 'DRAFT', now())")) {
			assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> at(office,
						() -> this.application.sql(sql).param("id", request).param("office", office).update()))
				.withStackTraceContaining("row-level security");
		}
		String own = this.owner
			.sql("select office_id::text from request_sight where request_id = :id and side = 'REQUESTING' limit 1")
			.param("id", request)
			.query(String.class)
			.single();
		assertThat(at(own,
				() -> this.application.sql("update request set title = title where id = :id")
					.param("id", request)
					.update()))
			.isOne();
	}

	@Test
	void nobodyChangesTheLedgerOrTakesAnythingAwayFromIt() {
		String office = this.owner.sql("select office_id::text from request_sight limit 1")
			.query(String.class)
			.single();
		for (String sql : List.of("update ledger_entry set move = 'X'", "delete from ledger_entry",
				"delete from ledger_text", "truncate ledger_entry",
				"alter table ledger_entry disable row level security", "set role comity_owner",
				"set session authorization comity_owner")) {
			assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> at(office, () -> {
				this.application.sql(sql).update();
				return true;
			}));
		}
	}

	@Test
	void searchingFindsNothingAcrossTheWall() {
		for (Desk desk : desks()) {
			long reached = expected("request", desk);
			assertThat(at(desk.id().toString(),
					() -> this.application.sql("select count(*) from wall_search('%')").query(Long.class).single()))
				.as(desk.code())
				.isEqualTo(reached);
		}
		assertThat(
				at("", () -> this.application.sql("select count(*) from wall_search('%')").query(Long.class).single()))
			.isZero();
	}

	@Test
	void backgroundWorkSeesWhatIsDueAndNotWhatACaseIsAbout() {
		assertThat(background("select count(*) from (select id, state from request) r")).isPositive();
		for (String sql : List.of("select title from request", "select identifier from request_account",
				"select value from letter_draft", "select name from document", "select name from production_file",
				"select text from process_affidavit", "select email from person")) {
			assertThatExceptionOfType(DataAccessException.class).as(sql)
				.isThrownBy(() -> background("select count(*) from (" + sql + ") x"))
				.withStackTraceContaining("permission denied");
		}
	}

	private long background(String sql) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			this.application.sql("set local role comity_worker").update();
			return this.application.sql(sql).query(Long.class).single();
		}));
	}

	@Test
	void theOfficeIsForgottenWithTheTransaction() {
		String office = this.owner.sql("select office_id::text from request_sight limit 1")
			.query(String.class)
			.single();
		assertThat(at(office, () -> seen("request"))).isPositive();
		for (int attempt = 0; attempt < 20; attempt++) {
			long later = Objects.requireNonNull(this.transaction.execute((status) -> seen("request")));
			assertThat(later).isZero();
		}
	}

}
