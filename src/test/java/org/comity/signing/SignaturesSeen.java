package org.comity.signing;

import java.util.ArrayList;
import java.util.List;

import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.validation.SignedDocumentValidator;

/**
 * Looks at a file's signatures as a stranger does, with the library that the European
 * Commission publishes for it.
 */
public final class SignaturesSeen {

	private SignaturesSeen() {
	}

	/**
	 * Returns the names in the certificates of the signatures that are whole, of level B,
	 * and cover the file to its end with nothing changed after them.
	 */
	public static List<String> by(byte[] pdf) {
		SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new InMemoryDocument(pdf));
		validator.setCertificateVerifier(new CommonCertificateVerifier(true));
		DiagnosticData data = new DiagnosticData(validator.getDiagnosticData());
		List<String> names = new ArrayList<>();
		for (SignatureWrapper signature : data.getSignatures()) {
			List<Integer> range = signature.getPDFRevision()
				.getSignatureByteRange()
				.stream()
				.map(Number::intValue)
				.toList();
			boolean whole = signature.isSignatureIntact() && signature.isSignatureValid()
					&& signature.isSigningCertificateReferencePresent() && range.get(2) + range.get(3) == pdf.length
					&& signature.getSignatureFormat() == SignatureLevel.PAdES_BASELINE_B;
			if (whole) {
				names.add(signature.getSigningCertificate().getCommonName());
			}
		}
		return names;
	}

}
