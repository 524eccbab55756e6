package org.comity.signing;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.comity.kernel.Digests;

/**
 * An office's key and its certificate with those above it, the office's own first. The
 * private key can never be printed and leaves this module never.
 */
final class OfficeKey {

	private static final int LEAST_RSA = 2048;

	private static final int LEAST_EC = 256;

	private static final byte[] PROBE = { 'p', 'r', 'o', 'b', 'e' };

	private final PrivateKey key;

	private final List<X509Certificate> chain;

	OfficeKey(PrivateKey key, List<X509Certificate> chain) {
		this.key = key;
		this.chain = List.copyOf(chain);
	}

	X509Certificate certificate() {
		return this.chain.get(0);
	}

	List<X509Certificate> chain() {
		return this.chain;
	}

	/** The SHA-256 of the certificate, as every tool shows it. */
	String fingerprint() {
		try {
			return Digests.sha256(certificate().getEncoded());
		}
		catch (CertificateEncodingException ex) {
			throw new IllegalStateException("A certificate that was read can be written", ex);
		}
	}

	boolean valid(Instant at) {
		return !at.isBefore(certificate().getNotBefore().toInstant())
				&& !at.isAfter(certificate().getNotAfter().toInstant());
	}

	/** Returns what is wrong with it, or nothing. */
	Optional<String> fault() {
		if (certificate().getPublicKey() instanceof RSAPublicKey rsa) {
			if (rsa.getModulus().bitLength() < LEAST_RSA) {
				return Optional.of("is an RSA key of fewer than " + LEAST_RSA + " bits");
			}
		}
		else if (certificate().getPublicKey() instanceof ECPublicKey ec) {
			if (ec.getParams().getOrder().bitLength() < LEAST_EC) {
				return Optional.of("is an EC key of fewer than " + LEAST_EC + " bits");
			}
		}
		else {
			return Optional.of("is neither an RSA nor an EC key");
		}
		boolean[] usage = certificate().getKeyUsage();
		if (usage != null && !usage[0] && !usage[1]) {
			return Optional.of("has a certificate that is not for signatures");
		}
		return matches() ? Optional.empty() : Optional.of("is not the key of its certificate");
	}

	private boolean matches() {
		try {
			java.security.Signature signature = java.security.Signature.getInstance(algorithm());
			signature.initVerify(certificate().getPublicKey());
			signature.update(PROBE);
			return signature.verify(sign(PROBE));
		}
		catch (GeneralSecurityException | IllegalStateException ex) {
			return false;
		}
	}

	/** Signs with SHA-256. */
	byte[] sign(byte[] text) {
		try {
			java.security.Signature signature = java.security.Signature.getInstance(algorithm());
			signature.initSign(this.key);
			signature.update(text);
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The office's key does not sign", ex);
		}
	}

	private String algorithm() {
		return (certificate().getPublicKey() instanceof RSAPublicKey) ? "SHA256withRSA" : "SHA256withECDSA";
	}

	@Override
	public String toString() {
		return "OfficeKey[hidden]";
	}

}
