package org.comity.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.comity.evidence.EvidenceStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * The process dies while a part is filled, lodged and forwarded: the part is where it was
 * or where it went, and nobody has half of it.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class HomewardCrashTests {

	private static final String OIA = "REQUESTED_AUTHORITY";

	private static final String UKCA = "REQUESTING_AUTHORITY";

	private final Path data = Path.of("target", "crash-homeward-" + System.currentTimeMillis(), "data");

	@Test
	void aPartIsWhereItWasOrWhereItWentAndNobodyHasHalfOfIt() throws Exception {
		RunningApplication application = start();
		try {
			String[] begun = order(application, "BEGIN").split(" ");
			UUID request = UUID.fromString(begun[0]);
			UUID part = UUID.fromString(begun[1]);
			assertThat(order(application, "LOOK " + request)).isEqualTo("[]");

			// While a third file comes in, and once its bytes are there.
			for (Failpoint failpoint : new Failpoint[] { Failpoint.BYTES_COMING, Failpoint.BYTES_WRITTEN }) {
				application = killedAt(failpoint, application, "ADD " + part + " third.txt");
				assertThat(place(application, part)).isEqualTo("UPLOADING PROVIDER 2");
				swept(application, request);
			}
			assertThat(order(application, "ADD " + part + " third.txt")).isEqualTo("[]");

			// While it is lodged.
			UUID form = UUID.randomUUID();
			application = killedAt(Failpoint.ABOUT_TO_COMMIT, application, "LODGE " + part + " " + form);
			assertThat(place(application, part)).isEqualTo("UPLOADING PROVIDER 3");
			assertThat(order(application, "LOOK " + request)).isEqualTo("[]");
			application = killedAt(Failpoint.COMMITTED, application, "LODGE " + part + " " + form);
			assertThat(place(application, part)).isEqualTo("SENT EXECUTING_AUTHORITY 3");
			assertThat(order(application, "LOOK " + request)).isEqualTo("[]");
			assertThat(order(application, "LODGE " + part + " " + form)).as("made once").isEqualTo("Repeated");

			// While it is forwarded: its bytes are copied first, then it moves.
			UUID home = UUID.fromString(order(application, "CARRY " + part));
			form = UUID.randomUUID();
			String forward = "FORWARD " + home + " " + form + " " + OIA;
			for (Failpoint failpoint : new Failpoint[] { Failpoint.BYTES_COMING, Failpoint.BYTES_WRITTEN,
					Failpoint.LEDGER_WRITTEN, Failpoint.ABOUT_TO_COMMIT }) {
				application = killedAt(failpoint, application, forward);
				assertThat(place(application, home)).as("at " + failpoint).isEqualTo("HELD " + OIA + " 3");
				assertThat(copies(application, home)).as("nothing is at the next hop").isZero();
				swept(application, request);
			}
			application = killedAt(Failpoint.COMMITTED, application, forward);
			assertThat(place(application, home)).isEqualTo("SENT " + UKCA + " 3");
			assertThat(copies(application, home)).isEqualTo(3);
			assertThat(order(application, "LOOK " + request)).isEqualTo("[]");
			assertThat(order(application, forward)).as("made once").isEqualTo("Repeated");
			assertThat(order(application, "CONFIRM " + home + " " + UKCA)).isEqualTo("Made");
			assertThat(order(application, "FORWARD " + home + " " + UUID.randomUUID() + " " + UKCA)).isEqualTo("Made");
			assertThat(order(application, "LOOK " + request)).isEqualTo("[]");
			assertThat(incoming()).isZero();
		}
		finally {
			application.close();
		}
		FileSystemUtils.deleteRecursively(this.data.getParent());
	}

	private RunningApplication start() throws Exception {
		return RunningApplication.start(this.data, List.of(EvidenceStage.class, HomewardConfiguration.class));
	}

	/** Gives an order and waits for its answer. */
	private String order(RunningApplication application, String order) throws Exception {
		HomewardConfiguration.put(HomewardConfiguration.orders(this.data), order);
		Path answer = HomewardConfiguration.answers(this.data);
		for (int i = 0; i < 2400 && application.isAlive(); i++) {
			if (Files.exists(answer)) {
				String text = Files.readString(answer);
				Files.delete(answer);
				return text;
			}
			Thread.sleep(50);
		}
		return fail("No answer to " + order + "\n" + application.output());
	}

	/** Lets it die at a point of what is ordered, and starts it again. */
	private RunningApplication killedAt(Failpoint failpoint, RunningApplication application, String order)
			throws Exception {
		failpoint.arm(RunningApplication.failpointFile(this.data));
		HomewardConfiguration.put(HomewardConfiguration.orders(this.data), order);
		assertThat(application.awaitEnd()).as("died at " + failpoint).isEqualTo(RunningApplication.KILLED);
		assertThat(HomewardConfiguration.answers(this.data)).as("an answer").doesNotExist();
		RunningApplication next = start();
		assertThat(next.output().lines().filter((line) -> line.startsWith("Ledger of "))).isNotEmpty()
			.allMatch((line) -> line.endsWith(": holds"));
		return next;
	}

	/** What was left by the death is all that is wrong, and goes when it is swept. */
	private void swept(RunningApplication application, UUID request) throws Exception {
		for (String found : order(application, "LOOK " + request).replaceAll("[\\[\\]]", "").split(", (?=[A-Z])")) {
			assertThat(found)
				.matches("A (file|copy) never became whole, and its row is left|Nobody knows of the bytes.*"
						+ "|A copy lies at REQUESTING_AUTHORITY that was never sent there");
		}
		assertThat(order(application, "SWEEP")).isEqualTo("swept");
		assertThat(order(application, "LOOK " + request)).isEqualTo("[]");
		assertThat(incoming()).isZero();
	}

	private long incoming() throws IOException {
		Path folder = this.data.resolve("evidence").resolve(".incoming");
		try (Stream<Path> files = Files.list(folder)) {
			return files.count();
		}
	}

	private static String place(RunningApplication application, UUID part) throws Exception {
		return text(application,
				"select concat_ws(' ', state, hop, (select count(*) from production_file f "
						+ "where f.part_id = p.id and f.received_at is not null)) from production_part p where id = ?",
				part);
	}

	private static int copies(RunningApplication application, UUID part) throws Exception {
		return Integer
			.parseInt(text(application, "select count(*) from production_copy where made_at is not null and hop = '"
					+ UKCA + "' and part_id = ?", part));
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

}
