package org.comity.requests;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The lists of requests a person works from, each under the rule of who sees what. Pages
 * follow one another by the last row shown, so that a long list costs no more than a
 * short one. A provider has none: its list is of processes.
 */
@Service
@Transactional(readOnly = true)
public class Worklist {

	/** Rows on a page. */
	public static final int PAGE = 25;

	/** Which requests a list is of. */
	public enum Scope {

		/** The office's turn, be it the request, a process or a part. */
		NEEDS_ME("t.subject_id is not null"),
		/** Open, and somebody else's turn. */
		WAITING("t.subject_id is null and r.state <> 'CLOSED'"),
		/** Closed, however. */
		CLOSED("r.state = 'CLOSED'"),
		/** All. */
		ALL("true");

		private final String condition;

		Scope(String condition) {
			this.condition = condition;
		}

	}

	/** The order of a list; the id decides between equals. */
	public enum Sort {

		DUE("coalesce(least(t.due_on, case when r.state <> 'CLOSED' then r.needed_by end), 'infinity'::date)", "date",
				">"),
		OLDEST("r.created_at", "timestamptz", ">"), NEWEST("r.created_at", "timestamptz", "<"),
		REFERENCE("r.reference", "text", ">");

		private final String key;

		private final String type;

		private final String after;

		Sort(String key, String type, String after) {
			this.key = key;
			this.type = type;
			this.after = after;
		}

		private String direction() {
			return this.after.equals(">") ? "asc" : "desc";
		}

	}

	/**
	 * What a list is asked for.
	 *
	 * @param scope which requests
	 * @param text words to find in references and titles, or empty
	 * @param provider id of a company, or null for all
	 * @param sort the order
	 * @param after where the page before ended, or null for the first page
	 */
	public record Query(Scope scope, String text, @Nullable UUID provider, Sort sort, @Nullable String after) {
	}

	/**
	 * One page.
	 *
	 * @param rows its rows
	 * @param next where the next page starts, or null on the last
	 */
	public record Page(List<RequestSummary> rows, @Nullable String next) {

		public Page {
			rows = List.copyOf(rows);
		}

	}

	/** How many requests stand where. */
	public record Counts(long needsMe, long overdue, long unopened, long waiting) {
	}

	private final JdbcClient jdbc;

	private final Requests requests;

	private final Directory directory;

	private final Clock clock;

	Worklist(JdbcClient jdbc, Requests requests, Directory directory, Clock clock) {
		this.jdbc = jdbc;
		this.requests = requests;
		this.directory = directory;
		this.clock = clock;
	}

	private record Keyed(RequestSummary row, String key) {
	}

