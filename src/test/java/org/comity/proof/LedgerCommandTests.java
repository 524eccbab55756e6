package org.comity.proof;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import org.comity.desks.casefile.DeskTest;
import org.comity.desks.casefile.Road;
import org.comity.testing.AsOwner;
import org.comity.wall.Overseen;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The commands say by their exit code whether the ledger holds.
 */
@DeskTest
class LedgerCommandTests {

	@Autowired
	Road road;

	@Autowired
	LedgerProof proof;

	@Autowired
	Checkpoints checkpoints;

	@Autowired
	ConfigurableApplicationContext context;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	LedgerKeys keys;

	@Autowired
	Seals seals;

	@Autowired
	Streams streams;

	@Autowired
	CheckpointWitness witness;

	@Autowired
	JdbcClient application;

	@Autowired
	TransactionTemplate transaction;

	@Autowired
	Clock clock;

	private String command(String command, String reference, int expected) {
		return command(this.checkpoints, command, reference, expected);
	}

	private String command(Checkpoints checkpoints, String command, String reference, int expected) {
		ByteArrayOutputStream console = new ByteArrayOutputStream();
		int code = new LedgerCommand(this.proof, checkpoints, this.context, this.context, new MockEnvironment())
			.run(command, reference, new PrintStream(console, true, StandardCharsets.UTF_8));
		String said = console.toString(StandardCharsets.UTF_8);
		assertThat(code).as(said).isEqualTo(expected);
		return said;
	}

	private String reference(UUID request) {
		return this.jdbc.sql("select reference from request where id = ?").param(request).query(String.class).single();
	}

	@Test
	void aWordIsTheCommandAndTheRestAreSettings() {
		assertThat(LedgerCommand.settings(new String[] { "verify-ledger", "NORTHSHIRE-1", "--a=b" })).containsExactly(
				"--comity.ledger-command=verify-ledger", "--comity.ledger-command.reference=NORTHSHIRE-1", "--a=b");
		assertThat(LedgerCommand.settings(new String[] { "--a=b" })).containsExactly("--a=b");
	}

	/** It warns, and ends as it would without. */
	@Test
	void thatNoCheckpointWasMadeForHoursIsSaid() {
		command("checkpoint-ledger", "", LedgerCommand.GOOD);
		String reference = reference(this.road.submitted("After the last checkpoint"));
		assertThat(command("verify-ledger", reference, LedgerCommand.GOOD)).doesNotContain("Warning");
		Checkpoints later = new Checkpoints(this.keys, this.seals, this.streams, this.witness, this.application,
				Clock.offset(this.clock, Duration.ofHours(3)));
		Overseen.Stand.inBackground(() -> this.transaction
			.executeWithoutResult((status) -> assertThat(command(later, "verify-ledger", reference, LedgerCommand.GOOD))
				.contains("Warning: the newest checkpoint is more than two hours old")));
	}

	/**
	 * What is gone with its chain is named by its id, which is all that is known of it.
	 */
	@Test
	void aRequestThatIsGoneIsNamed() {
		UUID gone = UUID.randomUUID();
		command("checkpoint-ledger", "", LedgerCommand.GOOD);
		this.jdbc.sql("alter table ledger_checkpoint_leaf drop constraint ledger_checkpoint_leaf_request_id_fkey")
			.update();
		try {
			this.jdbc.sql("insert into ledger_checkpoint_leaf (number, request_id, seq, hash) values (1, ?, 1, 'x')")
				.param(gone)
				.update();
			assertThat(command("verify-ledger", "", LedgerCommand.BROKEN))
				.contains(gone + " does not hold from entry 1 on: the request itself is gone");
		}
		finally {
			this.jdbc.sql("delete from ledger_checkpoint_leaf where request_id = ?").param(gone).update();
			this.jdbc.sql("alter table ledger_checkpoint_leaf add foreign key (request_id) references request (id)")
				.update();
		}
	}

	@Test
	void aCheckpointIsMadeAndOneRequestOrAllAreVerified() {
		assertThat(command("checkpoint-ledger", "", LedgerCommand.GOOD)).contains("is made: ");
		UUID request = this.road.submitted("On the command line");
		String reference = reference(request);
		assertThat(command("verify-ledger", reference, LedgerCommand.GOOD)).contains("2 entries of 1 requests");
		assertThat(command("verify-ledger", "NO-SUCH", LedgerCommand.UNKNOWN)).contains("There is no request NO-SUCH");
		String hash = this.jdbc.sql("select ledger_head_hash from request where id = ?")
			.param(request)
			.query(String.class)
			.single();
		this.jdbc.sql("update request set ledger_head_hash = repeat('1', 64) where id = ?").param(request).update();
		try {
			assertThat(command("verify-ledger", reference, LedgerCommand.BROKEN))
				.contains(reference + " does not hold from entry 3 on: the head of the chain is another");
			assertThat(command("verify-ledger", "", LedgerCommand.BROKEN)).contains(reference + " does not hold");
		}
		finally {
			this.jdbc.sql("update request set ledger_head_hash = ? where id = ?").params(hash, request).update();
		}
	}

}
