package org.comity.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.comity.documents.BlobStore;
import org.comity.documents.StorageFull;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.requests.Ledger;
import org.comity.requests.NoSuchRequest;
import org.comity.testing.AsOwner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doCallRealMethod;

/**
 * The disk becomes full in the middle of a move: it is said so, nothing is lost, nothing
 * is half there, and the same move is made once there is room.
 */
@EvidenceTest
class FullRoadTests {

	private static final String NO_ROOM = "evidence.copy.no-room";

	@Autowired
	EvidenceStage stage;

	@Autowired
	Evidence evidence;

	@Autowired
	Filter filter;

	@Autowired
	Productions productions;

	@Autowired
	Ledger ledger;

	@Autowired
	MessageSource messages;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@MockitoSpyBean(name = "evidenceBlobs")
	BlobStore evidenceBlobs;

	@MockitoSpyBean(name = "documentBlobs")
	BlobStore documentBlobs;

	private final Path store;

	UUID request;

	UUID process;

	FullRoadTests(@Value("${comity.data-directory}") Path data) {
		this.store = data.resolve("evidence");
	}

	@BeforeEach
	void answering() {
		this.request = this.stage.before.executing();
		this.process = this.stage.before.answering(this.request);
	}

	/** After so many more whole blobs the disk is full, some bytes into the next. */
	private static void fullAfter(int whole, BlobStore blobs) throws IOException {
		AtomicInteger left = new AtomicInteger(whole);
		doAnswer((write) -> {
			if (left.getAndDecrement() > 0) {
				return write.callRealMethod();
			}
			write.getArgument(1, InputStream.class).read();
			throw new StorageFull("There is no room left on the disk", null);
		}).when(blobs).write(anyString(), any());
	}

	private static void room(BlobStore blobs) throws IOException {
		doCallRealMethod().when(blobs).write(anyString(), any());
	}

	private Actor at(OfficeKind hop) {
		return this.stage.at(hop);
	}

	/** Everything that a move would change, and all bytes of a part. */
	private String standing(UUID part) throws IOException {
		String rows = this.jdbc.sql("""
				select concat_ws(' ', p.state, p.hop, (select office_id from request_turn t where t.subject_id = p.id),
					(select count(*) from ledger_entry e where e.request_id = p.request_id),
					(select count(*) from document d where d.request_id = p.request_id),
					(select count(*) from production_copy c where c.part_id = p.id),
					(select count(*) from production_custody c where c.part_id = p.id),
					(select count(*) from production_part o where o.request_id = p.request_id),
					(select count(*) from production_file f where f.part_id = p.id))
				from production_part p where p.id = ?""").param(part).query(String.class).single();
		Path folder = this.store.resolve(part.toString());
		if (!Files.isDirectory(folder)) {
			return rows;
		}
		try (Stream<Path> files = Files.walk(folder)) {
			return rows
					+ files.filter(Files::isRegularFile).map((file) -> file.getFileName().toString()).sorted().toList();
		}
	}

