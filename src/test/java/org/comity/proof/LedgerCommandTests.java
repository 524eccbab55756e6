package org.comity.proof;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.comity.desks.casefile.DeskTest;
import org.comity.desks.casefile.Road;
import org.comity.testing.AsOwner;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

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

	private String command(String command, String reference, int expected) {
		ByteArrayOutputStream console = new ByteArrayOutputStream();
		int code = new LedgerCommand(this.proof, this.checkpoints, this.context, this.context, new MockEnvironment())
			.run(command, reference, new PrintStream(console, true, StandardCharsets.UTF_8));
		String said = console.toString(StandardCharsets.UTF_8);
		assertThat(code).as(said).isEqualTo(expected);
		return said;
	}

	@Test
	void aWordIsTheCommandAndTheRestAreSettings() {
		assertThat(LedgerCommand.settings(new String[] { "verify-ledger", "NORTHSHIRE-1", "--a=b" })).containsExactly(
				"--comity.ledger-command=verify-ledger", "--comity.ledger-command.reference=NORTHSHIRE-1", "--a=b");
		assertThat(LedgerCommand.settings(new String[] { "--a=b" })).containsExactly("--a=b");
	}

	@Test
	void aCheckpointIsMadeAndOneRequestOrAllAreVerified() {
		assertThat(command("checkpoint-ledger", "", LedgerCommand.GOOD)).contains("is made: ");
		UUID request = this.road.submitted("On the command line");
		String reference = this.jdbc.sql("select reference from request where id = ?")
			.param(request)
			.query(String.class)
			.single();
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
