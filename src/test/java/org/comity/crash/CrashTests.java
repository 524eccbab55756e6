package org.comity.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.comity.crash.Desk.MoveForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

/**
 * Nothing acknowledged is ever lost, and no move is ever half made.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CrashTests {

	private static final String MIGRATIONS = "select count(*) from flyway_schema_history where success";

	private static final String PROSECUTOR = "eleanor.whitcombe@cps-northshire.example";

	/** The prosecutor's part in the demonstration. */
	private int formsBefore;

	@Test
	void everyAcknowledgedMoveSurvivesAndNoneIsMadeByHalf() throws Exception {
		Path data = Path.of("target", "crash-" + System.currentTimeMillis(), "data");
		List<UUID> acknowledged = new ArrayList<>();
		RunningApplication application = RunningApplication.start(data);
		try {
			Desk desk = new Desk(application.address());
			desk.signIn(PROSECUTOR, "demonstration");
			UUID request = request(application);
			assertThat(entries(application, request)).as("opened and submitted").hasSize(2);
			this.formsBefore = count(application, "select count(*) from submitted_form f join person p "
					+ "on p.id = f.person_id where p.email = '" + PROSECUTOR + "'");
			for (int i = 0; i < 4; i++) {
				acknowledged.add(move(application, desk, request));
			}
			int migrations = count(application, MIGRATIONS);

			// Between moves. The database server outlives the application; the next one
			// stops it.
			long server = application.serverProcess();
			application.kill();
			assertThat(ProcessHandle.of(server)).as("the leftover server").isPresent();
			application = RunningApplication.start(data);
			assertThat(application.serverProcess()).as("a new server").isNotEqualTo(server);
			assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).as("the leftover server").isEmpty();
			assertThat(count(application, MIGRATIONS)).isEqualTo(migrations);
			assertSound(application, request, acknowledged);

			// At a named point during a move the process dies by itself.
			for (Failpoint failpoint : Failpoint.OF_EVERY_MOVE) {
				desk.moveTo(application.address());
				acknowledged.add(move(application, desk, request));
				int before = entries(application, request).size();
				MoveForm form = desk.form(request, next(application, request), "At " + failpoint);
				failpoint.arm(RunningApplication.failpointFile(data));
				assertThatExceptionOfType(IOException.class).as("an answer").isThrownBy(() -> desk.send(form));
				assertThat(application.awaitEnd()).as("died at " + failpoint).isEqualTo(RunningApplication.KILLED);

				application = RunningApplication.start(data);
				assertSound(application, request, acknowledged);
				int made = (failpoint == Failpoint.COMMITTED) ? 1 : 0;
				assertThat(entries(application, request)).as("the move cut off at " + failpoint).hasSize(before + made);
				// The person, who knows nothing, sends the same form again.
				desk.moveTo(application.address());
				assertThat(desk.send(form)).isTrue();
				assertThat(entries(application, request)).as("made once").hasSize(before + 1);
				acknowledged.add(last(application, request));
			}

			// At any moment, in a stream of moves.
			RunningApplication doomed = application;
			CompletableFuture<List<UUID>> stream = CompletableFuture
				.supplyAsync(() -> moveUntilKilled(doomed, desk, request));
			int moves = entries(application, request).size();
			while (entries(application, request).size() < moves + 5) {
				Thread.sleep(20);
			}
			application.kill();
			acknowledged.addAll(stream.get(60, TimeUnit.SECONDS));
			application = RunningApplication.start(data);
			assertSound(application, request, acknowledged);
			desk.moveTo(application.address());
			acknowledged.add(move(application, desk, request));
			assertSound(application, request, acknowledged);
			assertListenersCatchUp(application);
		}
		finally {
			application.close();
		}
		FileSystemUtils.deleteRecursively(data.getParent());
	}

	/** What was to be told when the process died is told after all. */
	private static void assertListenersCatchUp(RunningApplication application) throws Exception {
		assertThat(count(application, "select count(*) from event_publication")).as("events").isPositive();
		for (int i = 0; i < 100; i++) {
			if (count(application, "select count(*) from event_publication where completion_date is null") == 0) {
				return;
			}
			Thread.sleep(200);
		}
		fail("Some events were never handed over");
	}

	/**
	 * Makes one move from the screen and returns its entry once the screen says it is
	 * made.
	 */
	private static UUID move(RunningApplication application, Desk desk, UUID request) throws Exception {
		MoveForm form = desk.form(request, next(application, request), "A word between offices");
		assertThat(desk.send(form)).isTrue();
		return last(application, request);
	}

	private static List<UUID> moveUntilKilled(RunningApplication application, Desk desk, UUID request) {
		List<UUID> acknowledged = new ArrayList<>();
		try {
			while (true) {
				acknowledged.add(move(application, desk, request));
			}
		}
		catch (Exception ex) {
			return acknowledged;
		}
	}

	/** Two moves of the prosecutor's take turns for ever. */
	private static String next(RunningApplication application, UUID request) throws Exception {
		return text(application, "select state from request where id = ?", request).equals("PROSECUTOR_REVIEW")
				? "return-to-police" : "recall-from-police";
	}

	/**
	 * Every acknowledged entry is there, every chain holds, and nothing is left of a move
	 * but whole ones.
	 */
	private void assertSound(RunningApplication application, UUID request, List<UUID> acknowledged) throws Exception {
		List<UUID> entries = entries(application, request);
		assertThat(entries).containsAll(acknowledged).doesNotHaveDuplicates();
		assertThat(application.output()).contains("Ledger of " + request + ": holds");
		assertThat(application.output().lines().filter((line) -> line.startsWith("Ledger of ")))
			.allMatch((line) -> line.endsWith(": holds"));
		assertThat(text(application, """
				select concat_ws(' ',
					r.ledger_head_seq = (select count(*) from ledger_entry where request_id = r.id),
					r.ledger_head_seq = last.seq,
					r.ledger_head_hash = last.hash,
					r.state = last.to_state,
					r.state = (select awaiting from request_turn where subject_id = r.id))
				from request r
				join lateral (select * from ledger_entry where request_id = r.id order by seq desc limit 1) last on true
				where r.id = ?""", request)).as("head, state and turn agree with the last entry")
			.isEqualTo("t t t t t");
		assertThat(text(application,
				"""
						select concat_ws(' ',
							(select count(*) from ledger_text t where t.entry_id = any (array_agg(e.id)) and t.kind = 'MESSAGE'),
							(select count(*) from submitted_form f where f.person_id = who.person_id) - %d,
							count(*))
						from ledger_entry e join ledger_person who on who.entry_id = e.id join person p on p.id = who.person_id
						where e.request_id = ? and p.email = '%s' group by who.person_id"""
					.formatted(this.formsBefore, PROSECUTOR),
				request)
			.split(" ")).as("each move has its words and its form, and no form is used up without a move")
			.containsOnly(Integer.toString(entries.size() - 2));
	}

	private static UUID request(RunningApplication application) throws Exception {
		try (Connection connection = application.database();
				PreparedStatement statement = connection.prepareStatement("select id from request where title = ?")) {
			statement.setString(1, CrashConfiguration.TITLE);
			return uuids(statement).get(0);
		}
	}

	private static List<UUID> entries(RunningApplication application, UUID request) throws Exception {
		try (Connection connection = application.database();
				PreparedStatement statement = connection
					.prepareStatement("select id from ledger_entry where request_id = ? order by seq")) {
			statement.setObject(1, request);
			return uuids(statement);
		}
	}

	private static UUID last(RunningApplication application, UUID request) throws Exception {
		List<UUID> entries = entries(application, request);
		return entries.get(entries.size() - 1);
	}

	private static List<UUID> uuids(PreparedStatement statement) throws SQLException {
		List<UUID> ids = new ArrayList<>();
		try (ResultSet result = statement.executeQuery()) {
			while (result.next()) {
				ids.add(result.getObject(1, UUID.class));
			}
		}
		return ids;
	}

	private static String text(RunningApplication application, String query, UUID id) throws Exception {
		try (Connection connection = application.database();
				PreparedStatement statement = connection.prepareStatement(query)) {
			statement.setObject(1, id);
			try (ResultSet result = statement.executeQuery()) {
				assertThat(result.next()).isTrue();
				return result.getString(1);
			}
		}
	}

	private static int count(RunningApplication application, String query) throws Exception {
		try (Connection connection = application.database();
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(query)) {
			result.next();
			return result.getInt(1);
		}
	}

}
