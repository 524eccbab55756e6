package org.comity.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.comity.kernel.Digests;

/**
 * A passkey made of software, for the address of MockMvc: it answers what a page asks of
 * a browser (WebAuthn level 2, section 6), each of the answer's binary parts by way of
 * somebody who may change it.
 */
public final class SoftPasskey {

	private static final String ORIGIN = "http://localhost";

	private static final Pattern CHALLENGE = Pattern.compile("\"challenge\":\"([\\w-]+)\"");

	/** The flags of a device whose user is there, and whom it knows. */
	public static final int PRESENT_AND_VERIFIED = 0x05;

	/** Those of one that asks no more than for a touch. */
	public static final int PRESENT = 0x01;

	private static final int WITH_KEY = 0x40;

	/** CBOR: fmt none, no statement, and 148 bytes of data. */
	private static final byte[] ATTESTATION = HexFormat.of()
		.parseHex("a363666d74646e6f6e656761747453746d74a0686175746844617461" + "5894");

	private static final int COORDINATE = 32;

	private final KeyPair keys;

	private final byte[] id = ByteBuffer.allocate(16).putLong(UUID.randomUUID().getLeastSignificantBits()).array();

	/** Whoever sees a number twice takes the passkey for a copy. */
	private byte uses;

	public SoftPasskey() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			this.keys = generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What a browser answers that has made this passkey. */
	public String made(String options, UnaryOperator<byte[]> by) {
		return made(options, PRESENT_AND_VERIFIED, by);
	}

	/** The same of a device with these flags. */
	public String made(String options, int flags, UnaryOperator<byte[]> by) {
		byte[] data = together(head(flags | WITH_KEY), new byte[16], new byte[] { 0, 16 }, this.id, key());
		return answer(by,
				"\"clientDataJSON\":\"" + text(by, client("webauthn.create", options)) + "\",\"attestationObject\":\""
						+ text(by, together(ATTESTATION, data)) + "\",\"transports\":[\"internal\"]");
	}

	/** What a browser answers whose user has shown this passkey. */
	public String shown(String options, UUID person, UnaryOperator<byte[]> by) {
		return shown(options, person, PRESENT_AND_VERIFIED, by);
	}

	/** The same of a device with these flags. */
	public String shown(String options, UUID person, int flags, UnaryOperator<byte[]> by) {
		byte[] client = client("webauthn.get", options);
		byte[] data = head(flags);
		byte[] handle = ByteBuffer.allocate(16)
			.putLong(person.getMostSignificantBits())
			.putLong(person.getLeastSignificantBits())
			.array();
		return answer(by,
				"\"clientDataJSON\":\"" + text(by, client) + "\",\"authenticatorData\":\"" + text(by, data)
						+ "\",\"signature\":\"" + text(by, signed(together(data, Digests.sha256().digest(client))))
						+ "\",\"userHandle\":\"" + text(by, handle) + "\"");
	}

	private String answer(UnaryOperator<byte[]> by, String response) {
		String name = text(by, this.id);
		return "{\"id\":\"" + name + "\",\"rawId\":\"" + name + "\",\"type\":\"public-key\","
				+ "\"authenticatorAttachment\":\"platform\",\"clientExtensionResults\":{},\"response\":{" + response
				+ "}}";
	}

	private static byte[] client(String type, String options) {
		Matcher challenge = CHALLENGE.matcher(options);
		if (!challenge.find()) {
			throw new IllegalStateException("Nothing is asked of the browser");
		}
		return ("{\"type\":\"" + type + "\",\"challenge\":\"" + challenge.group(1) + "\",\"origin\":\"" + ORIGIN
				+ "\",\"crossOrigin\":false}")
			.getBytes(StandardCharsets.UTF_8);
	}

	private byte[] head(int flags) {
		return together(Digests.sha256().digest("localhost".getBytes(StandardCharsets.UTF_8)),
				new byte[] { (byte) flags, 0, 0, 0, ++this.uses });
	}

	/** The public key as COSE has it: EC2, ES256, P-256. */
	private byte[] key() {
		ECPublicKey key = (ECPublicKey) this.keys.getPublic();
		return together(HexFormat.of().parseHex("a5010203262001215820"), coordinate(key.getW().getAffineX()),
				HexFormat.of().parseHex("225820"), coordinate(key.getW().getAffineY()));
	}

	private static byte[] coordinate(java.math.BigInteger number) {
		byte[] bytes = number.toByteArray();
		byte[] full = new byte[COORDINATE];
		int length = Math.min(bytes.length, COORDINATE);
		System.arraycopy(bytes, bytes.length - length, full, COORDINATE - length, length);
		return full;
	}

	private byte[] signed(byte[] bytes) {
		try {
			Signature signature = Signature.getInstance("SHA256withECDSA");
			signature.initSign(this.keys.getPrivate());
			signature.update(bytes);
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String text(UnaryOperator<byte[]> by, byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(by.apply(bytes.clone()));
	}

	private static byte[] together(byte[]... pieces) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] piece : pieces) {
			all.writeBytes(piece);
		}
		return all.toByteArray();
	}

}
