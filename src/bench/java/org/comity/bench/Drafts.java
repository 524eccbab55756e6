package org.comity.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.proof.ChainEntry;

/**
 * Makes drafts outside the clock, as an officer opening them would leave them.
 */
final class Drafts {

	private Drafts() {
	}

	/** A draft and the head of its ledger. */
	record Draft(UUID id, Chain.Link head) {
	}

	static List<Draft> make(Connection connection, People people, int count) throws SQLException {
		List<Draft> made = new ArrayList<>();
		Actor officer = people.of(Who.OFFICER);
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
		boolean automatic = connection.getAutoCommit();
		connection.setAutoCommit(false);
		try (PreparedStatement request = connection.prepareStatement("""
				insert into request (id, version, channel_code, channel_version, reference, title, state, created_by,
					created_at, investigator_office_id, prosecutor_office_id, requesting_office_id, requested_office_id,
					executing_office_id, provider_office_id, company_id, ledger_head_seq, ledger_head_hash, ledger_head_mac)
				values (?, 0, 'UK-US-MLAT', 1, ?, 'A case for the bench', 'DRAFT', ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
				""");
				PreparedStatement sight = connection.prepareStatement("insert into request_sight "
						+ "(request_id, office_id, side, team_id, since) values (?, ?, 'REQUESTING', ?, ?)");
				PreparedStatement turn = connection.prepareStatement("insert into request_turn "
						+ "(subject_id, request_id, subject_kind, office_id, awaiting, since) values (?, ?, 'REQUEST', ?, 'DRAFT', ?)");
				PreparedStatement account = connection.prepareStatement("insert into request_account "
						+ "(id, request_id, ordinal, kind, identifier) values (?, ?, 1, 'EMAIL', 'someone@mail.example')");
				PreparedStatement entry = connection.prepareStatement(ByHand.LEDGER);
				PreparedStatement person = connection.prepareStatement(ByHand.PERSON)) {
			ByHand.stand(connection, ByHand.OFFICE, officer.office().toString());
			for (int i = 0; i < count; i++) {
				UUID id = Ids.next();
				UUID first = Ids.next();
				Chain.Written written = Chain.entry(first, id, 1, now, officer, "OPEN", "", "DRAFT", List.of(),
						ChainEntry.GENESIS);
				batch(request, id, "BENCH-" + id, officer.person(), at, officer.office(), people.office(Who.PROSECUTOR),
						people.office(Who.AUTHORITY), people.office(Who.ATTORNEY), people.office(Who.ASSISTANT),
						people.provider(), people.company(), written.hash(), written.headSeal());
				batch(sight, id, officer.office(), officer.teams().iterator().next(), at);
				batch(turn, id, id, officer.office(), at);
				batch(account, Ids.next(), id);
				batch(entry, written.values(at));
				batch(person, first, id, officer.person(), written.personSalt());
				made.add(new Draft(id, new Chain.Link(first, 1, written.hash())));
				if (i % 500 == 499 || i == count - 1) {
					for (PreparedStatement statement : List.of(request, sight, turn, account, entry, person)) {
						statement.executeBatch();
					}
				}
			}
			connection.commit();
		}
		finally {
			connection.setAutoCommit(automatic);
		}
		return made;
	}

	private static void batch(PreparedStatement statement, Object... values) throws SQLException {
		for (int i = 0; i < values.length; i++) {
			statement.setObject(i + 1, values[i]);
		}
		statement.addBatch();
	}

}
