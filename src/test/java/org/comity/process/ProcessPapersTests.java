package org.comity.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.text.PDFTextStripper;
import org.comity.directory.Directory;
import org.comity.documents.Document;
import org.comity.documents.Documents;
import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.requests.MoveResult;
import org.comity.requests.Papers;
import org.comity.requests.Requests;
import org.comity.signing.SignaturesSeen;
import org.comity.signing.SignedPapers;
import org.comity.signing.SigningKeysAccess;
import org.comity.testing.AsOwner;
import org.comity.testing.VeraPdf;
import org.comity.wall.Wall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The papers that are served say what the provider must know, and nothing that it may
 * not.
 */
@ProcessTest
class ProcessPapersTests {

	@Autowired
	ProcessStage stage;

	@Autowired
	Processes processes;

	@Autowired
	Affidavits affidavits;

	@Autowired
	SignedPapers signed;

	@Autowired
	Documents documents;

	@Autowired
	Wall wall;

	@Autowired
	Papers papers;

	@Autowired
	Requests requests;

	@Autowired
	Directory directory;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@ParameterizedTest
	@EnumSource
	void theyNameNothingOfTheCase(ProcessKind kind) throws IOException {
		UUID request = this.stage.executing();
		Actor usao = this.stage.cast.assistant();
		UUID process = this.stage.opened(request, kind);
		this.stage.made(usao, process, ProcessMove.APPLY, ProcessDetails.none());
		this.stage.made(usao, process, ProcessMove.NARROWED,
				this.stage.granted()
					.withReason("Operation Harrier, kidnapping, Northshire Police")
					.withScope("Mail sent between 11 and 25 January 2026 only."));
		this.stage.made(usao, process, ProcessMove.NON_DISCLOSURE_GRANTED,
				ProcessDetails.none()
					.withNonDisclosure(Set.of(NonDisclosureGround.ENDANGERING_LIFE, NonDisclosureGround.FLIGHT),
							this.stage.today(), this.stage.today().plusDays(365)));
		this.stage.made(usao, process, ProcessMove.SERVE, ProcessDetails.none());
		ServedProcess served = this.processes.served(this.stage.cast.counsel(), process);
		assertThat(served.documents()).extracting(ProcessPaper::kind).containsExactly(kind.name(), "NON_DISCLOSURE");
		Requests.Facts about = this.requests.facts(request);
		List<String> secrets = new ArrayList<>(ProcessStage.SECRETS);
		secrets.addAll(List.of(about.title(), about.reference(), Objects.requireNonNull(about.requestingReference()),
				Objects.requireNonNull(about.requestedReference()), request.toString(), usao.name(),
				this.stage.cast.officer().name(), "life", "Flight", "FLIGHT", "United Kingdom"));
		for (ProcessPaper paper : served.documents()) {
			byte[] bytes = bytes(paper.id());
			Files.write(Files.createDirectories(Path.of("target/pdf"))
				.resolve(kind.name().toLowerCase(java.util.Locale.ROOT) + "-"
						+ paper.kind().toLowerCase(java.util.Locale.ROOT) + ".pdf"),
					bytes);
			assertThat(paper.sha256()).isEqualTo(Digests.sha256(bytes));
			assertThat(VeraPdf.faults(bytes)).as(paper.kind()).isEmpty();
			assertThat(SignaturesSeen.by(bytes)).as(paper.kind())
				.containsExactly(this.directory.office(usao.office()).name());
			assertThat(this.jdbc.sql("select count(*) from ledger_entry where document_hashes::text like :hash")
				.param("hash", "%" + paper.sha256() + "%")
				.query(Long.class)
				.single()).as("on the ledger").isPositive();
			String said = said(bytes);
			assertThat(said + paper.name()).doesNotContainIgnoringCase(secrets.toArray(String[]::new));
			assertThat(said).contains(served.reference(), "Google LLC", "3:26-mj-70411", canonicalHash(paper.id()));
		}
		String instrument = said(bytes(served.documents().get(0).id()));
		assertThat(instrument).contains("redwharf77@gmail.example", "+447700900123", "from 1 January 2026 00:00",
				"Mail sent between 11 and 25 January 2026 only.",
				this.stage.today().plusDays(21).format(java.time.format.DateTimeFormatter.ofPattern("d MMMM yyyy")));
		assertThat(said(bytes(served.documents().get(1).id()))).contains(
				this.stage.today().plusDays(365).format(java.time.format.DateTimeFormatter.ofPattern("d MMMM yyyy")),
				"18 U.S.C. 2705(b)");
	}

