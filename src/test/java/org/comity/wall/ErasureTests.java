package org.comity.wall;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each request of the demonstration is erased, whatever it holds, and whatever table a
 * later migration makes: no row that leads to it is left but what the register and the
 * ledger's chain keep, and no word that was only its own. Nothing is committed.
 */
@SpringBootTest(properties = "comity.demonstration.enabled=true")
class ErasureTests {

	/** What stays, each for a reason that docs/retention.md gives. */
	private static final List<String> STAYS = List.of("request", "ledger_entry", "ledger_checkpoint_leaf",
			"erased_request", "erased_sight");

	/** Over which column each table leads to a request, and over which table. */
	private record Lead(String table, String column, String to, String key) {
	}

	@Autowired
	Environment environment;

	private String property(String name) {
		return this.environment.getRequiredProperty(name);
	}

	private static List<Lead> leads(JdbcClient owner) {
		return owner
			.sql("""
					with recursive leads (oid) as (
						select 'request'::regclass::oid
						union select c.conrelid from pg_constraint c join leads l on l.oid = c.confrelid where c.contype = 'f'
					)
					select distinct c.conrelid::regclass::text as of, a.attname::text as column, c.confrelid::regclass::text as to_table,
						b.attname::text as key
					from pg_constraint c join leads l on l.oid = c.confrelid
						join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
						join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1]
					where c.contype = 'f'
					union select c.relname::text, a.attname::text, 'request', 'id' from pg_class c
						join pg_attribute a on a.attrelid = c.oid
					where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attname = 'request_id'
						and not a.attisdropped""")
			.query((row, index) -> new Lead(row.getString("of"), row.getString("column"), row.getString("to_table"),
					row.getString("key")))
			.list();
	}

	/** The rows of a table that lead to a request, as its owner can see them. */
	private static long rows(JdbcClient owner, List<Lead> leads, String table, UUID request) {
		return owner
			.sql("select count(*) from " + table + " where "
					+ String.join(" or ", orFalse(conditionsOf(leads, table, request, 0))))
			.query(Long.class)
			.single();
	}

	private static List<String> orFalse(List<String> conditions) {
		return conditions.isEmpty() ? List.of("false") : conditions;
	}

	private static List<String> conditionsOf(List<Lead> leads, String table, UUID request, int depth) {
		List<String> conditions = new ArrayList<>();
		for (Lead lead : leads) {
			if (lead.table().equals(table) && !lead.column().equals("parent_id")) {
				if (lead.to().equals("request")) {
					conditions.add(lead.column() + " = '" + request + "'");
				}
				else if (depth <= 3 && !lead.to().equals(table)) {
					conditions.add(lead.column() + " in (select " + lead.key() + " from " + lead.to() + " where "
							+ String.join(" or ", orFalse(conditionsOf(leads, lead.to(), request, depth + 1))) + ")");
				}
			}
		}
		return conditions;
	}

	@Test
	void nothingIsLeftOfAnyRequest() throws SQLException {
		try (Connection connection = DriverManager.getConnection(property("spring.datasource.url"),
				property("spring.flyway.user"), property("spring.flyway.password"))) {
			connection.setAutoCommit(false);
			JdbcClient owner = JdbcClient.create(new SingleConnectionDataSource(connection, true));
			List<Lead> leads = leads(owner);
			List<String> tables = leads.stream()
				.map(Lead::table)
				.distinct()
				.filter((table) -> !STAYS.contains(table))
				.sorted()
				.toList();
			assertThat(tables).hasSizeGreaterThan(30);
			List<UUID> requests = owner.sql("select id from request order by id").query(UUID.class).list();
			assertThat(requests).hasSizeGreaterThan(5);
			List<String> held = new ArrayList<>();
			for (UUID request : requests) {
				tables.forEach((table) -> {
					if (rows(owner, leads, table, request) > 0) {
						held.add(table);
					}
				});
				close(owner, request);
				owner.sql("select count(*) from erase_request(?)").param(request).query(Long.class).single();
				for (String table : tables) {
					assertThat(rows(owner, leads, table, request)).as("%s of %s", table, request).isZero();
				}
			}
			assertThat(held).as("the demonstration has something of almost everything")
				.contains("letter_version", "production_file", "process_account", "preservation", "document", "notice",
						"request_sight", "proposed_move");
			String function = owner.sql("select pg_get_functiondef('erase_request(uuid)'::regprocedure)")
				.query(String.class)
				.single();
			assertThat(tables).as("of what the demonstration has nothing")
				.allSatisfy((table) -> assertThat(function).containsPattern("delete from " + table + "\\b"));
			assertThat(owner.sql("select count(*) from operation").query(Long.class).single()).isZero();
			assertThat(owner.sql("select distinct title from request").query(String.class).list())
				.containsExactly("Erased");
			connection.rollback();
		}
	}

	/** As if it were closed, and as the ledger would say that it is erased. */
	private static void close(JdbcClient owner, UUID request) {
		owner
			.sql("""
					update request set state = 'CLOSED', outcome = coalesce(outcome, 'EXECUTED'),
						closed_at = coalesce(closed_at, current_timestamp), ledger_head_seq = ledger_head_seq + 1 where id = ?""")
			.param(request)
			.update();
		owner
			.sql("""
					insert into ledger_entry (id, request_id, seq, occurred_at, recorded_at, office_id, side, machine, subject_id,
						move, from_state, to_state, document_hashes, salt, person_digest, text_digest, previous_hash, hash, mac)
					select gen_random_uuid(), id, ledger_head_seq, current_timestamp, current_timestamp, investigator_office_id,
						'REQUESTING', 'REQUEST', id, 'ERASE', 'CLOSED', 'CLOSED', '', decode(repeat('00', 32), 'hex'), '', '',
						ledger_head_hash, 'x' || id, '' from request where id = ?""")
			.param(request)
			.update();
		owner.sql(
				"select set_config('comity.office', (select investigator_office_id::text from request where id = ?), true)")
			.param(request)
			.query(String.class)
			.single();
	}

	@Test
	void whatTheLedgerDoesNotSayIsNotErased() throws SQLException {
		try (Connection connection = DriverManager.getConnection(property("spring.datasource.url"),
				property("spring.datasource.username"), property("spring.datasource.password"))) {
			connection.setAutoCommit(false);
			JdbcClient application = JdbcClient.create(new SingleConnectionDataSource(connection, true));
			for (UUID office : application.sql("select id from office").query(UUID.class).list()) {
				application.sql("select set_config('comity.office', ?, true)")
					.param(office.toString())
					.query(String.class)
					.single();
				for (UUID request : application.sql("select id from request").query(UUID.class).list()) {
					var before = connection.setSavepoint();
					assertThat(org.assertj.core.api.Assertions
						.catchThrowable(() -> application.sql("select * from erase_request(?)")
							.param(request)
							.query()
							.listOfRows()))
						.as("%s at %s", request, office)
						.hasMessageContaining("The ledger does not end with the erasure");
					connection.rollback(before);
				}
			}
			connection.rollback();
		}
	}

}
