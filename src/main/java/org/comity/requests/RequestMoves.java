package org.comity.requests;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.directory.RefusalGround;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Side;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one place that moves a request. Guard, change, ledger, turn and event are one
 * transaction; the row of the request is locked meanwhile, so two who decide at once are
 * put in line and the second is told about the first.
 */
@Service
public class RequestMoves {

	private static final Set<RequestMove> SEALS = Set.of(RequestMove.SEAL, RequestMove.UNSEAL,
			RequestMove.SHOW_AUDITORS, RequestMove.HIDE_FROM_AUDITORS);

	private final RequestRepository requests;

	private final Visibility visibility;

	private final Timeline timeline;

	private final Ledger ledger;

	private final Turns turns;

	private final SubmittedForms forms;

	private final Conditions conditions;

	private final Accounts accounts;

	private final Effects effects;

	private final Proposals proposals;

	private final Directory directory;

	private final LetterFacts letters;

	private final ProcessFacts processes;

	private final PartFacts parts;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	RequestMoves(RequestRepository requests, Visibility visibility, Timeline timeline, Ledger ledger, Turns turns,
			SubmittedForms forms, Conditions conditions, Accounts accounts, Effects effects, Proposals proposals,
			Directory directory, LetterFacts letters, ProcessFacts processes, PartFacts parts,
			ApplicationEventPublisher events, Clock clock) {
		this.requests = requests;
		this.visibility = visibility;
		this.timeline = timeline;
		this.ledger = ledger;
		this.turns = turns;
		this.forms = forms;
		this.conditions = conditions;
		this.accounts = accounts;
		this.effects = effects;
		this.proposals = proposals;
		this.directory = directory;
		this.letters = letters;
		this.processes = processes;
		this.parts = parts;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Makes a move in a transaction of its own, or of the caller's; one that takes two
	 * people is proposed.
	 * @throws NoSuchRequest if this person does not see the request, or could never make
	 * this move
	 */
	@Transactional
	public MoveResult make(Actor actor, MoveCommand command) {
		this.visibility.require(actor, command.request(), Aspect.CASE);
		Request request = this.requests.lockById(command.request()).orElseThrow(NoSuchRequest::new);
		boolean proposes = admit(actor, request, command.move());
		MoveContext context = context(request, actor, command.details());
		MoveResult obstacle = obstacle(command, context, proposes);
		if (obstacle != null) {
			return this.forms.seen(command.formKey()) ? new MoveResult.Repeated() : obstacle;
		}
		if (!this.forms.accept(command.formKey(), actor)) {
			return new MoveResult.Repeated();
		}
		return proposes ? new MoveResult.Proposed(
				this.proposals.propose(actor, request.id(), Machine.REQUEST, request.id(), command.move().name(),
						request.state().name(), command.details(), given(context, command.move())))
				: new MoveResult.Made(carryOut(context, command));
	}

	/**
	 * Makes a move that another person of the office proposed, with what they gave.
	 * @throws NoSuchRequest if this person does not see the proposal, or could never make
	 * the move
	 */
	@Transactional
	public MoveResult confirm(Actor actor, UUID proposalId, UUID formKey) {
		Proposals.Proposal proposal = requestProposal(actor, proposalId);
		Request request = this.requests.lockById(proposal.request()).orElseThrow(NoSuchRequest::new);
		RequestMove move = RequestMove.valueOf(proposal.move());
		if (!move.admits(actor) || !MoveRules.mayEver(actor, request, move)) {
			throw new NoSuchRequest();
		}
		Rejection own = Proposals.against(actor, proposal);
		if (own != null) {
			return new MoveResult.Rejected(List.of(own));
		}
		MoveCommand command = new MoveCommand(request.id(), move, formKey, proposal.entry(), proposal.details());
		MoveContext context = context(request, actor, proposal.details());
		MoveResult obstacle = obstacle(command, context, false);
		if (obstacle != null) {
			return this.forms.seen(formKey) ? new MoveResult.Repeated() : obstacle;
		}
		return this.forms.accept(formKey, actor) ? new MoveResult.Made(carryOut(context, command))
				: new MoveResult.Repeated();
	}

	/**
	 * Turns a proposal down, or takes it back: whoever could confirm it, and whoever made
	 * it.
	 * @throws NoSuchRequest as {@link #confirm}
	 */
	@Transactional
	public MoveResult drop(Actor actor, UUID proposalId, UUID formKey, @Nullable String reason) {
		Proposals.Proposal proposal = requestProposal(actor, proposalId);
		Request request = this.requests.lockById(proposal.request()).orElseThrow(NoSuchRequest::new);
		if (!RequestMove.valueOf(proposal.move()).admits(actor) && Proposals.against(actor, proposal) == null) {
			throw new NoSuchRequest();
		}
		if (this.forms.seen(formKey)) {
			return new MoveResult.Repeated();
		}
		return this.proposals.find(actor, proposalId).stands()
				? this.proposals.drop(actor, proposal, request.state().name(), formKey, reason)
				: this.timeline.lastMove(actor, request.id(), request.id()).orElseThrow(NoSuchRequest::new);
	}

	private Proposals.Proposal requestProposal(Actor actor, UUID id) {
		Proposals.Proposal proposal = this.proposals.find(actor, id);
		if (proposal.machine() != Machine.REQUEST) {
			throw new NoSuchRequest();
		}
		return proposal;
	}

	/**
	 * Returns whether this person only proposes the move, which takes two.
	 * @throws NoSuchRequest if they could never do either
	 */
	private boolean admit(Actor actor, Request request, RequestMove move) {
		if (!MoveRules.mayEver(actor, request, move)) {
			throw new NoSuchRequest();
		}
		boolean two = this.proposals.needed(actor, request.id(), Machine.REQUEST, move);
		if (!two && !move.admits(actor)) {
			throw new NoSuchRequest();
		}
		return two;
	}

	/**
	 * Returns why a move would not be made now, or empty if it would: asked before the
	 * person is told what it leads to. Nothing is written.
	 * @throws NoSuchRequest as {@link #make}
	 */
	@Transactional(readOnly = true)
	public Optional<MoveResult> foresee(Actor actor, MoveCommand command) {
		this.visibility.require(actor, command.request(), Aspect.CASE);
		Request request = this.requests.findById(command.request()).orElseThrow(NoSuchRequest::new);
		boolean proposes = admit(actor, request, command.move());
		if (this.forms.seen(command.formKey())) {
			return Optional.of(new MoveResult.Repeated());
		}
		return Optional.ofNullable(obstacle(command, context(request, actor, command.details()), proposes));
	}

	/**
	 * What stands in the way but for a form that was carried out before, which goes
	 * first: whoever finds something here asks for that, and who finds nothing learns it
	 * when the form is accepted.
	 */
	private @Nullable MoveResult obstacle(MoveCommand command, MoveContext context, boolean proposes) {
		MoveResult.Stale stale = staleness(context.actor(), context.request(), command);
		if (stale != null) {
			return stale;
		}
		UUID id = context.request().id();
		if (proposes && this.proposals.standing(context.actor(), id, id, command.move().name()).isPresent()) {
			return new MoveResult.Rejected(List.of(Rejection.of("proposal.stands")));
		}
		List<Rejection> rejections = MoveRules.check(command, context, this.directory);
		return rejections.isEmpty() ? null : new MoveResult.Rejected(rejections);
	}

	/**
	 * Returns whether this person's office and role can make a move in some state of this
	 * request: else its form does not exist for them.
	 */
	@Transactional(readOnly = true)
	public boolean mayEver(Actor actor, UUID requestId, RequestMove move) {
		return this.visibility.sees(actor, requestId, Aspect.CASE)
				&& mayEver(actor, this.requests.findById(requestId).orElseThrow(NoSuchRequest::new), move);
	}

	private boolean mayEver(Actor actor, Request request, RequestMove move) {
		return MoveRules.mayEver(actor, request, move)
				&& (move.admits(actor) || this.proposals.needed(actor, request.id(), Machine.REQUEST, move));
	}

	/**
	 * Makes a move as a part of a larger transaction.
	 * @throws MoveRefused if it was not made, so that the whole is undone
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public UUID makeWithin(Actor actor, MoveCommand command) {
		MoveResult result = make(actor, command);
		if (result instanceof MoveResult.Made made) {
			return made.entry();
		}
		throw new MoveRefused(result);
	}

	/**
	 * Makes a move of the system's own, because of what a person did in another machine.
	 * It does nothing where the request is not in a state the move starts from.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void follow(Actor cause, UUID requestId, RequestMove move) {
		if (!move.system()) {
			throw new IllegalArgumentException(move + " is a person's move");
		}
		Request request = this.requests.lockById(requestId).orElseThrow(NoSuchRequest::new);
		if (!move.from().contains(request.state())) {
			return;
		}
		MoveContext context = context(request, cause, MoveDetails.none());
		change(context, move, MoveDetails.none(), List.of(), true);
	}

	/**
	 * Writes that a milestone was released as it happened: the row RELEASE_MILESTONE, in
	 * the name of the executing office, by nobody's hand. No state changes and no turn.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void milestoneReleased(UUID requestId, Milestones.Kind kind) {
		Request request = this.requests.lockById(requestId).orElseThrow(NoSuchRequest::new);
		UUID office = request.officeOf(OfficeKind.EXECUTING_AUTHORITY);
		RequestMove move = RequestMove.RELEASE_MILESTONE;
		String state = request.state().name();
		UUID entry = this.ledger.appendForOffice(requestId, office, OfficeKind.EXECUTING_AUTHORITY.side(),
				new Ledger.Line(Machine.REQUEST, requestId, move.name(), state, state, List.of(),
						LedgerWords.none().add(LedgerDetails.none().add(LedgerDetails.Name.MILESTONE, kind))));
		this.events.publishEvent(new RequestMoved(Ids.next(), requestId, entry, requestId, Machine.REQUEST.name(),
				move.name(), office, null, requestingOffices(request), this.clock.instant()));
	}

	private static Set<UUID> requestingOffices(Request request) {
		return Set.of(request.officeOf(OfficeKind.INVESTIGATOR), request.officeOf(OfficeKind.PROSECUTOR),
				request.officeOf(OfficeKind.REQUESTING_AUTHORITY));
	}

	/**
	 * Returns the moves this person can make now, in the order of the table.
	 */
	@Transactional(readOnly = true)
	public List<RequestMove> open(Actor actor, UUID requestId) {
		if (!this.visibility.sees(actor, requestId, Aspect.CASE)) {
			return List.of();
		}
		Request request = this.requests.findById(requestId).orElseThrow(NoSuchRequest::new);
		MoveContext context = context(request, actor, MoveDetails.none());
		return Arrays.stream(RequestMove.values())
			.filter((move) -> MoveRules.offered(move, context) && mayEver(actor, request, move))
			.toList();
	}

	private MoveContext context(Request request, Actor actor, MoveDetails details) {
		return new MoveContext(request, actor, details, today(), this.letters, this.processes, this.parts,
				this.conditions, this.accounts);
	}

	private LocalDate today() {
		return this.clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
	}

	private MoveResult.@Nullable Stale staleness(Actor actor, Request request, MoveCommand command) {
		boolean startsHere = command.move().from().contains(request.state());
		UUID drawnFrom = command.drawnFrom();
		boolean moved = drawnFrom != null && !this.timeline.latestEntry(actor, request.id(), request.id())
			.map((entry) -> entry.equals(drawnFrom))
			.orElse(false);
		return (startsHere && !moved) ? null
				: this.timeline.lastMove(actor, request.id(), request.id()).orElseThrow(NoSuchRequest::new);
	}

	private UUID carryOut(MoveContext context, MoveCommand command) {
		return change(context, command.move(), command.details(), command.documents(), false);
	}

	private UUID change(MoveContext context, RequestMove move, MoveDetails details, List<String> documents,
			boolean consequence) {
		Request request = context.request();
		Actor actor = context.actor();
		RequestState before = request.state();
		RequestState after = (move.to() != null) ? move.to() : before;
		Instant now = this.clock.instant();
		request.moveTo(after);
		for (Effect effect : move.effects()) {
			this.effects.apply(effect, context, now);
		}
		Side to = addressee(actor, request, after);
		LedgerWords words = LedgerWords.none()
			.add(LedgerWords.Kind.MESSAGE, to, details.message())
			.add(LedgerWords.Kind.REASON, null, details.reason())
			.add(LedgerWords.Kind.GROUND, to, details.ground())
			.add(LedgerWords.Kind.CONSULTATION, to, details.consultation())
			.add(LedgerWords.Kind.BASIS, null, details.basis())
			.add(details(context, move));
		Ledger.Line line = new Ledger.Line(Machine.REQUEST, request.id(), move.name(), before.name(), after.name(),
				documents, words);
		UUID entry = consequence ? this.ledger.appendConsequence(request.id(), actor, line)
				: this.ledger.append(request.id(), actor, line);
		giveTurn(request);
		this.proposals.lapse(request.id());
		this.requests.save(request);
		this.events.publishEvent(new RequestMoved(Ids.next(), request.id(), entry, request.id(), Machine.REQUEST.name(),
				move.name(), actor.office(), consequence ? null : actor.person(), told(request, actor, move, to), now));
		return entry;
	}

	/** What was asked for and given besides words. */
	private LedgerDetails given(MoveContext context, RequestMove move) {
		MoveDetails given = context.details();
		LedgerDetails details = LedgerDetails.none();
		UUID office = given.office();
		if (office != null && move.takes(Input.OFFICE)) {
			details.add(LedgerDetails.Name.OFFICE, this.directory.office(office).name());
		}
		if (move.takes(Input.DATE)) {
			details.add(LedgerDetails.Name.DAY, given.date());
		}
		if (move.takes(Input.ACCOUNTS)) {
			this.accounts.of(context.request().id())
				.stream()
				.filter((account) -> given.accounts().contains(account.id()))
				.forEach((account) -> details.add(LedgerDetails.Name.ACCOUNT, account.identifier()));
		}
		return details;
	}

	/** What was given, and what the move itself set. */
	private LedgerDetails details(MoveContext context, RequestMove move) {
		Request request = context.request();
		LedgerDetails details = given(context, move);
		for (Effect effect : move.effects()) {
			switch (effect) {
				case MINTS_REQUESTING_REFERENCE ->
					details.add(LedgerDetails.Name.REFERENCE, request.requestingReference());
				case MINTS_REQUESTED_REFERENCE ->
					details.add(LedgerDetails.Name.REFERENCE, request.requestedReference());
				case LETTER_FALLS_DUE ->
					details.add(LedgerDetails.Name.CONFIRM_BY, context.today().plusDays(Effects.DAYS_TO_CONFIRM));
				default -> {
				}
			}
		}
		if (request.state() == RequestState.CLOSED && move.to() == RequestState.CLOSED) {
			details.add(LedgerDetails.Name.OUTCOME, request.outcome());
		}
		return details;
	}

	/**
	 * Returns the other side that may read the words: what the requested side says in a
	 * message is for the requesting side; what the requesting side says crosses only when
	 * the other side holds the request or learns that it is closed.
	 */
	private @Nullable Side addressee(Actor actor, Request request, RequestState after) {
		if (actor.kind().side() == Side.REQUESTED) {
			return Side.REQUESTING;
		}
		OfficeKind next = after.heldBy();
		if (next != null && next.side() == Side.REQUESTING) {
			return null;
		}
		boolean reached = !this.effects.sightOf(request.id(), request.officeOf(OfficeKind.REQUESTED_AUTHORITY))
			.isEmpty();
		return reached ? Side.REQUESTED : null;
	}

	/**
	 * Returns the offices that are told: whose turn it is, whom the request reaches with
	 * this move, who is answered from over the border, and at the end everybody. What is
	 * done in confidence between referral and return is told to nobody on the requesting
	 * side, but for what the executing office releases.
	 */
	private Set<UUID> told(Request request, Actor actor, RequestMove move, @Nullable Side to) {
		Set<UUID> offices = new HashSet<>();
		if (move == RequestMove.ASK_OTHER_USE) {
			return Set.of(request.officeOf(OfficeKind.REQUESTED_AUTHORITY));
		}
		if (move == RequestMove.CONSENT_TO_USE || move == RequestMove.REFUSE_USE) {
			// For those whose use it is: what the evidence may be used for binds them
			// all.
			return Set.of(request.officeOf(OfficeKind.INVESTIGATOR), request.officeOf(OfficeKind.PROSECUTOR),
					request.officeOf(OfficeKind.REQUESTING_AUTHORITY));
		}
		if (SEALS.contains(move)) {
			// In whatever state: that there is a seal the requesting side never learns.
			Set<UUID> authority = new HashSet<>(Set.of(request.officeOf(OfficeKind.REQUESTED_AUTHORITY)));
			authority.remove(actor.office());
			return authority;
		}
		UUID holder = request.holder();
		if (holder != null && request.state() != RequestState.WITH_PROVIDER) {
			offices.add(holder);
		}
		for (Effect effect : move.effects()) {
			switch (effect) {
				case REACHES_PROSECUTOR -> offices.add(request.officeOf(OfficeKind.PROSECUTOR));
				case REACHES_REQUESTING_AUTHORITY -> offices.add(request.officeOf(OfficeKind.REQUESTING_AUTHORITY));
				case REACHES_REQUESTED_AUTHORITY -> offices.add(request.officeOf(OfficeKind.REQUESTED_AUTHORITY));
				case REACHES_EXECUTING_AUTHORITY -> offices.add(request.officeOf(OfficeKind.EXECUTING_AUTHORITY));
				default -> {
				}
			}
		}
		if (request.state() == RequestState.CLOSED) {
			offices.addAll(this.effects.reachedHops(request.id()));
		}
		if (request.state().confidential() && actor.kind().side() == Side.REQUESTING) {
			offices.add(request.officeOf(OfficeKind.REQUESTED_AUTHORITY));
			offices.add(request.officeOf(OfficeKind.EXECUTING_AUTHORITY));
		}
		if (to == Side.REQUESTING && !request.state().confidential()) {
			offices.add(request.officeOf(OfficeKind.REQUESTING_AUTHORITY));
		}
		if (move == RequestMove.RELEASE_MILESTONE) {
			offices.addAll(requestingOffices(request));
		}
		offices.remove(actor.office());
		return offices;
	}

	private void giveTurn(Request request) {
		UUID holder = request.holder();
		if (!request.state().hasTurn() || holder == null) {
			this.turns.end(request.id());
			if (request.state() == RequestState.CLOSED) {
				// Nobody need keep anything for a request that is over.
				this.turns.endAll(request.id(), Turns.Subject.PRESERVATION);
			}
			return;
		}
		LocalDate due = switch (request.state()) {
			case POSTPONED -> request.reviewOn();
			case INFORMATION_NEEDED -> (request.noticeUntil() != null) ? request.noticeUntil() : request.neededBy();
			default -> request.neededBy();
		};
		this.turns.give(request.id(), Turns.Subject.REQUEST, request.id(), holder, request.state().name(), due);
	}

	/**
	 * Returns the offices that may be named in a move which asks for one, the proposed
	 * one first; one that has the request already is not among them.
	 */
	@Transactional(readOnly = true)
	public List<Office> officesFor(Actor actor, UUID requestId) {
		this.visibility.require(actor, requestId, Aspect.CASE);
		Request request = this.requests.findById(requestId).orElseThrow(NoSuchRequest::new);
		var channel = this.directory.channel(request.channelCode(), request.channelVersion());
		UUID proposed = request.officeOf(OfficeKind.EXECUTING_AUTHORITY);
		List<Office> offices = new ArrayList<>(this.directory.allowed(channel, OfficeKind.EXECUTING_AUTHORITY));
		if (request.state() == RequestState.EXECUTION_REVIEW) {
			offices.removeIf((office) -> office.id().equals(proposed));
		}
		offices.sort(java.util.Comparator.comparing((Office office) -> !office.id().equals(proposed))
			.thenComparing(Office::name));
		return offices;
	}

	/**
	 * Returns the grounds of refusal of the channel, with their sources.
	 */
	@Transactional(readOnly = true)
	public List<RefusalGround> groundsFor(Actor actor, UUID requestId) {
		this.visibility.require(actor, requestId, Aspect.CASE);
		Request request = this.requests.findById(requestId).orElseThrow(NoSuchRequest::new);
		return this.directory.channel(request.channelCode(), request.channelVersion()).grounds();
	}

}
