package org.comity.requests;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How long the records of a closed request are kept (Data Protection Act 2018 s.39): when
 * their time is over the force erases them, by two people, unless an office that the
 * request has reached says that it needs them longer. Evidence has a review of its own,
 * and goes first. What is erased is gone for every office; the chain on the ledger stays
 * and verifies, without a name or a word. It can never touch an open request.
 */
@Service
public class Retention {

	/** The longest time for which records are kept on at once, in years. */
	public static final int LONGEST = 10;

	private static final int AT_ONCE = 200;

	/** Days before the time is over from which a request is on the list. */
	private static final int DAYS_BEFORE = 30;

	/**
	 * An erasure asked for before a request was reopened says nothing of what came after.
	 */
	private static final String STANDS = "d.ended_at is null and (d.kind = 'KEEP' "
			+ "or d.decided_at >= (select c.closed_at from request c where c.id = d.request_id))";

	private static final String ASK = "ASK_ERASURE";

	private static final String ERASE = "ERASE";

	private static final String KEEP = "KEEP_RECORDS";

	private final JdbcClient jdbc;

	private final RequestRepository requests;

	private final Visibility visibility;

	private final Ledger ledger;

	private final Turns turns;

	private final SubmittedForms forms;

	private final ProcessFacts processes;

	private final PartFacts parts;

	private final Directory directory;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private final Period kept;

	Retention(JdbcClient jdbc, RequestRepository requests, Visibility visibility, Ledger ledger, Turns turns,
			SubmittedForms forms, ProcessFacts processes, PartFacts parts, Directory directory,
			ApplicationEventPublisher events, Clock clock,
			@Value("${comity.retention.closed-requests:P7Y}") Period kept) {
		this.jdbc = jdbc;
		this.requests = requests;
		this.visibility = visibility;
		this.ledger = ledger;
		this.turns = turns;
		this.forms = forms;
		this.processes = processes;
		this.parts = parts;
		this.directory = directory;
		this.events = events;
		this.clock = clock;
		this.kept = kept;
	}

	/**
	 * A closed request on the list of an office.
	 *
	 * @param request the request
	 * @param reference the force's reference
	 * @param title its title
	 * @param closedOn when it was closed
	 * @param dueOn when its time is over
	 * @param asked whether somebody has asked that it be erased
	 */
	public record Due(UUID request, String reference, String title, LocalDate closedOn, LocalDate dueOn,
			boolean asked) {
	}

	/**
	 * What somebody has decided, and nobody since.
	 *
	 * @param office short name of their office
	 * @param person who
	 * @param name their name
	 * @param until until when it is kept; null if it is to be erased
	 * @param reason why
	 * @param at when
	 */
	public record Decision(String office, UUID person, String name, @Nullable LocalDate until, String reason,
			Instant at) {
	}

	/**
	 * The records of one closed request.
	 *
	 * @param closedOn when it was closed
	 * @param dueOn when its time is over
	 * @param keptUntil until when some office keeps them, or null
	 * @param decisions what the reader's own office has decided
	 * @param mayKeep whether the reader may keep them longer
	 * @param mayAsk whether they may ask that they be erased
	 * @param mayErase whether they may confirm that
	 * @param obstacles what stands in the way of erasing them now
	 */
	public record Records(LocalDate closedOn, LocalDate dueOn, @Nullable LocalDate keptUntil, List<Decision> decisions,
			boolean mayKeep, boolean mayAsk, boolean mayErase, List<Rejection> obstacles) {

		public Records {
			decisions = List.copyOf(decisions);
			obstacles = List.copyOf(obstacles);
		}

		/** What somebody asked for and nobody has confirmed, or null. */
		public @Nullable Decision asked() {
			return Retention.asked(this.decisions);
		}

	}

	/** Whether this person has anything to decide about records. */
	public boolean concerns(Actor actor) {
		return mayKeep(actor) || mayAsk(actor);
	}

