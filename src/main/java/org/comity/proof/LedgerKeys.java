package org.comity.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.comity.kernel.Digests;
import org.comity.kernel.PrivateFiles;

/**
 * The keys of the ledger, read once at the start from files outside of the database: the
 * secret ones that seal entries, the one that signs checkpoints, and the public keys of
 * all that ever did. It can never be printed, and gives no secret away but to this
 * module.
 */
public final class LedgerKeys {

	/** The start of every Ed25519 public key in DER (RFC 8410). */
	private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

	private static final String PRIVATE_KEY = "PRIVATE KEY";

	private static final String PUBLIC_KEY = "PUBLIC KEY";

	private final Map<String, byte[]> sealing;

	private final String sealingNow;

	private final PrivateKey signing;

	private final String signingId;

	private final Map<String, PublicKey> verifying;

	private LedgerKeys(Map<String, byte[]> sealing, String sealingNow, PrivateKey signing, String signingId,
			Map<String, PublicKey> verifying) {
		this.sealing = sealing;
		this.sealingNow = sealingNow;
		this.signing = signing;
		this.signingId = signingId;
		this.verifying = verifying;
	}

	/**
	 * Reads the keys. The public key of the signing key joins the directory of public
	 * keys, so that it is still there when the signing key is another.
	 * @param make whether files that are missing are made
	 * @throws UnusableLedgerKeys if a key is missing or is none
	 */
	static LedgerKeys read(Path sealingFile, Path signingFile, Path publicKeys, boolean make) {
		try {
			if (make) {
				makeSealingKey(sealingFile);
				makeSigningKey(signingFile);
			}
			Map<String, byte[]> sealing = sealingKeys(sealingFile);
			PrivateKey signing = signingKey(signingFile);
			PublicKey own = publicKey(signing);
			String id = id(own);
			Files.createDirectories(publicKeys);
			Path ownFile = publicKeys.resolve(id + ".pem");
			if (!Files.exists(ownFile)) {
				Path draft = Files.createTempFile(publicKeys, "draft", ".new");
				Files.writeString(draft, pem(PUBLIC_KEY, own.getEncoded()));
				Files.move(draft, ownFile, StandardCopyOption.ATOMIC_MOVE);
			}
			Map<String, PublicKey> verifying = publicKeys(publicKeys);
			verifying.put(id, own);
			List<String> ids = new ArrayList<>(sealing.keySet());
			return new LedgerKeys(sealing, ids.get(ids.size() - 1), signing, id, verifying);
		}
		catch (IOException ex) {
			throw new UnusableLedgerKeys("The keys of the ledger cannot be read or kept: " + ex, ex);
		}
	}

	private static void makeSealingKey(Path file) throws IOException {
		make(file, HexFormat.of().formatHex(Seals.salt(32)) + "\n");
	}

	private static void makeSigningKey(Path file) throws IOException {
		try {
			PrivateKey key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
			make(file, pem(PRIVATE_KEY, key.getEncoded()));
		}
		catch (GeneralSecurityException ex) {
			throw noEd25519(ex);
		}
	}

