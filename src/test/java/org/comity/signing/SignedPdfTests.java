package org.comity.signing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.comity.documents.PdfMetadata;
import org.comity.documents.PdfRendererAccess;
import org.comity.testing.VeraPdf;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A signed PDF is signed for everybody, stays readable for everybody, and is told from
 * what was made of it.
 */
class SignedPdfTests {

	private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

	private static final OfficeKey KEY = key("Crown Prosecution Service, Northshire Area");

	private static final DocumentCode CODE = new DocumentCode("7KQ2M9XD4TRAP0ZE");

	private static byte[] signed = {};

	private static OfficeKey key(String name) {
		SelfMade made = SelfMade.key(name, "GB", NOW);
		return new OfficeKey(made.privateKey(), List.of(made.certificate()));
	}

	@BeforeAll
	static void sign() throws IOException {
		signed = signed(KEY, CODE);
		Files.write(Files.createDirectories(Path.of("target/pdf")).resolve("signed.pdf"), signed);
	}

	static byte[] signed(OfficeKey key, DocumentCode code) {
		return new PadesSignature().sign(unsigned(code), key, "An office", Instant.now());
	}

	private static byte[] unsigned(DocumentCode code) {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasenames("messages/evidence", "messages/signing");
		messages.setDefaultEncoding("UTF-8");
		return PdfRendererAccess.with(messages)
			.render("evidence-destruction",
					Map.of("number", 1, "files", List.of(), "offices", List.of("An office"), "keys", List.of(),
							"office", "An office", "at", "today", "signed",
							new SignedPapers.Foot(code.toString(), "https://comity.example/verify")),
					new PdfMetadata("A certificate", Instant.EPOCH, "f").withKeyword(DocumentCode.MARK + code));
	}

	record Marks(List<String> codes, boolean certificate) {
	}

	static Marks marks(byte[] bytes) {
		return marks(bytes, 64 * 1024);
	}

