package org.comity.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import org.comity.documents.BlobSecrets;
import org.comity.documents.DamagedBlob;
import org.comity.documents.DestroyedBlob;
import org.comity.documents.EncryptedBlobStore;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.wall.InBackground;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The key of each copy of a part: one for what a hop holds, another for every other hop,
 * and one for each upload that is under way; wrapped. What was handed over at the
 * executing office is the provider's copy. A key that is destroyed leaves its row behind,
 * and never comes back.
 */
@Repository
class EvidenceKeys implements BlobSecrets {

	/**
	 * Whoever wraps a key holds this lock of the database together with others; whoever
	 * changes the file of the wrapping keys, alone. So no key is wrapped with one that is
	 * just being taken away.
	 */
	static final long LOCK = 0x636f_6d69_7479_03L;

	private static final int AT_ONCE = 100;

	private final Path file;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private volatile @Nullable WrappingKeys read;

	EvidenceKeys(KeyFile file, JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
		this.file = file.path();
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Where the wrapping keys lie.
	 *
	 * @param path the file
	 * @param make whether it is made where it is missing
	 */
	record KeyFile(Path path, boolean make) {
	}

	/** A key as it lies in the database. */
	private record Row(UUID id, UUID part, OfficeKind hop, byte @Nullable [] wrapped, String wrappedBy) {

		/** What the wrapped key is bound to. */
		byte[] binding() {
			return ("comity evidence key 1\n" + this.id + "\n" + this.part + "\n" + this.hop)
				.getBytes(StandardCharsets.US_ASCII);
		}

	}

	/**
	 * A key that was destroyed.
	 *
	 * @param id its id, which stays
	 * @param hop whose copy it opened
	 * @param at when
	 */
	record Destroyed(UUID id, OfficeKind hop, Instant at) {
	}

	/**
	 * Whose bytes lie under a key of the store: the folder says it. What is still coming
	 * in is of an upload.
	 */
	private record Copy(UUID part, OfficeKind hop, @Nullable UUID upload) {

		static Copy of(String blob) {
			String[] words = blob.split("/");
			if (words[0].equals(Incoming.FOLDER)) {
				return new Copy(UUID.fromString(words[1]), OfficeKind.PROVIDER, UUID.fromString(words[2]));
			}
			OfficeKind hop = (words.length == 2) ? OfficeKind.PROVIDER
					: OfficeKind.valueOf(words[1].toUpperCase(Locale.ROOT).replace('-', '_'));
			return new Copy(UUID.fromString(words[0]), hop, null);
		}

	}

	@Override
	public StreamingAead toWrite(String blob) throws IOException {
		Copy copy = Copy.of(blob);
		return open(blob, () -> find(copy).orElseGet(() -> make(copy)));
	}

	@Override
	public StreamingAead toRead(String blob) throws IOException {
		Copy copy = Copy.of(blob);
		return open(blob, () -> find(copy).orElse(null));
	}

	private StreamingAead open(String blob, Supplier<@Nullable Row> found) throws IOException {
		try {
			Row row = this.transaction.execute((status) -> found.get());
			if (row == null) {
				throw new DamagedBlob("No key opens the bytes", null);
			}
			return open(blob, row);
		}
		catch (DataAccessException | TransactionException | UnusableEvidenceKeys ex) {
			throw new IOException("The key of a copy cannot be had", ex);
		}
	}

	private Optional<Row> find(Copy copy) {
		return this.jdbc.sql(
				"select id, part_id, hop, wrapped, wrapping_key from evidence_key where part_id = :part and hop = :hop "
						+ "and upload_id is not distinct from cast(:upload as uuid)")
			.param("part", copy.part())
			.param("hop", copy.hop().name())
			.param("upload", copy.upload())
			.query(EvidenceKeys::row)
			.optional();
	}

	private static Row row(ResultSet row, int index) throws SQLException {
		return new Row(row.getObject("id", UUID.class), row.getObject("part_id", UUID.class),
				OfficeKind.valueOf(row.getString("hop")), row.getBytes("wrapped"), row.getString("wrapping_key"));
	}

	/** Of two who make one at once, both take the first one's. */
	private Row make(Copy copy) {
		together();
		// Anew: a rotation may have been going on until now.
		WrappingKeys wrapping = readAgain();
		Row bare = new Row(Ids.next(), copy.part(), copy.hop(), null, wrapping.primary());
		this.jdbc
			.sql("insert into evidence_key (id, part_id, hop, upload_id, wrapped, wrapping_key, made_at) "
					+ "values (:id, :part, :hop, :upload, :wrapped, :by, :now) on conflict do nothing")
			.param("id", bare.id())
			.param("part", copy.part())
			.param("hop", copy.hop().name())
			.param("upload", copy.upload())
			.param("wrapped", wrapping.wrap(fresh(), bare.binding()))
			.param("by", bare.wrappedBy())
			.param("now", Timestamp.from(this.clock.instant()))
			.update();
		return find(copy).orElseThrow();
	}

	private static KeysetHandle fresh() {
		try {
			return KeysetHandle.generateNew(EncryptedBlobStore.kind());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Tink makes keys of its own kind", ex);
		}
	}

	private StreamingAead open(String blob, Row row) throws IOException {
		byte[] wrapped = row.wrapped();
		if (wrapped == null) {
			throw new DestroyedBlob(blob);
		}
		WrappingKeys wrapping = knowing(row.wrappedBy());
		try {
			return wrapping.unwrap(wrapped, row.binding())
				.getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
		}
		catch (GeneralSecurityException ex) {
			throw new DamagedBlob("The key of the bytes is not the one that was kept", ex);
		}
	}

	/**
	 * The wrapping keys, read anew if one is missing: another server may have added it.
	 */
	private WrappingKeys knowing(String id) {
		WrappingKeys known = this.read;
		if (known == null || !known.ids().contains(id)) {
			known = readAgain();
		}
		if (!known.ids().contains(id)) {
			throw new UnusableEvidenceKeys(
					"Keys of evidence are wrapped with the key " + id + ", which is not in " + this.file, null);
		}
		return known;
	}

	private WrappingKeys readAgain() {
		WrappingKeys again = WrappingKeys.read(this.file);
		this.read = again;
		return again;
	}

	/**
	 * Destroys the key of a hop's copy, if it has one: when this is committed nobody can
	 * read the copy, whether its bytes are deleted or not.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void destroy(UUID part, OfficeKind hop, Instant now) {
		this.jdbc
			.sql("update evidence_key set wrapped = null, destroyed_at = :now "
					+ "where part_id = :part and hop = :hop and upload_id is null and destroyed_at is null")
			.param("now", Timestamp.from(now))
			.param("part", part)
			.param("hop", hop.name())
			.update();
	}

	/** Destroys the key of what came of an upload, if it has one. */
	@Transactional(propagation = Propagation.MANDATORY)
	void destroy(UUID upload, Instant now) {
		this.jdbc
			.sql("update evidence_key set wrapped = null, destroyed_at = :now "
					+ "where upload_id = :upload and destroyed_at is null")
			.param("now", Timestamp.from(now))
			.param("upload", upload)
			.update();
	}

	/**
	 * The keys of a part's copies that were destroyed, in the order in which they were.
	 */
	@Transactional(readOnly = true)
	List<Destroyed> destroyed(UUID part) {
		return this.jdbc.sql(
				"select id, hop, destroyed_at from evidence_key where part_id = :part and upload_id is null and destroyed_at is not null "
						+ "order by destroyed_at, id")
			.param("part", part)
			.query((row, index) -> new Destroyed(row.getObject("id", UUID.class),
					OfficeKind.valueOf(row.getString("hop")), row.getTimestamp("destroyed_at").toInstant()))
			.list();
	}

	/** The ids of the wrapping keys without which some evidence could not be read. */
	@InBackground
	@Transactional(readOnly = true)
	Set<String> needed() {
		return new HashSet<>(this.jdbc.sql("select distinct wrapping_key from evidence_key where destroyed_at is null")
			.query(String.class)
			.list());
	}

	/** Adds a wrapping key to the file, which wraps from now on. */
	@InBackground
	@Transactional
	String addWrappingKey() {
		alone();
		WrappingKeys more = WrappingKeys.read(this.file).withAnother(this.file);
		this.read = more;
		return more.primary();
	}

	/**
	 * What came of wrapping some keys anew.
	 *
	 * @param wrapped how many were
	 * @param stuck those that could not be unwrapped: they stay as they were
	 * @param last where to go on, or null if there are no more
	 */
	record Round(int wrapped, List<UUID> stuck, @Nullable UUID last) {
	}

	/**
	 * Wraps some keys anew that are not wrapped with the key that wraps now, in the order
	 * of their ids. No byte of evidence is touched.
	 * @param after the last that was tried
	 */
	@InBackground
	@Transactional
	Round wrapSomeAnew(UUID after) {
		together();
		WrappingKeys wrapping = WrappingKeys.read(this.file);
		String now = wrapping.primary();
		List<Row> rows = this.jdbc
			.sql("select id, part_id, hop, wrapped, wrapping_key from evidence_key where wrapping_key <> :now "
					+ "and destroyed_at is null and id > :after order by id limit :most for update")
			.param("now", now)
			.param("after", after)
			.param("most", AT_ONCE)
			.query(EvidenceKeys::row)
			.list();
		List<UUID> stuck = new ArrayList<>();
		for (Row row : rows) {
			byte[] anew = anew(wrapping, row);
			if (anew == null) {
				stuck.add(row.id());
				continue;
			}
			this.jdbc.sql("update evidence_key set wrapped = :wrapped, wrapping_key = :now where id = :id")
				.param("wrapped", anew)
				.param("now", now)
				.param("id", row.id())
				.update();
		}
		return new Round(rows.size() - stuck.size(), stuck, rows.isEmpty() ? null : rows.get(rows.size() - 1).id());
	}

	private static byte @Nullable [] anew(WrappingKeys wrapping, Row row) {
		byte[] wrapped = row.wrapped();
		if (wrapped == null) {
			return null;
		}
		try {
			return wrapping.wrap(wrapping.unwrap(wrapped, row.binding()), row.binding());
		}
		catch (GeneralSecurityException ex) {
			return null;
		}
	}

	/**
	 * Takes the wrapping keys out of the file that no key is wrapped with.
	 * @return how many
	 */
	@InBackground
	@Transactional
	int dropWrappingKeys() {
		alone();
		WrappingKeys before = WrappingKeys.read(this.file);
		WrappingKeys fewer = before.only(needed(), this.file);
		this.read = fewer;
		return before.ids().size() - fewer.ids().size();
	}

	private void together() {
		this.jdbc.sql("select pg_advisory_xact_lock_shared(:lock)")
			.param("lock", LOCK)
			.query((row, index) -> index)
			.list();
	}

	private void alone() {
		this.jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query((row, index) -> index).list();
	}

}
