package org.comity.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.comity.kernel.Digests;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every PDF is tagged, carries its fonts, names its language and nobody.
 */
class PdfRendererTests {

	private static final PdfMetadata METADATA = new PdfMetadata("Letter of request, Zażółć", Instant.EPOCH, "f");

	private final PdfRenderer renderer = new PdfRenderer(new StaticMessageSource());

	@Test
	void isTaggedAndCarriesItsFonts() throws IOException {
		byte[] bytes = render("Łódź, Αθήνα, Київ <script>alert(1)</script>");
		Files.write(Files.createDirectories(Path.of("target/pdf")).resolve("sample.pdf"), bytes);
		try (PDDocument pdf = Loader.loadPDF(bytes)) {
			assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
			assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
			assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en-GB");
			assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo(METADATA.title());
			assertThat(pdf.getDocumentInformation().getProducer()).isEqualTo("Comity");
			assertThat(pdf.getDocumentInformation().getAuthor()).isNull();
			assertThat(Objects.requireNonNull(pdf.getDocumentCatalog().getViewerPreferences()).displayDocTitle())
				.isTrue();
			assertThat(pdf.getDocumentCatalog().getOutputIntents()).hasSize(1);
			Set<String> fonts = new HashSet<>();
			for (PDPage page : pdf.getPages()) {
				for (COSName name : page.getResources().getFontNames()) {
					PDFont font = page.getResources().getFont(name);
					assertThat(font.isEmbedded()).as(font.getName()).isTrue();
					fonts.add(font.getName().replaceFirst("^[A-Z]{6}\\+", ""));
				}
			}
			assertThat(fonts).contains("GentiumBookPlus", "GentiumBookPlus-Italic", "GentiumBookPlus-Bold",
					"NotoSans-Regular", "NotoSans-Bold");
			assertThat(new PDFTextStripper().getText(pdf)).contains("Łódź, Αθήνα, Київ", "<script>alert(1)</script>");
		}
	}

	@Test
	void everyWordCanBeSearchedAndReadAloud() throws IOException {
		try (PDDocument pdf = Loader.loadPDF(render("office, first, affairs, flight, off, fjord"))) {
			assertThat(new PDFTextStripper().getText(pdf)).contains("office, first, affairs, flight, off, fjord");
		}
	}

	@Test
	void aCharacterThatNoFontHasIsMarkedAndTheRestStands() throws IOException {
		try (PDDocument pdf = Loader.loadPDF(render("before \u5C71\u7530 \uD83D\uDE00 after"))) {
			assertThat(new PDFTextStripper().getText(pdf)).contains("before ", " after").doesNotContain("\u5C71");
		}
	}

	@Test
	void whatIsNoCharacterIsMarkedAndTheRestStands() throws IOException {
		try (PDDocument pdf = Loader.loadPDF(render("before \uFFFF\uFFFE\u0007\u0000\uD800 after"))) {
			assertThat(new PDFTextStripper().getText(pdf)).contains("before", "after");
		}
	}

	@Test
	void sameInSameOut() {
		assertThat(Digests.sha256(render("Same"))).isEqualTo(Digests.sha256(render("Same")));
	}

	@Test
	void nothingOfOneDocumentIsInTheNextNorInOneMadeAtTheSameTime() throws Exception {
		String alone = Digests.sha256(render("Same"));
		ExecutorService two = Executors.newFixedThreadPool(2);
		try {
			List<Future<String>> made = new ArrayList<>();
			for (int count = 0; count < 8; count++) {
				String other = "Łódź, Αθήνα, Київ " + count;
				made.add(two.submit(() -> {
					render(other);
					return Digests.sha256(render("Same"));
				}));
			}
			for (Future<String> one : made) {
				assertThat(one.get()).isEqualTo(alone);
			}
		}
		finally {
			two.shutdownNow();
		}
	}

	@Test
	void aWholePageOfTextRunsOver() throws IOException {
		try (PDDocument pdf = Loader.loadPDF(render("word ".repeat(2000)))) {
			assertThat(pdf.getNumberOfPages()).isGreaterThan(2);
			assertThat(new PDFTextStripper().getText(pdf)).contains("1 / " + pdf.getNumberOfPages());
		}
	}

	private byte[] render(String text) {
		return this.renderer.render("sample", Map.of("text", text), METADATA);
	}

}
