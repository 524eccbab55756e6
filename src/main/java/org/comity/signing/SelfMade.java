package org.comity.signing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key that vouches for itself, for a demonstration: nobody else does.
 */
record SelfMade(PrivateKey privateKey, X509Certificate certificate) {

	/** The demonstration tells of months that have passed, and signs in them. */
	private static final int DAYS_BEFORE = 3 * 365;

	private static final int DAYS_AFTER = 10 * 365;

	/**
	 * Makes a key on the curve P-256.
	 * @param name whose key its certificate says that it is
	 * @param country ISO 3166 code
	 * @param now when
	 */
	static SelfMade key(String name, String country, Instant now) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			KeyPair pair = generator.generateKeyPair();
			X500Name subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.C, country)
				.addRDN(BCStyle.O, name)
				.addRDN(BCStyle.CN, name)
				.build();
			JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(subject,
					new BigInteger(127, new SecureRandom()), Date.from(now.minus(DAYS_BEFORE, ChronoUnit.DAYS)),
					Date.from(now.plus(DAYS_AFTER, ChronoUnit.DAYS)), subject, pair.getPublic());
			builder.addExtension(Extension.keyUsage, true,
					new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
			return new SelfMade(pair.getPrivate(), new JcaX509CertificateConverter().getCertificate(
					builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))));
		}
		catch (GeneralSecurityException | OperatorCreationException | CertIOException ex) {
			throw new IllegalStateException("Every Java platform has keys on P-256", ex);
		}
	}

	@Override
	public String toString() {
		return "SelfMade[hidden]";
	}

}
