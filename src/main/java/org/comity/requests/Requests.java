package org.comity.requests;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.comity.directory.CaseTeam;
import org.comity.directory.Channel;
import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.directory.ProviderCompany;
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
 * Opens requests and shows them to a person under the rule of who sees what.
 */
@Service
public class Requests {

	private final RequestRepository requests;

	private final LedgerRepository entries;

	private final Ledger ledger;

	private final Visibility visibility;

	private final Timeline timeline;

	private final RequestMoves moves;

	private final Turns turns;

	private final SubmittedForms forms;

	private final Conditions conditions;

	private final Accounts accounts;

	private final Milestones milestones;

	private final References references;

	private final Effects effects;

	private final PartFacts parts;

	private final Directory directory;

	private final JdbcClient jdbc;

	private final Clock clock;

	Requests(RequestRepository requests, LedgerRepository entries, Ledger ledger, Visibility visibility,
			Timeline timeline, RequestMoves moves, Turns turns, SubmittedForms forms, Conditions conditions,
			Accounts accounts, Milestones milestones, References references, Effects effects, PartFacts parts,
			Directory directory, JdbcClient jdbc, Clock clock) {
		this.requests = requests;
		this.entries = entries;
		this.ledger = ledger;
		this.visibility = visibility;
		this.timeline = timeline;
		this.moves = moves;
		this.turns = turns;
		this.forms = forms;
		this.conditions = conditions;
		this.accounts = accounts;
		this.milestones = milestones;
		this.references = references;
		this.effects = effects;
		this.parts = parts;
		this.directory = directory;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * What a new request is.
	 *
	 * @param title what it is about, up to 120 characters; never shown to the provider
	 * @param company the company asked
	 * @param channel code of the channel
	 * @param operation name of the operation it belongs to, or null
	 * @param team the case team that sees it at the force, or null for the whole force
	 */
	public record NewRequest(String title, UUID company, String channel, @Nullable String operation,
			@Nullable UUID team) {
	}

	/**
	 * Opens a draft in the name of an officer.
	 * @param formKey the form's key: the same key opens one draft
	 * @return the id, or empty if this form opened one before
	 */
	@Transactional
	public Optional<UUID> open(Actor officer, UUID formKey, NewRequest wish) {
		if (officer.kind() != OfficeKind.INVESTIGATOR || !officer.has(Role.OFFICER)) {
			throw new NoSuchRequest();
		}
		if (!this.forms.accept(formKey, officer)) {
			return Optional.empty();
		}
		UUID team = wish.team();
		if (team != null && !officer.teams().contains(team)) {
			throw new NoSuchRequest();
		}
		return Optional
			.of(create(officer, this.directory.office(officer.office()), officer.person(), wish, team, null));
	}

	/**
	 * Opens a supplement to a request: a draft of the same officer's force and team, with
	 * the same provider, that has a life of its own.
	 * @return the id of the child
	 */
	@Transactional
	public UUID openSupplement(Actor prosecutor, MoveCommand command, String title) {
		this.moves.makeWithin(prosecutor, command);
		Request parent = this.requests.findById(command.request()).orElseThrow(NoSuchRequest::new);
		UUID force = parent.officeOf(OfficeKind.INVESTIGATOR);
		String operation = operationName(parent);
		UUID team = this.visibility.teamsOf(parent.id(), force).stream().findFirst().orElse(null);
		return create(prosecutor, this.directory.office(force), parent.createdBy(),
				new NewRequest(title, parent.companyId(), parent.channelCode(), operation, team), team, parent.id());
	}

	/**
	 * Opens a sibling of a request: a draft of the same force and team that asks another
	 * provider in the same operation. A request that belongs to no operation yet joins
	 * the one that is named.
	 * @param formKey the form's key: the same key opens one draft
	 * @param company the company asked, of another provider
	 * @param operation name of the operation, where the request belongs to none
	 * @return the id, or empty if this form opened one before
	 * @throws NoSuchRequest if this person does not see the request, or may open none
	 */
	@Transactional
	public Optional<UUID> openSibling(Actor officer, UUID formKey, UUID of, UUID company, String operation) {
		this.visibility.require(officer, of, Aspect.APPLICATION);
		if (officer.kind() != OfficeKind.INVESTIGATOR || !officer.has(Role.OFFICER)) {
			throw new NoSuchRequest();
		}
		Request request = this.requests.lockById(of).orElseThrow(NoSuchRequest::new);
		if (!this.forms.accept(formKey, officer)) {
			return Optional.empty();
		}
		UUID force = request.officeOf(OfficeKind.INVESTIGATOR);
		String name = operationName(request);
		if (name == null) {
			name = operation;
			request.belongsTo(operation(force, name, this.clock.instant()), request.parentId());
			this.requests.save(request);
			this.ledger.append(of, officer, new Ledger.Line(Machine.REQUEST, of, "JOIN_OPERATION",
					request.state().name(), request.state().name(), List.of(), LedgerWords.none()));
		}
		UUID team = this.visibility.teamsOf(of, force).stream().findFirst().orElse(null);
		return Optional.of(create(officer, this.directory.office(force), officer.person(),
				new NewRequest(request.title(), company, request.channelCode(), name, team), team, null));
	}

	private UUID create(Actor actor, Office force, UUID officer, NewRequest wish, @Nullable UUID team,
			@Nullable UUID parent) {
		Instant now = this.clock.instant();
		Channel channel = this.directory.channel(wish.channel());
		ProviderCompany company = this.directory.company(wish.company());
		Map<OfficeKind, UUID> hops = new EnumMap<>(OfficeKind.class);
		for (OfficeKind hop : channel.hops()) {
			hops.put(hop, (hop == OfficeKind.INVESTIGATOR) ? force.id()
					: this.directory.proposed(channel, hop, force, company).id());
		}
		Request request = new Request(Ids.next(), channel.code(), channel.version(), this.references.mint(force.code()),
				wish.title(), officer, now);
		request.route(at(hops, OfficeKind.INVESTIGATOR), at(hops, OfficeKind.PROSECUTOR),
				at(hops, OfficeKind.REQUESTING_AUTHORITY), at(hops, OfficeKind.REQUESTED_AUTHORITY),
				at(hops, OfficeKind.EXECUTING_AUTHORITY), at(hops, OfficeKind.PROVIDER), company.id());
		request.belongsTo(operation(force.id(), wish.operation(), now), parent);
		this.requests.saveAndFlush(request);
		this.effects.reach(request.id(), force.id(), OfficeKind.INVESTIGATOR, team, now);
		if (parent != null) {
			this.effects.reach(request.id(), actor.office(), actor.kind(), null, now);
		}
		this.turns.give(request.id(), Turns.Subject.REQUEST, request.id(), force.id(), RequestState.DRAFT.name(), null);
		this.ledger.append(request.id(), actor,
				new Ledger.Line(Machine.REQUEST, request.id(), (parent != null) ? "OPEN_AS_SUPPLEMENT" : "OPEN", "",
						RequestState.DRAFT.name(), List.of(),
						LedgerWords.none()
							.add(LedgerDetails.none()
								.add(LedgerDetails.Name.TITLE, request.title())
								.add(LedgerDetails.Name.COMPANY, company.name())
								.add(LedgerDetails.Name.REFERENCE, request.reference()))));
		return request.id();
	}

	private static UUID at(Map<OfficeKind, UUID> hops, OfficeKind kind) {
		UUID office = hops.get(kind);
		if (office == null) {
			throw new IllegalStateException("The channel has no office for " + kind);
		}
		return office;
	}

	private @Nullable UUID operation(UUID force, @Nullable String name, Instant now) {
		if (name == null || name.isBlank()) {
			return null;
		}
		this.jdbc
			.sql("insert into operation (id, investigator_office_id, name, created_at) "
					+ "values (:id, :office, :name, :now) on conflict do nothing")
			.param("id", Ids.next())
			.param("office", force)
			.param("name", name.strip())
			.param("now", java.sql.Timestamp.from(now))
			.update();
		return this.jdbc.sql("select id from operation where investigator_office_id = :office and name = :name")
			.param("office", force)
			.param("name", name.strip())
			.query(UUID.class)
			.single();
	}

	/** The name of its operation, which the requesting side alone sees. */
	private @Nullable String operationName(Request request) {
		UUID operation = request.operationId();
		return (operation == null) ? null
				: this.jdbc.sql("select name from operation where id = :id")
					.param("id", operation)
					.query(String.class)
					.optional()
					.orElse(null);
	}

	/**
	 * Changes the title while the letter may be edited.
	 */
	@Transactional
	public void rename(Actor actor, UUID id, String title) {
		if (!mayEdit(actor, id)) {
			throw new NoSuchRequest();
		}
		Request request = this.requests.lockById(id).orElseThrow(NoSuchRequest::new);
		request.rename(title);
		this.requests.save(request);
	}

	/**
	 * Returns whether this person may edit the application or letter now: the force's
	 * case team while it is with the police, the prosecutor while it is with them.
	 */
	@Transactional(readOnly = true)
	public boolean mayEdit(Actor actor, UUID id) {
		if (!this.visibility.sees(actor, id, Aspect.APPLICATION)) {
			return false;
		}
		Request request = this.requests.findById(id).orElseThrow(NoSuchRequest::new);
		boolean holds = actor.office().equals(request.holder());
		return switch (request.state()) {
			case DRAFT, PROSECUTOR_QUERY -> holds && actor.has(Role.OFFICER);
			case PROSECUTOR_REVIEW, AUTHORITY_QUERY -> holds && actor.has(Role.PROSECUTOR);
			case REQUESTED_REVIEW, INFORMATION_NEEDED, CONDITIONS_PROPOSED, POSTPONED, EXECUTION_REVIEW, EXECUTING,
					WITH_PROVIDER ->
				actor.has(Role.PROSECUTOR) && actor.office().equals(request.officeOf(OfficeKind.PROSECUTOR))
						&& this.conditions.has(id, Condition.WRITTEN_LETTER_DUE);
			default -> false;
		};
	}

	/**
	 * What other modules must know of a request to do their own work: no view of it for a
	 * screen.
	 *
	 * @param id the request
	 * @param state the state
	 * @param company the company asked
	 * @param executingOffice the office that executes
	 * @param providerOffice the provider's office
	 * @param prosecutorOffice the prosecutor's office
	 */
	public record Facts(UUID id, RequestState state, UUID company, UUID executingOffice, UUID providerOffice,
			UUID prosecutorOffice, String reference, @Nullable String requestingReference,
			@Nullable String requestedReference, String title, @Nullable UUID parent, @Nullable String operation) {
	}

	/** A hop and the office that fills it. */
	public record HopOffice(OfficeKind kind, UUID office) {
	}

	/**
	 * Returns the hops of a request with the office that fills each, in the order of the
	 * way out; the caller answers for who may see what is made of them.
	 */
	@Transactional(readOnly = true)
	public List<HopOffice> road(UUID id) {
		Request request = this.requests.findById(id).orElseThrow(NoSuchRequest::new);
		return this.directory.channel(request.channelCode(), request.channelVersion())
			.hops()
			.stream()
			.map((hop) -> new HopOffice(hop, request.officeOf(hop)))
			.toList();
	}

	/**
	 * Returns facts about a request for the modules above; the caller answers for who may
	 * see what is made of them.
	 */
	@Transactional(readOnly = true)
	public Facts facts(UUID id) {
		Request request = this.requests.findById(id).orElseThrow(NoSuchRequest::new);
		return facts(request);
	}

	/**
	 * As {@link #facts}, and keeps the request locked until the transaction ends.
	 */
	@Transactional
	public Facts lock(UUID id) {
		return facts(this.requests.lockById(id).orElseThrow(NoSuchRequest::new));
	}

	private Facts facts(Request request) {
		return new Facts(request.id(), request.state(), request.companyId(),
				request.officeOf(OfficeKind.EXECUTING_AUTHORITY), request.officeOf(OfficeKind.PROVIDER),
				request.officeOf(OfficeKind.PROSECUTOR), request.reference(), request.requestingReference(),
				request.requestedReference(), request.title(), request.parentId(), operationName(request));
	}

	/** Lets the provider's office see what is served on it, from now on. */
	@Transactional
	public void reachProvider(UUID id) {
		Request request = this.requests.lockById(id).orElseThrow(NoSuchRequest::new);
		this.effects.reach(id, request.officeOf(OfficeKind.PROVIDER), OfficeKind.PROVIDER, null, this.clock.instant());
	}

	/**
	 * Gives a request that reached an office to one of its teams, or back to the whole
	 * office. Only the office's supervisor may.
	 */
	@Transactional
	public void allocate(Actor supervisor, UUID id, @Nullable UUID team) {
		this.visibility.require(supervisor, id, Aspect.CASE);
		Request request = this.requests.lockById(id).orElseThrow(NoSuchRequest::new);
		boolean ownTeam = team == null
				|| this.directory.teams(supervisor.office()).stream().anyMatch((one) -> one.id().equals(team));
		if (!supervisor.has(Role.SUPERVISOR) || !supervisor.kind().isHop() || !ownTeam) {
			throw new NoSuchRequest();
		}
		int changed = this.jdbc
			.sql("update request_sight set team_id = cast(:team as uuid) where request_id = :request "
					+ "and office_id = :office and team_id is distinct from cast(:team as uuid)")
			.param("team", team)
			.param("request", id)
			.param("office", supervisor.office())
			.update();
		if (changed == 0) {
			return;
		}
		String name = this.directory.teams(supervisor.office())
			.stream()
			.filter((one) -> one.id().equals(team))
			.map(CaseTeam::name)
			.findFirst()
			.orElse(null);
		this.ledger.append(id, supervisor,
				new Ledger.Line(Machine.REQUEST, id, (team != null) ? "ALLOCATE" : "ALLOCATE_TO_ALL",
						request.state().name(), request.state().name(), List.of(),
						LedgerWords.none().add(LedgerWords.Kind.REASON, null, name)));
	}

	/** Whether this person sees that the request exists. */
	@Transactional(readOnly = true)
	public boolean sees(Actor actor, UUID id) {
		return this.visibility.sees(actor, id, Aspect.CASE);
	}

	/**
	 * Returns a request as it shows to a person.
	 * @throws NoSuchRequest if they do not see it
	 */
	@Transactional(readOnly = true)
	public RequestView view(Actor actor, UUID id) {
		this.visibility.require(actor, id, Aspect.CASE);
		Request request = this.requests.findById(id).orElseThrow(NoSuchRequest::new);
		boolean masked = masked(actor, request);
		boolean blind = blind(actor);
		boolean requesting = actor.side() == Side.REQUESTING;
		List<RequestView.Beside> beside = this.conditions.of(id)
			.stream()
			.filter((holding) -> !requesting
					|| holding.kind() != Condition.SEALED && holding.kind() != Condition.SHOWN_TO_AUDITORS)
			.filter((holding) -> !blind
					|| holding.kind() != Condition.URGENCY_GRANTED && holding.kind() != Condition.URGENCY_DECLINED
					|| this.directory.office(holding.office()).kind() != OfficeKind.EXECUTING_AUTHORITY)
			.map((holding) -> new RequestView.Beside(holding.kind(),
					this.directory.office(holding.office()).shortName(), holding.since(), holding.until(),
					holding.text()))
			.toList();
		boolean letter = this.visibility.lettersUntil(actor, id) != null;
		return new RequestView(id, request.reference(), request.requestingReference(), request.requestedReference(),
				request.title(), masked ? null : request.state(), status(actor, request),
				this.directory.company(request.companyId()), requesting ? operationName(request) : null,
				related(actor, request.parentId()), relatedBy(actor, "r.parent_id = :key", id, id),
				(request.operationId() != null && requesting)
						? relatedBy(actor, "r.operation_id = :key", request.operationId(), id) : List.of(),
				parties(request, blind), beside, nextDue(actor, request, masked), request.neededBy(),
				request.createdAt(), request.closedAt(), request.outcome(), letter ? this.accounts.of(id) : List.of(),
				this.milestones.of(id, blind), tracker(actor, request, masked), this.moves.open(actor, id),
				this.timeline.latestEntry(actor, id, id).orElseThrow(NoSuchRequest::new));
	}

	private boolean masked(Actor actor, Request request) {
		return request.state().confidential() && blind(actor);
	}

	/** Whether a person never sees the execution but for its milestones. */
	private static boolean blind(Actor actor) {
		return Aspect.PROGRESS.access(actor.kind(), actor.side()) == Access.MILESTONES;
	}

	private @Nullable LocalDate nextDue(Actor actor, Request request, boolean masked) {
		LocalDate turn = this.jdbc
			.sql("select min(due_on) from request_turn where request_id = :request and subject_kind <> 'PRESERVATION' "
					+ "and (:all or office_id = :office)")
			.param("request", request.id())
			.param("all", !masked && actor.side() == Side.REQUESTED)
			.param("office", actor.office())
			.query(LocalDate.class)
			.optional()
			.orElse(null);
		LocalDate letter = this.conditions.of(request.id())
			.stream()
			.filter((holding) -> holding.kind() == Condition.WRITTEN_LETTER_DUE)
			.filter((holding) -> holding.office().equals(actor.office()))
			.map(Conditions.Holding::until)
			.findFirst()
			.orElse(null);
		LocalDate needed = request.state().open() ? request.neededBy() : null;
		return earlier(earlier(turn, letter), needed);
	}

	private static @Nullable LocalDate earlier(@Nullable LocalDate one, @Nullable LocalDate other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return one.isBefore(other) ? one : other;
	}

	private List<RequestView.Party> parties(Request request, boolean blind) {
		List<RequestView.Party> parties = new ArrayList<>();
		for (OfficeKind kind : this.directory.channel(request.channelCode(), request.channelVersion()).hops()) {
			if (blind && kind == OfficeKind.EXECUTING_AUTHORITY) {
				continue;
			}
			Office office = this.directory.office(request.officeOf(kind));
			parties.add(new RequestView.Party(kind, office.id(), office.name(), office.shortName()));
		}
		return parties;
	}

	private RequestView.@Nullable Related related(Actor actor, @Nullable UUID id) {
		return (id == null) ? null : relatedBy(actor, "r.id = :key", id, null).stream().findFirst().orElse(null);
	}

	private List<RequestView.Related> relatedBy(Actor actor, String condition, UUID key, @Nullable UUID except) {
		return this.jdbc
			.sql("select r.id, r.reference, r.title from request r where " + condition
					+ " and r.id is distinct from cast(:except as uuid) and " + Visibility.SEES
					+ " order by r.created_at, r.id")
			.param("key", key)
			.param("except", except)
			.params(Visibility.parameters(actor))
			.query((row, index) -> new RequestView.Related(row.getObject("id", UUID.class), row.getString("reference"),
					row.getString("title")))
			.list();
	}

	private Status status(Actor actor, Request request) {
		return status(actor, request.state(), request.outcome(), request.holder(),
				request.officeOf(OfficeKind.PROVIDER), (id) -> this.directory.office(id).shortName());
	}

	static Status status(Actor actor, RequestState state, @Nullable Outcome outcome, @Nullable UUID holder,
			UUID provider, Function<UUID, String> officeName) {
		if (state == RequestState.CLOSED) {
			Outcome how = java.util.Objects.requireNonNull(outcome);
			boolean good = how == Outcome.EXECUTED || how == Outcome.EXECUTED_IN_PART || how == Outcome.NO_RECORDS;
			return new Status("status.CLOSED." + how, List.of(), good ? Status.Tone.DONE : Status.Tone.STOPPED, false);
		}
		if (state.confidential() && blind(actor)) {
			return new Status("status.BEING_EXECUTED", List.of(), Status.Tone.WAITING, false);
		}
		if (actor.office().equals(holder) && state.hasTurn()) {
			return new Status("status." + state + ".mine", List.of(), Status.Tone.ACTION, true);
		}
		if (state == RequestState.RETURNING) {
			return new Status("status.RETURNING", List.of(), Status.Tone.WAITING, false);
		}
		String name = officeName.apply((holder != null) ? holder : provider);
		return new Status("status." + state + ".waiting", List.of(name), Status.Tone.WAITING, false);
	}

	private Tracker tracker(Actor actor, Request request, boolean masked) {
		boolean blind = blind(actor);
		Instant now = this.clock.instant();
		Instant end = (request.closedAt() != null) ? request.closedAt() : now;
		Map<OfficeKind, Instant> reached = new EnumMap<>(OfficeKind.class);
		Map<OfficeKind, Duration> held = new EnumMap<>(OfficeKind.class);
		OfficeKind at = null;
		Instant since = request.createdAt();
		for (LedgerEntry entry : this.entries.findByRequestIdOrderBySeq(request.id())) {
			if (entry.machine() != Machine.REQUEST) {
				continue;
			}
			OfficeKind next = RequestState.valueOf(entry.toState()).heldBy();
			if (at != null) {
				held.merge(at, Duration.between(since, entry.occurredAt()), Duration::plus);
			}
			if (next != null) {
				reached.putIfAbsent(next, entry.occurredAt());
			}
			at = next;
			since = entry.occurredAt();
		}
		if (at != null) {
			held.merge(at, Duration.between(since, end), Duration::plus);
		}
		List<Tracker.Hop> out = new ArrayList<>();
		List<OfficeKind> hops = this.directory.channel(request.channelCode(), request.channelVersion()).hops();
		for (OfficeKind hop : hops) {
			out.add(hop(request, hop, reached, held, at, blind, masked));
		}
		List<Tracker.Hop> home = new ArrayList<>();
		Map<OfficeKind, Instant> evidence = this.parts.reached(request.id());
		List<OfficeKind> back = new ArrayList<>(hops);
		java.util.Collections.reverse(back);
		for (OfficeKind hop : back) {
			boolean hidden = blind && hop.hop() >= OfficeKind.REQUESTED_AUTHORITY.hop();
			Instant arrived = hidden ? null : evidence.get(hop);
			Tracker.Position position = hidden ? Tracker.Position.HIDDEN
					: (arrived != null) ? Tracker.Position.PAST : Tracker.Position.FUTURE;
			home.add(new Tracker.Hop(hop, name(request, hop, hidden), arrived, 0, position, ""));
		}
		return new Tracker(out, home, Duration.between(request.createdAt(), end).toDays());
	}

	private Tracker.Hop hop(Request request, OfficeKind hop, Map<OfficeKind, Instant> reached,
			Map<OfficeKind, Duration> held, @Nullable OfficeKind at, boolean blind, boolean masked) {
		boolean hidden = blind && hop.hop() > OfficeKind.REQUESTED_AUTHORITY.hop();
		if (hidden) {
			boolean executing = hop == OfficeKind.EXECUTING_AUTHORITY && masked;
			return new Tracker.Hop(hop, name(request, hop, true), executing ? request.referredAt() : null, 0,
					executing ? Tracker.Position.CURRENT : Tracker.Position.HIDDEN,
					executing ? "tracker.being-executed" : "");
		}
		Instant arrived = reached.get(hop);
		boolean current = hop == at && request.state().open();
		boolean passedOver = at != null && hop.hop() < at.hop();
		Tracker.Position position = current ? Tracker.Position.CURRENT
				: (arrived != null || passedOver) ? Tracker.Position.PAST : Tracker.Position.FUTURE;
		return new Tracker.Hop(hop, name(request, hop, false), arrived, held.getOrDefault(hop, Duration.ZERO).toDays(),
				position, "");
	}

	private String name(Request request, OfficeKind hop, boolean hidden) {
		return (hidden && hop == OfficeKind.EXECUTING_AUTHORITY) ? ""
				: this.directory.office(request.officeOf(hop)).shortName();
	}

	/** Notes that somebody of the office has looked at what is theirs to do. */
	@Transactional
	public void opened(Actor actor, UUID id) {
		if (actor.kind().isHop()) {
			this.turns.opened(id, actor.office());
		}
	}

}