	private UUID filled() {
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "mailbox.mbox", null, """
				From a@mail.example Thu Jan  1 00:00:00 2026
				Subject: One

				Hello

				From b@mail.example Thu Jan  1 00:00:00 2026
				Subject: Two

				There
				""");
		this.stage.add(part, "sign-ins.csv", null, "when,where\n");
		return part;
	}

	private UUID lodged() {
		UUID part = filled();
		this.stage.made(at(OfficeKind.PROVIDER), part, ProductionMove.LODGE);
		return part;
	}

	@Test
	void itIsSaidInWords() {
		assertThat(this.messages.getMessage(NO_ROOM, null, java.util.Locale.UK)).contains("no room left")
			.contains("nothing is lost");
	}

	@Test
	void aPartIsNotHalfForwarded() throws IOException {
		UUID part = this.stage.sentTo(OfficeKind.REQUESTED_AUTHORITY, lodged());
		Actor attorney = at(OfficeKind.REQUESTED_AUTHORITY);
		this.stage.made(attorney, part, ProductionMove.CONFIRM);
		String before = standing(part);
		fullAfter(1, this.evidenceBlobs);
		assertThat(this.stage.refused(attorney, part, ProductionMove.FORWARD)).containsExactly(NO_ROOM);
		assertThat(standing(part)).isEqualTo(before);
		assertThatExceptionOfType(NoSuchRequest.class)
			.isThrownBy(() -> this.evidence.part(at(OfficeKind.REQUESTING_AUTHORITY), part));
		assertThat(this.stage.refused(attorney, part, ProductionMove.FORWARD)).containsExactly(NO_ROOM);
		room(this.evidenceBlobs);
		this.stage.made(attorney, part, ProductionMove.FORWARD);
		this.stage.made(at(OfficeKind.REQUESTING_AUTHORITY), part, ProductionMove.CONFIRM);
		assertSound();
	}

	@Test
	void theCopyThatIsDisputedStaysUntilABetterOneIsWhole() throws IOException {
		UUID part = this.stage.sentTo(OfficeKind.REQUESTED_AUTHORITY, lodged());
		new PartRoads(this.stage, this.jdbc).put(part,
				new PartRoads.Place(ProductionState.DISPUTED, OfficeKind.EXECUTING_AUTHORITY));
		String before = standing(part);
		fullAfter(1, this.evidenceBlobs);
		assertThat(this.stage.refused(at(OfficeKind.EXECUTING_AUTHORITY), part, ProductionMove.RESEND))
			.containsExactly(NO_ROOM);
		assertThat(standing(part)).isEqualTo(before);
		room(this.evidenceBlobs);
		this.stage.made(at(OfficeKind.EXECUTING_AUTHORITY), part, ProductionMove.RESEND);
		this.stage.made(at(OfficeKind.REQUESTED_AUTHORITY), part, ProductionMove.CONFIRM);
		assertSound();
	}

	@Test
	void nothingIsHalfLodged() throws IOException {
		UUID part = this.stage.begun(this.process);
		this.stage.add(part, "sign-ins.csv", null, "when,where\n");
		String before = standing(part);
		fullAfter(0, this.evidenceBlobs);
		assertThatExceptionOfType(StorageFull.class)
			.isThrownBy(() -> this.stage.add(part, "mailbox.mbox", null, bytes("From nobody\n\nHello\n")));
		assertThat(standing(part)).as("the file before it is safe, of the other nothing is left").isEqualTo(before);
		room(this.evidenceBlobs);
		this.stage.add(part, "mailbox.mbox", null, "From nobody\n\nHello\n");
		assertThat(this.stage.view(part).files()).extracting(PartView.File::name)
			.containsExactly("sign-ins.csv", "mailbox.mbox");

		// The list is stored, the certificate is not.
		before = standing(part);
		fullAfter(1, this.documentBlobs);
		assertThat(this.stage.refused(at(OfficeKind.PROVIDER), part, ProductionMove.LODGE)).containsExactly(NO_ROOM);
		assertThat(standing(part)).isEqualTo(before);
		assertThat(this.stage.view(part).state()).isEqualTo(ProductionState.UPLOADING);
		room(this.documentBlobs);
		this.stage.made(at(OfficeKind.PROVIDER), part, ProductionMove.LODGE);
		this.stage.made(at(OfficeKind.EXECUTING_AUTHORITY), part, ProductionMove.CONFIRM);
		assertSound();
	}

	private static InputStream bytes(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void nothingIsHalfFiltered() throws IOException {
		UUID part = lodged();
		Actor assistant = at(OfficeKind.EXECUTING_AUTHORITY);
		this.stage.made(assistant, part, ProductionMove.CONFIRM);
		UUID mailbox = Objects.requireNonNull(this.evidence.part(assistant, part)
			.files()
			.stream()
			.filter((file) -> "mailbox.mbox".equals(file.name()))
			.findFirst()
			.orElseThrow()
			.id());
		assertThat(this.filter.mark(assistant, part, mailbox, Set.of(1), WithheldCategory.PRIVILEGED, "To a lawyer"))
			.isEmpty();
		String before = standing(part);
		fullAfter(0, this.evidenceBlobs);
		assertThat(this.stage.refused(assistant, part, ProductionMove.FILTER)).containsExactly(NO_ROOM);
		assertThat(standing(part)).isEqualTo(before);
		room(this.evidenceBlobs);
		fullAfter(0, this.documentBlobs);
		assertThat(this.stage.refused(assistant, part, ProductionMove.FILTER)).containsExactly(NO_ROOM);
		assertThat(standing(part)).isEqualTo(before);
		room(this.documentBlobs);
		UUID released = this.stage.filtered(part);
		this.stage.made(assistant, released, ProductionMove.FORWARD);
		assertSound();
	}

	@Test
	void aStoreThatDoesNotAnswerIsNotCalledFull() throws IOException {
		UUID part = this.stage.sentTo(OfficeKind.REQUESTED_AUTHORITY, lodged());
		this.stage.made(at(OfficeKind.REQUESTED_AUTHORITY), part, ProductionMove.CONFIRM);
		String before = standing(part);
		doAnswer((write) -> {
			throw new IOException("Gone");
		}).when(this.evidenceBlobs).write(anyString(), any());
		assertThat(this.stage.refused(at(OfficeKind.REQUESTED_AUTHORITY), part, ProductionMove.FORWARD))
			.containsExactly("evidence.copy.not-stored");
		assertThat(standing(part)).isEqualTo(before);
	}

	private void assertSound() {
		try {
			assertThat(new WholeLife(this.jdbc, this.ledger, this.store, this.evidenceBlobs).broken(this.request,
					Set.of()))
				.isEmpty();
			try (Stream<Path> left = Files.list(this.store.resolve(".incoming"))) {
				assertThat(left).isEmpty();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
