package org.comity.signing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.comity.directory.Office;
import org.comity.kernel.PrivateFiles;
import org.comity.kernel.ServicePasswords;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the offices, in one PKCS#12 file outside of the database: an office's key
 * stands there under its code. It can never be printed.
 */
final class SigningKeys {

	private static final SecureRandom RANDOM = new SecureRandom();

	private final Path file;

	private final char[] password;

	/** Tells when a key is made; null where none makes itself. */
	private final @Nullable Clock clock;

	private final Map<String, OfficeKey> keys = new ConcurrentHashMap<>();

	private SigningKeys(Path file, char[] password, @Nullable Clock clock) {
		this.file = file;
		this.password = password;
		this.clock = clock;
	}

	/**
	 * Reads the keys that were given.
	 * @throws UnusableSigningKeys if the file or its password is missing, or one of them
	 * or a key is weak
	 */
	static SigningKeys given(@Nullable Path file, @Nullable String password) {
		if (file == null) {
			throw new UnusableSigningKeys("Offices have no keys to sign with: comity.signing.key-store is not set");
		}
		ServicePasswords.fault("comity.signing.password", null, password).ifPresent((fault) -> {
			throw new UnusableSigningKeys("The keys with which offices sign are not protected: " + fault);
		});
		if (!Files.isRegularFile(file)) {
			throw new UnusableSigningKeys("There are no keys to sign with in " + file);
		}
		SigningKeys keys = new SigningKeys(file, Objects.requireNonNull(password).toCharArray(), null);
		keys.read();
		return keys;
	}

	/**
	 * Reads the keys of a demonstration: whichever is missing makes itself when it is
	 * first needed.
	 * @param password the file's password, or null to make one beside the file
	 */
	static SigningKeys made(Path file, @Nullable String password, Clock clock) {
		try {
			Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
			SigningKeys keys = new SigningKeys(file,
					((password != null) ? password : made(file.resolveSibling(file.getFileName() + ".password")))
						.toCharArray(),
					clock);
			if (Files.exists(file)) {
				keys.read();
			}
			return keys;
		}
		catch (IOException ex) {
			throw new UnusableSigningKeys("The keys to sign with cannot be kept: " + ex, ex);
		}
	}

	private static String made(Path file) throws IOException {
		if (Files.notExists(file)) {
			byte[] fresh = new byte[24];
			RANDOM.nextBytes(fresh);
			PrivateFiles.create(file);
			Files.writeString(file, HexFormat.of().formatHex(fresh));
		}
		return Files.readString(file).strip();
	}

	/** Returns an office's key, if it has one. */
	Optional<OfficeKey> of(Office office) {
		OfficeKey key = this.keys.get(alias(office));
		Clock now = this.clock;
		return (key != null || now == null) ? Optional.ofNullable(key) : Optional.of(make(office, now.instant()));
	}

	/** Whether an office that has none gets one: in a demonstration. */
	boolean makeThemselves() {
		return this.clock != null;
	}

	private static String alias(Office office) {
		return office.code().toLowerCase(Locale.ROOT);
	}

	private synchronized OfficeKey make(Office office, Instant now) {
		OfficeKey there = this.keys.get(alias(office));
		if (there != null) {
			return there;
		}
		try {
			// What another server has made meanwhile stays in the file.
			KeyStore store = Files.exists(this.file) ? open() : empty();
			OfficeKey key = store.containsAlias(alias(office)) ? key(store, alias(office))
					: put(store, alias(office), SelfMade.key(office.name(), office.country(), now));
			this.keys.put(alias(office), key);
			return key;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException("A key to sign with could not be made", ex);
		}
	}

	private OfficeKey put(KeyStore store, String alias, SelfMade made) throws IOException, GeneralSecurityException {
		store.setKeyEntry(alias, made.privateKey(), this.password, new Certificate[] { made.certificate() });
		Path draft = this.file.resolveSibling(this.file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
		Files.deleteIfExists(draft);
		PrivateFiles.create(draft);
		try (OutputStream out = Files.newOutputStream(draft)) {
			store.store(out, this.password);
		}
		Files.move(draft, this.file, StandardCopyOption.ATOMIC_MOVE);
		return new OfficeKey(made.privateKey(), List.of(made.certificate()));
	}

	private void read() {
		try {
			KeyStore store = open();
			for (String alias : Collections.list(store.aliases())) {
				if (store.isKeyEntry(alias)) {
					OfficeKey key = key(store, alias);
					key.fault().ifPresent((fault) -> {
						throw new UnusableSigningKeys("The key of " + alias + " in " + this.file + " " + fault);
					});
					this.keys.put(alias.toLowerCase(Locale.ROOT), key);
				}
			}
		}
		catch (IOException | GeneralSecurityException | ClassCastException ex) {
			// The file's own words for a wrong password differ with the platform.
			throw new UnusableSigningKeys(
					this.file + " is no PKCS#12 file with X.509 certificates, or its password is another one", ex);
		}
	}

	private KeyStore open() throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(this.file)) {
			store.load(in, this.password);
		}
		return store;
	}

	private static KeyStore empty() throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		return store;
	}

	private OfficeKey key(KeyStore store, String alias) throws GeneralSecurityException {
		List<X509Certificate> chain = new ArrayList<>();
		for (Certificate certificate : store.getCertificateChain(alias)) {
			chain.add((X509Certificate) certificate);
		}
		return new OfficeKey((PrivateKey) store.getKey(alias, this.password), chain);
	}

	@Override
	public String toString() {
		return "SigningKeys[hidden]";
	}

}
