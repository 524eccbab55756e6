package org.comity.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import org.comity.accounts.SecurityRecord.Kind;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The record of who came in and of what was tried. A person sees what was done in their
 * own name, administrators see all of it. It tells of no case.
 */
@Component
public class SecurityRecords {

	/** Rows on a page. */
	public static final int PAGE = 50;

	/** How many a person is shown of their own. */
	private static final int LATELY = 20;

	private static final Duration SAME = Duration.ofMinutes(10);

	private static final int LONGEST = 64;

	private static final String SELECT = "select s.id, s.happened_at, s.kind, s.person, p.name, o.short_name, s.origin, "
			+ "s.device, s.detail from security_record s left join person p on p.id = s.person "
			+ "left join office o on o.id = p.office where ";

	private final JdbcClient jdbc;

	private final Clock clock;

	SecurityRecords(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Writes down what happened to a request.
	 * @param person in whose name, or null
	 * @param detail the factor or the desk; never what was typed
	 */
	@Transactional
	void record(Kind kind, @Nullable UUID person, String detail, HttpServletRequest request) {
		Instant now = this.clock.instant();
		this.jdbc.sql("""
				insert into security_record (id, happened_at, kind, person, origin, device, detail)
				select :id, :now, :kind, cast(:person as uuid), :origin, :device, :detail
				where not (:once and exists (select 1 from security_record where happened_at > :since and kind = :kind
					and person is not distinct from cast(:person as uuid) and origin = :origin and detail = :detail))
				""")
			.param("id", Ids.next())
			.param("now", Timestamp.from(now))
			.param("kind", kind.name())
			.param("person", person)
			.param("origin", shortened(request.getRemoteAddr()))
			.param("device", shortened(Device.of(request.getHeader("User-Agent")).toString()))
			.param("detail", shortened(detail))
			.param("once", kind.once())
			.param("since", Timestamp.from(now.minus(SAME)))
			.update();
	}

	private static String shortened(String text) {
		return text.substring(0, Math.min(text.length(), LONGEST));
	}

	/** What was lately done in a person's own name, the newest first. */
	@Transactional(readOnly = true)
	public List<SecurityRecord> lately(Actor actor) {
		return this.jdbc.sql(SELECT + "s.person = :person order by s.id desc limit " + LATELY)
			.param("person", actor.person())
			.query(SecurityRecords::read)
			.list();
	}

	/**
	 * Returns a page of the record, the newest first.
	 * @param person only what was done in this person's name, or null
	 * @param refused only what was refused
	 * @param before where the page before ended, or null
	 * @throws NoSuchElementException if the reader is no administrator
	 */
	@Transactional(readOnly = true)
	public List<SecurityRecord> page(Actor administrator, @Nullable UUID person, boolean refused,
			@Nullable UUID before) {
		if (administrator.kind() != OfficeKind.ADMINISTRATION) {
			throw new NoSuchElementException("The record is for administrators");
		}
		Set<Kind> kinds = refused ? Kind.REFUSED : Set.copyOf(Arrays.asList(Kind.values()));
		return this.jdbc
			.sql(SELECT + "(cast(:person as uuid) is null or s.person = cast(:person as uuid)) and s.kind in (:kinds) "
					+ "and s.id < :before order by s.id desc limit " + PAGE)
			.param("person", person)
			.param("kinds", kinds.stream().map(Kind::name).toList())
			.param("before", (before != null) ? before : new UUID(-1L, -1L))
			.query(SecurityRecords::read)
			.list();
	}

	private static SecurityRecord read(ResultSet row, int index) throws SQLException {
		return new SecurityRecord(row.getObject("id", UUID.class), row.getTimestamp("happened_at").toInstant(),
				Kind.valueOf(row.getString("kind")), row.getObject("person", UUID.class), row.getString("name"),
				row.getString("short_name"), row.getString("origin"), Device.read(row.getString("device")),
				row.getString("detail"));
	}

}
