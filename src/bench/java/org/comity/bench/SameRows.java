package org.comity.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What one life has left in the tables of a database that holds no other, without ids and
 * times.
 */
final class SameRows {

	private static final Map<String, String> TABLES = new LinkedHashMap<>();

	static {
		TABLES.put("request", "state, outcome, closed_by_kind, requesting_reference, requested_reference, "
				+ "executing_office_id, needed_by, review_on, notice_until, ledger_head_seq, issued_at is null, "
				+ "transmitted_at is null, referred_at is null, closed_at is null from request");
		TABLES.put("request_sight", "office_id, side, team_id from request_sight");
		TABLES.put("request_turn", "subject_kind, office_id, awaiting, due_on, opened_at from request_turn");
		TABLES.put("request_condition", "kind from request_condition");
		TABLES.put("request_account", "ordinal, kind, outcome from request_account");
		TABLES.put("request_milestone", "kind from request_milestone");
		TABLES.put("reference_sequence", "series, year, last from reference_sequence");
		TABLES.put("submitted_form", "person_id from submitted_form");
		TABLES.put("ledger_entry", "e.seq, p.person_id, e.office_id, e.side, e.machine, e.move, e.from_state, "
				+ "e.to_state, e.document_hashes, e.text_digest = '' from ledger_entry e join ledger_person p on p.entry_id = e.id");
		TABLES.put("ledger_text", "e.seq, t.kind, t.side, t.to_side, t.text from ledger_text t "
				+ "join ledger_entry e on e.id = t.entry_id");
		TABLES.put("event_publication",
				"listener_id, event_type, status, completion_date is null, completion_attempts, last_resubmission_date = publication_date, "
						+ "(select string_agg(k, ' ') from json_object_keys(serialized_event::json) k) from event_publication");
		TABLES.put("handled_event", "listener from handled_event");
		TABLES.put("notice", "e.seq, n.office_id, n.machine from notice n join ledger_entry e on e.id = n.entry_id");
	}

	private final BenchServer server;

	SameRows(BenchServer server) {
		this.server = server;
	}

	Map<String, String> of(String database) throws SQLException {
		Map<String, String> found = new LinkedHashMap<>();
		try (Connection connection = this.server.connect(database);
				Statement statement = connection.createStatement()) {
			for (Map.Entry<String, String> table : TABLES.entrySet()) {
				try (ResultSet row = statement
					.executeQuery("select coalesce(string_agg(x::text, e'\\n' order by x::text), '') " + "from (select "
							+ table.getValue() + ") x")) {
					row.next();
					found.put(table.getKey(), row.getString(1));
				}
			}
			// A table that nobody thought of when this was written.
			try (ResultSet row = statement.executeQuery("select table_name, (xpath('/row/n/text()', query_to_xml("
					+ "format('select count(*) as n from %I', table_name), false, true, '')))[1]::text "
					+ "from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' "
					+ "and table_name !~ '^(flyway|spring_|person|account)' order by 1")) {
				while (row.next()) {
					found.put("rows of " + row.getString(1), row.getString(2));
				}
			}
		}
		return found;
	}

	static List<String> differences(String after, Map<String, String> expected, Map<String, String> actual) {
		List<String> found = new ArrayList<>();
		expected.forEach((table, rows) -> {
			if (!rows.equals(actual.get(table))) {
				found.add("after " + after + ", " + table + ":\n" + rows + "\nby hand:\n" + actual.get(table));
			}
		});
		return found;
	}

	/** Who hears of the last move, as its publications say. */
	List<String> listenersOfLast(String database) throws SQLException {
		List<String> found = new ArrayList<>();
		try (Connection connection = this.server.connect(database);
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(
						"select p.listener_id from event_publication p where p.serialized_event::json ->> 'entry' = "
								+ "(select e.id::text from ledger_entry e order by e.seq desc limit 1) order by 1")) {
			while (row.next()) {
				found.add(row.getString(1));
			}
		}
		return found;
	}

	UUID request(String database) throws SQLException {
		try (Connection connection = this.server.connect(database);
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("select id from request")) {
			row.next();
			return row.getObject(1, UUID.class);
		}
	}

	/** Whether each entry names the one before it and the request the last. */
	Optional<String> chain(String database) throws SQLException {
		try (Connection connection = this.server.connect(database);
				PreparedStatement broken = connection.prepareStatement(
						"""
								select count(*) from (select previous_hash, lag(hash, 1, repeat('0', 64)) over (order by seq) as before
									from ledger_entry) e where previous_hash <> before
								union all
								select count(*) from request r where ledger_head_hash is distinct from
									(select hash from ledger_entry order by seq desc limit 1)
								""");
				ResultSet row = broken.executeQuery()) {
			while (row.next()) {
				if (row.getLong(1) > 0) {
					return Optional.of("the hand-written chain is broken");
				}
			}
			return Optional.empty();
		}
	}

}
