package org.comity.letters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.comity.documents.PdfRendererAccess;
import org.comity.documents.Press;
import org.comity.testing.VeraPdf;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The PDF of a letter says what the letter says, in order, and can be listened to.
 */
class LetterPdfTests {

	private static final LetterPdf.Parties PARTIES = new LetterPdf.Parties("Crown Prosecution Service, Northshire Area",
			"United Kingdom Central Authority, Home Office",
			"Office of International Affairs, Criminal Division, U.S. Department of Justice", null, null);

	private static final ResourceBundleMessageSource MESSAGES = messages();

	private static final Press PRESS = PdfRendererAccess.with(MESSAGES);

	private static byte[] letter = {};

	private static byte[] addendum = {};

	@BeforeAll
	static void render() throws IOException {
		LetterVersion first = SampleLetters.version(1, SampleLetters.kidnapping(), "");
		var tree = LetterJson.tree(SampleLetters.kidnapping());
		tree.putObject("summary")
			.put("text", SampleLetters.kidnapping().summary().text() + "\n\nHe signed in every day.");
		LetterVersion second = SampleLetters.version(2, LetterJson.content(tree),
				"OIA asked for the source of the words \"always used it\".\n\nThe sign-in records show use on each day from"
						+ " 30 January to 4 March 2026.");
		LetterPdf pdf = pdf();
		letter = pdf.render(PRESS, first, null, PARTIES);
		addendum = pdf.render(PRESS, second, first, PARTIES);
		Path folder = Files.createDirectories(Path.of("target/pdf"));
		Files.write(folder.resolve("letter.pdf"), letter);
		Files.write(folder.resolve("addendum.pdf"), addendum);
	}

	@Test
	void saysEverythingInTheCustomaryOrder() throws IOException {
		assertThat(text(letter)).containsSubsequence("Crown Prosecution Service, Northshire Area", "CONFIDENTIAL",
				"CPS-NORTHSHIRE-2026-00012", "Letter of request", "URGENT",
				"custody time limit ends on 2 September 2026", "1.", "designated prosecuting authority",
				"Authority conducting the proceedings", "Subject matter and nature", "The offences", "Kidnapping",
				"Maximum penalty: imprisonment for life", "Summary of the facts", "The facts and their sources",
				"2 March 2026, 21:14", "exhibit KL/1", "Persons", "14 July 1991", "Assistance requested",
				"redwharf77@gmail.example", "Evidence sought", "rule 902(11)", "P-2026-88121", "Previous contact",
				"Confidentiality", "Non-disclosure", "Flight from prosecution", "1 August 2026", "Use of the evidence",
				"Joanna Whitfield-Okonkwo", "Annex A", "Search warrant", "Annex B", "KL-1-mail.pdf");
	}

	@Test
	void everyPageCarriesTheHash() throws IOException {
		String hash = SampleLetters.version(1, SampleLetters.kidnapping(), "").sha256();
		try (PDDocument pdf = Loader.loadPDF(letter)) {
			int pages = pdf.getNumberOfPages();
			assertThat(pages).isBetween(3, 6);
			for (int page = 1; page <= pages; page++) {
				PDFTextStripper stripper = new PDFTextStripper();
				stripper.setStartPage(page);
				stripper.setEndPage(page);
				assertThat(stripper.getText(pdf).replaceAll("\\s+", " ")).contains(hash,
						"Page " + page + " of " + pages);
			}
		}
	}

	@Test
	void isTaggedWithFontsAndNobodyInItsProperties() throws IOException {
		try (PDDocument pdf = Loader.loadPDF(letter)) {
			assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
			assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
			assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en-GB");
			assertThat(pdf.getDocumentInformation().getTitle())
				.isEqualTo("Letter of request CPS-NORTHSHIRE-2026-00012");
			assertThat(pdf.getDocumentInformation().getAuthor()).isNull();
			String xmp = new String(Objects.requireNonNull(pdf.getDocumentCatalog().getMetadata()).toByteArray(),
					java.nio.charset.StandardCharsets.UTF_8);
			assertThat(xmp).contains("pdfuaid:part").doesNotContain("Whitfield").doesNotContain("redwharf");
			for (PDPage page : pdf.getPages()) {
				for (COSName name : page.getResources().getFontNames()) {
					assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
				}
			}
		}
	}

	@Test
	void isForEverybodyAndForTheArchive() {
		assertThat(VeraPdf.faults(letter)).isEmpty();
		assertThat(VeraPdf.faults(addendum)).isEmpty();
	}

	@Test
	void anAddendumSaysWhatItAddsAndWhatItChanges() throws IOException {
		assertThat(text(addendum)).containsSubsequence("Addendum 1 to a letter of request", "always used it",
				"What it changes", "Summary of the facts", "He signed in every day", "as it now reads",
				"designated prosecuting authority", "Annex A");
	}

	static LetterPdf pdf() {
		LetterWords words = new LetterWords(MESSAGES);
		return new LetterPdf(new LetterChanges(words), MESSAGES);
	}

	static ResourceBundleMessageSource messages() {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasenames("messages/letters", "messages/rules");
		messages.setDefaultEncoding("UTF-8");
		messages.setDefaultLocale(Locale.UK);
		return messages;
	}

	private static String text(byte[] bytes) throws IOException {
		try (PDDocument pdf = Loader.loadPDF(bytes)) {
			return new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ");
		}
	}

}
