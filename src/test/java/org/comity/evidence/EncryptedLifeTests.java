package org.comity.evidence;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.comity.documents.BlobStore;
import org.comity.documents.DestroyedBlob;
import org.comity.documents.Documents;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.proof.LedgerProof;
import org.comity.requests.AccountOutcome;
import org.comity.requests.Ledger;
import org.comity.requests.MoveDetails;
import org.comity.requests.RequestMove;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessMove;
import org.comity.testing.AsOwner;
import org.comity.wall.Overseen;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Evidence is uploaded, passed on, read, packed and destroyed, and at every moment no
 * file below the data directory or among the temporary ones holds a word of it.
 */
@EvidenceTest
class EncryptedLifeTests {

	/** Not in any class file, and nowhere else on the disk. */
	private final String marker = "Marker-" + UUID.randomUUID();

	private final Instant start = Instant.ofEpochMilli(System.currentTimeMillis() - 2000);

	private final Path data;

	@Autowired
	EvidenceStage stage;

	@Autowired
	IncomingUploads uploads;

	@Autowired
	Evidence evidence;

	@Autowired
	Packages packages;

	@Autowired
	FirstLook look;

	@Autowired
	Documents documents;

	@Autowired
	@Qualifier("evidenceBlobs")
	BlobStore blobs;

	@Autowired
	Ledger ledger;

	@Autowired
	LedgerProof proof;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	EncryptedLifeTests(@Value("${comity.data-directory}") Path data) {
		this.data = data;
	}

