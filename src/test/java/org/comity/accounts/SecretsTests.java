package org.comity.accounts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@SuppressWarnings("NullAway.Init")
class SecretsTests {

	private static final byte[] SECRET = "what nobody may read".getBytes(StandardCharsets.UTF_8);

	@TempDir
	private Path data;

	@Test
	void whatIsSealedIsOpenedByItsOwnerAndNobodyElse() {
		Secrets secrets = new Secrets(new byte[32]);
		byte[] sealed = secrets.seal(SECRET, "codes a");
		assertThat(secrets.open(sealed, "codes a")).isEqualTo(SECRET);
		assertThat(secrets.seal(SECRET, "codes a")).as("never twice alike").isNotEqualTo(sealed);
		assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("nobody");
		assertThatIllegalStateException().isThrownBy(() -> secrets.open(sealed, "codes b"));
		sealed[sealed.length - 1] ^= 1;
		assertThatIllegalStateException().isThrownBy(() -> secrets.open(sealed, "codes a"));
		assertThatIllegalStateException().isThrownBy(() -> secrets.open(new byte[0], "codes a"));
	}

	@Test
	void anotherKeyIsToldApart() {
		byte[] key = new byte[32];
		key[0] = 1;
		byte[] sealed = new Secrets(new byte[32]).seal(SECRET, "codes a");
		assertThatIllegalStateException().isThrownBy(() -> new Secrets(key).open(sealed, "codes a"))
			.withMessageContaining("another key");
		assertThat(new Secrets(key).digest("x")).hasSize(64).isNotEqualTo(new Secrets(new byte[32]).digest("x"));
	}

	@Test
	void aFormerKeyOpensAndSealsNothing() {
		byte[] fresh = new byte[32];
		fresh[0] = 1;
		Secrets before = new Secrets(new byte[32]);
		Secrets after = new Secrets(fresh, new byte[32]);
		byte[] old = before.seal(SECRET, "codes a");
		assertThat(after.open(old, "codes a")).isEqualTo(SECRET);
		assertThat(after.current(old)).isFalse();
		assertThat(after.opens(old)).isTrue();
		byte[] anew = after.seal(SECRET, "codes a");
		assertThat(after.current(anew)).isTrue();
		assertThat(before.opens(anew)).isFalse();
		assertThat(after.digests("x")).containsExactly(new Secrets(fresh).digest("x"), before.digest("x"));
		assertThat(after.digest("x")).isEqualTo(new Secrets(fresh).digest("x"));
		String former = Base64.getEncoder().encodeToString(new byte[32]);
		byte[] sound = sound();
		SecretsProperties properties = new SecretsProperties(Base64.getEncoder().encodeToString(sound), List.of(former),
				null);
		assertThat(new Secrets(properties, this.data, false, false).open(old, "codes a"))
			.as("one may let go of a bad key")
			.isEqualTo(SECRET);
		assertThat(properties.toString()).doesNotContain(former);
	}

	private static byte[] sound() {
		byte[] key = new byte[32];
		for (int i = 0; i < key.length; i++) {
			key[i] = (byte) (i * 7);
		}
		return key;
	}

	private Secrets made() {
		return new Secrets(new SecretsProperties("", List.of(), null), this.data, true, false);
	}

	@Test
	void aKeyIsMadeOnceAndKept() throws IOException {
		Secrets first = made();
		Path file = this.data.resolve("secrets.key");
		assertThat(Base64.getDecoder().decode(Files.readString(file))).hasSize(32);
		if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
			assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
		}
		assertThat(made().open(first.seal(SECRET, "a"), "a")).isEqualTo(SECRET);
		try (var files = Files.list(this.data)) {
			assertThat(files).containsExactly(file);
		}
	}

	@Test
	void aKeyThatIsSetIsTaken() {
		String key = Base64.getEncoder().encodeToString(sound());
		SecretsProperties properties = new SecretsProperties(key, List.of(), null);
		assertThat(new Secrets(properties, this.data, false, false).digest("x"))
			.isEqualTo(new Secrets(sound()).digest("x"));
		assertThat(this.data.resolve("secrets.key")).doesNotExist();
		assertThat(properties.toString()).doesNotContain(key);
	}

	@ParameterizedTest
	@ValueSource(strings = { "short", "c2hvcnQ=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
			"QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=", "QUJBQkFCQUJBQkFCQUJBQkFCQUJBQkFCQUJBQkFCQUI=" })
	void whatIsNoKeyIsRefusedAndNotShown(String given) {
		for (boolean demonstration : new boolean[] { true, false }) {
			assertThatExceptionOfType(UnusableSecretsKey.class)
				.isThrownBy(() -> new Secrets(new SecretsProperties(given, List.of(), null), this.data, demonstration,
						demonstration))
				.withMessageContaining("comity.secrets.key")
				.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(given));
		}
	}

	@Test
	void outsideOfADemonstrationTheApplicationDoesNotStartWithoutOne() throws IOException {
		ApplicationContextRunner start = new ApplicationContextRunner().withUserConfiguration(Alone.class)
			.withPropertyValues("comity.data-directory=" + this.data);
		Path file = this.data.resolve("secrets.key");
		start.run((context) -> assertThat(context.getStartupFailure()).rootCause()
			.isInstanceOfSatisfying(UnusableSecretsKey.class, (ex) -> {
				FailureAnalysis analysis = Objects.requireNonNull(new UnusableSecretsKeyAnalyzer().analyze(ex));
				assertThat(analysis.getDescription()).contains("comity.secrets.key is not set");
				assertThat(analysis.getAction()).contains("openssl rand -base64 32", "docs/operations.md");
			}));
		start.withPropertyValues("comity.demonstration.enabled=true", "comity.secrets.make-keys=false")
			.run((context) -> assertThat(context).hasFailed());
		assertThat(file).as("none is made").doesNotExist();
		start.withPropertyValues("comity.secrets.key=" + Base64.getEncoder().encodeToString(sound()))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(file).doesNotExist();
		for (String made : List.of("comity.demonstration.enabled=true", "comity.database.embedded=true",
				"comity.secrets.make-keys=true")) {
			start.withPropertyValues(made).run((context) -> assertThat(context).hasNotFailed());
			Files.delete(file);
		}
		made();
		start.run((context) -> assertThat(context).as("one that lies there unasked is not taken").hasFailed());
	}

	@Test
	void whoStartsItIsToldWhy() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class, (type, name, ex) -> {
			// Those of Spring want a context.
		})).hasAtLeastOneElementOfType(UnusableSecretsKeyAnalyzer.class);
	}

	@Import(Secrets.class)
	@EnableConfigurationProperties(SecretsProperties.class)
	static class Alone {

	}

}