	/** Of two servers that make one at once, the second finds the first one's. */
	private static void make(Path file, String content) throws IOException {
		if (Files.exists(file)) {
			return;
		}
		Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
		Files.createDirectories(folder);
		Path draft = folder.resolve(file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
		Files.deleteIfExists(draft);
		PrivateFiles.create(draft);
		Files.writeString(draft, content);
		try {
			Files.createLink(file, draft);
		}
		catch (FileAlreadyExistsException ex) {
			// Theirs is the one.
		}
		catch (UnsupportedOperationException ex) {
			Files.move(draft, file);
		}
		Files.deleteIfExists(draft);
	}

	private static Map<String, byte[]> sealingKeys(Path file) throws IOException {
		if (!Files.isRegularFile(file)) {
			throw new UnusableLedgerKeys("There is no key to seal the ledger with in " + file);
		}
		Map<String, byte[]> keys = new LinkedHashMap<>();
		for (String line : Files.readAllLines(file)) {
			String digits = line.strip();
			if (digits.isEmpty()) {
				continue;
			}
			if (!digits.matches("[0-9a-f]{64}") || digits.chars().distinct().count() < 4) {
				throw new UnusableLedgerKeys(
						"A line of " + file + " is no key: each is 64 random hexadecimal digits in small letters");
			}
			byte[] key = HexFormat.of().parseHex(digits);
			// Last is what is named last, also where it was named before.
			String id = HexFormat.of().formatHex(Seals.hmac(key, "comity-key-id")).substring(0, 16);
			keys.remove(id);
			keys.put(id, key);
		}
		if (keys.isEmpty()) {
			throw new UnusableLedgerKeys("There is no key in " + file);
		}
		return keys;
	}

	private static PrivateKey signingKey(Path file) throws IOException {
		if (!Files.isRegularFile(file)) {
			throw new UnusableLedgerKeys("There is no key to sign checkpoints of the ledger with in " + file);
		}
		try {
			return KeyFactory.getInstance("Ed25519")
				.generatePrivate(new PKCS8EncodedKeySpec(der(PRIVATE_KEY, Files.readString(file))));
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			throw new UnusableLedgerKeys(file + " holds no Ed25519 key in PEM (PKCS#8, unencrypted)", ex);
		}
	}

	private static PublicKey publicKey(PrivateKey key) {
		byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
		byte[] point = new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey().getEncoded();
		byte[] encoded = java.util.Arrays.copyOf(PUBLIC_PREFIX, PUBLIC_PREFIX.length + point.length);
		System.arraycopy(point, 0, encoded, PUBLIC_PREFIX.length, point.length);
		try {
			return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
		}
		catch (GeneralSecurityException ex) {
			throw noEd25519(ex);
		}
	}

	private static Map<String, PublicKey> publicKeys(Path directory) throws IOException {
		Map<String, PublicKey> keys = new TreeMap<>();
		try (Stream<Path> files = Files.list(directory)) {
			for (Path file : files.filter((one) -> one.toString().endsWith(".pem")).toList()) {
				try {
					PublicKey key = KeyFactory.getInstance("Ed25519")
						.generatePublic(new X509EncodedKeySpec(der(PUBLIC_KEY, Files.readString(file))));
					keys.put(id(key), key);
				}
				catch (GeneralSecurityException | IllegalArgumentException ex) {
					throw new UnusableLedgerKeys(file + " holds no Ed25519 public key in PEM", ex);
				}
			}
		}
		return keys;
	}

	private static String id(PublicKey key) {
		return Digests.sha256(key.getEncoded()).substring(0, 16);
	}

	private static String pem(String what, byte[] der) {
		return "-----BEGIN " + what + "-----\n"
				+ Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
				+ "\n-----END " + what + "-----\n";
	}

	private static byte[] der(String what, String pem) {
		String begin = "-----BEGIN " + what + "-----";
		int start = pem.indexOf(begin);
		int end = pem.indexOf("-----END " + what + "-----");
		if (start < 0 || end < start) {
			throw new IllegalArgumentException("No " + what);
		}
		return Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end));
	}

	private static IllegalStateException noEd25519(GeneralSecurityException ex) {
		return new IllegalStateException("Every Java platform from 15 on has Ed25519", ex);
	}

	/** The id of the key that seals from now on. */
	String sealingKey() {
		return this.sealingNow;
	}

	Optional<byte[]> sealingKey(String id) {
		return Optional.ofNullable(this.sealing.get(id));
	}

	/** The id of the key that signs: the first 16 digits of its public key's SHA-256. */
	String signingKey() {
		return this.signingId;
	}

	byte[] sign(byte[] text) {
		try {
			Signature signature = Signature.getInstance("Ed25519");
			signature.initSign(this.signing);
			signature.update(text);
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw noEd25519(ex);
		}
	}

	boolean knows(String id) {
		return this.verifying.containsKey(id);
	}

	boolean signed(String id, byte[] text, byte[] signed) {
		PublicKey key = this.verifying.get(id);
		if (key == null) {
			return false;
		}
		try {
			Signature signature = Signature.getInstance("Ed25519");
			signature.initVerify(key);
			signature.update(text);
			return signature.verify(signed);
		}
		catch (java.security.SignatureException ex) {
			return false;
		}
		catch (GeneralSecurityException ex) {
			throw noEd25519(ex);
		}
	}

	/** Returns the public keys by their ids, as PEM. */
	public Map<String, String> publicKeys() {
		Map<String, String> keys = new TreeMap<>();
		this.verifying.forEach((id, key) -> keys.put(id, pem(PUBLIC_KEY, key.getEncoded())));
		return keys;
	}

	@Override
	public String toString() {
		return "LedgerKeys[hidden]";
	}

}
