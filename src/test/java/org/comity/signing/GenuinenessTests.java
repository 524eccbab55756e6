package org.comity.signing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.comity.desks.casefile.DeskTest;
import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.documents.PdfMetadata;
import org.comity.kernel.Digests;
import org.comity.wall.Wall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/**
 * Whoever holds a document learns whether it was signed here, without signing in, and
 * learns nothing else.
 */
@DeskTest
class GenuinenessTests {

	private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

	private static final String SECRET = "Operation Harrier";

	@Autowired
	MockMvc web;

	@Autowired
	SignedPapers papers;

	@Autowired
	SigningKeys keys;

	@Autowired
	PadesSignature signature;

	@Autowired
	SignedDocuments documents;

	@Autowired
	Genuineness genuineness;

	@Autowired
	Directory directory;

	@Autowired
	Wall wall;

	@Autowired
	TransactionTemplate transaction;

	private byte[] issued = {};

	private Office office = SigningKeysTests.CPS;

	private DocumentCode code = DocumentCode.random();

	@BeforeEach
	void issue() throws IOException {
		this.office = this.directory.officeByCode("CPS-NORTHSHIRE").orElseThrow();
		this.issued = issued(this.office.id(), this.office.id());
		try (PDDocument pdf = Loader.loadPDF(this.issued)) {
			this.code = DocumentCode
				.typed(pdf.getDocumentInformation().getKeywords().substring(DocumentCode.MARK.length()))
				.orElseThrow();
		}
	}

	private byte[] issued(UUID by, UUID standing) {
		return this.wall
			.inTheNameOf(standing, () -> Objects.requireNonNull(this.transaction.execute((status) -> this.papers.of(by)
				.render("evidence-destruction", Map.of("number", 1, "files", List.of(), "offices", List.of(SECRET),
						"keys", List.of(), "office", "An office", "at", "today"),
						new PdfMetadata("A certificate", Instant.EPOCH, "f")))));
	}

	private ResultActions sent(byte[] file) throws Exception {
		return this.web.perform(multipart(new MockMultipartFile("file", "a.pdf", "application/pdf", file)));
	}