	public Page page(Actor actor, Query query) {
		if (Aspect.CASE.access(actor.kind(), actor.side()) == Access.NEVER) {
			return new Page(List.of(), null);
		}
		Sort sort = query.sort();
		Map<String, Object> values = new HashMap<>(Visibility.parameters(actor));
		values.put("office", actor.office());
		StringBuilder sql = new StringBuilder(
				"select r.id, r.reference, r.requesting_reference, r.requested_reference, "
						+ "r.title, r.state, r.outcome, r.company_id, r.created_at, r.closed_at, r.needed_by, t.subject_id, "
						+ "t.subject_kind, t.awaiting, t.since, t.due_on, t.opened_at, "
						+ "exists (select 1 from request_condition c where c.request_id = r.id and c.kind = 'URGENCY_GRANTED' "
						+ "and c.ended_at is null and c.office_id = :office) as urgent, (" + sort.key
						+ ")::text as sort_key, "
						+ "coalesce(t.subject_id, r.id) as row_id from request r left join request_turn t "
						+ "on t.request_id = r.id and t.office_id = :office where " + query.scope().condition + " and "
						+ Visibility.SEES);
		if (!query.text().isBlank()) {
			sql.append(" and (r.title ilike :text or r.reference ilike :text or r.requesting_reference ilike :text "
					+ "or r.requested_reference ilike :text)");
			values.put("text",
					"%" + query.text().strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
		}
		UUID provider = query.provider();
		if (provider != null) {
			sql.append(" and r.company_id = :provider");
			values.put("provider", provider);
		}
		List<String> after = decode(query.after());
		if (after.size() == 2) {
			sql.append(" and ((" + sort.key + "), coalesce(t.subject_id, r.id)) " + sort.after + " (cast(:key as "
					+ sort.type + "), cast(:row as uuid))");
			values.put("key", after.get(0));
			values.put("row", after.get(1));
		}
		sql.append(" order by " + sort.key + " " + sort.direction() + ", coalesce(t.subject_id, r.id) "
				+ sort.direction() + " limit " + (PAGE + 1));
		List<Keyed> found = this.jdbc.sql(sql.toString())
			.params(values)
			.query((row, index) -> new Keyed(summary(actor, row), row.getString("sort_key")))
			.list();
		List<RequestSummary> rows = new ArrayList<>(found.stream().map(Keyed::row).limit(PAGE).toList());
		String next = null;
		if (found.size() > PAGE) {
			Keyed last = found.get(PAGE - 1);
			next = encode(last.key(), last.row().subject());
		}
		return new Page(rows, next);
	}

	private RequestSummary summary(Actor actor, ResultSet row) throws SQLException {
		UUID id = row.getObject("id", UUID.class);
		boolean turn = row.getObject("subject_id") != null;
		Turns.Subject kind = turn ? Turns.Subject.valueOf(row.getString("subject_kind")) : Turns.Subject.REQUEST;
		Status status = (kind == Turns.Subject.REQUEST) ? this.requests.status(actor, id) : new Status(
				"status." + kind.name().toLowerCase(java.util.Locale.ROOT) + "." + row.getString("awaiting") + ".mine",
				List.of(), Status.Tone.ACTION, true);
		Instant created = row.getTimestamp("created_at").toInstant();
		var closed = row.getTimestamp("closed_at");
		Instant end = (closed != null) ? closed.toInstant() : this.clock.instant();
		LocalDate due = row.getObject("due_on", LocalDate.class);
		LocalDate needed = (closed == null) ? row.getObject("needed_by", LocalDate.class) : null;
		if (due == null || needed != null && needed.isBefore(due)) {
			due = needed;
		}
		var since = row.getTimestamp("since");
		return new RequestSummary(id, reference(actor, row), row.getString("title"),
				this.directory.company(row.getObject("company_id", UUID.class)).provider(), status, kind,
				row.getObject("row_id", UUID.class), (since != null) ? since.toInstant() : created, due,
				Duration.between(created, end).toDays(), row.getBoolean("urgent"),
				turn && row.getTimestamp("opened_at") == null);
	}

	/** The reference an office knows a request by: its own if it has minted one. */
	private static String reference(Actor actor, ResultSet row) throws SQLException {
		String own = switch (actor.kind()) {
			case REQUESTING_AUTHORITY -> row.getString("requesting_reference");
			case REQUESTED_AUTHORITY, EXECUTING_AUTHORITY -> row.getString("requested_reference");
			default -> null;
		};
		return (own != null) ? own : row.getString("reference");
	}

	public Counts counts(Actor actor) {
		if (Aspect.CASE.access(actor.kind(), actor.side()) == Access.NEVER) {
			return new Counts(0, 0, 0, 0);
		}
		return this.jdbc
			.sql("select count(t.subject_id) as mine, "
					+ "count(t.subject_id) filter (where least(t.due_on, r.needed_by) < :today) as overdue, "
					+ "count(t.subject_id) filter (where t.opened_at is null) as unopened, "
					+ "count(*) filter (where t.subject_id is null and r.state <> 'CLOSED') as waiting from request r "
					+ "left join request_turn t on t.request_id = r.id and t.office_id = :office where "
					+ Visibility.SEES)
			.params(Visibility.parameters(actor))
			.param("office", actor.office())
			.param("today", LocalDate.ofInstant(this.clock.instant(), java.time.ZoneOffset.UTC))
			.query((row, index) -> new Counts(row.getLong("mine"), row.getLong("overdue"), row.getLong("unopened"),
					row.getLong("waiting")))
			.single();
	}

	private static String encode(String key, UUID row) {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString((key + "\n" + row).getBytes(StandardCharsets.UTF_8));
	}

	/** A cursor that was tampered with shows the first page. */
	private static List<String> decode(@Nullable String cursor) {
		if (cursor == null || cursor.isBlank()) {
			return List.of();
		}
		try {
			String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
			int line = text.lastIndexOf('\n');
			UUID.fromString(text.substring(line + 1));
			return List.of(text.substring(0, line), text.substring(line + 1));
		}
		catch (RuntimeException ex) {
			return List.of();
		}
	}

}
