package org.comity.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.comity.documents.BlobStore;
import org.comity.documents.DamagedBlob;
import org.comity.documents.DestroyedBlob;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.testing.AsOwner;
import org.comity.wall.Overseen;
import org.comity.wall.Wall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Each copy has a key of its own, which is wrapped, changed hands of, and destroyed.
 */
@EvidenceTest
class EvidenceKeysTests {

	@Autowired
	EvidenceStage stage;

	@Autowired
	EvidenceKeys keys;

	@Autowired
	EvidenceKeys.KeyFile keyFile;

	@Autowired
	SmartInitializingSingleton evidenceKeysAtStart;

	@Autowired
	@Qualifier("evidenceBlobs")
	BlobStore blobs;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	JdbcClient application;

	@Autowired
	TransactionTemplate transaction;

	@Autowired
	Wall wall;

	@Autowired
	ConfigurableApplicationContext context;

	UUID request;

	UUID part;

	@BeforeEach
	void partWithThePolice() {
		this.request = this.stage.before.executing();
		UUID process = this.stage.before.answering(this.request);
		this.part = this.stage.sentTo(OfficeKind.INVESTIGATOR, this.stage.lodged(this.request, process));
		this.stage.made(this.stage.at(OfficeKind.INVESTIGATOR), this.part, ProductionMove.CONFIRM);
	}

	private String blob(OfficeKind hop) {
		return this.jdbc.sql("select storage_key from production_copy where part_id = ? and hop = ?")
			.params(this.part, hop.name())
			.query(String.class)
			.single();
	}

	private String text(String blob) throws IOException {
		try (InputStream stream = this.blobs.read(blob)) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private Map<String, Object> row(OfficeKind hop) {
		return this.jdbc.sql("select * from evidence_key where part_id = ? and hop = ?")
			.params(this.part, hop.name())
			.query()
			.singleRow();
	}

	private String rotated(int expected) {
		ByteArrayOutputStream console = new ByteArrayOutputStream();
		int[] code = new int[1];
		Overseen.Stand.fromNowhere(() -> code[0] = new EvidenceKeysCommand(this.keys, this.context, this.context)
			.run(new PrintStream(console, true, StandardCharsets.UTF_8)));
		String said = console.toString(StandardCharsets.UTF_8);
		assertThat(code[0]).as(said).isEqualTo(expected);
		return said;
	}

	@Test
	void eachHopsCopyHasAKeyOfItsOwn() throws IOException {
		assertThat(this.jdbc.sql("select hop from evidence_key where part_id = ? order by hop")
			.param(this.part)
			.query(String.class)
			.list()).containsExactly("INVESTIGATOR", "PROSECUTOR", "REQUESTED_AUTHORITY", "REQUESTING_AUTHORITY");
		assertThat(this.jdbc
			.sql("select count(distinct wrapped) from evidence_key where part_id in "
					+ "(select id from production_part where request_id = ?)")
			.param(this.request)
			.query(Integer.class)
			.single()).as("and what was handed over has one").isEqualTo(5);
		assertThat(text(blob(OfficeKind.INVESTIGATOR))).isEqualTo("From nobody\n\nHello\n");
	}

	@Test
	void anOfficeThatThePartHasNotReachedHasNoKeyToIt() {
		String blob = blob(OfficeKind.INVESTIGATOR);
		Actor stranger = this.stage.cast().of("EASTVALE", Role.OFFICER);
		this.wall.inTheNameOf(stranger.office(),
				() -> assertThatExceptionOfType(DamagedBlob.class).isThrownBy(() -> text(blob)));
		this.wall.inTheNameOf(stranger.office(), () -> assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.blobs.write(this.part + "/" + UUID.randomUUID(), InputStream.nullInputStream())));
		Overseen.Stand.fromNowhere(() -> assertThatExceptionOfType(DamagedBlob.class).isThrownBy(() -> text(blob)));
	}

