package org.comity.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Set;

import com.google.crypto.tink.KeysetHandle;
import org.comity.documents.EncryptedBlobStore;
import org.comity.kernel.PrivateFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Wrapping keys are made once, kept, changed, and let go one by one.
 */
class WrappingKeysTests {

	private static final byte[] ROW = "a row".getBytes(StandardCharsets.UTF_8);

	private final Path file;

	WrappingKeysTests(@TempDir Path folder) {
		this.file = folder.resolve("keys").resolve("wrapping-keys.json");
	}

	@Test
	void theyAreMadeOnceForTheUserAlone() throws IOException {
		WrappingKeys.make(this.file);
		WrappingKeys made = WrappingKeys.read(this.file);
		assertThat(made).hasToString("WrappingKeys[hidden]");
		assertThat(made.ids()).containsExactly(made.primary());
		WrappingKeys.make(this.file);
		assertThat(WrappingKeys.read(this.file).primary()).isEqualTo(made.primary());
		WrappingKeys more = made.withAnother(this.file);
		assertThat(WrappingKeys.read(this.file).ids()).isEqualTo(more.ids()).hasSize(2);
		try (var files = Files.list(Objects.requireNonNull(this.file.getParent()))) {
			assertThat(files).containsExactly(this.file);
		}
		assumeThat(PrivateFiles.posix()).isTrue();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.file))).isEqualTo("rw-------");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "secret", "{}", "{\"primaryKeyId\":1,\"key\":[]}" })
	void whatIsNoKeysetIsRefusedAndNotShown(String content) throws IOException {
		assertThatExceptionOfType(UnusableEvidenceKeys.class).isThrownBy(() -> WrappingKeys.read(this.file))
			.withMessageContaining("wrapping-keys.json");
		Files.createDirectories(Objects.requireNonNull(this.file.getParent()));
		Files.writeString(this.file, content);
		assertThatExceptionOfType(UnusableEvidenceKeys.class).isThrownBy(() -> WrappingKeys.read(this.file))
			.satisfies((ex) -> {
				assertThat(ex).hasNoCause();
				FailureAnalysis analysis = Objects.requireNonNull(new UnusableEvidenceKeysAnalyzer().analyze(ex));
				assertThat(analysis.getAction()).contains("comity.evidence.key-file", "docs/operations.md");
			});
	}

	@Test
	void whatAnOldKeyWrappedIsUnwrappedUntilTheKeyIsTakenAway() throws GeneralSecurityException {
		WrappingKeys.make(this.file);
		WrappingKeys old = WrappingKeys.read(this.file);
		KeysetHandle key = KeysetHandle.generateNew(EncryptedBlobStore.kind());
		byte[] wrapped = old.wrap(key, ROW);
		old.withAnother(this.file);
		WrappingKeys both = WrappingKeys.read(this.file);
		assertThat(both.primary()).isNotEqualTo(old.primary());
		assertThat(both.unwrap(wrapped, ROW).equalsKeyset(key)).isTrue();
		byte[] anew = both.wrap(key, ROW);
		assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> old.unwrap(anew, ROW));
		assertThat(both.only(Set.of(old.primary()), this.file).ids()).hasSize(2);
		both.only(Set.of(), this.file);
		WrappingKeys fresh = WrappingKeys.read(this.file);
		assertThat(fresh.ids()).containsExactly(both.primary());
		assertThat(fresh.unwrap(anew, ROW).equalsKeyset(key)).isTrue();
		assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> fresh.unwrap(wrapped, ROW));
	}

	@Test
	void aKeyIsWrappedForItsRowAlone() throws GeneralSecurityException {
		WrappingKeys.make(this.file);
		WrappingKeys keys = WrappingKeys.read(this.file);
		byte[] wrapped = keys.wrap(KeysetHandle.generateNew(EncryptedBlobStore.kind()), ROW);
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> keys.unwrap(wrapped, "another".getBytes(StandardCharsets.UTF_8)));
	}

}