	private static Marks marks(byte[] bytes, int piece) {
		try (MarkScanner scanner = new MarkScanner()) {
			for (int i = 0; i < bytes.length; i += piece) {
				byte[] part = Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + piece));
				scanner.take(part, part.length);
			}
			assertThat(scanner.sha256()).isEqualTo(org.comity.kernel.Digests.sha256(bytes));
			return new Marks(List.copyOf(scanner.codes()), scanner.certificates().contains(KEY.fingerprint()));
		}
	}

	@Test
	void itIsPadesAndStaysForTheArchiveAndForReadersWhoListen() throws IOException {
		assertThat(SignaturesSeen.by(signed)).containsExactly("Crown Prosecution Service, Northshire Area");
		assertThat(VeraPdf.faults(signed)).isEmpty();
		try (PDDocument pdf = Loader.loadPDF(signed)) {
			assertThat(pdf.getSignatureDictionaries()).singleElement().satisfies((one) -> {
				assertThat(one.getSubFilter()).isEqualTo("ETSI.CAdES.detached");
				assertThat(one.getName()).isEqualTo("An office");
				assertThat(one.getReason()).isNull();
				assertThat(one.getLocation()).isNull();
			});
			assertThat(pdf.getDocumentInformation().getKeywords()).isEqualTo("comity-signed:7KQ2-M9XD-4TRA-P0ZE");
			assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
				.contains("Check this document at https://comity.example/verify with the code 7KQ2-M9XD-4TRA-P0ZE");
		}
	}

	/** Offices do not wait for one another. */
	@Test
	void manyAreSignedAtOnce() {
		byte[] pdf = unsigned(CODE);
		PadesSignature signature = new PadesSignature();
		List<byte[]> all = IntStream.range(0, 24)
			.parallel()
			.mapToObj((one) -> signature.sign(pdf, KEY, "An office", NOW))
			.toList();
		assertThat(all).allSatisfy((one) -> assertThat(SignaturesSeen.by(one))
			.containsExactly("Crown Prosecution Service, Northshire Area"));
	}

	@Test
	void itsMarksAreFoundInWhateverPiecesItComes() {
		for (int piece : new int[] { 1, 7, 1000, 64 * 1024 }) {
			assertThat(marks(signed, piece)).isEqualTo(new Marks(List.of(CODE.value()), true));
		}
	}

	@Test
	void aChangedByteBreaksTheSignatureAndLeavesTheMarks() {
		byte[] changed = signed.clone();
		changed[300] ^= 1;
		assertThat(marks(changed)).isEqualTo(new Marks(List.of(CODE.value()), true));
		int title = indexOf(signed, "A certificate");
		byte[] renamed = signed.clone();
		renamed[title] = 'B';
		assertThat(SignaturesSeen.by(renamed)).isEmpty();
		assertThat(marks(renamed)).isEqualTo(new Marks(List.of(CODE.value()), true));
	}

	@Test
	void whatIsAddedBehindTheSignatureIsOutsideOfIt() throws IOException {
		byte[] longer = added();
		assertThat(longer.length).isGreaterThan(signed.length);
		assertThat(SignaturesSeen.by(longer)).isEmpty();
		assertThat(marks(longer)).isEqualTo(new Marks(List.of(CODE.value()), true));
	}

	static byte[] added() throws IOException {
		try (PDDocument pdf = Loader.loadPDF(signed)) {
			pdf.getDocumentCatalog().getCOSObject().setString(COSName.getPDFName("Note"), "Added");
			pdf.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			pdf.saveIncremental(out);
			return out.toByteArray();
		}
	}

	static byte[] stripped() throws IOException {
		try (PDDocument pdf = Loader.loadPDF(signed)) {
			pdf.getDocumentCatalog().setAcroForm(null);
			pdf.getPage(0).setAnnotations(List.of());
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			pdf.save(out);
			return out.toByteArray();
		}
	}

	@Test
	void withoutItsSignatureTheCodeIsStillFoundPackedOrNot() throws IOException {
		byte[] stripped = stripped();
		assertThat(SignaturesSeen.by(stripped)).isEmpty();
		assertThat(marks(stripped)).isEqualTo(new Marks(List.of(CODE.value()), false));
		// All that is left of it in the properties, which are packed.
		byte[] packed = new String(stripped, StandardCharsets.ISO_8859_1)
			.replace(DocumentCode.MARK + CODE, " ".repeat((DocumentCode.MARK + CODE).length()))
			.getBytes(StandardCharsets.ISO_8859_1);
		assertThat(marks(packed)).isEqualTo(new Marks(List.of(CODE.value()), false));
	}

	@Test
	void theCodeIsFoundInWideCharactersAndInDigits() {
		String text = DocumentCode.MARK + CODE;
		String digits = java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE));
		for (byte[] bytes : List.of(text.getBytes(StandardCharsets.UTF_16BE), text.getBytes(StandardCharsets.UTF_16LE),
				("%PDF-1.7 /Keywords <FEFF" + digits + ">").getBytes(StandardCharsets.US_ASCII))) {
			assertThat(marks(bytes).codes()).containsExactly(CODE.value());
		}
	}

	@Test
	void anotherKeyOfTheSameNameIsNotOurs() {
		byte[] forged = signed(key("Crown Prosecution Service, Northshire Area"), DocumentCode.random());
		assertThat(SignaturesSeen.by(forged)).containsExactly("Crown Prosecution Service, Northshire Area");
		assertThat(marks(forged).certificate()).isFalse();
		assertThat(marks(forged).codes()).doesNotContain(CODE.value());
	}

	/** Each is as large as may come in. */
	@Test
	@Timeout(60)
	void whatIsMadeToTireUsDoesNot() throws IOException {
		int size = 20 * 1024 * 1024;
		ByteArrayOutputStream bomb = new ByteArrayOutputStream();
		bomb.write("%PDF-1.7\n1 0 obj << /Filter /FlateDecode >> stream\n".getBytes(StandardCharsets.US_ASCII));
		try (DeflaterOutputStream packed = new DeflaterOutputStream(bomb)) {
			byte[] zeros = new byte[1024 * 1024];
			for (int i = 0; i < 128; i++) {
				packed.write(zeros);
			}
		}
		byte[] noise = new byte[size];
		new Random(1).nextBytes(noise);
		byte[] digits = "30820100".repeat(size / 8).getBytes(StandardCharsets.US_ASCII);
		byte[] sequences = ("<" + "3082010030820100".repeat(40) + ">").repeat(size / 642)
			.getBytes(StandardCharsets.US_ASCII);
		byte[] streams = "stream\nx\u009c\u00ff".repeat(size / 10).getBytes(StandardCharsets.ISO_8859_1);
		byte[] codes = (DocumentCode.MARK + CODE).repeat(size / 33).getBytes(StandardCharsets.US_ASCII);
		for (byte[] one : List.of(bomb.toByteArray(), noise, digits, sequences, streams, codes)) {
			long before = System.nanoTime();
			assertThat(marks(one).certificate()).isFalse();
			assertThat(System.nanoTime() - before).as("nanoseconds").isLessThan(20_000_000_000L);
		}
	}

	private static int indexOf(byte[] bytes, String text) {
		int found = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
		assertThat(found).isPositive();
		return found;
	}

	static ByteArrayInputStream stream(byte[] bytes) {
		return new ByteArrayInputStream(bytes);
	}

}
