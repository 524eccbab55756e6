package org.comity.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens a request of another team to a person of the same office in an emergency: for a
 * reason, for a few hours, on the ledger, told to the whole office at once, and looked at
 * afterwards by a supervisor who is not that person. It can never open a request that has
 * not reached the office.
 */
@Service
public class EmergencyAccess {

	/** How long it lasts. */
	public static final Duration LASTS = Duration.ofHours(4);

	private static final String SELECT = "select a.id, a.request_id, r.reference, a.office_id, o.short_name as office, "
			+ "a.person_id, a.reason, a.opened_at, a.ends_at, a.reviewed_by, a.reviewed_at, a.justified, a.finding "
			+ "from emergency_access a join request r on r.id = a.request_id join office o on o.id = a.office_id ";

	private final JdbcClient jdbc;

	private final RequestRepository requests;

	private final Visibility visibility;

	private final Ledger ledger;

	private final Turns turns;

	private final SubmittedForms forms;

	private final Directory directory;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	EmergencyAccess(JdbcClient jdbc, RequestRepository requests, Visibility visibility, Ledger ledger, Turns turns,
			SubmittedForms forms, Directory directory, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.requests = requests;
		this.visibility = visibility;
		this.ledger = ledger;
		this.turns = turns;
		this.forms = forms;
		this.directory = directory;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * One opening.
	 *
	 * @param id what it is known by
	 * @param request the request
	 * @param reference the reference of the force
	 * @param office short name of the office
	 * @param person who opened it
	 * @param name their name
	 * @param reason why
	 * @param openedAt since when
	 * @param endsAt until when
	 * @param review what a supervisor found, or null while nobody has looked
	 */
	public record Opening(UUID id, UUID request, String reference, String office, UUID person, String name,
			String reason, Instant openedAt, Instant endsAt, @Nullable Review review) {
	}

	/**
	 * What a supervisor found.
	 *
	 * @param name who looked
	 * @param at when
	 * @param justified whether it was right to open it
	 * @param finding in words
	 */
	public record Review(String name, Instant at, boolean justified, String finding) {
	}

	/** What came of the wish to open: the request, or why not. */
	public record Result(@Nullable UUID request, List<Rejection> rejections) {

		public Result {
			rejections = List.copyOf(rejections);
		}

	}

	/** Whether there is anything to open in this way for this person. */
	public boolean offered(Actor actor) {
		return actor.kind().isHop() && actor.kind() != OfficeKind.PROVIDER && !actor.has(Role.SUPERVISOR);
	}

	/**
	 * Opens a request by the reference that this person's office or another knows it by.
	 * @throws NoSuchRequest if this way is not open to such a person
	 */
	@Transactional
	public Result open(Actor actor, String reference, String given, UUID formKey) {
		if (!offered(actor)) {
			throw new NoSuchRequest();
		}
		String reason = String.valueOf(MoveDetails.plain(given));
		List<Rejection> wrong = new ArrayList<>();
		if (reference.isBlank()) {
			wrong.add(Rejection.at("reference", "emergency.reference.required"));
		}
		if (reason.isBlank()) {
			wrong.add(Rejection.at("reason", "emergency.reason.required"));
		}
		if (reason.length() > MoveDetails.MAX_TEXT) {
			wrong.add(Rejection.at("reason", "input.text.too-long", MoveDetails.MAX_TEXT));
		}
		if (!wrong.isEmpty()) {
			return new Result(null, wrong);
		}
		// Looked up only now: whether there is such a reference is told to nobody who
		// does not open it by asking.
		Optional<UUID> found = byReference(actor, reference);
		if (found.isEmpty()) {
			return new Result(null, List.of(Rejection.at("reference", "emergency.reference.unknown")));
		}
		UUID id = found.orElseThrow();
		Request request = this.requests.lockById(id).orElseThrow(NoSuchRequest::new);
		if (this.visibility.sees(actor, id, Aspect.CASE) || !this.forms.accept(formKey, actor)) {
			// It is theirs to read already: nothing need be broken.
			return new Result(id, List.of());
		}
		Instant now = this.clock.instant();
		UUID opening = Ids.next();
		this.jdbc.sql(
				"insert into emergency_access (id, request_id, office_id, side, person_id, reason, opened_at, ends_at) "
						+ "values (:id, :request, :office, :side, :person, :reason, :now, :ends)")
			.param("id", opening)
			.param("request", id)
			.param("office", actor.office())
			.param("side", actor.kind().side().name())
			.param("person", actor.person())
			.param("reason", reason.strip())
			.param("now", java.sql.Timestamp.from(now))
			.param("ends", java.sql.Timestamp.from(now.plus(LASTS)))
			.update();
		UUID entry = write(actor, request, "OPEN_IN_EMERGENCY", reason,
				LedgerDetails.none().add(LedgerDetails.Name.UNTIL, now.plus(LASTS)));
		this.turns.give(id, Turns.Subject.EMERGENCY_ACCESS, opening, actor.office(), "OPENED", null);
		publish(actor, id, entry, "OPEN_IN_EMERGENCY");
		return new Result(id, List.of());
	}

	private UUID write(Actor actor, Request request, String what, String words, LedgerDetails details) {
		String state = request.state().name();
		return this.ledger.append(request.id(), actor, new Ledger.Line(Machine.REQUEST, request.id(), what, state,
				state, List.of(), LedgerWords.none().add(LedgerWords.Kind.REASON, null, words).add(details)));
	}

	/** The whole office is told, and it alone. */
	private void publish(Actor actor, UUID request, UUID entry, String what) {
		this.events.publishEvent(new RequestMoved(Ids.next(), request, entry, request, Machine.REQUEST.name(), what,
				actor.office(), actor.person(), Set.of(actor.office()), this.clock.instant()));
	}

	/** What has reached the office, whichever team has it. */
	private Optional<UUID> byReference(Actor actor, String reference) {
		return this.jdbc.sql("select r.id from request r where upper(:reference) in (upper(r.reference), "
				+ "upper(r.requesting_reference), upper(r.requested_reference)) and exists (select 1 from request_sight s "
				+ "where s.request_id = r.id and s.office_id = :office) order by r.id limit 1")
			.param("reference", reference.replace("\u0000", "").strip())
			.param("office", actor.office())
			.query(UUID.class)
			.optional();
	}

	/**
	 * Returns the openings of a request by this person's own office that run, or that
	 * nobody has looked at, the newest first.
	 */
	@Transactional(readOnly = true)
	public List<Opening> standing(Actor actor, UUID request) {
		if (!this.visibility.sees(actor, request, Aspect.CASE)) {
			return List.of();
		}
		return this.jdbc
			.sql(SELECT + "where a.request_id = :request and a.office_id = :office and (a.reviewed_at is null or "
					+ "a.ends_at > current_timestamp) order by a.opened_at desc")
			.param("request", request)
			.param("office", actor.office())
			.query(this::read)
			.list();
	}

	/**
	 * Finds an opening of a request that this person sees: of their own office, for
	 * auditors of their side.
	 * @throws NoSuchRequest if there is none
	 */
	@Transactional(readOnly = true)
	public Opening find(Actor actor, UUID id) {
		return this.jdbc
			.sql(SELECT
					+ "where a.id = :id and (a.office_id = :office or (:sightOversight and a.side = :sightSide)) and "
					+ Visibility.SEES)
			.params(Visibility.parameters(actor))
			.param("id", id)
			.param("office", actor.office())
			.query(this::read)
			.optional()
			.orElseThrow(NoSuchRequest::new);
	}

	/** Whether this person may say whether it was right: another, and a supervisor. */
	public boolean mayReview(Actor actor, Opening opening) {
		return opening.review() == null && actor.kind().isHop() && actor.has(Role.SUPERVISOR)
				&& !actor.person().equals(opening.person());
	}

	/**
	 * Writes what a supervisor found.
	 * @param justified whether it was right to open it; null if that was not said
	 * @return why not, or nothing
	 * @throws NoSuchRequest if there is no such opening, or it is not theirs to look at
	 */
	@Transactional
	public List<Rejection> review(Actor actor, UUID id, @Nullable Boolean justified, String given, UUID formKey) {
		String finding = String.valueOf(MoveDetails.plain(given));
		UUID about = find(actor, id).request();
		Request request = this.requests.lockById(about).orElseThrow(NoSuchRequest::new);
		Opening opening = find(actor, id);
		if (this.forms.seen(formKey)) {
			return List.of();
		}
		if (!mayReview(actor, opening)) {
			throw new NoSuchRequest();
		}
		List<Rejection> wrong = new ArrayList<>();
		if (justified == null) {
			wrong.add(Rejection.at("justified", "emergency.justified.required"));
		}
		if (finding.isBlank()) {
			wrong.add(Rejection.at("finding", "emergency.finding.required"));
		}
		if (finding.length() > MoveDetails.MAX_TEXT) {
			wrong.add(Rejection.at("finding", "input.text.too-long", MoveDetails.MAX_TEXT));
		}
		if (!wrong.isEmpty() || !this.forms.accept(formKey, actor)) {
			return wrong;
		}
		this.jdbc
			.sql("update emergency_access set reviewed_by = :person, reviewed_at = :now, justified = :justified, "
					+ "finding = :finding where id = :id")
			.param("person", actor.person())
			.param("now", java.sql.Timestamp.from(this.clock.instant()))
			.param("justified", justified)
			.param("finding", finding.strip())
			.param("id", id)
			.update();
		String what = Boolean.TRUE.equals(justified) ? "EMERGENCY_JUSTIFIED" : "EMERGENCY_NOT_JUSTIFIED";
		UUID entry = write(actor, request, what, finding, LedgerDetails.none());
		this.turns.end(id);
		publish(actor, about, entry, what);
		return List.of();
	}

	private Opening read(ResultSet row, int index) throws SQLException {
		UUID reviewer = row.getObject("reviewed_by", UUID.class);
		UUID person = row.getObject("person_id", UUID.class);
		return new Opening(row.getObject("id", UUID.class), row.getObject("request_id", UUID.class),
				row.getString("reference"), row.getString("office"), person, this.directory.person(person).name(),
				row.getString("reason"), row.getTimestamp("opened_at").toInstant(),
				row.getTimestamp("ends_at").toInstant(),
				(reviewer == null) ? null
						: new Review(this.directory.person(reviewer).name(),
								row.getTimestamp("reviewed_at").toInstant(), row.getBoolean("justified"),
								row.getString("finding")));
	}

}
