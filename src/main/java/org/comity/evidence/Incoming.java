package org.comity.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.Rejection;
import org.comity.wall.InBackground;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Uploads that are under way, and the pieces they came in, as rows.
 */
@Repository
@Transactional
class Incoming {

	/** Where pieces lie in the store. */
	static final String FOLDER = "uploads";

	/** How long what has come is kept for the rest, from the last piece on. */
	static final Duration KEPT = Duration.ofDays(1);

	/** How long a writer is believed to be there who says nothing. */
	private static final String BELIEVED = "clock_timestamp() + interval '20 seconds'";

	private static final String UPLOAD = "select id, part_id, name, account_id, modified, size, received, expires_at, "
			+ "outcome, refusal, refusal_about from incoming_upload ";

	private final JdbcClient jdbc;

	Incoming(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** A piece of an upload that is whole. */
	record Piece(UUID id, long begins, long size) {
	}

	/** An upload that is over, and the office in whose name it is cleared away. */
	record Over(UUID id, UUID part, UUID office, boolean expired) {
	}

	/** Where a piece lies. */
	static String key(UUID part, UUID upload, UUID piece) {
		return FOLDER + "/" + part + "/" + upload + "/" + piece;
	}

	private static IncomingUpload upload(ResultSet row, int index) throws SQLException {
		String outcome = row.getString("outcome");
		return new IncomingUpload(row.getObject("id", UUID.class), row.getObject("part_id", UUID.class),
				row.getString("name"), row.getObject("account_id", UUID.class), row.getObject("modified", Long.class),
				row.getLong("size"), row.getLong("received"), row.getTimestamp("expires_at").toInstant(),
				(outcome != null) ? IncomingUpload.Outcome.valueOf(outcome) : null, row.getString("refusal"),
				row.getString("refusal_about"));
	}

	void begin(UUID id, UUID part, Actor actor, IncomingUploads.Wish wish, Instant now) {
		this.jdbc
			.sql("insert into incoming_upload (id, part_id, office_id, person_id, name, account_id, modified, size, "
					+ "begun_at, expires_at) values (:id, :part, :office, :person, :name, :account, :modified, :size, "
					+ ":now, :expires)")
			.param("id", id)
			.param("part", part)
			.param("office", actor.office())
			.param("person", actor.person())
			.param("name", wish.name())
			.param("account", wish.account())
			.param("modified", wish.modified())
			.param("size", wish.size())
			.param("now", Timestamp.from(now))
			.param("expires", Timestamp.from(now.plus(KEPT)))
			.update();
	}

	/** An upload that neither expired nor was taken away. */
	Optional<IncomingUpload> find(UUID id, UUID part, Instant now) {
		return this.jdbc
			.sql(UPLOAD
					+ "where id = :id and part_id = :part and expires_at > :now and outcome is distinct from 'ENDED'")
			.param("id", id)
			.param("part", part)
			.param("now", Timestamp.from(now))
			.query(Incoming::upload)
			.optional();
	}

	/** The uploads of a part that are under way. */
	List<IncomingUpload> open(UUID part, Instant now) {
		return this.jdbc
			.sql(UPLOAD + "where part_id = :part and outcome is null and expires_at > :now order by begun_at, id")
			.param("part", part)
			.param("now", Timestamp.from(now))
			.query(Incoming::upload)
			.list();
	}

	int openOf(UUID person, Instant now) {
		return this.jdbc
			.sql("select count(*) from incoming_upload where person_id = :person and outcome is null "
					+ "and expires_at > :now")
			.param("person", person)
			.param("now", Timestamp.from(now))
			.query(Integer.class)
			.single();
	}

	/** Lets one writer in: whoever is there already keeps others out. */
	boolean hold(UUID id, UUID holder) {
		return this.jdbc
			.sql("update incoming_upload set held_by = :holder, held_until = " + BELIEVED
					+ " where id = :id and (held_until is null or held_until < clock_timestamp())")
			.param("holder", holder)
			.param("id", id)
			.update() == 1;
	}

	/** The writer is still there. */
	void holdOn(UUID id, UUID holder) {
		this.jdbc.sql("update incoming_upload set held_until = " + BELIEVED + " where id = :id and held_by = :holder")
			.param("id", id)
			.param("holder", holder)
			.update();
	}

	void letGo(UUID id, UUID holder) {
		this.jdbc
			.sql("update incoming_upload set held_by = null, held_until = null where id = :id and held_by = :holder")
			.param("id", id)
			.param("holder", holder)
			.update();
	}

	/** Notes that a piece is about to be written, if the writer is still the one. */
	boolean expect(UUID piece, UUID upload, UUID holder) {
		return this.jdbc
			.sql("insert into incoming_piece (id, upload_id, part_id, begins) select :piece, id, part_id, received "
					+ "from incoming_upload where id = :upload and held_by = :holder and outcome is null")
			.param("piece", piece)
			.param("upload", upload)
			.param("holder", holder)
			.update() == 1;
	}

	/** A piece is whole; from now on it is what has come. */
	boolean received(UUID piece, UUID upload, UUID holder, long size, Instant now) {
		boolean still = this.jdbc
			.sql("update incoming_upload set received = received + :size, expires_at = :expires where id = :upload "
					+ "and held_by = :holder and outcome is null and received = (select p.begins from incoming_piece p "
					+ "where p.id = :piece)")
			.param("size", size)
			.param("expires", Timestamp.from(now.plus(KEPT)))
			.param("upload", upload)
			.param("holder", holder)
			.param("piece", piece)
			.update() == 1;
		return still && this.jdbc.sql("update incoming_piece set size = :size where id = :piece")
			.param("size", size)
			.param("piece", piece)
			.update() == 1;
	}

	void forget(UUID piece) {
		this.jdbc.sql("delete from incoming_piece where id = :id").param("id", piece).update();
	}

	/** The pieces that are whole, in the order of the file. */
	List<Piece> pieces(UUID upload) {
		return this.jdbc
			.sql("select id, begins, size from incoming_piece where upload_id = :upload and size is not null "
					+ "order by begins")
			.param("upload", upload)
			.query((row, index) -> new Piece(row.getObject("id", UUID.class), row.getLong("begins"),
					row.getLong("size")))
			.list();
	}

	/** Every piece, also what broke off. */
	List<UUID> everyPiece(UUID upload) {
		return this.jdbc.sql("select id from incoming_piece where upload_id = :upload")
			.param("upload", upload)
			.query(UUID.class)
			.list();
	}

	/** Settles what became of an upload, once. */
	boolean settle(UUID id, UUID holder, @Nullable Rejection refused) {
		List<Object> about = (refused != null) ? refused.arguments() : List.of();
		return this.jdbc
			.sql("update incoming_upload set outcome = :outcome, refusal = :refusal, refusal_about = :about "
					+ "where id = :id and held_by = :holder and outcome is null")
			.param("outcome",
					((refused != null) ? IncomingUpload.Outcome.REFUSED : IncomingUpload.Outcome.TAKEN).name())
			.param("refusal", (refused != null) ? refused.code() : null)
			.param("about", about.isEmpty() ? null : about.get(0).toString())
			.param("id", id)
			.param("holder", holder)
			.update() == 1;
	}

	/** Ends an upload, whoever writes to it. */
	void end(UUID id) {
		this.jdbc
			.sql("update incoming_upload set outcome = 'ENDED', refusal = null, refusal_about = null, held_by = null, "
					+ "held_until = null where id = :id")
			.param("id", id)
			.update();
	}

	void clear(UUID upload) {
		this.jdbc.sql("delete from incoming_piece where upload_id = :id").param("id", upload).update();
	}

	void remove(UUID upload) {
		clear(upload);
		this.jdbc.sql("delete from incoming_upload where id = :id").param("id", upload).update();
	}

	/** The uploads whose time is over, or that were taken away. */
	@InBackground
	@Transactional(readOnly = true)
	List<Over> over(Instant now) {
		return this.jdbc
			.sql("select id, part_id, office_id, expires_at <= :now as expired from incoming_upload "
					+ "where expires_at <= :now or outcome is not null")
			.param("now", Timestamp.from(now))
			.query((row, index) -> new Over(row.getObject("id", UUID.class), row.getObject("part_id", UUID.class),
					row.getObject("office_id", UUID.class), row.getBoolean("expired")))
			.list();
	}

}
