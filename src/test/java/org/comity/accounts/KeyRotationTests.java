package org.comity.accounts;

import java.time.Instant;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.StoryClock;
import org.comity.testing.WebTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Another key for secrets: codes and recovery codes of before still work, and after the
 * next start the codes need the former key no more.
 */
@WebTest
class KeyRotationTests {

	private static final byte[] FORMER = new byte[32];

	private static final byte[] FRESH = new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
			20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32 };

	@Autowired
	JdbcClient jdbc;

	@Autowired
	AccountHistory history;

	@Autowired
	Credentials credentials;

	@Autowired
	Directory directory;

	@Autowired
	DemonstrationProperties demonstration;

	@Autowired
	StoryClock clock;

	@Autowired
	TransactionTemplate transaction;

	private SecondFactors with(Secrets secrets) {
		return new SecondFactors(this.jdbc, secrets, this.history, this.credentials, this.directory, this.demonstration,
				this.clock);
	}

	@Test
	void whatWasSealedBeforeIsCarriedOver() {
		UUID person = this.credentials.byEmail("linh.tran@usao-ndcal.example").orElseThrow().person();
		byte[] secret = TimeCodes.newSecret();
		String recovery = RecoveryCodes.fresh().get(0);
		Secrets before = new Secrets(FORMER);
		Secrets both = new Secrets(FRESH, FORMER);
		this.transaction.executeWithoutResult((status) -> {
			status.setRollbackOnly();
			this.jdbc.sql("insert into account_code (person, secret, last_step, enrolled_at) values (?, ?, 0, now())")
				.params(person, before.seal(secret, "codes " + person))
				.update();
			this.jdbc.sql("insert into account_recovery_code (person, digest, made_at) values (?, ?, now())")
				.params(person, before.digest("recovery " + person + " " + RecoveryCodes.meant(recovery)))
				.update();
			with(new Secrets(FRESH)).reseal();
			assertThat(before.opens(kept(person))).as("what cannot be opened is left as it is").isTrue();
			with(both).reseal();
			assertThat(before.opens(kept(person))).isFalse();
			Instant now = this.clock.instant();
			assertThat(with(new Secrets(FRESH)).take(person, TimeCodes.at(secret, now))).hasValue(Factor.CODE);
			assertThat(with(new Secrets(FRESH)).take(person, recovery)).isEmpty();
			assertThat(with(both).take(person, recovery)).hasValue(Factor.RECOVERY);
			assertThat(with(both).take(person, recovery)).as("once").isEmpty();
		});
	}

	private byte[] kept(UUID person) {
		return this.jdbc.sql("select secret from account_code where person = ?")
			.param(person)
			.query(byte[].class)
			.single();
	}

}