	private static boolean mayKeep(Actor actor) {
		return actor.kind().isHop() && actor.kind() != OfficeKind.PROVIDER && actor.has(Role.SUPERVISOR);
	}

	private static boolean mayAsk(Actor actor) {
		return actor.kind() == OfficeKind.INVESTIGATOR && (actor.has(Role.OFFICER) || actor.has(Role.SUPERVISOR));
	}

	/**
	 * Returns the closed requests that this person sees whose time is over or soon will
	 * be, and which nobody keeps longer, the oldest first: some two hundred of them.
	 */
	@Transactional(readOnly = true)
	public List<Due> due(Actor actor) {
		if (!concerns(actor)) {
			return List.of();
		}
		return this.jdbc
			.sql("select r.id, r.reference, r.title, r.closed_at, exists (select 1 from retention_decision d "
					+ "where d.request_id = r.id and d.kind = 'ERASE' and " + STANDS + ") as asked "
					+ "from request r where r.state = 'CLOSED' and r.closed_at < :before "
					+ "and coalesce(wall_kept_until(r.id), date '0001-01-01') <= :today and " + Visibility.SEES
					+ " order by r.closed_at, r.id limit " + AT_ONCE)
			.params(Visibility.parameters(actor))
			.param("before", Timestamp.from(closedBefore(DAYS_BEFORE)))
			.param("today", today())
			.query((row, index) -> {
				LocalDate closed = day(row.getTimestamp("closed_at").toInstant());
				return new Due(row.getObject("id", UUID.class), row.getString("reference"), row.getString("title"),
						closed, closed.plus(this.kept), row.getBoolean("asked"));
			})
			.list();
	}

	/** Before which time a request was closed whose time is over in so many days. */
	Instant closedBefore(int days) {
		return today().plusDays(days + 1L).minus(this.kept).atStartOfDay(ZoneOffset.UTC).toInstant();
	}

	/**
	 * Returns the records of a closed request.
	 * @throws NoSuchRequest if this person does not see it, or has nothing to decide
	 * about it
	 */
	@Transactional(readOnly = true)
	public Records records(Actor actor, UUID id) {
		Request request = closed(actor, id, this.requests.findById(id));
		LocalDate closed = closedOn(request);
		List<Decision> decisions = standing(actor, id);
		Decision asked = asked(decisions);
		return new Records(closed, closed.plus(this.kept), keptUntil(id), decisions, mayKeep(actor),
				mayAsk(actor) && asked == null, asked != null && mayErase(actor, asked), obstacles(request));
	}

	private static @Nullable Decision asked(List<Decision> decisions) {
		return decisions.stream().filter((one) -> one.until() == null).findFirst().orElse(null);
	}

	private static boolean mayErase(Actor actor, Decision asked) {
		return actor.kind() == OfficeKind.INVESTIGATOR && actor.has(Role.SUPERVISOR)
				&& !actor.person().equals(asked.person());
	}

	private Request closed(Actor actor, UUID id, Optional<Request> found) {
		if (!concerns(actor) || !this.visibility.sees(actor, id, Aspect.CASE)) {
			throw new NoSuchRequest();
		}
		return found.filter((request) -> request.state() == RequestState.CLOSED).orElseThrow(NoSuchRequest::new);
	}

	private List<Decision> standing(Actor actor, UUID id) {
		return this.jdbc
			.sql("select o.short_name, d.person_id, d.until, d.reason, d.decided_at from retention_decision d "
					+ "join office o on o.id = d.office_id where d.request_id = :request and d.office_id = :office and "
					+ STANDS + " order by d.decided_at desc, d.id desc")
			.param("request", id)
			.param("office", actor.office())
			.query((row, index) -> new Decision(row.getString("short_name"), row.getObject("person_id", UUID.class),
					this.directory.person(row.getObject("person_id", UUID.class)).name(),
					row.getObject("until", LocalDate.class), row.getString("reason"),
					row.getTimestamp("decided_at").toInstant()))
			.list();
	}