	@Test
	void anOfficeWithoutAKeyMakesNoMoveOfWhichAPaperComes() {
		UUID request = this.stage.executing();
		Actor usao = this.stage.cast.assistant();
		UUID process = this.stage.opened(request, ProcessKind.SUBPOENA);
		this.stage.made(usao, process, ProcessMove.APPLY, ProcessDetails.none());
		SigningKeysAccess.withoutKeys(this.signed,
				() -> assertThat(this.stage.make(usao, process, ProcessMove.GRANTED, this.stage.granted()))
					.isInstanceOfSatisfying(MoveResult.Rejected.class,
							(rejected) -> assertThat(rejected.reasons()).extracting(Rejection::code)
								.containsExactly("signing.no-key")));
		assertThat(this.processes.view(usao, process).documents()).isEmpty();
	}

	@Test
	void theApplicationPrintsTheStatementAndStaysWithTheRequestedSide() throws IOException {
		UUID request = this.stage.executing();
		Actor usao = this.stage.cast.assistant();
		UUID process = this.stage.opened(request, ProcessKind.WARRANT);
		this.affidavits.save(usao, process,
				"1. Fact 1 of the letter: a mail came.\nSource: Exhibit 1\n\n2. \u201cNow\u201d", 0);
		this.stage.made(usao, process, ProcessMove.APPLY, ProcessDetails.none());
		ProcessPaper paper = this.processes.view(usao, process).documents().get(0);
		assertThat(paper.kind()).isEqualTo("APPLICATION");
		byte[] bytes = bytes(paper.id());
		Files.write(Files.createDirectories(Path.of("target/pdf")).resolve("application.pdf"), bytes);
		assertThat(VeraPdf.faults(bytes)).isEmpty();
		assertThat(said(bytes)).contains("1. Fact 1 of the letter: a mail came. Source: Exhibit 1",
				"2. \u201cNow\u201d", "Search warrant", "Attachment A", "Attachment B", "28 U.S.C. 1746",
				canonicalHash(paper.id()));
		this.stage.made(usao, process, ProcessMove.GRANTED, this.stage.granted());
		this.stage.made(usao, process, ProcessMove.SERVE, ProcessDetails.none());
		assertThat(this.papers.find(this.stage.cast.attorney(), paper.id()).name()).startsWith("Application PROC-");
		for (Actor blind : List.of(this.stage.cast.counsel(), this.stage.cast.officer(), this.stage.cast.authority(),
				this.stage.cast.of("USAO-WDWASH", Role.ATTORNEY))) {
			assertThatThrownBy(() -> this.papers.find(blind, paper.id())).as(blind.officeName())
				.isInstanceOf(java.util.NoSuchElementException.class);
		}
	}

	@ParameterizedTest
	@EnumSource(names = "WARRANT")
	void nobodyReadsThemWhoDoesNotSeeTheProcess(ProcessKind kind) {
		UUID request = this.stage.executing();
		UUID process = this.stage.ready(request);
		UUID paper = this.wall.inTheNameOf(this.stage.cast.assistant().office(), () -> this.documents.of(request))
			.stream()
			.filter((document) -> document.kind().equals(kind.name()))
			.map(Document::id)
			.findFirst()
			.orElseThrow();
		Actor google = this.stage.cast.counsel();
		assertThat(this.papers.find(this.stage.cast.assistant(), paper).name()).startsWith("Search warrant PROC-");
		assertThatThrownBy(() -> this.papers.find(google, paper)).as("before service")
			.isInstanceOf(java.util.NoSuchElementException.class);
		this.stage.made(this.stage.cast.assistant(), process, ProcessMove.SERVE, ProcessDetails.none());
		assertThat(this.papers.find(google, paper).name()).startsWith("warrant-");
		for (Actor blind : List.of(this.stage.cast.officer(), this.stage.cast.prosecutor(), this.stage.cast.authority(),
				this.stage.cast.of("MICROSOFT", Role.PROVIDER_COUNSEL))) {
			assertThatThrownBy(() -> this.papers.find(blind, paper)).as(blind.officeName())
				.isInstanceOf(java.util.NoSuchElementException.class);
		}
	}

	private String canonicalHash(UUID document) {
		String canonical = this.jdbc.sql("select canonical from process_paper where document_id = :id")
			.param("id", document)
			.query(String.class)
			.single();
		return Digests.sha256(canonical.getBytes(StandardCharsets.UTF_8));
	}

	private byte[] bytes(UUID document) {
		return this.wall.inTheNameOf(this.stage.cast.assistant().office(), () -> {
			try (InputStream in = this.documents.open(document)) {
				return in.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

	/** Everything a reader could find in it: pages, properties, the tags' metadata. */
	private static String said(byte[] bytes) throws IOException {
		try (PDDocument pdf = Loader.loadPDF(bytes)) {
			PDMetadata metadata = pdf.getDocumentCatalog().getMetadata();
			ByteArrayOutputStream raw = new ByteArrayOutputStream();
			metadata.exportXMPMetadata().transferTo(raw);
			return new PDFTextStripper().getText(pdf).replaceAll("\\s+", " ")
					+ pdf.getDocumentInformation().getCOSObject() + raw.toString(StandardCharsets.UTF_8);
		}
	}

}