	@Test
	void aKeyThatIsPutInAnothersPlaceOpensNothing() {
		Object own = Objects.requireNonNull(row(OfficeKind.INVESTIGATOR).get("wrapped"));
		this.jdbc
			.sql("update evidence_key set wrapped = (select wrapped from evidence_key where part_id = :part "
					+ "and hop = 'PROSECUTOR') where part_id = :part and hop = 'INVESTIGATOR'")
			.param("part", this.part)
			.update();
		assertThatExceptionOfType(DamagedBlob.class).isThrownBy(() -> text(blob(OfficeKind.INVESTIGATOR)));
		this.jdbc.sql("update evidence_key set wrapped = ? where part_id = ? and hop = 'INVESTIGATOR'")
			.params(own, this.part)
			.update();
	}

	@Test
	void whatIsDestroyedIsGoneFromTheRowAndNeverComesBack() throws IOException {
		String blob = blob(OfficeKind.INVESTIGATOR);
		this.transaction.executeWithoutResult(
				(status) -> this.keys.destroy(this.part, OfficeKind.INVESTIGATOR, java.time.Instant.EPOCH));
		assertThat(row(OfficeKind.INVESTIGATOR).get("wrapped")).isNull();
		assertThat(row(OfficeKind.INVESTIGATOR).get("destroyed_at")).isNotNull();
		assertThatExceptionOfType(DestroyedBlob.class).isThrownBy(() -> text(blob));
		assertThatExceptionOfType(DestroyedBlob.class).isThrownBy(() -> this.blobs
			.write(blob.substring(0, blob.lastIndexOf('/') + 1) + UUID.randomUUID(), InputStream.nullInputStream()));
		assertThat(text(blob(OfficeKind.PROSECUTOR))).isNotEmpty();
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> this.jdbc
				.sql("update evidence_key set destroyed_at = null, wrapped = '\\x01' where part_id = ? "
						+ "and hop = 'INVESTIGATOR'")
				.param(this.part)
				.update())
			.withStackTraceContaining("cannot come back");
		rotated(EvidenceKeysCommand.GOOD);
		assertThat(row(OfficeKind.INVESTIGATOR).get("wrapped")).isNull();
		assertThatExceptionOfType(DestroyedBlob.class).isThrownBy(() -> text(blob));
	}

	@Test
	void destructionThatIsRolledBackDestroysNothing() throws IOException {
		this.transaction.executeWithoutResult((status) -> {
			this.keys.destroy(this.part, OfficeKind.INVESTIGATOR, java.time.Instant.EPOCH);
			status.setRollbackOnly();
		});
		assertThat(text(blob(OfficeKind.INVESTIGATOR))).isNotEmpty();
	}

	@Test
	void rotationWrapsEveryKeyAnewAndLetsTheOldOneGo() throws IOException {
		WrappingKeys before = WrappingKeys.read(this.keyFile.path());
		Object wrapped = row(OfficeKind.INVESTIGATOR).get("wrapped");
		byte[] stored = Files.readAllBytes(stored());
		String said = rotated(EvidenceKeysCommand.GOOD);
		WrappingKeys after = WrappingKeys.read(this.keyFile.path());
		assertThat(after.ids()).containsExactly(after.primary()).doesNotContain(before.primary());
		assertThat(said).contains(after.primary());
		assertThat(row(OfficeKind.INVESTIGATOR)).containsEntry("wrapping_key", after.primary());
		assertThat(row(OfficeKind.INVESTIGATOR).get("wrapped")).isNotEqualTo(wrapped);
		assertThat(Files.readAllBytes(stored())).isEqualTo(stored);
		for (OfficeKind hop : new OfficeKind[] { OfficeKind.INVESTIGATOR, OfficeKind.PROSECUTOR }) {
			assertThat(text(blob(hop))).isEqualTo("From nobody\n\nHello\n");
		}
		partWithThePolice();
		assertThat(row(OfficeKind.INVESTIGATOR)).containsEntry("wrapping_key", after.primary());
	}

	private Path stored() {
		return Path.of(Objects.requireNonNull(this.context.getEnvironment().getProperty("comity.data-directory")))
			.resolve("evidence")
			.resolve(blob(OfficeKind.INVESTIGATOR));
	}

	@Test
	void aRotationThatBrokeOffIsReadThroughAndEndedByTheNext() throws IOException {
		Overseen.Stand.fromNowhere(this.keys::addWrappingKey);
		assertThat(WrappingKeys.read(this.keyFile.path()).ids()).hasSize(2);
		assertThat(text(blob(OfficeKind.INVESTIGATOR))).isNotEmpty();
		partWithThePolice();
		assertThat(this.jdbc.sql("select count(distinct wrapping_key) from evidence_key where destroyed_at is null")
			.query(Integer.class)
			.single()).isEqualTo(2);
		Overseen.Stand.fromNowhere(this.keys::dropWrappingKeys);
		assertThat(WrappingKeys.read(this.keyFile.path()).ids()).as("one is still needed").hasSize(2);
		rotated(EvidenceKeysCommand.GOOD);
		assertThat(WrappingKeys.read(this.keyFile.path()).ids()).hasSize(1);
		assertThat(text(blob(OfficeKind.INVESTIGATOR))).isNotEmpty();
	}

	@Test
	void whatCannotBeUnwrappedStaysAndStopsNoOther() {
		int before = WrappingKeys.read(this.keyFile.path()).ids().size();
		byte[] wrapped = (byte[]) Objects.requireNonNull(row(OfficeKind.INVESTIGATOR).get("wrapped"));
		this.jdbc.sql("update evidence_key set wrapped = '\\x01' where id = ?")
			.param(row(OfficeKind.INVESTIGATOR).get("id"))
			.update();
		Object id = Objects.requireNonNull(row(OfficeKind.INVESTIGATOR).get("id"));
		assertThat(rotated(EvidenceKeysCommand.BROKEN)).contains("The key " + id + " could not be unwrapped");
		WrappingKeys after = WrappingKeys.read(this.keyFile.path());
		assertThat(after.ids()).as("what the one is wrapped with stays").hasSize(before + 1);
		assertThat(row(OfficeKind.PROSECUTOR)).as("the others go on").containsEntry("wrapping_key", after.primary());
		this.jdbc.sql("update evidence_key set wrapped = ? where id = ?")
			.params(wrapped, Objects.requireNonNull(row(OfficeKind.INVESTIGATOR).get("id")))
			.update();
		rotated(EvidenceKeysCommand.GOOD);
	}

	@Test
	void theBackgroundWrapsAnewAndDestroysNothing() {
		Overseen.Stand.inBackground(() -> {
			for (String sql : new String[] { "update evidence_key set destroyed_at = now(), wrapped = null",
					"delete from evidence_key", "insert into evidence_key (id) values (gen_random_uuid())" }) {
				assertThatExceptionOfType(DataAccessException.class).as(sql)
					.isThrownBy(
							() -> this.transaction.executeWithoutResult((status) -> this.application.sql(sql).update()))
					.withStackTraceContaining("permission denied");
			}
		});
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> this.transaction
			.executeWithoutResult((status) -> this.application.sql("delete from evidence_key where part_id = ?")
				.param(this.part)
				.update()))
			.withStackTraceContaining("permission denied");
	}

	@Test
	void withoutTheKeysOfWhatIsKeptNothingBegins() throws IOException {
		Path away = this.keyFile.path().resolveSibling("away");
		Files.move(this.keyFile.path(), away);
		try {
			Overseen.Stand.fromNowhere(() -> assertThatExceptionOfType(UnusableEvidenceKeys.class)
				.isThrownBy(this.evidenceKeysAtStart::afterSingletonsInstantiated));
			assertThat(this.keyFile.path()).as("none is made in its place").doesNotExist();
			WrappingKeys.make(this.keyFile.path());
			Overseen.Stand.fromNowhere(() -> assertThatExceptionOfType(UnusableEvidenceKeys.class)
				.isThrownBy(this.evidenceKeysAtStart::afterSingletonsInstantiated)
				.withMessageContaining(WrappingKeys.read(away).primary()));
			Files.delete(this.keyFile.path());
		}
		finally {
			Files.move(away, this.keyFile.path());
		}
		Overseen.Stand.fromNowhere(this.evidenceKeysAtStart::afterSingletonsInstantiated);
	}

	@Test
	void aWordIsTheCommandAndTheRestAreSettings() {
		assertThat(EvidenceKeysCommand.settings(new String[] { "rotate-evidence-keys", "--a=b" }))
			.containsExactly("--comity.evidence-keys-command=rotate-evidence-keys", "--a=b");
		assertThat(EvidenceKeysCommand.settings(new String[] { "--a=b" })).containsExactly("--a=b");
	}

}