	/** The files that hold some words in the clear. */
	private List<Path> holding(String words) {
		List<Path> found = new ArrayList<>();
		try {
			search(this.data, words, FileTime.fromMillis(0), found);
			search(Path.of(Objects.requireNonNull(System.getProperty("java.io.tmpdir"))), words,
					FileTime.from(this.start), found);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return found;
	}

	private static void search(Path root, String words, FileTime since, List<Path> found) throws IOException {
		Files.walkFileTree(root, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				if (attributes.isRegularFile() && attributes.lastModifiedTime().compareTo(since) >= 0
						&& holds(file, words) && !found.contains(file.toAbsolutePath())) {
					found.add(file.toAbsolutePath());
				}
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException ex) {
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path folder,
					java.io.@org.jspecify.annotations.Nullable IOException ex) {
				return FileVisitResult.CONTINUE;
			}
		});
	}

	private static boolean holds(Path file, String words) {
		int overlap = words.length() - 1;
		try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
			String before = "";
			byte[] piece;
			while ((piece = stream.readNBytes(1024 * 1024)).length > 0) {
				String text = before + new String(piece, StandardCharsets.ISO_8859_1);
				if (text.contains(words)) {
					return true;
				}
				before = text.substring(Math.max(0, text.length() - overlap));
			}
			return false;
		}
		catch (IOException ex) {
			// Gone meanwhile, or another's.
			return false;
		}
	}

	private void nothingLiesInTheClear() {
		assertThat(holding(this.marker)).isEmpty();
	}

	private byte[] mailbox(int messages) {
		StringBuilder text = new StringBuilder();
		for (int number = 0; number < messages; number++) {
			text.append("From nobody Mon Jan  5 10:00:00 2026\nFrom: a@example.org\nSubject: ")
				.append(this.marker)
				.append("\n\n")
				.append((this.marker + ' ').repeat(20))
				.append("\n\n");
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	/** A stream that comes to this while it is being kept. */
	private static InputStream then(Runnable work) {
		return new InputStream() {
			private boolean done;

			@Override
			public int read() {
				if (!this.done) {
					this.done = true;
					work.run();
				}
				return -1;
			}
		};
	}

	private static InputStream all(byte[] first, InputStream then, byte[] last) {
		return new SequenceInputStream(new SequenceInputStream(new ByteArrayInputStream(first), then),
				new ByteArrayInputStream(last));
	}

	@Test
	void noWordOfItLiesAnywhereFromTheUploadToTheDestruction() throws IOException {
		Path control = Files.writeString(Files.createDirectories(this.data).resolve("control"), "x" + this.marker);
		assertThat(holding(this.marker)).containsExactly(control.toAbsolutePath());
		Files.delete(control);
		UUID request = this.stage.before.executing();
		UUID process = this.stage.before.answering(request);
		UUID part = this.stage.begun(process);
		byte[] mailbox = mailbox(2000);
		assertThat(this.stage.add(part, "mailbox.mbox", null, all(mailbox, then(this::nothingLiesInTheClear), mailbox)))
			.isEmpty();
		nothingLiesInTheClear();
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> this.stage.add(part, "broken.mbox", null, all(mailbox, then(() -> {
				nothingLiesInTheClear();
				throw new UncheckedIOException(new IOException("The line is cut"));
			}), mailbox)));
		nothingLiesInTheClear();
		resumed(part, mailbox);
		UUID home = home(request, process, part);
		nothingLiesInTheClear();

		Actor officer = this.stage.at(OfficeKind.INVESTIGATOR);
		UUID file = Objects.requireNonNull(this.evidence.part(officer, home).files().get(0).id());
		assertThat(this.look.at(officer, home, file, 1).messages().get(0).subject()).contains(this.marker);
		try (InputStream read = this.evidence.file(officer, home, file).content().open(mailbox.length)) {
			assertThat(read.readNBytes(mailbox.length)).isEqualTo(mailbox);
		}
		try (InputStream bag = this.packages.bag(officer, home).content().open(0)) {
			assertThat(new String(bag.readNBytes(mailbox.length), StandardCharsets.UTF_8)).contains(this.marker);
			nothingLiesInTheClear();
			bag.readAllBytes();
		}
		nothingLiesInTheClear();
		destroyed(request, home);
	}

	/** Comes in three pieces with cuts between, none of which can be read. */
	private void resumed(UUID part, byte[] mailbox) throws IOException {
		Actor counsel = this.stage.at(OfficeKind.PROVIDER);
		UUID upload = Objects.requireNonNull(this.uploads
			.begin(counsel, part, new IncomingUploads.Wish("resumed.mbox", 3L * mailbox.length, null, null))
			.id());
		for (int piece = 0; piece < 3; piece++) {
			try (IncomingUploads.Hold hold = this.uploads.hold(counsel, part, upload).orElseThrow()) {
				this.uploads.append(counsel, hold, all(mailbox, then(this::nothingLiesInTheClear), new byte[0]));
			}
			nothingLiesInTheClear();
		}
		Path pieces = this.data.resolve("evidence").resolve("uploads").resolve(part.toString());
		Map<Path, byte[]> stored = new HashMap<>();
		try (java.util.stream.Stream<Path> files = Files.walk(pieces)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				stored.put(file, Files.readAllBytes(file));
			}
		}
		assertThat(stored).hasSize(3);
		try (IncomingUploads.Hold hold = this.uploads.hold(counsel, part, upload).orElseThrow()) {
			assertThat(this.uploads.finish(counsel, hold)).isEmpty();
		}
		nothingLiesInTheClear();
		for (Map.Entry<Path, byte[]> one : stored.entrySet()) {
			String key = this.data.resolve("evidence").relativize(one.getKey()).toString().replace('\\', '/');
			assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> this.blobs.read(key));
			Files.write(one.getKey(), one.getValue());
			assertThatExceptionOfType(DestroyedBlob.class).isThrownBy(() -> this.blobs.read(key));
			Files.delete(one.getKey());
		}
	}

	/** To the police, over every hop. */
	private UUID home(UUID request, UUID process, UUID part) {
		Actor counsel = this.stage.at(OfficeKind.PROVIDER);
		Actor assistant = this.stage.at(OfficeKind.EXECUTING_AUTHORITY);
		this.stage.made(counsel, part, ProductionMove.LODGE);
		this.stage.before.made(counsel, process, ProcessMove.ANSWER_IN_FULL,
				this.stage.before.answer(request, AccountOutcome.PRODUCED));
		this.stage.before.made(assistant, process, ProcessMove.SETTLE, ProcessDetails.none());
		this.stage.before.move(assistant, request, RequestMove.COMPLETE_AND_RETURN, MoveDetails.none());
		UUID home = this.stage.sentTo(OfficeKind.INVESTIGATOR, part);
		Actor officer = this.stage.at(OfficeKind.INVESTIGATOR);
		this.stage.made(officer, home, ProductionMove.CONFIRM);
		this.stage.made(officer, home, ProductionMove.RECEIVE);
		return home;
	}

	/** The bytes are put back as if they had not been deleted: they are of no use. */
	private void destroyed(UUID request, UUID part) throws IOException {
		Map<String, byte[]> stored = new HashMap<>();
		for (String key : this.jdbc
			.sql("select storage_key from production_copy where part_id = ? and hop <> 'REQUESTED_AUTHORITY'")
			.param(part)
			.query(String.class)
			.list()) {
			stored.put(key, Files.readAllBytes(this.data.resolve("evidence").resolve(key)));
		}
		// Two files: by the form, and by an upload that went on after cuts.
		assertThat(stored).hasSize(2 * 3);
		Actor officer = this.stage.at(OfficeKind.INVESTIGATOR);
		this.stage.made(this.stage.cast().of("NORTHSHIRE", Role.SUPERVISOR), part, ProductionMove.DESTROY);
		for (Map.Entry<String, byte[]> one : stored.entrySet()) {
			assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> this.blobs.read(one.getKey()));
			Files.write(this.data.resolve("evidence").resolve(one.getKey()), one.getValue());
			assertThatExceptionOfType(DestroyedBlob.class).isThrownBy(() -> this.blobs.read(one.getKey()));
		}
		List<String> keys = this.jdbc
			.sql("select id::text from evidence_key where part_id = ? and wrapped is null and destroyed_at is not null")
			.param(part)
			.query(String.class)
			.list();
		assertThat(keys).hasSize(3);
		UUID paper = Objects.requireNonNull(this.evidence.part(officer, part).destruction()).id();
		try (InputStream stream = this.documents.open(paper); PDDocument pdf = Loader.loadPDF(stream.readAllBytes())) {
			String text = new PDFTextStripper().getText(pdf).replaceAll("\\s", "");
			assertThat(text).contains(keys);
		}
		Actor assistant = this.stage.at(OfficeKind.EXECUTING_AUTHORITY);
		UUID kept = Objects.requireNonNull(this.evidence.part(assistant, part).files().get(0).id());
		try (InputStream read = this.evidence.file(assistant, part, kept).content().open(0)) {
			assertThat(read.readAllBytes()).as("what the executing office was given it keeps").isNotEmpty();
		}
		nothingLiesInTheClear();
		assertThat(this.ledger.verify(request)).isEmpty();
		Overseen.Stand.fromNowhere(() -> {
			List<Object> faults = new ArrayList<>();
			assertThat(this.proof.all(faults::add).requests()).isPositive();
			assertThat(faults).isEmpty();
		});
	}

}
