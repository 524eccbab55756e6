package org.comity.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.MimeTypeEnum;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.ToBeSigned;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;

import org.springframework.stereotype.Component;

/**
 * Signs a PDF as PAdES (ETSI EN 319 142-1), baseline B: signed, at a time that the signer
 * states; no authority stamps it. The signature is not drawn, and stands behind the
 * document's own bytes. Nothing is ever fetched.
 */
@Component
class PadesSignature {

	/** Sources of nothing: neither certificates nor revocation are asked for. */
	private static final boolean NO_SOURCES = true;

	private final PAdESService service = new PAdESService(new CommonCertificateVerifier(NO_SOURCES));

	/**
	 * Signs a PDF.
	 * @param at when it is signed; the certificate must be valid then
	 */
	byte[] sign(byte[] pdf, OfficeKey key, String office, Instant at) {
		PAdESSignatureParameters parameters = new PAdESSignatureParameters();
		parameters.setSignatureLevel(SignatureLevel.PAdES_BASELINE_B);
		parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
		parameters.setSigningCertificate(new CertificateToken(key.certificate()));
		parameters.setCertificateChain(key.chain().stream().map(CertificateToken::new).toList());
		parameters.setSignerName(office);
		parameters.setAppName("Comity");
		parameters.bLevel().setSigningDate(Date.from(at));
		DSSDocument document = new InMemoryDocument(pdf, "document.pdf", MimeTypeEnum.PDF);
		ToBeSigned text = this.service.getDataToSign(document, parameters);
		SignatureValue value = new SignatureValue(parameters.getSignatureAlgorithm(), key.sign(text.getBytes()));
		try {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			this.service.signDocument(document, parameters, value).writeTo(out);
			return out.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
