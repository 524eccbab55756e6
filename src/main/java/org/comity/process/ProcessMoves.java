package org.comity.process;

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
import org.comity.directory.Person;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Side;
import org.comity.requests.Ledger;
import org.comity.requests.LedgerWords;
import org.comity.requests.Machine;
import org.comity.requests.MoveRefused;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Proposals;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoved;
import org.comity.requests.RequestMoves;
import org.comity.requests.Requests;
import org.comity.requests.SubmittedForms;
import org.comity.requests.Timeline;
import org.comity.requests.Turns;
import org.comity.signing.SignedPapers;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one place that moves a process. Guard, change, papers, ledger, turn, what follows
 * for the request, and event are one transaction, under the lock on the request: two who
 * decide at once are put in line and the second is told about the first.
 */
@Service
public class ProcessMoves {

	private final ProcessRepository processes;

	private final ProcessSight sight;

	private final Demands demands;

	private final NonDisclosureOrders orders;

	private final ProcessRules rules;

	private final ProcessEffects effects;

	private final SignedPapers signed;

	private final OpenProcesses facts;

	private final Requests requests;

	private final RequestMoves requestMoves;

	private final Proposals proposals;

	private final Timeline timeline;

	private final Ledger ledger;

	private final Turns turns;

	private final SubmittedForms forms;