	private @Nullable LocalDate keptUntil(UUID id) {
		LocalDate until = this.jdbc.sql("select wall_kept_until(:request) as until")
			.param("request", id)
			.query((row, index) -> Optional.ofNullable(row.getObject("until", LocalDate.class)))
			.single()
			.orElse(null);
		return (until != null && until.isAfter(today())) ? until : null;
	}

	/** What stands in the way of erasing the records of a closed request. */
	private List<Rejection> obstacles(Request request) {
		List<Rejection> found = new ArrayList<>();
		LocalDate due = closedOn(request).plus(this.kept);
		if (due.isAfter(today())) {
			found.add(Rejection.at("", "retention.not-due", due));
		}
		LocalDate until = keptUntil(request.id());
		if (until != null) {
			found.add(Rejection.at("", "retention.kept", until));
		}
		if (this.parts.keptAtHome(request.id())) {
			found.add(Rejection.of("retention.evidence"));
		}
		if (this.parts.anyUnsettled(request.id()) || this.processes.anyOpen(request.id())) {
			found.add(Rejection.of("retention.open"));
		}
		if (this.jdbc.sql("select count(*) from request where parent_id = :request and state <> 'CLOSED'")
			.param("request", request.id())
			.query(Integer.class)
			.single() > 0) {
			found.add(Rejection.of("retention.supplement"));
		}
		return found;
	}

	/**
	 * Keeps the records longer, whatever was decided before at this office.
	 * @param until until when; null if none was given
	 * @return why not, or nothing
	 * @throws NoSuchRequest as {@link #records}, and if this person may not decide it
	 */
	@Transactional
	public List<Rejection> keep(Actor actor, UUID id, @Nullable LocalDate until, String given, UUID formKey) {
		Request request = locked(actor, id);
		if (!mayKeep(actor)) {
			throw new NoSuchRequest();
		}
		String reason = words(given);
		List<Rejection> wrong = new ArrayList<>();
		if (until == null) {
			wrong.add(Rejection.at("until", "retention.until.required"));
		}
		else if (!until.isAfter(today())) {
			wrong.add(Rejection.at("until", "retention.until.past"));
		}
		else if (!until.isAfter(closedOn(request).plus(this.kept))) {
			wrong.add(Rejection.at("until", "retention.until.anyway", closedOn(request).plus(this.kept)));
		}
		else if (until.isAfter(today().plusYears(LONGEST))) {
			wrong.add(Rejection.at("until", "retention.until.long", LONGEST));
		}
		wrong.addAll(missing(reason));
		if (!wrong.isEmpty() || !this.forms.accept(formKey, actor)) {
			return wrong;
		}
		decide(actor, id, Objects.requireNonNull(until), reason);
		write(actor, request, KEEP, reason, LedgerDetails.none().add(LedgerDetails.Name.DAY, until));
		this.turns.end(id);
		return List.of();
	}

	/**
	 * Asks that the records be erased, by another person of the force.
	 * @return why not, or nothing
	 * @throws NoSuchRequest as {@link #keep}
	 */
	@Transactional
	public List<Rejection> ask(Actor actor, UUID id, String given, UUID formKey) {
		Request request = locked(actor, id);
		if (!mayAsk(actor)) {
			throw new NoSuchRequest();
		}
		if (this.forms.seen(formKey)) {
			return List.of();
		}
		String reason = words(given);
		List<Rejection> wrong = new ArrayList<>(obstacles(request));
		if (asked(standing(actor, id)) != null) {
			wrong.add(Rejection.of("retention.asked-before"));
		}
		wrong.addAll(missing(reason));
		if (!wrong.isEmpty() || !this.forms.accept(formKey, actor)) {
			return wrong;
		}
		decide(actor, id, null, reason);
		write(actor, request, ASK, reason, LedgerDetails.none());
		this.turns.give(id, Turns.Subject.RETENTION, id, actor.office(), ASK, closedOn(request).plus(this.kept));
		return List.of();
	}

