package org.comity.evidence;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the filter is about to withhold, saved as it is marked, and what it withheld,
 * which stays for good.
 */
@Repository
@Transactional
class Marks {

	private final JdbcClient jdbc;

	Marks(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * One item marked.
	 *
	 * @param message its place in the mailbox, from 1; null for the whole file
	 */
	record Mark(UUID file, @Nullable Integer message, WithheldCategory category, String reason) {
	}

	List<Mark> of(UUID part) {
		return this.jdbc
			.sql("select file_id, message, category, reason from production_mark where part_id = :part "
					+ "order by file_id, message")
			.param("part", part)
			.query((row, index) -> new Mark(row.getObject("file_id", UUID.class),
					row.getObject("message", Integer.class), WithheldCategory.valueOf(row.getString("category")),
					row.getString("reason")))
			.list();
	}

	/** Whether every file is marked whole. */
	boolean coverAll(UUID part, List<StoredFile> files) {
		Set<UUID> whole = of(part).stream()
			.filter((mark) -> mark.message() == null)
			.map(Mark::file)
			.collect(Collectors.toSet());
		return !files.isEmpty() && files.stream().allMatch((file) -> whole.contains(file.id()));
	}

	/** Marks an item, in place of what was said of it before. */
	void put(UUID part, Mark mark, Actor actor, Instant now) {
		take(part, mark.file(), mark.message());
		this.jdbc
			.sql("insert into production_mark (id, part_id, file_id, message, category, reason, marked_by, marked_at) "
					+ "values (:id, :part, :file, :message, :category, :reason, :person, :now)")
			.param("id", Ids.next())
			.param("part", part)
			.param("file", mark.file())
			.param("message", mark.message())
			.param("category", mark.category().name())
			.param("reason", mark.reason())
			.param("person", actor.person())
			.param("now", Timestamp.from(now))
			.update();
	}

	void take(UUID part, UUID file, @Nullable Integer message) {
		this.jdbc
			.sql("delete from production_mark where part_id = :part and file_id = :file "
					+ "and coalesce(message, 0) = :message")
			.param("part", part)
			.param("file", file)
			.param("message", (message != null) ? message : 0)
			.update();
	}

	/**
	 * One item that was withheld.
	 *
	 * @param ordinal its number on the schedule, from 1
	 * @param dated the day of a message, where it says one
	 */
	record Withheld(int ordinal, UUID file, @Nullable Integer message, WithheldCategory category, String reason,
			long size, String sha256, @Nullable Instant dated, UUID by, Instant at) {
	}

	void withhold(UUID part, @Nullable UUID released, Withheld item) {
		this.jdbc
			.sql("insert into production_withheld (id, part_id, released_part_id, ordinal, file_id, message, category, "
					+ "reason, size, sha256, dated, withheld_by, withheld_at) values (:id, :part, :released, :ordinal, "
					+ ":file, :message, :category, :reason, :size, :sha256, :dated, :person, :now)")
			.param("id", Ids.next())
			.param("part", part)
			.param("released", released)
			.param("ordinal", item.ordinal())
			.param("file", item.file())
			.param("message", item.message())
			.param("category", item.category().name())
			.param("reason", item.reason())
			.param("size", item.size())
			.param("sha256", item.sha256())
			.param("dated", (item.dated() != null) ? Timestamp.from(item.dated()) : null)
			.param("person", item.by())
			.param("now", Timestamp.from(item.at()))
			.update();
	}

	/** What was withheld from the part that goes home as {@code released}. */
	List<Withheld> withheldFrom(UUID released) {
		return withheld("released_part_id", released);
	}

	/** What was withheld from a part of which nothing goes home. */
	List<Withheld> withheldWhole(UUID part) {
		return withheld("released_part_id is null and part_id", part);
	}

	private List<Withheld> withheld(String column, UUID id) {
		return this.jdbc
			.sql("select ordinal, file_id, message, category, reason, size, sha256, dated, withheld_by, withheld_at "
					+ "from production_withheld where " + column + " = :id order by ordinal")
			.param("id", id)
			.query((row, index) -> {
				Timestamp dated = row.getTimestamp("dated");
				return new Withheld(row.getInt("ordinal"), row.getObject("file_id", UUID.class),
						row.getObject("message", Integer.class), WithheldCategory.valueOf(row.getString("category")),
						row.getString("reason"), row.getLong("size"), row.getString("sha256"),
						(dated != null) ? dated.toInstant() : null, row.getObject("withheld_by", UUID.class),
						row.getTimestamp("withheld_at").toInstant());
			})
			.list();
	}

}
