package org.comity.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.kernel.Side;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The record of reading. An office sees who of its own has looked, and never that another
 * has: that would tell where a request is. The auditors see their own side's.
 */
@Service
public class Readings {

	/** Rows on a page. */
	public static final int PAGE = 50;

	private static final Duration SAME = Duration.ofMinutes(10);

	private static final String SELECT = "select g.id, g.request_id, r.reference, p.name as person, o.short_name as office, "
			+ "g.thing, g.subject_id, g.opened_at from reading g join person p on p.id = g.person_id "
			+ "join office o on o.id = g.office_id left join request r on r.id = g.request_id where ";

	private final JdbcClient jdbc;

	private final Visibility visibility;

	private final Clock clock;

	Readings(JdbcClient jdbc, Visibility visibility, Clock clock) {
		this.jdbc = jdbc;
		this.visibility = visibility;
		this.clock = clock;
	}

	/**
	 * Records that somebody has been given something. The caller gives it only if this
	 * returns.
	 * @param root what {@code key} is
	 * @param key the id that names the request
	 * @param subject the document, process, part or file, or null
	 */
	@Transactional
	public void record(Actor reader, Reading.Root root, UUID key, Reading.Thing thing, @Nullable UUID subject) {
		UUID request = this.jdbc.sql(root.request()).param("key", key).query(UUID.class).single();
		insert(reader, request, thing, subject);
	}

	/** Records an export of the ledger. */
	@Transactional
	public void recordExport(Actor reader) {
		insert(reader, null, Reading.Thing.EXPORT, null);
	}

	private void insert(Actor reader, @Nullable UUID request, Reading.Thing thing, @Nullable UUID subject) {
		Side side = reader.side();
		if (side == null) {
			throw new IllegalStateException("Somebody who reads no case has read one");
		}
		Instant now = this.clock.instant();
		this.jdbc.sql("""
				insert into reading (id, request_id, person_id, office_id, side, thing, subject_id, opened_at)
				select :id, cast(:request as uuid), :person, :office, :side, :thing, cast(:subject as uuid), :now
				where not exists (select 1 from reading where person_id = :person and opened_at > :since
					and office_id = :office and thing = :thing
					and request_id is not distinct from cast(:request as uuid)
					and subject_id is not distinct from cast(:subject as uuid))""")
			.param("id", Ids.next())
			.param("request", request)
			.param("person", reader.person())
			.param("office", reader.office())
			.param("side", side.name())
			.param("thing", thing.name())
			.param("subject", subject)
			.param("now", Timestamp.from(now))
			.param("since", Timestamp.from(now.minus(SAME)))
			.update();
	}

	/**
	 * Returns who has looked at a request, the newest first: of the own office, for
	 * auditors of the own side.
	 * @param before where the page before ended, or null
	 */
	@Transactional(readOnly = true)
	public List<Reading> of(Actor actor, UUID request, @Nullable UUID before) {
		Access access = this.visibility.require(actor, request, Aspect.READINGS);
		boolean side = access == Access.OWN_SIDE;
		return this.jdbc
			.sql(SELECT + "g.request_id = :request and " + (side ? "g.side = :side" : "g.office_id = :office")
					+ " and g.id < :before order by g.id desc limit " + PAGE)
			.param("request", request)
			.param("side", String.valueOf(actor.side()))
			.param("office", actor.office())
			.param("before", before(before))
			.query(Readings::read)
			.list();
	}

	/**
	 * Returns who of an auditor's side has looked at anything that the auditor sees, the
	 * newest first, exports too.
	 * @throws NoSuchRequest if this person is no auditor
	 */
	@Transactional(readOnly = true)
	public List<Reading> all(Actor auditor, @Nullable UUID before) {
		if (auditor.kind() != OfficeKind.OVERSIGHT || !auditor.has(Role.AUDITOR)) {
			throw new NoSuchRequest();
		}
		return this.jdbc
			.sql(SELECT + "g.side = :side and g.id < :before and (g.request_id is null or " + Visibility.SEES
					+ ") order by g.id desc limit " + PAGE)
			.params(Visibility.parameters(auditor))
			.param("side", String.valueOf(auditor.side()))
			.param("before", before(before))
			.query(Readings::read)
			.list();
	}

	private static UUID before(@Nullable UUID before) {
		return (before != null) ? before : new UUID(-1L, -1L);
	}

	private static Reading read(ResultSet row, int index) throws SQLException {
		return new Reading(row.getObject("id", UUID.class), row.getObject("request_id", UUID.class),
				row.getString("reference"), row.getString("person"), row.getString("office"),
				Reading.Thing.valueOf(row.getString("thing")), row.getObject("subject_id", UUID.class),
				row.getTimestamp("opened_at").toInstant());
	}

}
