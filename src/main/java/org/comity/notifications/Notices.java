package org.comity.notifications;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.requests.Aspect;
import org.comity.requests.Timeline;
import org.comity.requests.Visibility;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The notices of a person's office, each under the rule of who sees what: one about a
 * request of another team does not exist for them. One sort is everybody's: that somebody
 * opened a request in an emergency is told to the whole office, with its reference, who
 * it was and when, and with nothing else of the case.
 */
@Service
public class Notices {

	/** Notices on a page. */
	public static final int PAGE = 25;

	/** The number beyond which unread notices are not counted. */
	public static final int MOST_COUNTED = 100;

	/** Is it of an opening in an emergency? Of those an office has few. */
	private static final String OPENING = "(n.request_id in (select a.request_id from emergency_access a "
			+ "where a.office_id = :office) and exists (select 1 from ledger_entry e where e.id = n.entry_id "
			+ "and e.move = 'OPEN_IN_EMERGENCY'))";

	private static final String TOLD = "(" + Visibility.SEES + " or " + OPENING + ")";

	private static final String FROM = " from notice n join request r on r.id = n.request_id "
			+ "where n.office_id = :office and " + TOLD;

	/** Days after which a notice is history, read or not. */
	public static final int DAYS_NEW = 90;

	private static final String UNREAD = " and n.occurred_at > :new and not exists (select 1 from notice_read d "
			+ "where d.notice_id = n.id and d.person_id = :person)";

	private final JdbcClient jdbc;

	private final Timeline timeline;

	private final Visibility visibility;

	private final Clock clock;

	Notices(JdbcClient jdbc, Timeline timeline, Visibility visibility, Clock clock) {
		this.jdbc = jdbc;
		this.timeline = timeline;
		this.visibility = visibility;
		this.clock = clock;
	}

	/**
	 * One page, the newest first.
	 *
	 * @param notices its notices
	 * @param next where the next page starts, or null on the last
	 */
	public record Page(List<Notice> notices, @Nullable String next) {

		public Page {
			notices = List.copyOf(notices);
		}

	}

	/** A notice as it lies in the database. */
	private record Row(UUID id, UUID request, UUID entry, UUID subject, String machine, String reference,
			Instant occurredAt, boolean read, @Nullable String opener) {

		private static Row of(ResultSet row, int index) throws SQLException {
			return new Row(row.getObject("id", UUID.class), row.getObject("request_id", UUID.class),
					row.getObject("entry_id", UUID.class), row.getObject("subject_id", UUID.class),
					row.getString("machine"), row.getString("reference"), row.getTimestamp("occurred_at").toInstant(),
					row.getBoolean("read"), row.getString("opener"));
		}

	}

	/**
	 * Returns a page of notices.
	 * @param before where the page before ended, or null for the newest
	 */
	@Transactional(readOnly = true)
	public Page page(Actor actor, @Nullable String before) {
		Map<String, Object> values = values(actor);
		String place = "";
		Optional<Object[]> end = decode(before);
		if (end.isPresent()) {
			place = " and (n.occurred_at, n.id) < (:at, :id)";
			values.put("at", java.sql.Timestamp.from((Instant) end.get()[0]));
			values.put("id", end.get()[1]);
		}
		List<Row> rows = this.jdbc
			.sql(columns(actor) + FROM + place + " order by n.occurred_at desc, n.id desc limit " + (PAGE + 1))
			.params(values)
			.query(Row::of)
			.list();
		String next = null;
		if (rows.size() > PAGE) {
			Row last = rows.get(PAGE - 1);
			next = encode(last.occurredAt(), last.id());
		}
		return new Page(rows.stream().limit(PAGE).flatMap((row) -> shown(actor, row).stream()).toList(), next);
	}

	private Optional<Notice> shown(Actor actor, Row row) {
		return this.timeline.told(actor, row.request(), row.entry())
			.map((told) -> new Notice(row.id(), row.request(), row.subject(), row.machine(), row.reference(),
					told.labelCode(), told.office(), row.occurredAt(), row.read(), row.opener(),
					row.opener() == null || this.visibility.sees(actor, row.request(), Aspect.CASE)));
	}

