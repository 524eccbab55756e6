package org.comity.process;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.requests.NoSuchRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The list a provider works from: the processes served on it, and nothing else. Pages
 * follow one another by the last row shown.
 */
@Service
@Transactional(readOnly = true)
public class ServedList {

	/** Rows on a page. */
	public static final int PAGE = 25;

	/** Which processes a list is of. */
	public enum Scope {

		/**
		 * The provider is awaited, for its answer or for a part of it that did not arrive
		 * whole: what is due first comes first.
		 */
		TO_ANSWER("(p.state in ('SERVED', 'ANSWERING') or " + Scope.PART + ")",
				"coalesce(p.return_date, 'infinity'::date)", "coalesce(p.return_date, 'infinity'::date)::text", "date",
				true),
		/** The office that served it, or the court, is awaited. */
		WAITING("p.state in ('QUERIED', 'OBJECTED', 'COURT') and not " + Scope.PART, "p.served_at", Scope.STAMP,
				"timestamptz", false),
		/** Answered in full, or at an end: the newest first. */
		DONE("p.state in ('ANSWERED', 'ENDED') and not " + Scope.PART, "p.served_at", Scope.STAMP, "timestamptz",
				false);

		/** A part of the same request is the provider's to settle. */
		private static final String PART = "exists (select 1 from request_turn o where o.request_id = p.request_id "
				+ "and o.subject_kind = 'PART' and o.office_id = :office)";

		private static final String STAMP = "to_char(p.served_at at time zone 'UTC', "
				+ "'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

		private final String condition;

		private final String key;

		private final String written;

		private final String type;

		private final boolean ascending;

		Scope(String condition, String key, String written, String type, boolean ascending) {
			this.condition = condition;
			this.key = key;
			this.written = written;
			this.type = type;
			this.ascending = ascending;
		}

		private String direction() {
			return this.ascending ? "asc" : "desc";
		}

	}

	/**
	 * One process in the list.
	 *
	 * @param row the process
	 * @param unopened whether nobody at the provider has opened it since it came
	 */
	public record Entry(ProcessRow row, boolean unopened) {
	}

	/**
	 * One page.
	 *
	 * @param entries its rows
	 * @param next where the next page starts, or null on the last
	 */
	public record Page(List<Entry> entries, @Nullable String next) {

		public Page {
			entries = List.copyOf(entries);
		}

	}

	/** How many processes stand where. */
	public record Counts(long toAnswer, long overdue, long waiting, long done) {
	}

	private static final String MINE = " from process p left join request_turn t on t.subject_id = p.id "
			+ "and t.office_id = :office where p.provider_office_id = :office and p.served_at is not null "
			+ "and exists (select 1 from request_sight s where s.request_id = p.request_id "
			+ "and s.office_id = :office) ";

	private final JdbcClient jdbc;

	private final Processes processes;

	private final Clock clock;

	ServedList(JdbcClient jdbc, Processes processes, Clock clock) {
		this.jdbc = jdbc;
		this.processes = processes;
		this.clock = clock;
	}

	private record Found(UUID id, boolean unopened, String key) {
	}

	/**
	 * Returns a page of the list.
	 * @param after where the page before ended, or null for the first page; what was
	 * tampered with shows the first page
	 * @throws NoSuchRequest if this person is of no provider
	 */
	public Page page(Actor actor, Scope scope, @Nullable String after) {
		requireProvider(actor);
		Found last = decode(scope, after);
		String row = "(" + scope.key + ", p.id)";
		String sql = "select p.id, t.subject_id is not null and t.opened_at is null as unopened, " + scope.written
				+ " as sort_key" + MINE + "and " + scope.condition
				+ ((last != null) ? " and " + row + (scope.ascending ? " > " : " < ") + "(cast(:key as " + scope.type
						+ "), cast(:row as uuid))" : "")
				+ " order by " + scope.key + " " + scope.direction() + ", p.id " + scope.direction() + " limit "
				+ (PAGE + 1);
		var query = this.jdbc.sql(sql).param("office", actor.office());
		if (last != null) {
			query = query.param("key", last.key()).param("row", last.id().toString());
		}
		List<Found> found = query
			.query((line, index) -> new Found(line.getObject("id", UUID.class), line.getBoolean("unopened"),
					line.getString("sort_key")))
			.list();
		List<Entry> entries = found.stream()
			.limit(PAGE)
			.map((one) -> new Entry(this.processes.row(actor, one.id()), one.unopened()))
			.toList();
		return new Page(entries, (found.size() > PAGE) ? encode(found.get(PAGE - 1)) : null);
	}

	/**
	 * Counts what stands where.
	 * @throws NoSuchRequest if this person is of no provider
	 */
	public Counts counts(Actor actor) {
		requireProvider(actor);
		return this.jdbc
			.sql("select count(*) filter (where " + Scope.TO_ANSWER.condition + ") as now, count(*) filter (where "
					+ Scope.TO_ANSWER.condition + " and p.return_date < :today) as overdue, count(*) filter (where "
					+ Scope.WAITING.condition + ") as waiting, count(*) filter (where " + Scope.DONE.condition
					+ ") as done" + MINE)
			.param("office", actor.office())
			.param("today", LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC))
			.query((row, index) -> new Counts(row.getLong("now"), row.getLong("overdue"), row.getLong("waiting"),
					row.getLong("done")))
			.single();
	}

	private static void requireProvider(Actor actor) {
		if (actor.kind() != OfficeKind.PROVIDER) {
			throw new NoSuchRequest();
		}
	}

	private static String encode(Found last) {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString((last.key() + "\n" + last.id()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
	}

	private static @Nullable Found decode(Scope scope, @Nullable String cursor) {
		if (cursor == null || cursor.isBlank()) {
			return null;
		}
		try {
			String text = new String(Base64.getUrlDecoder().decode(cursor), java.nio.charset.StandardCharsets.UTF_8);
			int line = text.lastIndexOf('\n');
			String key = text.substring(0, line);
			if (scope.type.equals("date")) {
				boolean date = key.equals("infinity") || LocalDate.parse(key).getYear() > 0;
				return date ? new Found(UUID.fromString(text.substring(line + 1)), false, key) : null;
			}
			return new Found(UUID.fromString(text.substring(line + 1)), false, Instant.parse(key).toString());
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

}
