package org.comity.accounts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Seals what must lie in the database and be of no use to whoever reads it there
 * (AES-256-GCM), and makes keyed digests (HMAC-SHA256). The key comes from
 * {@code comity.secrets.key}. Only in a demonstration, or where that is asked for, one is
 * made at the first start and kept in a file of the data directory that nobody else on
 * the machine may read; elsewhere the application does not start without one. It is never
 * in the database. Keys that were in its place before still open, and seal nothing any
 * more.
 */
@Component
class Secrets {

	private static final Logger log = LoggerFactory.getLogger(Secrets.class);

	private static final String FILE = "secrets.key";

	private static final int KEY = 32;

	/** Fewer different bytes no random key has. */
	private static final int LEAST_DIFFERENT = 8;

	/** Says in which way a value was sealed, should there be another one day. */
	private static final byte VERSION = 1;

	/** How much of the key's own digest stands before a sealed value. */
	private static final int MARK = 4;

	private static final int NONCE = 12;

	private static final int TAG_BITS = 128;

	private static final SecureRandom RANDOM = new SecureRandom();

	/** The key of now first. */
	private final List<Key> keys;

	@Autowired
	Secrets(SecretsProperties properties, @Value("${comity.data-directory}") Path data,
			@Value("${comity.demonstration.enabled:false}") boolean told,
			@Value("${comity.database.embedded:false}") boolean embedded) {
		this(key(properties, data.resolve(FILE), told || embedded),
				properties.formerKeys()
					.stream()
					.map((former) -> decoded(former, "comity.secrets.former-keys"))
					.toArray(byte[][]::new));
	}

	Secrets(byte[] key, byte[]... former) {
		this.keys = Stream.concat(Stream.of(key), Stream.of(former)).map(Key::of).toList();
	}

	private static byte[] key(SecretsProperties properties, Path file, boolean demonstration) {
		if (!properties.key().isBlank()) {
			return random(decoded(properties.key(), "comity.secrets.key"), "comity.secrets.key");
		}
		Boolean asked = properties.makeKeys();
		if (!((asked != null) ? asked : demonstration)) {
			throw new UnusableSecretsKey("The secrets of people's codes have no key: comity.secrets.key is not set");
		}
		return random(kept(file), file.toString());
	}

	/** A former key may be anything: it must be possible to let go of a bad one. */
	private static byte[] random(byte[] key, String where) {
		long different = IntStream.range(0, key.length).map((i) -> key[i]).distinct().count();
		if (different < LEAST_DIFFERENT) {
			throw new UnusableSecretsKey(where + " is no key: its 32 bytes must be random");
		}
		return key;
	}

	/**
	 * Seals a secret.
	 * @param owner whose it is: for anybody else it cannot be opened
	 */
	byte[] seal(byte[] secret, String owner) {
		byte[] nonce = new byte[NONCE];
		RANDOM.nextBytes(nonce);
		try {
			Key key = this.keys.get(0);
			byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, owner).doFinal(secret);
			return ByteBuffer.allocate(1 + MARK + NONCE + sealed.length)
				.put(VERSION)
				.put(key.mark())
				.put(nonce)
				.put(sealed)
				.array();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has AES-GCM", ex);
		}
	}

	/**
	 * Opens what was sealed.
	 * @throws IllegalStateException if it was sealed with another key, for another owner,
	 * or has been changed
	 */
	byte[] open(byte[] sealed, String owner) {
		Key key = this.keys.stream()
			.filter((one) -> one.sealed(sealed))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("Sealed with another key: set comity.secrets.key or "
					+ "comity.secrets.former-keys, or bring back " + FILE));
		byte[] nonce = Arrays.copyOfRange(sealed, 1 + MARK, 1 + MARK + NONCE);
		try {
			return cipher(Cipher.DECRYPT_MODE, key, nonce, owner).doFinal(sealed, 1 + MARK + NONCE,
					sealed.length - 1 - MARK - NONCE);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("A sealed secret has been changed", ex);
		}
	}

	/** Whether a secret was sealed with the key of now. */
	boolean current(byte[] sealed) {
		return this.keys.get(0).sealed(sealed);
	}

	/** Whether it was sealed with any of the keys. */
	boolean opens(byte[] sealed) {
		return this.keys.stream().anyMatch((key) -> key.sealed(sealed));
	}

	/** A digest that only who has the key can make: 64 hexadecimal digits. */
	String digest(String text) {
		return digests(text).get(0);
	}

	/** That digest, and those that the former keys would have made. */
	List<String> digests(String text) {
		return this.keys.stream().map((key) -> HexFormat.of().formatHex(hmac(key.digesting(), text))).toList();
	}

	private static Cipher cipher(int mode, Key key, byte[] nonce, String owner) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, key.sealing(), new GCMParameterSpec(TAG_BITS, nonce));
		cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
		return cipher;
	}

	private static byte[] hmac(SecretKeySpec key, String text) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(key);
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HMAC-SHA256", ex);
		}
	}

	/** The key in the file, which is made if it is not there. */
	private static byte[] kept(Path file) {
		try {
			if (Files.notExists(file)) {
				byte[] key = new byte[KEY];
				RANDOM.nextBytes(key);
				create(file, Base64.getEncoder().encodeToString(key));
			}
			return decoded(Files.readString(file), FILE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Whole or not at all: another server that starts at once finds no half of a key. */
	private static void create(Path file, String key) throws IOException {
		Path folder = file.toAbsolutePath().getParent();
		Files.createDirectories(folder);
		Path fresh = Files.createTempFile(folder, FILE, null, onlyOurs());
		try {
			Files.writeString(fresh, key);
			Files.createLink(file, fresh);
			log.info("A key for secrets has been made: {}. Keep a copy; without it nobody's codes work", file);
		}
		catch (FileAlreadyExistsException ex) {
			log.debug("Another server was faster", ex);
		}
		finally {
			Files.deleteIfExists(fresh);
		}
	}

	private static FileAttribute<?>[] onlyOurs() {
		boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
		return posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
	}

	private static byte[] decoded(String text, String where) {
		try {
			byte[] key = Base64.getDecoder().decode(text.strip());
			if (key.length == KEY) {
				return key;
			}
		}
		catch (IllegalArgumentException ex) {
			log.debug("No base64");
		}
		throw new UnusableSecretsKey(where + " must hold 32 bytes in base64");
	}

	/** What is made of one key, and the mark by which its work is known. */
	@SuppressWarnings("ArrayRecordComponent")
	private record Key(SecretKeySpec sealing, SecretKeySpec digesting, byte[] mark) {

		static Key of(byte[] bytes) {
			SecretKeySpec key = new SecretKeySpec(bytes, "HmacSHA256");
			return new Key(new SecretKeySpec(hmac(key, "seal"), "AES"),
					new SecretKeySpec(hmac(key, "digest"), "HmacSHA256"), Arrays.copyOf(hmac(key, "mark"), MARK));
		}

		boolean sealed(byte[] sealed) {
			return sealed.length >= 1 + MARK + NONCE && sealed[0] == VERSION
					&& Arrays.equals(sealed, 1, 1 + MARK, this.mark, 0, MARK);
		}

	}

}
