package org.comity.requests;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.kernel.Side;
import org.comity.wall.InBackground;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The record of those who asked for what is not there for them. Auditors see it: of their
 * own side, of those who belong to no side, and those of the requested side of providers.
 * Who of the other side looked would tell that it is at work. That there is a request
 * they learn from it only where they see it anyway.
 */
@Service
public class RefusedLooks {

	/** Rows on a page. */
	public static final int PAGE = 50;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Period kept;

	RefusedLooks(JdbcClient jdbc, Clock clock, @Value("${comity.retention.refused-looks:P7Y}") Period kept) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.kept = kept;
	}

	/**
	 * Writes down that somebody was told that something is not there.
	 * @param root what {@code key} is
	 * @param key the id by which they asked
	 */
	@Transactional
	public void note(Actor looker, Reading.Root root, UUID key, Reading.Thing thing) {
		this.jdbc
			.sql("select 1 from note_refused_look(:id, cast(:now as timestamptz), :person, :office, :side, :thing, "
					+ ":root, :key)")
			.param("id", Ids.next())
			.param("now", Timestamp.from(this.clock.instant()))
			.param("person", looker.person())
			.param("office", looker.office())
			.param("side", (looker.side() != null) ? looker.side().name() : null)
			.param("thing", thing.name())
			.param("root", root.name())
			.param("key", key)
			.query()
			.listOfRows();
	}

	/**
	 * Returns a page of the record, the newest first.
	 * @param before where the page before ended, or null
	 * @throws NoSuchRequest if this person is no auditor
	 */
	@Transactional(readOnly = true)
	public List<RefusedLook> page(Actor auditor, @Nullable UUID before) {
		if (auditor.kind() != OfficeKind.OVERSIGHT || !auditor.has(Role.AUDITOR)) {
			throw new NoSuchRequest();
		}
		return this.jdbc
			.sql("select l.id, l.happened_at, p.name as person, o.short_name as office, l.thing, r.id as request_id, "
					+ "r.reference from refused_look l join person p on p.id = l.person_id "
					+ "join office o on o.id = l.office_id left join refused_look_at a on a.look_id = l.id "
					+ "left join request r on r.id = a.request_id and " + Visibility.SEES
					+ " where (l.side in (:sides) or l.side is null) and l.id < :before " + "order by l.id desc limit "
					+ PAGE)
			.params(Visibility.parameters(auditor))
			.param("sides", sides(auditor))
			.param("before", (before != null) ? before : new UUID(-1L, -1L))
			.query((row, index) -> new RefusedLook(row.getObject("id", UUID.class),
					row.getTimestamp("happened_at").toInstant(), row.getString("person"), row.getString("office"),
					Reading.Thing.valueOf(row.getString("thing")), row.getObject("request_id", UUID.class),
					row.getString("reference")))
			.list();
	}

	private static List<String> sides(Actor auditor) {
		return (auditor.side() == Side.REQUESTED) ? List.of(Side.REQUESTED.name(), Side.PROVIDER.name())
				: List.of(String.valueOf(auditor.side()));
	}

	/** Forgets those of years ago. */
	@InBackground
	@Transactional
	@Scheduled(cron = "${comity.retention.looks-cron:0 37 3 * * *}")
	public void forget() {
		Instant before = this.clock.instant().atZone(ZoneOffset.UTC).minus(this.kept).toInstant();
		this.jdbc.sql("delete from refused_look where happened_at < :before")
			.param("before", Timestamp.from(before))
			.update();
	}

}
