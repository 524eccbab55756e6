package org.comity.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.comity.kernel.PrivateFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Keys are made once, kept, and changed without losing what they proved.
 */
class LedgerKeysTests {

	private static final byte[] TEXT = "A text".getBytes(StandardCharsets.UTF_8);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path folder;

	private LedgerKeys read(boolean make) {
		return LedgerKeys.read(sealing(), signing(), this.folder.resolve("public"), make);
	}

	private Path sealing() {
		return this.folder.resolve("sealing-keys");
	}

	private Path signing() {
		return this.folder.resolve("signing-key.pem");
	}

	@Test
	void theyAreMadeOnceForTheUserAlone() throws IOException {
		LedgerKeys made = read(true);
		LedgerKeys again = read(true);
		assertThat(again.sealingKey()).isEqualTo(made.sealingKey());
		assertThat(again.signingKey()).isEqualTo(made.signingKey());
		assertThat(made).hasToString("LedgerKeys[hidden]");
		assumeThat(PrivateFiles.posix()).isTrue();
		for (Path file : new Path[] { sealing(), signing() }) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		}
		try (var files = Files.list(this.folder)) {
			assertThat(files.filter((one) -> one.toString().endsWith(".new"))).isEmpty();
		}
	}

	@Test
	void whereTheyMustBeGivenNoneIsMade() throws IOException {
		assertThatExceptionOfType(UnusableLedgerKeys.class).isThrownBy(() -> read(false))
			.withMessageContaining("sealing-keys");
		Files.writeString(sealing(), "0123456789abcdef".repeat(4));
		assertThatExceptionOfType(UnusableLedgerKeys.class).isThrownBy(() -> read(false))
			.withMessageContaining("signing-key.pem");
		assertThat(signing()).doesNotExist();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "secret", "0123", "0000000000000000000000000000000000000000000000000000000000000000",
			"0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF" })
	void whatIsNoKeyIsRefused(String line) throws IOException {
		read(true);
		Files.writeString(sealing(), line);
		assertThatExceptionOfType(UnusableLedgerKeys.class).isThrownBy(() -> read(true));
	}

	@Test
	void aSigningKeyOfAnotherSortIsRefused() throws IOException {
		read(true);
		Files.writeString(signing(), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
		assertThatExceptionOfType(UnusableLedgerKeys.class).isThrownBy(() -> read(true))
			.withMessageContaining("no Ed25519 key");
	}

	@Test
	void whatAnOldKeySealedAndSignedStillHolds() throws IOException {
		LedgerKeys old = read(true);
		String seal = new Seals(old).entry("a".repeat(64));
		byte[] signature = old.sign(TEXT);
		Files.writeString(sealing(), Files.readString(sealing()) + "fedcba9876543210".repeat(4) + "\n");
		Files.delete(signing());
		LedgerKeys changed = read(true);
		assertThat(changed.sealingKey()).isNotEqualTo(old.sealingKey());
		assertThat(changed.signingKey()).isNotEqualTo(old.signingKey());
		assertThat(new Seals(changed).holdsEntry(seal, "a".repeat(64))).isTrue();
		assertThat(changed.signed(old.signingKey(), TEXT, signature)).isTrue();
		assertThat(changed.signed(changed.signingKey(), TEXT, signature)).isFalse();
		assertThat(changed.publicKeys()).containsOnlyKeys(old.signingKey(), changed.signingKey());
	}

	@Test
	void outsideOfADemonstrationTheApplicationDoesNotStartWithoutThem() {
		ApplicationContextRunner start = new ApplicationContextRunner().withUserConfiguration(Alone.class)
			.withPropertyValues("comity.data-directory=" + this.folder.resolve("data"));
		start.run((context) -> assertThat(context.getStartupFailure()).rootCause()
			.isInstanceOf(UnusableLedgerKeys.class)
			.hasMessageContaining("no keys"));
		read(true);
		ApplicationContextRunner sealing = start.withPropertyValues("comity.ledger.key-file=" + sealing());
		sealing.run((context) -> assertThat(context.getStartupFailure()).as("one of two")
			.rootCause()
			.isInstanceOf(UnusableLedgerKeys.class));
		sealing.withPropertyValues("comity.ledger.signing-key-file=" + signing())
			.run((context) -> assertThat(context).hasSingleBean(LedgerKeys.class));
		start.withPropertyValues("comity.demonstration.enabled=true", "comity.ledger.make-keys=false")
			.run((context) -> assertThat(context).hasFailed());
		assertThat(this.folder.resolve("data/ledger/sealing-keys")).as("none is made").doesNotExist();
		start.withPropertyValues("comity.demonstration.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(LedgerKeys.class));
	}

	@Import(LedgerKeysConfiguration.class)
	@EnableConfigurationProperties(LedgerKeyProperties.class)
	static class Alone {

	}

}