	private static org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder multipart(
			MockMultipartFile file) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		body.write(("--b\r\nContent-Disposition: form-data; name=\"" + file.getName() + "\"; filename=\""
				+ file.getOriginalFilename() + "\"\r\nContent-Type: application/pdf\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		body.write(file.getBytes());
		body.write("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
		return post("/verify").with(csrf().asHeader())
			.contentType("multipart/form-data; boundary=b")
			.content(body.toByteArray());
	}

	private void answers(byte[] file, String title) throws Exception {
		sent(file).andExpect(status().isOk())
			.andExpect(content().string(containsString(title)))
			.andExpect(content().string(not(containsString(SECRET))));
	}

	@Test
	void theVeryBytesAreGenuineAndSayWhoSigned() throws Exception {
		sent(this.issued).andExpect(status().isOk())
			.andExpect(content().string(containsString("This document is genuine")))
			.andExpect(content().string(containsString(this.office.name())))
			.andExpect(content().string(containsString(Digests.sha256(this.issued))))
			.andExpect(content().string(containsString(this.keys.of(this.office).orElseThrow().fingerprint())))
			.andExpect(content().string(not(containsString(SECRET))));
	}

	@Test
	void whatWasMadeOfItIsAltered() throws Exception {
		byte[] changed = this.issued.clone();
		changed[200] ^= 1;
		answers(changed, "This document was altered");
		byte[] longer = java.util.Arrays.copyOf(this.issued, this.issued.length + 1);
		answers(longer, "This document was altered");
		try (PDDocument pdf = Loader.loadPDF(this.issued)) {
			ByteArrayOutputStream added = new ByteArrayOutputStream();
			pdf.getDocumentCatalog().setLanguage("fr");
			pdf.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
			pdf.saveIncremental(added);
			answers(added.toByteArray(), "This document was altered");
			pdf.getDocumentCatalog().setAcroForm(null);
			pdf.getPage(0).setAnnotations(List.of());
			ByteArrayOutputStream stripped = new ByteArrayOutputStream();
			pdf.save(stripped);
			answers(stripped.toByteArray(), "This document was altered");
		}
	}

	@Test
	void withoutItsCodeItIsKnownByItsCertificate() throws Exception {
		String mark = DocumentCode.MARK + this.code;
		byte[] stripped = new String(this.issued, StandardCharsets.ISO_8859_1).replace(mark, "x".repeat(mark.length()))
			.getBytes(StandardCharsets.ISO_8859_1);
		assertThat(this.genuineness.check(new ByteArrayInputStream(stripped)).answer())
			.isEqualTo(Genuineness.Answer.ALTERED);
		// Signed by a key of ours, for another office or behind our back.
		byte[] never = this.signature.sign(plain(), this.keys.of(this.office).orElseThrow(), "X", Instant.now());
		answers(never, "This document was altered");
	}

	@Test
	void aSelfMadeCertificateOfTheSameNameIsUnknown() throws Exception {
		SelfMade made = SelfMade.key(this.office.name(), this.office.country(), NOW);
		byte[] forged = this.signature.sign(plain(), new OfficeKey(made.privateKey(), List.of(made.certificate())),
				this.office.name(), Instant.now());
		sent(forged).andExpect(status().isOk())
			.andExpect(content().string(containsString("This document is not known here")))
			.andExpect(content().string(not(containsString(this.office.name()))));
	}

	@Test
	void whatIsNoneOfOursIsUnknownWhateverItIs() throws Exception {
		answers(plain(), "This document is not known here");
		for (String text : List.of("%PDF-1.7\n", "%PDF-1.4\n1 0 obj << /Length 99999999999 >> stream\n\u0000x",
				"%PDF-1.7\n" + "[".repeat(100_000),
				"%PDF-1.7\ntrailer << /Root 1 0 R /Prev 0 >>\nstartxref\n0\n%%EOF")) {
			answers(text.getBytes(StandardCharsets.ISO_8859_1), "This document is not known here");
		}
		try (PDDocument pdf = new PDDocument()) {
			pdf.addPage(new PDPage());
			pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			pdf.save(out);
			answers(out.toByteArray(), "This document is not known here");
		}
	}

	private static byte[] plain() throws IOException {
		try (PDDocument pdf = new PDDocument()) {
			pdf.addPage(new PDPage());
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			pdf.save(out);
			return out.toByteArray();
		}
	}

	@Test
	void whatCannotBeCheckedIsRefusedInWords() throws Exception {
		sent(new byte[0]).andExpect(status().is(422)).andExpect(content().string(containsString("is empty")));
		sent("Dear Sir".getBytes(StandardCharsets.US_ASCII)).andExpect(status().is(422))
			.andExpect(content().string(containsString("this is a text file")));
		byte[] large = new byte[20 * 1024 * 1024 + 1];
		System.arraycopy("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), 0, large, 0, 9);
		sent(large).andExpect(status().is(422)).andExpect(content().string(containsString("is larger than 20 MB")));
		this.web
			.perform(post("/verify").with(csrf().asHeader())
				.contentType("multipart/form-data; boundary=b")
				.content("--b--\r\n"))
			.andExpect(status().is(422))
			.andExpect(content().string(containsString("Choose the document that you want to check")));
		this.web.perform(post("/verify").contentType("multipart/form-data; boundary=b").content("--b--\r\n"))
			.andExpect(status().isForbidden());
	}

	@Test
	void aCodeIsFoundHoweverItIsTypedAndNamesNoOffice() throws Exception {
		for (String typed : List.of(this.code.toString(), this.code.value().toLowerCase(java.util.Locale.ROOT),
				this.code.toString().replace('-', ' '))) {
			this.web.perform(post("/verify/code").with(csrf()).param("code", typed))
				.andExpect(status().isOk())
				.andExpect(content().string(containsString("A document with this code was signed here")))
				.andExpect(content().string(containsString(Digests.sha256(this.issued))))
				.andExpect(content().string(not(containsString(this.office.name()))))
				.andExpect(content().string(not(containsString(SECRET))));
		}
		this.web.perform(post("/verify/code").with(csrf()).param("code", DocumentCode.random().toString()))
			.andExpect(status().isOk())
			.andExpect(content().string(containsString("No document with this code was signed here")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "ABC", "<script>", "7KQ2-M9XD-4TRA-P0ZU" })
	void whatIsNoCodeIsSaidBesideTheField(String typed) throws Exception {
		this.web.perform(post("/verify/code").with(csrf()).param("code", typed))
			.andExpect(status().is(422))
			.andExpect(content().string(containsString("code-error")))
			.andExpect(content().string(not(containsString("<script>\""))));
	}

	@Test
	void theDoorLeadsThere() throws Exception {
		this.web.perform(get("/sign-in")).andExpect(content().string(containsString("href=\"/verify\"")));
		this.web.perform(get("/verify"))
			.andExpect(status().isOk())
			.andExpect(content().string(containsString("Check a document")));
	}

	@Test
	void anOfficeSignsInItsOwnNameAloneAndOnlyWithWhatIsKept() {
		Office other = this.directory.officeByCode("USAO-NDCAL").orElseThrow();
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> issued(this.office.id(), other.id()))
			.withStackTraceContaining("row-level security");
		assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(
				() -> this.documents.add(new SignedDocument(this.code, "", this.office.id(), "", Instant.now())));
		byte[] undone = this.wall.inTheNameOf(this.office.id(),
				() -> Objects.requireNonNull(this.transaction.execute((status) -> {
					status.setRollbackOnly();
					return this.papers.whereAble(this.office.id())
						.render("evidence-destruction",
								Map.of("number", 1, "files", List.of(), "offices", List.of(), "keys", List.of(),
										"office", "An office", "at", "today"),
								new PdfMetadata("A certificate", Instant.EPOCH, "f"));
				})));
		assertThat(this.documents.ofBytes(Digests.sha256(undone))).isEmpty();
	}

	@Test
	void withoutAKeyAPaperThatMayGoUnsignedDoesAndAnotherIsRefused() {
		SigningKeysAccess.withoutKeys(this.papers, () -> {
			assertThat(this.papers.refusal(this.office.id())).singleElement()
				.satisfies((one) -> assertThat(one.arguments()).containsExactly(this.office.name()));
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> issued(this.office.id(), this.office.id()));
			assertThat(SignaturesSeen.by(this.papers.whereAble(this.office.id())
				.render("evidence-destruction",
						Map.of("number", 1, "files", List.of(), "offices", List.of(), "keys", List.of(), "office",
								"An office", "at", "today"),
						new PdfMetadata("A certificate", Instant.EPOCH, "f"))))
				.isEmpty();
		});
		assertThat(this.papers.refusal(this.office.id())).isEmpty();
		assertThat(new MissingKeysNotice(this.keys, this.directory, java.time.Clock.systemUTC()).without()).isEmpty();
		assertThat(
				new MissingKeysNotice(SigningKeysTests.none(), this.directory, java.time.Clock.systemUTC()).without())
			.contains("CPS-NORTHSHIRE");
	}

}
