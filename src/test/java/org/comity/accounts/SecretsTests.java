package org.comity.accounts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
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
		SecretsProperties properties = new SecretsProperties(Base64.getEncoder().encodeToString(fresh),
				List.of(former));
		assertThat(new Secrets(properties, this.data).open(old, "codes a")).isEqualTo(SECRET);
		assertThat(properties.toString()).doesNotContain(former);
	}

	@Test
	void aKeyIsMadeOnceAndKept() throws IOException {
		Secrets first = new Secrets(new SecretsProperties("", List.of()), this.data);
		Path file = this.data.resolve("secrets.key");
		assertThat(Base64.getDecoder().decode(Files.readString(file))).hasSize(32);
		if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
			assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
		}
		assertThat(new Secrets(new SecretsProperties("", List.of()), this.data).open(first.seal(SECRET, "a"), "a"))
			.isEqualTo(SECRET);
		try (var files = Files.list(this.data)) {
			assertThat(files).containsExactly(file);
		}
	}

	@Test
	void aKeyThatIsSetIsTakenAndABadOneRefused() {
		String key = Base64.getEncoder().encodeToString(new byte[32]);
		assertThat(new Secrets(new SecretsProperties(key, List.of()), this.data).digest("x"))
			.isEqualTo(new Secrets(new byte[32]).digest("x"));
		assertThat(this.data.resolve("secrets.key")).doesNotExist();
		assertThatIllegalStateException()
			.isThrownBy(() -> new Secrets(new SecretsProperties("short", List.of()), this.data));
		assertThat(new SecretsProperties(key, List.of()).toString()).doesNotContain(key);
	}

}