	private static String columns(Actor actor) {
		String reference = switch (actor.kind()) {
			case REQUESTING_AUTHORITY -> "coalesce(r.requesting_reference, r.reference)";
			case REQUESTED_AUTHORITY, EXECUTING_AUTHORITY -> "coalesce(r.requested_reference, r.reference)";
			case PROVIDER -> "''";
			case INVESTIGATOR, PROSECUTOR, OVERSIGHT, ADMINISTRATION -> "r.reference";
		};
		return "select n.id, n.request_id, n.entry_id, n.subject_id, n.machine, n.occurred_at, " + reference
				+ " as reference, n.occurred_at <= :new or exists (select 1 from notice_read d where d.notice_id = n.id "
				+ "and d.person_id = :person) as read, (select p.name from ledger_person l join person p "
				+ "on p.id = l.person_id where l.entry_id = n.entry_id and " + OPENING + ") as opener";
	}

	private Map<String, Object> values(Actor actor) {
		Map<String, Object> values = new HashMap<>(Visibility.parameters(actor));
		values.put("new", java.sql.Timestamp.from(this.clock.instant().minus(DAYS_NEW, ChronoUnit.DAYS)));
		values.put("office", actor.office());
		values.put("person", actor.person());
		return values;
	}

	/**
	 * Returns how many notices of the last {@value #DAYS_NEW} days this person has not
	 * opened, up to {@value #MOST_COUNTED}.
	 */
	@Transactional(readOnly = true)
	public int unread(Actor actor) {
		if (!actor.kind().isHop() && actor.kind() != OfficeKind.OVERSIGHT) {
			return 0;
		}
		// First what was not opened, which is quickly found among very many, then the
		// rule.
		return this.jdbc
			.sql("with unread as materialized (select n.request_id, n.entry_id from notice n "
					+ "where n.office_id = :office" + UNREAD
					+ ") select count(*) from (select 1 from unread n join request r on r.id = n.request_id where "
					+ TOLD + " limit " + MOST_COUNTED + ") unread_ones")
			.params(values(actor))
			.query(Integer.class)
			.single();
	}

	/**
	 * Notes that this person has opened a notice.
	 * @return the notice
	 * @throws NoSuchElementException if there is none for them
	 */
	@Transactional
	public Notice open(Actor actor, UUID id) {
		Map<String, Object> values = values(actor);
		values.put("id", id);
		Notice notice = this.jdbc.sql(columns(actor) + FROM + " and n.id = :id")
			.params(values)
			.query(Row::of)
			.optional()
			.flatMap((row) -> shown(actor, row))
			.orElseThrow(() -> new NoSuchElementException("No notice " + id));
		this.jdbc
			.sql("insert into notice_read (person_id, notice_id, read_at) values (:person, :id, :now) "
					+ "on conflict do nothing")
			.param("person", actor.person())
			.param("id", id)
			.param("now", java.sql.Timestamp.from(this.clock.instant()))
			.update();
		return notice;
	}

	/**
	 * Notes that this person has seen all that there are until now.
	 */
	@Transactional
	public void openAll(Actor actor) {
		Map<String, Object> values = values(actor);
		values.put("now", java.sql.Timestamp.from(this.clock.instant()));
		this.jdbc
			.sql("insert into notice_read (person_id, notice_id, read_at) select :person, n.id, :now" + FROM + UNREAD
					+ " on conflict do nothing")
			.params(values)
			.update();
	}

	private static String encode(Instant at, UUID id) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString((at + " " + id).getBytes(StandardCharsets.UTF_8));
	}

	/** A cursor that was tampered with shows the newest. */
	private static Optional<Object[]> decode(@Nullable String cursor) {
		if (cursor == null || cursor.isBlank()) {
			return Optional.empty();
		}
		try {
			String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ");
			Instant at = Instant.parse(parts[0]);
			boolean sensible = parts.length == 2 && at.isAfter(Instant.EPOCH)
					&& at.isBefore(Instant.parse("9999-01-01T00:00:00Z"));
			return sensible ? Optional.of(new Object[] { at, UUID.fromString(parts[1]) }) : Optional.empty();
		}
		catch (IllegalArgumentException | java.time.DateTimeException ex) {
			return Optional.empty();
		}
	}

}
