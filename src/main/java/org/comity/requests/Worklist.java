package org.comity.requests;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
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

	/** The day by which something is due from anybody, or from this office. */
	private static final String DUE = "least(t.due_on, l.until, case when r.state <> 'CLOSED' then r.needed_by end)";

	/**
	 * A request with the turn of this person's office, and the letter it owes after an
	 * urgent telling.
	 */
	private static final String FROM = " from request r left join request_turn t on t.request_id = r.id "
			+ "and t.office_id = :office left join request_condition l on l.request_id = r.id "
			+ "and l.kind = 'WRITTEN_LETTER_DUE' and l.ended_at is null and l.office_id = :office ";

	/**
	 * A request that has a turn of this person's office, or a letter it owes. That
	 * follows from the conditions it stands beside; said by itself it lets the database
	 * begin with those few, and not with all that the office sees.
	 */
	private static final String MINE = "r.id in (select m.request_id from request_turn m where m.office_id = :office "
			+ "union all select w.request_id from request_condition w where w.kind = 'WRITTEN_LETTER_DUE' "
			+ "and w.ended_at is null and w.office_id = :office)";

	/**
	 * How many open requests a person sees. The rule is asked as ever, but of a table
	 * that has the open requests of the office alone.
	 */
	private static final String OPEN = "with request_sight as not materialized "
			+ "(select * from request_sight where office_id = :office and open) select count(*) as open "
			+ "from (select request_id as id from request_sight) r where " + Visibility.SEES;

	/**
	 * When the requesting side last heard of a request from the other: what it was told
	 * in so many words, what was decided before the referral, what was released since.
	 * What is done in confidence is not heard. A request that was never answered is
	 * silent since it was transmitted.
	 */
	private static final String HEARD = "greatest(coalesce(r.transmitted_at, r.created_at), (select max(e.occurred_at) from ledger_entry e "
			+ "where e.request_id = r.id and e.machine = 'REQUEST' and e.side = 'REQUESTED' "
			+ "and (e.move in ('ACKNOWLEDGE', 'REFER', 'POSTPONE', 'EXTEND_POSTPONEMENT', 'RESUME', 'RELEASE_MILESTONE') "
			+ "or exists (select 1 from ledger_text x where x.entry_id = e.id and x.to_side = 'REQUESTING'))))";

	/** Which requests a list is of. */
	public enum Scope {

		/**
		 * The office's turn, be it the request, a process or a part; or it owes the
		 * written letter after an urgent telling.
		 */
		NEEDS_ME("(t.subject_id is not null or l.until is not null)", true),
		/** The office's turn, and nobody there has opened it since it came. */
		UNOPENED("t.subject_id is not null and t.opened_at is null", true),
		/** The office's turn, and the day by which has passed. */
		OVERDUE("(t.subject_id is not null or l.until is not null) and " + Worklist.DUE + " < :today", true),
		/** Open, and somebody else's turn. */
		WAITING("t.subject_id is null and l.until is null and r.state <> 'CLOSED'", false),
		/** Open, with the requested side, and nothing owed to it. */
		SILENT("t.subject_id is null and r.transmitted_at is not null and r.state in ('REQUESTED_REVIEW', 'POSTPONED', "
				+ "'EXECUTION_REVIEW', 'EXECUTING', 'WITH_PROVIDER')", false),
		/** Closed, however. */
		CLOSED("r.state = 'CLOSED'", false),
		/** All. */
		ALL("true", false);

		private final String condition;

		private final boolean mine;

		Scope(String condition, boolean mine) {
			this.condition = condition;
			this.mine = mine;
		}

		private String where() {
			return this.mine ? this.condition + " and " + Worklist.MINE : this.condition;
		}

	}

	/** The order of a list; the id decides between equals. */
	public enum Sort {

		DUE("coalesce(" + Worklist.DUE + ", 'infinity'::date)", "date", ">"), HEARD(Worklist.HEARD, "timestamptz", ">"),
		OLDEST("r.created_at", "timestamptz", ">"), NEWEST("r.created_at", "timestamptz", "<"),
		REFERENCE("coalesce(case :reference when 'REQUESTING' then r.requesting_reference "
				+ "when 'REQUESTED' then r.requested_reference end, r.reference)", "text", ">");

		/** How the database writes a moment. */
		private static final DateTimeFormatter STAMP = new DateTimeFormatterBuilder()
			.append(DateTimeFormatter.ISO_LOCAL_DATE)
			.appendLiteral(' ')
			.append(DateTimeFormatter.ISO_LOCAL_TIME)
			.appendOffset("+HH:mm", "+00")
			.toFormatter(Locale.ROOT);

		private final String key;

		private final String type;

		private final String after;

		Sort(String key, String type, String after) {
			this.key = key;
			this.type = type;
			this.after = after;
		}

		/** Whether the database would take a key of this order as one. */
		private boolean takes(String written) {
			try {
				return switch (this.type) {
					case "date" -> written.equals("infinity") || sensible(LocalDate.parse(written).getYear());
					case "timestamptz" -> sensible(OffsetDateTime.parse(written, STAMP).getYear());
					default -> written.indexOf('\u0000') < 0;
				};
			}
			catch (java.time.DateTimeException ex) {
				return false;
			}
		}

		private static boolean sensible(int year) {
			return year > 0 && year < 10_000;
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
	 * @param provider name of a provider, or null for all
	 * @param sort the order
	 * @param after where the page before ended, or null for the first page
	 */
	public record Query(Scope scope, String text, @Nullable String provider, Sort sort, @Nullable String after) {
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

	private final Directory directory;

	private final Clock clock;

	Worklist(JdbcClient jdbc, Directory directory, Clock clock) {
		this.jdbc = jdbc;
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
		values.put("today", today());
		values.put("reference", ownReference(actor));
		boolean silent = query.scope() == Scope.SILENT;
		StringBuilder sql = new StringBuilder(
				"select r.id, r.reference, r.requesting_reference, r.requested_reference, r.title, r.state, r.outcome, "
						+ "r.company_id, r.created_at, r.closed_at, r.investigator_office_id, r.prosecutor_office_id, "
						+ "r.requesting_office_id, r.requested_office_id, r.executing_office_id, r.provider_office_id, "
						+ "t.subject_id, t.subject_kind, t.awaiting, t.since, t.opened_at, l.until, l.since as letter_since, "
						+ DUE + " as due_on, "
						+ "exists (select 1 from request_condition c where c.request_id = r.id and c.kind = 'URGENCY_GRANTED' "
						+ "and c.ended_at is null and c.office_id = :office) as urgent, (" + sort.key
						+ ")::text as sort_key, coalesce(t.subject_id, r.id) as row_id"
						+ (silent ? ", " + HEARD + " as heard" : "") + FROM + "where " + query.scope().where() + " and "
						+ Visibility.SEES);
		String text = query.text().replace("\u0000", "").strip();
		if (!text.isEmpty()) {
			sql.append(" and r.id in (select wall_search(:text))");
			values.put("text", "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
		}
		String provider = query.provider();
		if (provider != null) {
			sql.append(" and r.company_id in (select c.id from provider_company c where c.provider = :provider)");
			values.put("provider", provider.replace("\u0000", ""));
		}
		Cursor after = Cursor.read(query.after(), sort);
		if (after != null) {
			sql.append(" and ((" + sort.key + "), coalesce(t.subject_id, r.id)) " + sort.after + " (cast(:key as "
					+ sort.type + "), cast(:row as uuid))");
			values.put("key", after.key());
			values.put("row", after.row());
		}
		sql.append(" order by " + sort.key + " " + sort.direction() + ", coalesce(t.subject_id, r.id) "
				+ sort.direction() + " limit " + (PAGE + 1));
		Names names = new Names(new HashMap<>(), new HashMap<>());
		List<Keyed> found = this.jdbc.sql(sql.toString())
			.params(values)
			.query((row, index) -> new Keyed(summary(actor, row, names, silent), row.getString("sort_key")))
			.list();
		List<RequestSummary> rows = found.stream().map(Keyed::row).limit(PAGE).toList();
		String next = null;
		if (found.size() > PAGE) {
			Keyed last = found.get(PAGE - 1);
			next = new Cursor(sort, last.key(), last.row().subject()).write();
		}
		return new Page(rows, next);
	}

	/** Names looked up once for a page. */
	private record Names(Map<UUID, String> offices, Map<UUID, String> providers) {
	}

	private RequestSummary summary(Actor actor, ResultSet row, Names names, boolean silent) throws SQLException {
		UUID id = row.getObject("id", UUID.class);
		boolean turn = row.getObject("subject_id") != null;
		boolean letter = row.getObject("until") != null;
		Turns.Subject kind = turn ? Turns.Subject.valueOf(row.getString("subject_kind")) : Turns.Subject.REQUEST;
		var closed = row.getTimestamp("closed_at");
		Instant created = row.getTimestamp("created_at").toInstant();
		Instant end = (closed != null) ? closed.toInstant() : this.clock.instant();
		var since = row.getTimestamp(silent ? "heard" : turn ? "since" : letter ? "letter_since" : "created_at");
		String provider = names.providers()
			.computeIfAbsent(row.getObject("company_id", UUID.class),
					(company) -> this.directory.company(company).provider());
		return new RequestSummary(id, reference(actor, row), row.getString("title"), provider,
				status(actor, row, kind, letter && !turn, names), kind, row.getObject("row_id", UUID.class),
				since.toInstant(), row.getObject("due_on", LocalDate.class), Duration.between(created, end).toDays(),
				row.getBoolean("urgent"), turn && row.getTimestamp("opened_at") == null);
	}

	private Status status(Actor actor, ResultSet row, Turns.Subject kind, boolean letter, Names names)
			throws SQLException {
		if (letter) {
			return new Status("status.WRITTEN_LETTER_DUE.mine", List.of(), Status.Tone.ACTION, true);
		}
		if (kind != Turns.Subject.REQUEST) {
			return new Status(
					"status." + kind.name().toLowerCase(Locale.ROOT) + "." + row.getString("awaiting") + ".mine",
					List.of(), Status.Tone.ACTION, true);
		}
		RequestState state = RequestState.valueOf(row.getString("state"));
		String outcome = row.getString("outcome");
		OfficeKind held = state.heldBy();
		UUID holder = (held != null) ? row.getObject(column(held), UUID.class) : null;
		return Requests.status(actor, state, (outcome != null) ? Outcome.valueOf(outcome) : null, holder,
				row.getObject("provider_office_id", UUID.class), (office) -> names.offices()
					.computeIfAbsent(office, (wanted) -> this.directory.office(wanted).shortName()));
	}

	private static String column(OfficeKind hop) {
		return switch (hop) {
			case INVESTIGATOR -> "investigator_office_id";
			case PROSECUTOR -> "prosecutor_office_id";
			case REQUESTING_AUTHORITY -> "requesting_office_id";
			case REQUESTED_AUTHORITY -> "requested_office_id";
			case EXECUTING_AUTHORITY -> "executing_office_id";
			case PROVIDER -> "provider_office_id";
			case OVERSIGHT, ADMINISTRATION -> throw new IllegalArgumentException(hop + " is no hop");
		};
	}

	/** The reference an office knows a request by: its own if it has minted one. */
	private static String reference(Actor actor, ResultSet row) throws SQLException {
		String own = switch (ownReference(actor)) {
			case "REQUESTING" -> row.getString("requesting_reference");
			case "REQUESTED" -> row.getString("requested_reference");
			default -> null;
		};
		return (own != null) ? own : row.getString("reference");
	}

	private static String ownReference(Actor actor) {
		return switch (actor.kind()) {
			case REQUESTING_AUTHORITY -> "REQUESTING";
			case REQUESTED_AUTHORITY, EXECUTING_AUTHORITY -> "REQUESTED";
			default -> "";
		};
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), java.time.ZoneOffset.UTC);
	}

	public Counts counts(Actor actor) {
		if (Aspect.CASE.access(actor.kind(), actor.side()) == Access.NEVER) {
			return new Counts(0, 0, 0, 0);
		}
		// Waiting for others is what is open and not theirs: counting the few is cheaper.
		return this.jdbc
			.sql("select m.mine, m.overdue, m.unopened, o.open - m.open as waiting from (select count(*) as mine, "
					+ "count(*) filter (where " + Scope.OVERDUE.condition + ") as overdue, count(*) filter (where "
					+ Scope.UNOPENED.condition
					+ ") as unopened, count(distinct r.id) filter (where r.state <> 'CLOSED') as open" + FROM + "where "
					+ Scope.NEEDS_ME.where() + " and " + Visibility.SEES + ") m cross join (" + OPEN + ") o")
			.params(Visibility.parameters(actor))
			.param("office", actor.office())
			.param("today", today())
			.query((row, index) -> new Counts(row.getLong("mine"), row.getLong("overdue"), row.getLong("unopened"),
					row.getLong("waiting")))
			.single();
	}

	/**
	 * Where a page ended. One that was tampered with, or made for another order, shows
	 * the first page.
	 */
	private record Cursor(Sort sort, String key, UUID row) {

		String write() {
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString((this.sort + "\n" + this.key + "\n" + this.row).getBytes(StandardCharsets.UTF_8));
		}

		static @Nullable Cursor read(@Nullable String text, Sort sort) {
			if (text == null || text.isBlank()) {
				return null;
			}
			try {
				String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n");
				if (parts.length != 3 || !parts[0].equals(sort.name()) || !sort.takes(parts[1])) {
					return null;
				}
				return new Cursor(sort, parts[1], UUID.fromString(parts[2]));
			}
			catch (IllegalArgumentException ex) {
				return null;
			}
		}

	}

}