	private final Directory directory;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	ProcessMoves(ProcessRepository processes, ProcessSight sight, Demands demands, NonDisclosureOrders orders,
			ProcessRules rules, ProcessEffects effects, SignedPapers signed, OpenProcesses facts, Requests requests,
			RequestMoves requestMoves, Proposals proposals, Timeline timeline, Ledger ledger, Turns turns,
			SubmittedForms forms, Directory directory, ApplicationEventPublisher events, Clock clock) {
		this.processes = processes;
		this.sight = sight;
		this.demands = demands;
		this.orders = orders;
		this.rules = rules;
		this.effects = effects;
		this.signed = signed;
		this.facts = facts;
		this.requests = requests;
		this.requestMoves = requestMoves;
		this.proposals = proposals;
		this.timeline = timeline;
		this.ledger = ledger;
		this.turns = turns;
		this.forms = forms;
		this.directory = directory;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Makes a move in a transaction of its own, or of the caller's.
	 * @throws NoSuchRequest if this person does not see the process, or could never make
	 * this move
	 */
	@Transactional
	public MoveResult make(Actor actor, ProcessCommand command) {
		UUID request = this.processes.requestOf(command.process()).orElseThrow(NoSuchRequest::new);
		Requests.Facts about = this.requests.lock(request);
		CompulsoryProcess process = this.processes.lockById(command.process()).orElseThrow(NoSuchRequest::new);
		requireMover(actor, process, about, command.move());
		if (this.forms.seen(command.formKey())) {
			return new MoveResult.Repeated();
		}
		ProcessContext context = context(process, about, actor, command.details());
		MoveResult refusal = refusal(command, context);
		if (refusal != null) {
			return refusal;
		}
		if (!this.forms.accept(command.formKey(), actor)) {
			return new MoveResult.Repeated();
		}
		return new MoveResult.Made(change(context, command.move(), command.documents()));
	}

	/**
	 * Makes a move as a part of a larger transaction.
	 * @return the id of the ledger entry
	 * @throws MoveRefused if it was not made, so that the whole is undone
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public UUID makeWithin(Actor actor, ProcessCommand command) {
		MoveResult result = make(actor, command);
		if (result instanceof MoveResult.Made made) {
			return made.entry();
		}
		throw new MoveRefused(result);
	}

	/**
	 * Returns why a move would not be made now, or empty if it would: asked before the
	 * person is told what it leads to. Nothing is written.
	 * @throws NoSuchRequest as {@link #make}
	 */
	@Transactional(readOnly = true)
	public Optional<MoveResult> foresee(Actor actor, ProcessCommand command) {
		CompulsoryProcess process = this.processes.findById(command.process()).orElseThrow(NoSuchRequest::new);
		Requests.Facts about = this.requests.facts(process.requestId());
		requireMover(actor, process, about, command.move());
		if (this.forms.seen(command.formKey())) {
			return Optional.of(new MoveResult.Repeated());
		}
		return Optional.ofNullable(refusal(command, context(process, about, actor, command.details())));
	}

	/**
	 * Returns whether this person's office and role can make a move in some state of this
	 * process: else its form does not exist for them.
	 */
	@Transactional(readOnly = true)
	public boolean mayEver(Actor actor, UUID id, ProcessMove move) {
		return this.processes.findById(id)
			.filter((process) -> this.sight.sees(actor, process)
					&& ProcessRules.mayEver(actor, process, this.requests.facts(process.requestId()), move))
			.isPresent();
	}

	/**
	 * Returns the moves this person can make now, in the order of the table.
	 */
	@Transactional(readOnly = true)
	public List<ProcessMove> open(Actor actor, UUID id) {
		Optional<CompulsoryProcess> found = this.processes.findById(id);
		if (found.isEmpty() || !this.sight.sees(actor, found.get())) {
			return List.of();
		}
		CompulsoryProcess process = found.get();
		Requests.Facts about = this.requests.facts(process.requestId());
		ProcessContext context = context(process, about, actor, ProcessDetails.none());
		return Arrays.stream(ProcessMove.values()).filter((move) -> ProcessRules.offered(move, context)).toList();
	}

	private void requireMover(Actor actor, CompulsoryProcess process, Requests.Facts about, ProcessMove move) {
		if (!this.sight.sees(actor, process) || !ProcessRules.mayEver(actor, process, about, move)) {
			throw new NoSuchRequest();
		}
	}

	private ProcessContext context(CompulsoryProcess process, Requests.Facts about, Actor actor,
			ProcessDetails details) {
		return new ProcessContext(process, about, this.demands.of(process.id()), this.orders.of(process.id(), today()),
				actor, details, today(), onPaper(process), ownAnswer(actor, process));
	}

	/** For a provider on paper an executing office records the answer, and settles it. */
	private boolean ownAnswer(Actor actor, CompulsoryProcess process) {
		return process.state() == ProcessState.ANSWERED && this.effects.answeredBy(process.id(), actor.person())
				&& this.proposals.asked(process.requestId(), Machine.PROCESS, ProcessMove.SETTLE);
	}

	/**
	 * Whether the provider has nobody here, so that it is served and answers on paper.
	 */
	boolean onPaper(CompulsoryProcess process) {
		return this.directory.people(process.providerOfficeId()).stream().noneMatch(Person::active);
	}

	LocalDate today() {
		return this.clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
	}

	private @Nullable MoveResult refusal(ProcessCommand command, ProcessContext context) {
		MoveResult.Stale stale = staleness(command, context);
		if (stale != null) {
			return stale;
		}
		List<Rejection> rejections = new ArrayList<>(this.rules.check(command.move(), context));
		if (command.move().effects().stream().anyMatch(ProcessEffect::issues)) {
			rejections.addAll(this.signed.refusal(context.process().executingOfficeId()));
		}
		return rejections.isEmpty() ? null : new MoveResult.Rejected(rejections);
	}

	private MoveResult.@Nullable Stale staleness(ProcessCommand command, ProcessContext context) {
		CompulsoryProcess process = context.process();
		boolean startsHere = command.move().from().contains(process.state());
		UUID drawnFrom = command.drawnFrom();
		boolean moved = drawnFrom != null
				&& !this.timeline.latestEntry(context.actor(), process.requestId(), process.id())
					.map((entry) -> entry.equals(drawnFrom))
					.orElse(false);
		return (startsHere && !moved) ? null
				: this.timeline.lastMove(context.actor(), process.requestId(), process.id())
					.orElseThrow(NoSuchRequest::new);
	}

	private UUID change(ProcessContext context, ProcessMove move, List<String> documents) {
		CompulsoryProcess process = context.process();
		Actor actor = context.actor();
		ProcessDetails details = context.details();
		ProcessState before = process.state();
		ProcessState after = (move.to() != null) ? move.to() : before;
		Instant now = this.clock.instant();
		process.moveTo(after);
		List<String> hashes = new ArrayList<>(documents);
		hashes.addAll(this.effects.apply(move, context, now));
		this.processes.saveAndFlush(process);
		Side to = otherSide(actor, process);
		LedgerWords words = LedgerWords.none()
			.add(LedgerWords.Kind.MESSAGE, to, details.message())
			.add(LedgerWords.Kind.REASON, null, details.reason())
			.add(ProcessLedger.details(move, context));
		UUID entry = this.ledger.append(process.requestId(), actor, new Ledger.Line(Machine.PROCESS, process.id(),
				move.name(), before.name(), after.name(), hashes, words));
		giveTurn(process, context);
		this.effects.tell(move, process);
		followUp(process, actor);
		this.events.publishEvent(new RequestMoved(Ids.next(), process.requestId(), entry, process.id(),
				Machine.PROCESS.name(), move.name(), actor.office(), actor.person(), told(process, context), now));
		return entry;
	}

	/**
	 * Returns the side that reads a message besides the writer's own: before service
	 * there is none.
	 */
	private static @Nullable Side otherSide(Actor actor, CompulsoryProcess process) {
		if (actor.side() == Side.PROVIDER) {
			return Side.REQUESTED;
		}
		return (process.servedAt() != null) ? Side.PROVIDER : null;
	}

	/**
	 * The office whose turn it is; on paper the executing office watches for the post.
	 */
	private static @Nullable UUID holder(CompulsoryProcess process, Requests.Facts about, boolean onPaper) {
		OfficeKind kind = process.state().heldBy();
		if (kind == null) {
			return null;
		}
		return (kind == OfficeKind.PROVIDER && !onPaper) ? process.providerOfficeId() : about.executingOffice();
	}

	private void giveTurn(CompulsoryProcess process, ProcessContext context) {
		UUID holder = holder(process, context.request(), context.onPaper());
		if (holder == null) {
			this.turns.end(process.id());
			return;
		}
		LocalDate due = switch (process.state()) {
			case READY -> process.expiresOn();
			case SERVED, ANSWERING, QUERIED, OBJECTED -> process.returnDate();
			default -> null;
		};
		this.turns.give(process.requestId(), Turns.Subject.PROCESS, process.id(), holder, process.state().name(), due);
	}

	/** What a move of a process means for its request. */
	private void followUp(CompulsoryProcess process, Actor actor) {
		boolean withProvider = this.facts.anyWithProvider(process.requestId());
		this.requestMoves.follow(actor, process.requestId(),
				withProvider ? RequestMove.PROCESS_SERVED : RequestMove.PROVIDER_DONE);
	}

	private Set<UUID> told(CompulsoryProcess process, ProcessContext context) {
		Set<UUID> offices = new HashSet<>();
		UUID holder = holder(process, context.request(), context.onPaper());
		if (holder != null) {
			offices.add(holder);
		}
		if (process.servedAt() != null) {
			offices.add(process.providerOfficeId());
		}
		offices.add(context.request().executingOffice());
		offices.remove(context.actor().office());
		return offices;
	}

	/**
	 * Writes the first line of a process and gives the first turn.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void begin(Actor actor, CompulsoryProcess process, String why) {
		LedgerWords words = LedgerWords.none()
			.add(LedgerWords.Kind.REASON, null, why)
			.add(ProcessLedger.opening(process, this.demands.of(process.id())));
		this.ledger.append(process.requestId(), actor,
				new Ledger.Line(Machine.PROCESS, process.id(), "OPEN", "", process.state().name(), List.of(), words));
		this.turns.give(process.requestId(), Turns.Subject.PROCESS, process.id(), actor.office(),
				process.state().name(), null);
	}

}