	/**
	 * Erases the records, for good, as another person of the force has asked.
	 * @return why not, or nothing
	 * @throws NoSuchRequest as {@link #keep}, and if nobody else has asked for it
	 */
	@Transactional
	public List<Rejection> erase(Actor actor, UUID id, UUID formKey) {
		Request request = locked(actor, id);
		Decision asked = asked(standing(actor, id));
		if (asked == null || !mayErase(actor, asked)) {
			throw new NoSuchRequest();
		}
		List<Rejection> wrong = obstacles(request);
		if (!wrong.isEmpty() || !this.forms.accept(formKey, actor)) {
			return wrong;
		}
		write(actor, request, ERASE, "", LedgerDetails.none());
		Map<String, List<String>> bytes = this.jdbc.sql("select store, storage_key from erase_request(:request)")
			.param("request", id)
			.query((row, index) -> Map.entry(row.getString("store"), row.getString("storage_key")))
			.stream()
			.collect(Collectors.groupingBy(Map.Entry::getKey,
					Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
		this.events.publishEvent(new RequestErased(Ids.next(), id, bytes.getOrDefault("DOCUMENTS", List.of()),
				bytes.getOrDefault("EVIDENCE", List.of())));
		return List.of();
	}

	/** Puts a request on the list of its force, if nobody keeps it longer. */
	void remind(UUID id, UUID force) {
		Request request = this.requests.lockById(id).orElseThrow();
		if (request.state() == RequestState.CLOSED && keptUntil(id) == null) {
			this.turns.give(id, Turns.Subject.RETENTION, id, force, RetentionReminder.DUE,
					closedOn(request).plus(this.kept));
		}
	}

	private Request locked(Actor actor, UUID id) {
		return closed(actor, id,
				this.visibility.sees(actor, id, Aspect.CASE) ? this.requests.lockById(id) : Optional.empty());
	}

	private void decide(Actor actor, UUID id, @Nullable LocalDate until, String reason) {
		Timestamp now = Timestamp.from(this.clock.instant());
		this.jdbc
			.sql("update retention_decision set ended_at = :now where request_id = :request and office_id = :office "
					+ "and ended_at is null")
			.param("now", now)
			.param("request", id)
			.param("office", actor.office())
			.update();
		this.jdbc
			.sql("insert into retention_decision (id, request_id, office_id, side, person_id, kind, until, reason, "
					+ "decided_at) values (:id, :request, :office, :side, :person, :kind, :until, :reason, :now)")
			.param("id", Ids.next())
			.param("request", id)
			.param("office", actor.office())
			.param("side", actor.kind().side().name())
			.param("person", actor.person())
			.param("kind", (until != null) ? "KEEP" : "ERASE")
			.param("until", until)
			.param("reason", reason)
			.param("now", now)
			.update();
	}

	private void write(Actor actor, Request request, String what, String words, LedgerDetails details) {
		String state = request.state().name();
		this.ledger.append(request.id(), actor, new Ledger.Line(Machine.REQUEST, request.id(), what, state, state,
				List.of(), LedgerWords.none().add(LedgerWords.Kind.REASON, null, words).add(details)));
	}

	private static String words(String given) {
		return String.valueOf(MoveDetails.plain(given)).strip();
	}

	private static List<Rejection> missing(String reason) {
		if (reason.isEmpty()) {
			return List.of(Rejection.at("reason", "retention.reason.required"));
		}
		return (reason.length() > MoveDetails.MAX_TEXT)
				? List.of(Rejection.at("reason", "input.text.too-long", MoveDetails.MAX_TEXT)) : List.of();
	}

	private static LocalDate closedOn(Request request) {
		return day(Objects.requireNonNull(request.closedAt()));
	}

	private static LocalDate day(Instant at) {
		return LocalDate.ofInstant(at, ZoneOffset.UTC);
	}

	private LocalDate today() {
		return day(this.clock.instant());
	}

}
