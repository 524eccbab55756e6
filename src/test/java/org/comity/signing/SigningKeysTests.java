package org.comity.signing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.comity.directory.Office;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.PrivateFiles;
import org.comity.kernel.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Offices sign with keys that were given, and only a demonstration makes its own.
 */
class SigningKeysTests {

	private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

	static final String PASSWORD = "r7Qm-2zXc-9pLw-4tYb";

	static final Office CPS = office("CPS-NORTHSHIRE", "Crown Prosecution Service, Northshire Area", "GB");

	static final Office USAO = office("USAO-NDCAL", "U.S. Attorney's Office, N.D. Cal.", "US");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path folder;

	static Office office(String code, String name, String country) {
		return new Office(UUID.randomUUID(), code, name, code, OfficeKind.PROSECUTOR, Side.REQUESTING, country, null);
	}

	/** Keys that were given, of nobody. */
	static SigningKeys none() {
		try {
			Path file = Files.createTempDirectory("comity-no-keys").resolve("offices.p12");
			write(file, PASSWORD, "somebody-else", SelfMade.key("Somebody else", "GB", NOW));
			return SigningKeys.given(file, PASSWORD);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static void write(Path file, String password, String alias, SelfMade key) {
		write(file, password, alias, key.privateKey(), key.certificate());
	}

	private static void write(Path file, String password, String alias, PrivateKey key, X509Certificate certificate) {
		try (OutputStream out = Files.newOutputStream(file)) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			store.setKeyEntry(alias, key, password.toCharArray(), new Certificate[] { certificate });
			store.store(out, password.toCharArray());
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Path file() {
		return this.folder.resolve("signing").resolve("offices.p12");
	}

	@Test
	void ademonstrationMakesEachKeyOnceForTheUserAlone() throws IOException {
		SigningKeys keys = SigningKeys.made(file(), null, java.time.Clock.fixed(NOW, java.time.ZoneOffset.UTC));
		OfficeKey cps = keys.of(CPS).orElseThrow();
		OfficeKey usao = keys.of(USAO).orElseThrow();
		assertThat(cps.fingerprint()).isNotEqualTo(usao.fingerprint());
		assertThat(keys.of(CPS).orElseThrow().fingerprint()).isEqualTo(cps.fingerprint());
		SigningKeys again = SigningKeys.made(file(), null, java.time.Clock.fixed(NOW, java.time.ZoneOffset.UTC));
		assertThat(again.of(CPS).orElseThrow().fingerprint()).isEqualTo(cps.fingerprint());
		assertThat(again.of(USAO).orElseThrow().fingerprint()).isEqualTo(usao.fingerprint());
		assertThat(cps.valid(Instant.now().minus(700, ChronoUnit.DAYS))).isTrue();
		assertThat(cps.fault()).isEmpty();
		assertThat(List.of(keys, cps, SelfMade.key("A", "GB", NOW)))
			.allMatch((one) -> one.toString().contains("hidden"));
		assumeThat(PrivateFiles.posix()).isTrue();
		try (var files = Files.list(file().getParent())) {
			assertThat(files).hasSize(2)
				.allSatisfy((one) -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
					.isEqualTo("rw-------"));
		}
	}

	@Test
	void anOfficeSignsWithTheKeyUnderItsCodeAndNoOther() {
		Path file = this.folder.resolve("offices.p12");
		write(file, PASSWORD, "cps-northshire", SelfMade.key(CPS.name(), "GB", NOW));
		SigningKeys keys = SigningKeys.given(file, PASSWORD);
		assertThat(keys.of(CPS)).isPresent();
		assertThat(keys.of(USAO)).isEmpty();
		assertThat(keys.makeThemselves()).isFalse();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "changeit", "short", "aaaaaaaaaaaaaaaaaaaaaaaa", "password1234567890" })
	void aWeakOrMissingPasswordIsRefused(String password) {
		Path file = this.folder.resolve("offices.p12");
		write(file, Objects.requireNonNullElse(password, ""), "cps-northshire", SelfMade.key("A", "GB", NOW));
		refused(file, password, "comity.signing.password");
	}

	@Test
	void whatCannotSignIsRefusedWithItsReason() throws Exception {
		Path file = this.folder.resolve("offices.p12");
		refused(null, PASSWORD, "comity.signing.key-store is not set");
		refused(file, PASSWORD, "There are no keys");
		Files.writeString(file, "no key store");
		refused(file, PASSWORD, "no PKCS#12 file");
		write(file, "another-password-1234", "cps-northshire", SelfMade.key("A", "GB", NOW));
		refused(file, PASSWORD, "its password is another one");
		write(file, PASSWORD, "cps-northshire", SelfMade.key("A", "GB", NOW).privateKey(),
				SelfMade.key("A", "GB", NOW).certificate());
		refused(file, PASSWORD, "is not the key of its certificate");
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(1024);
		KeyPair weak = generator.generateKeyPair();
		write(file, PASSWORD, "cps-northshire", weak.getPrivate(), certificate(weak));
		refused(file, PASSWORD, "cps-northshire in " + file + " is an RSA key of fewer than 2048 bits");
	}

	private static X509Certificate certificate(KeyPair pair) throws Exception {
		var name = new org.bouncycastle.asn1.x500.X500Name("CN=Weak");
		var builder = new org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder(name, java.math.BigInteger.ONE,
				java.util.Date.from(Instant.now()), java.util.Date.from(Instant.now().plusSeconds(60)), name,
				pair.getPublic());
		return new org.bouncycastle.cert.jcajce.JcaX509CertificateConverter()
			.getCertificate(builder.build(new org.bouncycastle.operator.jcajce.JcaContentSignerBuilder("SHA256withRSA")
				.build(pair.getPrivate())));
	}

	private static void refused(@org.jspecify.annotations.Nullable Path file,
			@org.jspecify.annotations.Nullable String password, String why) {
		assertThatExceptionOfType(UnusableSigningKeys.class).isThrownBy(() -> SigningKeys.given(file, password))
			.withMessageContaining(why)
			.satisfies((ex) -> {
				FailureAnalysis analysis = Objects.requireNonNull(new UnusableSigningKeysAnalyzer().analyze(ex));
				assertThat(analysis.getAction()).contains("comity.signing.key-store", "docs/operations.md");
				if (password != null && password.length() > 8) {
					assertThat(ex.getMessage() + analysis.getAction()).doesNotContain(password);
				}
			});
	}

	@Test
	void outsideOfADemonstrationTheApplicationDoesNotStartWithoutThem() {
		ApplicationContextRunner start = new ApplicationContextRunner()
			.withUserConfiguration(SigningKeysConfiguration.class)
			.withBean(java.time.Clock.class, java.time.Clock::systemUTC)
			.withPropertyValues("comity.data-directory=" + this.folder);
		start.run((context) -> assertThat(context.getStartupFailure()).rootCause()
			.isInstanceOf(UnusableSigningKeys.class));
		Path file = this.folder.resolve("offices.p12");
		write(file, PASSWORD, "cps-northshire", SelfMade.key(CPS.name(), "GB", NOW));
		ApplicationContextRunner given = start.withPropertyValues("comity.signing.key-store=" + file);
		given.run((context) -> assertThat(context.getStartupFailure()).rootCause()
			.isInstanceOf(UnusableSigningKeys.class));
		given.withPropertyValues("comity.signing.password=" + PASSWORD)
			.run((context) -> assertThat(context.getBean(SigningKeys.class).of(CPS)).isPresent());
		start.withPropertyValues("comity.demonstration.enabled=true")
			.run((context) -> assertThat(context.getBean(SigningKeys.class).of(USAO)).isPresent());
		start.withPropertyValues("comity.demonstration.enabled=true", "comity.signing.make-keys=false")
			.run((context) -> assertThat(context).hasFailed());
	}

}
