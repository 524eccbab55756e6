package org.comity.testing;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/**
 * Asks veraPDF whether a paper is PDF/UA-1 and PDF/A-2a.
 */
public final class VeraPdf {

	private VeraPdf() {
	}

	/**
	 * Returns what a paper fails, by standard, clause and place; nothing if it is both.
	 */
	public static List<String> faults(byte[] pdf) {
		VeraGreenfieldFoundryProvider.initialise();
		List<String> faults = new ArrayList<>();
		for (PDFAFlavour flavour : List.of(PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_2_A)) {
			try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
					PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
				for (TestAssertion assertion : validator.validate(parser).getTestAssertions()) {
					if (assertion.getStatus() == TestAssertion.Status.FAILED) {
						faults.add(flavour + " " + assertion.getRuleId().getClause() + " " + assertion.getMessage()
								+ " at " + assertion.getLocation().getContext());
					}
				}
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}
		return faults;
	}

}
