package org.comity.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.requests.NoSuchRequest;
import org.comity.testing.AsOwner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Files that come in with cuts between, with a real database and real bytes.
 */
@EvidenceTest
class IncomingUploadsTests {

	private static final byte[] FILE = "From nobody\n\nHello\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);

	@Autowired
	IncomingUploads uploads;

	@Autowired
	Productions productions;

	@Autowired
	EvidenceStage stage;

	@Autowired
	Evidence evidence;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Value("${comity.data-directory}")
	Path data = Path.of("");

	UUID process = Ids.next();

	UUID part = Ids.next();

	@BeforeEach
	void begin() {
		this.process = this.stage.before.answering(this.stage.before.executing());
		this.part = this.stage.begun(this.process);
	}

	private Actor counsel() {
		return this.stage.cast().counsel();
	}

	private UUID begun(String name, byte[] file) {
		IncomingUploads.Begun begun = this.uploads.begin(counsel(), this.part,
				new IncomingUploads.Wish(name, file.length, null, 7L));
		assertThat(begun.refused()).isEmpty();
		return Objects.requireNonNull(begun.id());
	}

	private IncomingUploads.Hold held(UUID upload) {
		return this.uploads.hold(counsel(), this.part, upload).orElseThrow();
	}

	private long append(UUID upload, InputStream body) throws IOException {
		try (IncomingUploads.Hold hold = held(upload)) {
			return this.uploads.append(counsel(), hold, body).received();
		}
	}

	private List<Rejection> finish(UUID upload) throws IOException {
		try (IncomingUploads.Hold hold = held(upload)) {
			return this.uploads.finish(counsel(), hold);
		}
	}

	private static InputStream bytes(byte[] file, int from, int to) {
		return new ByteArrayInputStream(file, from, to - from);
	}

	/** Bytes, and then the line is cut. */
	private static InputStream cut(byte[] file, int from, int to) {
		return new SequenceInputStream(bytes(file, from, to), new InputStream() {
			@Override
			public int read() throws IOException {
				throw new IOException("The line is cut");
			}
		});
	}

