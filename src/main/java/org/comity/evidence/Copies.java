package org.comity.evidence;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.wall.InBackground;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The copy that each hop holds of a part's files. The executing office holds the very
 * bytes that the provider handed over; every hop after it has bytes of its own, so that
 * one that is damaged can be sent again by the hop before.
 */
@Repository
@Transactional
class Copies {

	private final JdbcClient jdbc;

	Copies(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** A copy that is being made, or was. */
	record Copy(UUID id, UUID file, String key) {
	}

	/**
	 * Where a hop's bytes lie, by file: of its own copy, or those that were handed over.
	 */
	Map<UUID, String> keys(UUID part, List<StoredFile> files, OfficeKind hop) {
		Map<UUID, String> keys = new HashMap<>();
		if (hop.hop() >= OfficeKind.EXECUTING_AUTHORITY.hop()) {
			files.forEach((file) -> keys.put(file.id(), file.key()));
			return keys;
		}
		held(part, hop).forEach((copy) -> keys.put(copy.file(), copy.key()));
		return keys;
	}

	private List<Copy> held(UUID part, OfficeKind hop) {
		return this.jdbc
			.sql("select id, file_id, storage_key from production_copy "
					+ "where part_id = :part and hop = :hop and made_at is not null and removed_at is null")
			.param("part", part)
			.param("hop", hop.name())
			.query((row, index) -> new Copy(row.getObject("id", UUID.class), row.getObject("file_id", UUID.class),
					row.getString("storage_key")))
			.list();
	}

	/** Notes that a copy is about to be made. */
	Copy expect(UUID part, UUID file, OfficeKind hop, UUID office, Instant now) {
		UUID id = Ids.next();
		String key = part + "/" + hop.name().toLowerCase(Locale.ROOT).replace('_', '-') + "/" + id;
		this.jdbc
			.sql("insert into production_copy (id, part_id, file_id, hop, office_id, storage_key, started_at) "
					+ "values (:id, :part, :file, :hop, :office, :key, :now)")
			.param("id", id)
			.param("part", part)
			.param("file", file)
			.param("hop", hop.name())
			.param("office", office)
			.param("key", key)
			.param("now", Timestamp.from(now))
			.update();
		return new Copy(id, file, key);
	}

	/** The copies are whole and the hop's; from now on they exist. */
	void made(List<Copy> copies, Instant now) {
		copies.forEach((copy) -> {
			int noted = this.jdbc.sql("update production_copy set made_at = :now where id = :id")
				.param("now", Timestamp.from(now))
				.param("id", copy.id())
				.update();
			if (noted != 1) {
				throw new IllegalStateException("A copy took so long that it was swept");
			}
		});
	}

	/**
	 * Forgets those of some copies that never became whole.
	 * @return the keys whose bytes nobody holds
	 */
	List<String> forget(List<Copy> copies) {
		return copies.stream()
			.filter((copy) -> this.jdbc.sql("delete from production_copy where id = :id and made_at is null")
				.param("id", copy.id())
				.update() == 1)
			.map(Copy::key)
			.toList();
	}

	/**
	 * Takes the copies of a hop away.
	 * @return the keys whose bytes are to be deleted once this is committed
	 */
	List<String> remove(UUID part, OfficeKind hop, Instant now) {
		List<Copy> copies = held(part, hop);
		copies.forEach((copy) -> this.jdbc.sql("update production_copy set removed_at = :now where id = :id")
			.param("now", Timestamp.from(now))
			.param("id", copy.id())
			.update());
		return copies.stream().map(Copy::key).toList();
	}

	/** Copies that were begun before a time and never became whole. */
	@InBackground
	@Transactional(readOnly = true)
	List<Copy> leftovers(Instant before) {
		return this.jdbc
			.sql("select id, file_id, storage_key from production_copy where made_at is null and started_at < :before")
			.param("before", Timestamp.from(before))
			.query((row, index) -> new Copy(row.getObject("id", UUID.class), row.getObject("file_id", UUID.class),
					row.getString("storage_key")))
			.list();
	}

}