	private long piecesOnDisk() throws IOException {
		Path folder = this.data.resolve("evidence").resolve("uploads").resolve(this.part.toString());
		if (!Files.exists(folder)) {
			return 0;
		}
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).count();
		}
	}

	private void nothingRemains(UUID upload) throws IOException {
		assertThat(piecesOnDisk()).isZero();
		assertThat(count("select count(*) from incoming_piece where upload_id = ?", upload)).isZero();
		assertThat(count("select count(*) from evidence_key where upload_id = ? and wrapped is not null", upload))
			.isZero();
	}

	private int count(String sql, UUID id) {
		return this.jdbc.sql(sql).param(id).query(Integer.class).single();
	}

	@Test
	void whatCameBeforeACutIsKeptAndTheRestMakesItWhole() throws IOException {
		UUID upload = begun("../mailbox\u202E.mbox", FILE);
		assertThat(append(upload, cut(FILE, 0, 100_001))).isEqualTo(100_001);
		assertThat(append(upload, cut(FILE, 100_001, 100_001))).as("cut before the first byte").isEqualTo(100_001);
		assertThat(append(upload, cut(FILE, 100_001, 100_002))).isEqualTo(100_002);
		assertThat(piecesOnDisk()).isEqualTo(2);
		assertThat(this.uploads.open(counsel(), this.part)).singleElement()
			.satisfies((one) -> assertThat(one.name()).isEqualTo("mailbox.mbox"));
		byte[] more = new byte[FILE.length + 10];
		System.arraycopy(FILE, 0, more, 0, FILE.length);
		assertThat(append(upload, bytes(more, 100_002, more.length))).as("no more than was said")
			.isEqualTo(FILE.length);
		assertThat(this.stage.view(this.part).files()).isEmpty();
		assertThat(finish(upload)).isEmpty();
		PartView.File file = this.stage.view(this.part).files().get(0);
		assertThat(file.name()).isEqualTo("mailbox.mbox");
		assertThat(file.sha256()).isEqualTo(Digests.sha256(FILE));
		assertThat(file.mediaType()).isEqualTo("application/mbox");
		nothingRemains(upload);
		assertThat(this.uploads.open(counsel(), this.part)).isEmpty();
		assertThat(finish(upload)).as("asked again").isEmpty();
		assertThat(this.stage.view(this.part).files()).hasSize(1);
	}

	@Test
	void aPieceIsNoLargerThanOneMayLose() throws IOException {
		byte[] large = new byte[(int) IncomingUploads.PIECE + 5];
		UUID upload = begun("large.bin", large);
		assertThat(append(upload, bytes(large, 0, large.length))).isEqualTo(large.length);
		assertThat(piecesOnDisk()).isEqualTo(2);
		assertThat(finish(upload)).isEmpty();
		assertThat(this.stage.view(this.part).files().get(0).sha256()).isEqualTo(Digests.sha256(large));
	}

	@Test
	void whatIsRefusedSaysSoAgainAndNothingRemains() throws IOException {
		this.stage.add(this.part, "mailbox.mbox", null, new String(FILE, StandardCharsets.UTF_8));
		UUID upload = begun("mailbox.mbox", FILE);
		append(upload, bytes(FILE, 0, FILE.length));
		Rejection again = Rejection.at("files", "evidence.file.again", "mailbox.mbox");
		assertThat(finish(upload)).containsExactly(again);
		nothingRemains(upload);
		assertThat(finish(upload)).containsExactly(again);
		assertThat(this.stage.view(this.part).files()).hasSize(1);
	}

	@Test
	void oneWritesAtATimeAndAWriterThatDiedKeepsNobodyOutForLong() throws IOException {
		UUID upload = begun("mailbox.mbox", FILE);
		IncomingUploads.Hold first = held(upload);
		assertThat(this.uploads.hold(counsel(), this.part, upload)).isEmpty();
		assertThat(this.uploads.append(counsel(), first, bytes(FILE, 0, 10)).received()).isEqualTo(10);
		this.jdbc.sql("update incoming_upload set held_until = now() - interval '1 second' where id = ?")
			.param(upload)
			.update();
		assertThat(append(upload, bytes(FILE, 10, 30))).isEqualTo(30);
		assertThatExceptionOfType(UploadGone.class)
			.isThrownBy(() -> this.uploads.append(counsel(), first, bytes(FILE, 10, 20)));
		first.close();
		assertThat(piecesOnDisk()).isEqualTo(2);
		assertThat(append(upload, bytes(FILE, 30, FILE.length))).isEqualTo(FILE.length);
		assertThat(finish(upload)).isEmpty();
		assertThat(this.stage.view(this.part).files().get(0).sha256()).isEqualTo(Digests.sha256(FILE));
	}

	@Test
	void whatIsNotFinishedInADayIsDestroyed() throws IOException {
		UUID upload = begun("mailbox.mbox", FILE);
		append(upload, cut(FILE, 0, 1000));
		Instant expires = this.uploads.open(counsel(), this.part).get(0).expiresAt();
		this.uploads.sweep(expires.minusSeconds(1));
		assertThat(piecesOnDisk()).isOne();
		this.uploads.sweep(expires);
		nothingRemains(upload);
		assertThat(count("select count(*) from incoming_upload where id = ?", upload)).isZero();
		assertThatExceptionOfType(NoSuchRequest.class).isThrownBy(() -> held(upload));
	}

	@Test
	void whenThePartIsLodgedWhatIsStillComingIsDestroyed() throws IOException {
		this.stage.add(this.part, "list.csv", null, "when,where\n");
		UUID upload = begun("mailbox.mbox", FILE);
		append(upload, bytes(FILE, 0, 1000));
		IncomingUploads.Hold hold = held(upload);
		this.stage.made(counsel(), this.part, ProductionMove.LODGE);
		nothingOfTheKeyRemains(upload);
		assertThat(piecesOnDisk()).isZero();
		assertThatExceptionOfType(UploadGone.class)
			.isThrownBy(() -> this.uploads.append(counsel(), hold, bytes(FILE, 1000, 2000)));
		hold.close();
		this.uploads.sweep(Instant.now());
		assertThat(count("select count(*) from incoming_upload where id = ?", upload)).isZero();
		assertThat(
				this.uploads.begin(counsel(), this.part, new IncomingUploads.Wish("late.txt", 3, null, null)).refused())
			.contains(Rejection.of("evidence.part.closed"));
	}

	private void nothingOfTheKeyRemains(UUID upload) {
		assertThat(count("select count(*) from evidence_key where upload_id = ? and destroyed_at is not null", upload))
			.isOne();
	}

	@Test
	void whatIsTakenAwayOrDiscardedIsDestroyed() throws IOException {
		UUID first = begun("mailbox.mbox", FILE);
		append(first, bytes(FILE, 0, 1000));
		this.uploads.remove(counsel(), this.part, first);
		this.uploads.remove(counsel(), this.part, first);
		nothingRemains(first);
		UUID second = begun("mailbox.mbox", FILE);
		append(second, bytes(FILE, 0, 1000));
		this.stage.made(counsel(), this.part, ProductionMove.DISCARD);
		nothingOfTheKeyRemains(second);
		assertThat(piecesOnDisk()).isZero();
	}

	@Test
	void toOthersItDoesNotExist() throws IOException {
		UUID upload = begun("mailbox.mbox", FILE);
		for (Actor stranger : List.of(this.stage.cast().of("MICROSOFT", Role.PROVIDER_COUNSEL),
				this.stage.cast().assistant(), this.stage.cast().officer())) {
			assertThatExceptionOfType(NoSuchRequest.class)
				.isThrownBy(() -> this.uploads.find(stranger, this.part, upload));
			assertThatExceptionOfType(NoSuchRequest.class)
				.isThrownBy(() -> this.uploads.hold(stranger, this.part, upload));
			assertThatExceptionOfType(NoSuchRequest.class)
				.isThrownBy(() -> this.uploads.remove(stranger, this.part, upload));
		}
		UUID other = this.stage.begun(this.stage.before.answering(this.stage.before.executing()));
		assertThat(this.uploads.find(counsel(), other, upload)).as("by way of another part").isEmpty();
		assertThat(append(upload, bytes(FILE, 0, 1))).isOne();
	}

	@Test
	void moreThanIsTakenIsRefusedAtTheStart() {
		assertThat(refused(new IncomingUploads.Wish("a.bin", 201L * 1024 * 1024 * 1024, null, null)))
			.containsExactly("evidence.upload.too-large");
		assertThat(refused(new IncomingUploads.Wish("a.bin", 1, UUID.randomUUID(), null)))
			.containsExactly("evidence.file.account.unknown");
		for (int number = 0; number < 5; number++) {
			assertThat(refused(new IncomingUploads.Wish(number + ".bin", 200L * 1024 * 1024 * 1024, null, null)))
				.isEmpty();
		}
		assertThat(refused(new IncomingUploads.Wish("a.bin", 200L * 1024 * 1024 * 1024, null, null)))
			.containsExactly("evidence.upload.too-much");
		this.jdbc
			.sql("insert into incoming_upload (id, part_id, office_id, person_id, name, size, begun_at, expires_at) "
					+ "select gen_random_uuid(), part_id, office_id, person_id, 'x', 1, begun_at, expires_at "
					+ "from incoming_upload cross join generate_series(1, 10) where part_id = ?")
			.param(this.part)
			.update();
		assertThat(refused(new IncomingUploads.Wish("a.bin", 1, null, null))).contains("evidence.upload.too-many-open");
		this.stage.made(counsel(), this.part, ProductionMove.DISCARD);
	}

	private List<String> refused(IncomingUploads.Wish wish) {
		return this.uploads.begin(counsel(), this.part, wish).refused().stream().map(Rejection::code).toList();
	}

}
