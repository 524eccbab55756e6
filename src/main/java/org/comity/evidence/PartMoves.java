package org.comity.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.documents.BlobStore;
import org.comity.documents.DamagedBlob;
import org.comity.documents.Document;
import org.comity.documents.StorageFull;
import org.comity.documents.StoredBlob;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Side;
import org.comity.requests.Ledger;
import org.comity.requests.LedgerDetails;
import org.comity.requests.LedgerWords;
import org.comity.requests.Machine;
import org.comity.requests.MoveResult;
import org.comity.requests.MoveDetails;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Proposals;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoved;
import org.comity.requests.RequestMoves;
import org.comity.requests.Requests;
import org.comity.requests.SubmittedForms;
import org.comity.requests.Timeline;
import org.comity.requests.Turns;
import org.comity.wall.InBackground;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one place that moves a part once it was lodged. What takes as long as its bytes are
 * many, counting hashes and copying, is done first and with no transaction open; then
 * guard, change, ledger, turn, what follows for the request, and event are one
 * transaction under the lock on the request.
 */
@Service
public class PartMoves {

	private static final Logger log = LoggerFactory.getLogger(PartMoves.class);

	/** How long evidence is kept before somebody must say that it is still needed. */
	private static final int MONTHS_TO_REVIEW = 12;

	private final Parts parts;

	private final Copies copies;

	private final EvidenceKeys keys;

	private final Checks checks;

	private final Marks marks;

	private final HashCount count;

	private final PartSight sight;

	private final BlobStore blobs;

	private final DestructionPaper destruction;

	private final Requests requests;

	private final RequestMoves requestMoves;

	private final Proposals proposals;

	private final Ledger ledger;

	private final Timeline timeline;

	private final Turns turns;

	private final SubmittedForms forms;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transaction;

	private final Clock clock;

	PartMoves(Parts parts, Copies copies, EvidenceKeys keys, Checks checks, Marks marks, HashCount count,
			PartSight sight, BlobStore evidenceBlobs, DestructionPaper destruction, Requests requests,
			RequestMoves requestMoves, Proposals proposals, Ledger ledger, Timeline timeline, Turns turns,
			SubmittedForms forms, ApplicationEventPublisher events, TransactionTemplate transaction, Clock clock) {
		this.parts = parts;
		this.copies = copies;
		this.keys = keys;
		this.checks = checks;
		this.marks = marks;
		this.count = count;
		this.sight = sight;
		this.blobs = evidenceBlobs;
		this.destruction = destruction;
		this.requests = requests;
		this.requestMoves = requestMoves;
		this.proposals = proposals;
		this.ledger = ledger;
		this.timeline = timeline;
		this.turns = turns;
		this.forms = forms;
		this.events = events;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Makes a move; one that takes two people is proposed. A count that finds a
	 * difference is kept, whatever comes of the move.
	 * @throws NoSuchRequest if this person does not see the part, or could never make
	 * this move
	 * @throws IllegalArgumentException for the moves that {@link Productions} and
	 * {@link Filter} carry out
	 */
	public MoveResult make(Actor actor, PartCommand command) {
		Optional<MoveResult> obstacle = foresee(actor, command);
		if (obstacle.isPresent()) {
			return obstacle.get();
		}
		return takesTwo(actor, command.part(), command.move())
				? Objects.requireNonNull(this.transaction.execute((status) -> propose(actor, command)))
				: carryOut(actor, command);
	}

	private boolean takesTwo(Actor actor, UUID id, ProductionMove move) {
		return move.byTwoAt(actor.kind()) && Objects.requireNonNull(this.transaction.execute((status) -> this.proposals
			.needed(actor, this.parts.find(id).orElseThrow(NoSuchRequest::new).request(), Machine.PRODUCTION, move)));
	}

	private MoveResult propose(Actor actor, PartCommand command) {
		this.requests.lock(this.parts.find(command.part()).orElseThrow(NoSuchRequest::new).request());
		Part part = this.parts.lock(command.part()).orElseThrow(NoSuchRequest::new);
		MoveResult refusal = refusal(command, context(actor, part));
		if (refusal != null) {
			return refusal;
		}
		if (this.proposals.standing(actor, part.request(), part.id(), command.move().name()).isPresent()) {
			return new MoveResult.Rejected(List.of(Rejection.of("proposal.stands")));
		}
		if (!this.forms.accept(command.formKey(), actor)) {
			return new MoveResult.Repeated();
		}
		MoveDetails given = new MoveDetails(command.message(), command.reason(), null, null, null, null, null,
				Set.of());
		return new MoveResult.Proposed(this.proposals.propose(actor, part.request(), Machine.PRODUCTION, part.id(),
				command.move().name(), part.place(), given, details(command)));
	}

	/**
	 * Makes a move that another person of the office proposed, with what they gave.
	 * @throws NoSuchRequest if this person does not see the proposal, or could never make
	 * the move
	 */
	public MoveResult confirm(Actor actor, UUID proposalId, UUID formKey) {
		Proposals.Proposal proposal = partProposal(actor, proposalId);
		ProductionMove move = ProductionMove.valueOf(proposal.move());
		if (!move.admits(actor)) {
			throw new NoSuchRequest();
		}
		PartCommand command = PartCommand.of(proposal.subject(), move, formKey, proposal.entry())
			.withMessage(proposal.details().message())
			.withReason(proposal.details().reason());
		Optional<MoveResult> obstacle = foresee(actor, command);
		if (obstacle.isPresent()) {
			return obstacle.get();
		}
		Rejection own = Proposals.against(actor, proposal);
		return (own != null) ? new MoveResult.Rejected(List.of(own)) : carryOut(actor, command);
	}

	/**
	 * Turns a proposal down, or takes it back: whoever could confirm it, and whoever made
	 * it.
	 * @throws NoSuchRequest as {@link #confirm}
	 */
	@Transactional
	public MoveResult drop(Actor actor, UUID proposalId, UUID formKey, @Nullable String reason) {
		Proposals.Proposal proposal = partProposal(actor, proposalId);
		this.requests.lock(proposal.request());
		Part part = this.parts.lock(proposal.subject()).orElseThrow(NoSuchRequest::new);
		if (!ProductionMove.valueOf(proposal.move()).admits(actor) && Proposals.against(actor, proposal) == null) {
			throw new NoSuchRequest();
		}
		if (this.forms.seen(formKey)) {
			return new MoveResult.Repeated();
		}
		return this.proposals.find(actor, proposalId).stands()
				? this.proposals.drop(actor, proposal, part.place(), formKey, reason)
				: this.timeline.lastMove(actor, part.request(), part.id()).orElseThrow(NoSuchRequest::new);
	}

	private Proposals.Proposal partProposal(Actor actor, UUID id) {
		Proposals.Proposal proposal = this.proposals.find(actor, id);
		if (proposal.machine() != Machine.PRODUCTION) {
			throw new NoSuchRequest();
		}
		return proposal;
	}

	private MoveResult carryOut(Actor actor, PartCommand command) {
		return switch (command.move()) {
			case CONFIRM -> confirm(actor, command);
			case FORWARD, RESEND -> send(actor, command);
			case DISPUTE, DISPUTE_FURTHER_BACK -> transact(actor, command, List.of(), this::dispute);
			case REPLACE -> transact(actor, command, List.of(), this::replace);
			case RECEIVE -> transact(actor, command, List.of(), this::receive);
			case KEEP_LONGER -> transact(actor, command, List.of(), this::keepLonger);
			case DESTROY -> transact(actor, command, List.of(), this::destroy);
			case FILTER_AGAIN -> transact(actor, command, List.of(), this::filterAgain);
			case TAKE_UP_AGAIN -> transact(actor, command, List.of(), this::takeUpAgain);
			case LODGE, DISCARD, FILTER, WITHHOLD_ALL, RETURNS_TO_FILTER, STOP, LET_GO ->
				throw new IllegalArgumentException(command.move() + " is made elsewhere");
		};
	}

	/**
	 * Returns why a move would not be made now, or empty if it would, in as far as no
	 * byte need be read for it. Nothing is written.
	 * @throws NoSuchRequest as {@link #make}
	 */
	public Optional<MoveResult> foresee(Actor actor, PartCommand command) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			Part part = this.parts.find(command.part()).orElseThrow(NoSuchRequest::new);
			requireMover(actor, part, command.move());
			return Optional.ofNullable(refusal(command, context(actor, part)));
		}));
	}

	/**
	 * Returns whether this person can make the move in some state of this part: else its
	 * form does not exist for them.
	 */
	@Transactional(readOnly = true)
	public boolean mayEver(Actor actor, UUID id, ProductionMove move) {
		return this.parts.find(id).filter((part) -> mayEver(actor, part, move)).isPresent();
	}

	/**
	 * Returns who moved a part last, in as far as this person may know it.
	 */
	@Transactional(readOnly = true)
	public Optional<MoveResult.Stale> lastMove(Actor actor, UUID id) {
		return this.parts.find(id)
			.filter((part) -> this.sight.of(actor, part) != PartSight.Sight.NONE)
			.flatMap((part) -> this.timeline.lastMove(actor, part.request(), id));
	}

	/**
	 * Returns the moves this person can make now, in the order of the table.
	 */
	@Transactional(readOnly = true)
	public List<ProductionMove> open(Actor actor, UUID id) {
		Optional<Part> found = this.parts.find(id).filter((part) -> this.sight.of(actor, part) != PartSight.Sight.NONE);
		if (found.isEmpty()) {
			return List.of();
		}
		Part part = found.get();
		PartContext context = context(actor, part);
		return Arrays.stream(ProductionMove.values())
			.filter((move) -> PartRules.offered(move, context) && mayEver(actor, part, move))
			.toList();
	}

	void requireMover(Actor actor, Part part, ProductionMove move) {
		if (!mayEver(actor, part, move)) {
			throw new NoSuchRequest();
		}
	}

	private boolean mayEver(Actor actor, Part part, ProductionMove move) {
		return !move.system() && (move.admits(actor)
				|| (move.proposedBy(actor) && this.proposals.needed(actor, part.request(), Machine.PRODUCTION, move)))
				&& this.sight.of(actor, part) != PartSight.Sight.NONE
				&& (actor.office().equals(part.producer()) || stops(part).contains(actor.office()));
	}

	/** The offices that it has come to, the provider's left out. */
	private Set<UUID> stops(Part part) {
		return this.parts.custody(part.id())
			.stream()
			.filter((arrival) -> arrival.hop() != OfficeKind.PROVIDER)
			.map(Parts.Arrival::office)
			.collect(Collectors.toSet());
	}

	/** What an office counted last since the part came to it. */
	private Optional<HashCheck> lastCheck(Part part, UUID office) {
		return this.checks.last(part.id(), office,
				this.parts.arrival(part, part.hop()).map(Parts.Arrival::at).orElse(null));
	}

	/** The hop after one on the way home: the one before it on the way out. */
	Requests.@Nullable HopOffice after(Part part) {
		List<Requests.HopOffice> road = this.requests.road(part.request());
		for (int index = 1; index < road.size(); index++) {
			if (road.get(index).kind() == part.hop()) {
				return road.get(index - 1);
			}
		}
		return null;
	}

	PartContext context(Actor actor, Part part) {
		UUID holder = this.parts.holder(part, part.hop());
		List<StoredFile> files = this.parts.files(part.id());
		boolean differs = lastCheck(part, holder).filter((check) -> !check.agrees()).isPresent();
		boolean filling = this.parts.ofProcess(part.process())
			.stream()
			.anyMatch((other) -> other.state() == ProductionState.UPLOADING);
		return new PartContext(part, actor, this.requests.facts(part.request()).state(), holder, after(part), differs,
				!files.isEmpty(), this.marks.coverAll(part.id(), files), filling, ownLodging(actor, part), stops(part));
	}

	/**
	 * For a provider on paper an executing office lodges, and confirms what it lodged.
	 */
	private boolean ownLodging(Actor actor, Part part) {
		return part.hop() == OfficeKind.EXECUTING_AUTHORITY && part.producer().equals(actor.office())
				&& this.parts.lodgedBy(part.id(), actor.person())
				&& this.proposals.asked(part.request(), Machine.PRODUCTION, ProductionMove.CONFIRM);
	}

	private @Nullable MoveResult refusal(PartCommand command, PartContext context) {
		if (this.forms.seen(command.formKey())) {
			return new MoveResult.Repeated();
		}
		Actor actor = context.actor();
		Part part = context.part();
		boolean startsHere = command.move().from().contains(part.state());
		UUID drawnFrom = command.drawnFrom();
		boolean moved = drawnFrom != null && !this.timeline.latestEntry(actor, part.request(), part.id())
			.map((entry) -> entry.equals(drawnFrom))
			.orElse(false);
		if (!startsHere || moved) {
			return this.timeline.lastMove(actor, part.request(), part.id()).orElseThrow(NoSuchRequest::new);
		}
		List<Rejection> rejections = PartRules.check(command, context, today());
		return rejections.isEmpty() ? null : new MoveResult.Rejected(rejections);
	}

	private LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	/** What a move does besides the state, once nothing stands against it. */
	@FunctionalInterface
	interface Change {

		/**
		 * Carries it out.
		 * @return the ledger entry
		 */
		UUID apply(PartContext context, PartCommand command);

	}

	/**
	 * Locks, asks everything again, and changes: one transaction.
	 * @param found counts of hashes that are kept in any case
	 */
	MoveResult transact(Actor actor, PartCommand command, List<HashCheck> found, Change change) {
		try {
			return Objects
				.requireNonNull(this.transaction.execute((status) -> underLock(actor, command, found, change)));
		}
		catch (UncheckedIOException ex) {
			log.error("A paper of a part could not be stored", ex);
			return new MoveResult.Rejected(List.of(notStored(ex.getCause())));
		}
	}

	/** Why bytes could not be kept, in words for the person who wanted them kept. */
	static Rejection notStored(@Nullable Throwable why) {
		return Rejection.of((why instanceof StorageFull) ? "evidence.copy.no-room" : "evidence.copy.not-stored");
	}

	private MoveResult underLock(Actor actor, PartCommand command, List<HashCheck> found, Change change) {
		this.requests.lock(this.parts.find(command.part()).orElseThrow(NoSuchRequest::new).request());
		Part part = this.parts.lock(command.part()).orElseThrow(NoSuchRequest::new);
		requireMover(actor, part, command.move());
		MoveResult refusal = refusal(command, context(actor, part));
		if (refusal != null) {
			return refusal;
		}
		found.forEach(this.checks::add);
		List<Rejection> differs = found.stream()
			.filter((check) -> !check.agrees())
			.map((check) -> Rejection.of("evidence.check.differs"))
			.toList();
		if (!differs.isEmpty()) {
			return new MoveResult.Rejected(differs);
		}
		if (!this.forms.accept(command.formKey(), actor)) {
			return new MoveResult.Repeated();
		}
		return new MoveResult.Made(change.apply(context(actor, part), command));
	}

	private MoveResult confirm(Actor actor, PartCommand command) {
		Part part = this.parts.find(command.part()).orElseThrow(NoSuchRequest::new);
		HashCheck check = this.count.count(part, part.hop(), actor.office(), actor.person(),
				this.parts.files(part.id()), command.list());
		return transact(actor, command, List.of(check), (context, wish) -> {
			this.parts.confirmed(part.id(), part.hop(), this.clock.instant());
			return change(context, wish, ProductionState.HELD, part.hop(), List.of(digest(check)), earlier(context));
		});
	}

	/** The bytes as they were counted stand on the ledger by the hash of the report. */
	private static String digest(HashCheck check) {
		return org.comity.kernel.Digests.sha256(check.report().getBytes(java.nio.charset.StandardCharsets.UTF_8));
	}

	/**
	 * Those who had it before hear that it arrived whole. The provider hears it of the
	 * office it handed it to, and no more.
	 */
	private static Set<UUID> earlier(PartContext context) {
		Set<UUID> offices = new HashSet<>(context.stops());
		if (context.part().hop() == OfficeKind.EXECUTING_AUTHORITY) {
			offices.add(context.part().producer());
		}
		return offices;
	}

	/**
	 * Copies the bytes to the next hop, counting them on the way: what does not agree is
	 * not sent.
	 */
	private MoveResult send(Actor actor, PartCommand command) {
		Part part = this.parts.find(command.part()).orElseThrow(NoSuchRequest::new);
		Requests.HopOffice next = Objects.requireNonNull(after(part));
		List<StoredFile> files = this.parts.files(part.id());
		boolean handedOver = next.kind().hop() >= OfficeKind.EXECUTING_AUTHORITY.hop();
		UUID receiver = receiver(part, next);
		List<Copies.Copy> made = List.of();
		boolean kept = false;
		try {
			HashCheck check;
			if (handedOver) {
				check = this.count.count(part, part.hop(), actor.office(), actor.person(), files, null);
			}
			else {
				made = Objects.requireNonNull(this.transaction.execute((status) -> files.stream()
					.map((file) -> this.copies.expect(part.id(), file.id(), next.kind(), receiver,
							this.clock.instant()))
					.toList()));
				check = copy(actor, part, files, made);
			}
			List<Copies.Copy> copied = made;
			MoveResult result = transact(actor, command, List.of(check), (context, wish) -> {
				Instant now = this.clock.instant();
				deleteAfterCommit(this.copies.remove(part.id(), next.kind(), now));
				this.copies.made(copied, now);
				this.parts.arrived(part.id(), next.kind(), receiver, now, null);
				return change(context, wish, ProductionState.SENT, next.kind(), List.of(digest(check)),
						Set.of(receiver));
			});
			kept = result instanceof MoveResult.Made;
			return result;
		}
		catch (IOException ex) {
			log.error("A part could not be copied to the next hop", ex);
			return new MoveResult.Rejected(List.of(notStored(ex)));
		}
		finally {
			if (!kept) {
				forget(made);
			}
		}
	}

	/**
	 * The office that fills the next hop: the one that had it before, if it is sent
	 * again.
	 */
	private UUID receiver(Part part, Requests.HopOffice next) {
		return this.parts.custody(part.id())
			.stream()
			.filter((arrival) -> arrival.hop() == next.kind())
			.reduce((first, last) -> last)
			.map(Parts.Arrival::office)
			.orElse(next.office());
	}

	private HashCheck copy(Actor actor, Part part, List<StoredFile> files, List<Copies.Copy> targets)
			throws IOException {
		Map<UUID, String> keys = this.copies.keys(part.id(), files, part.hop());
		Map<UUID, String> found = new HashMap<>();
		for (Copies.Copy target : targets) {
			String from = keys.get(target.file());
			if (from == null) {
				continue;
			}
			try (java.io.InputStream stream = this.blobs.read(from)) {
				StoredBlob blob = this.blobs.write(target.key(), stream);
				found.put(target.file(), blob.sha256());
			}
			catch (java.nio.file.NoSuchFileException | DamagedBlob ex) {
				log.error("Bytes of a part are gone or damaged", ex);
			}
		}
		return this.count.compare(part, part.hop(), actor.office(), actor.person(), files, found, null);
	}

	/** Takes the bytes of copies that were not kept away again. */
	void forget(List<Copies.Copy> copied) {
		try {
			List<String> keys = Objects
				.requireNonNull(this.transaction.execute((status) -> this.copies.forget(copied)));
			for (String key : keys) {
				this.blobs.delete(key);
			}
		}
		catch (IOException | RuntimeException ex) {
			// Their rows say that they never became whole: the sweep comes back for them.
			log.warn("Copies that were not kept are left for the sweep", ex);
		}
	}

	/** Clears away copies that were begun before a time and never became whole. */
	@InBackground
	void sweep(Instant before) {
		forget(this.copies.leftovers(before));
	}

	void deleteAfterCommit(List<String> keys) {
		AfterCommit.run(() -> {
			for (String key : keys) {
				try {
					this.blobs.delete(key);
				}
				catch (IOException ex) {
					// No row leads to them, and what was destroyed has no key: a waste of
					// room.
					log.warn("Bytes that nobody holds stay behind", ex);
				}
			}
		});
	}

	/** Now the hop before on the way home, which sent it, is awaited. */
	private UUID dispute(PartContext context, PartCommand command) {
		Part part = context.part();
		OfficeKind sender = before(part);
		UUID office = this.parts.holder(part, sender);
		HashCheck check = lastCheck(part, context.holder()).orElseThrow();
		return change(context, command, ProductionState.DISPUTED, sender, List.of(digest(check)), Set.of(office));
	}

	private OfficeKind before(Part part) {
		List<Requests.HopOffice> road = this.requests.road(part.request());
		for (int index = 0; index + 1 < road.size(); index++) {
			if (road.get(index).kind() == part.hop()) {
				return road.get(index + 1).kind();
			}
		}
		throw new IllegalStateException("Nobody sent it to " + part.hop());
	}

	/**
	 * The old part is superseded, and an empty one is begun that is owed in its place.
	 */
	private UUID replace(PartContext context, PartCommand command) {
		Part part = context.part();
		UUID id = Ids.next();
		this.parts.start(id, part.request(), part.process(), Ids.next(), context.actor(), this.clock.instant(),
				part.id());
		this.ledger.append(part.request(), context.actor(), new Ledger.Line(Machine.PRODUCTION, id, "BEGIN", "",
				ProductionState.UPLOADING.name(), List.of(), LedgerWords.none()));
		this.turns.give(part.request(), Turns.Subject.PART, id, part.producer(), ProductionState.UPLOADING.name(),
				null);
		return change(context, command, ProductionState.SUPERSEDED, part.hop(), List.of(), Set.of());
	}

	private UUID receive(PartContext context, PartCommand command) {
		this.parts.reviewOn(context.part().id(), today().plusMonths(MONTHS_TO_REVIEW));
		return change(context, command, ProductionState.RECEIVED, context.part().hop(), List.of(), earlier(context));
	}

	private UUID keepLonger(PartContext context, PartCommand command) {
		Part part = context.part();
		this.parts.reviewOn(part.id(), Objects.requireNonNull(command.date()));
		this.turns.end(part.id());
		return change(context, command, part.state(), part.hop(), List.of(), Set.of());
	}

	/**
	 * Destroys every copy on the requesting side (CICA 2003 s.9): their keys now, which
	 * is what makes it certain, and then their bytes. The executing office keeps what the
	 * provider gave it, under its own law.
	 */
	private UUID destroy(PartContext context, PartCommand command) {
		Part part = context.part();
		Instant now = this.clock.instant();
		List<StoredFile> files = this.parts.files(part.id());
		List<String> bytes = new ArrayList<>();
		Map<OfficeKind, UUID> offices = new EnumMap<>(OfficeKind.class);
		for (Parts.Arrival arrival : this.parts.custody(part.id())) {
			if (arrival.hop().side() == Side.REQUESTING) {
				bytes.addAll(destroyCopy(part.id(), arrival.hop(), now));
				offices.put(arrival.hop(), arrival.office());
			}
		}
		Document certificate = this.destruction.store(part, files, offices, this.keys.destroyed(part.id()),
				context.actor(), now);
		this.parts.destroyed(part.id(), certificate.id(), now);
		deleteAfterCommit(bytes);
		return change(context, command, ProductionState.DESTROYED, part.hop(), List.of(certificate.sha256()),
				earlier(context));
	}

	/**
	 * Takes a hop's copy away for good, and its key with it.
	 * @return where its bytes lie, which are to be deleted once this is committed
	 */
	List<String> destroyCopy(UUID part, OfficeKind hop, Instant now) {
		this.keys.destroy(part, hop, now);
		return this.copies.remove(part, hop, now);
	}

	/**
	 * What the filter let pass is given up, and the part it was made of is held again.
	 */
	private UUID filterAgain(PartContext context, PartCommand command) {
		Part part = context.part();
		Part original = this.parts.lock(Objects.requireNonNull(part.filteredFrom())).orElseThrow();
		follow(context.actor(), original, ProductionMove.RETURNS_TO_FILTER, ProductionState.HELD);
		return change(context, command, ProductionState.SUPERSEDED, part.hop(), List.of(), Set.of());
	}

	private UUID takeUpAgain(PartContext context, PartCommand command) {
		this.parts.arrived(context.part().id(), OfficeKind.EXECUTING_AUTHORITY, context.actor().office(),
				this.clock.instant(), null);
		return change(context, command, ProductionState.SENT, OfficeKind.EXECUTING_AUTHORITY, List.of(), Set.of());
	}

	/** A move of the system's own, because of another. */
	@Transactional(propagation = Propagation.MANDATORY)
	void follow(Actor cause, Part part, ProductionMove move, ProductionState to) {
		UUID entry = this.ledger.appendConsequence(part.request(), cause, new Ledger.Line(Machine.PRODUCTION, part.id(),
				move.name(), part.place(), Part.place(to, part.hop()), List.of(), LedgerWords.none()));
		this.parts.move(part.id(), to, part.hop());
		this.proposals.lapse(part.id());
		giveTurn(this.parts.find(part.id()).orElseThrow());
		publish(cause, null, part, entry, move, Set.of());
	}

	/**
	 * Changes the state and writes what every move writes.
	 * @param told the offices that are told
	 */
	UUID change(PartContext context, PartCommand command, ProductionState to, OfficeKind hop, List<String> hashes,
			Set<UUID> told) {
		Part part = context.part();
		Actor actor = context.actor();
		this.parts.move(part.id(), to, hop);
		this.proposals.lapse(part.id());
		LedgerWords words = LedgerWords.none()
			.add(LedgerWords.Kind.MESSAGE, otherSide(actor, hop), command.message())
			.add(LedgerWords.Kind.REASON, null, command.reason())
			.add(details(command));
		UUID entry = this.ledger.append(part.request(), actor, new Ledger.Line(Machine.PRODUCTION, part.id(),
				command.move().name(), part.place(), Part.place(to, hop), hashes, words));
		giveTurn(this.parts.find(part.id()).orElseThrow());
		settle(actor, part.request());
		Set<UUID> offices = new HashSet<>(told);
		offices.remove(actor.office());
		publish(actor, actor.person(), part, entry, command.move(), offices);
		return entry;
	}

	/** What was asked for and given besides words. */
	private static LedgerDetails details(PartCommand command) {
		LedgerDetails details = LedgerDetails.none();
		if (command.move().takes(PartInput.DATE)) {
			details.add(LedgerDetails.Name.DAY, command.date());
		}
		OwnList list = command.list();
		return (list != null) ? details.add(LedgerDetails.Name.OWN_LIST, list.sha256()) : details;
	}

	/**
	 * The side that reads a message besides the writer's own: that of the next holder.
	 */
	private static @Nullable Side otherSide(Actor actor, OfficeKind hop) {
		return (hop.side() != actor.side()) ? hop.side() : null;
	}

	private void giveTurn(Part part) {
		if (part.state().onItsWay()) {
			this.turns.give(part.request(), Turns.Subject.PART, part.id(), this.parts.holder(part, part.hop()),
					part.state().name(), null);
		}
		else {
			this.turns.end(part.id());
		}
	}

	/** When nobody waits for a part any more, a request that is returning is closed. */
	void settle(Actor actor, UUID request) {
		if (!this.parts.anyUnsettled(request)) {
			this.requestMoves.follow(actor, request, RequestMove.PARTS_SETTLED);
		}
	}

	private void publish(Actor actor, @Nullable UUID person, Part part, UUID entry, ProductionMove move,
			Set<UUID> told) {
		this.events.publishEvent(new RequestMoved(Ids.next(), part.request(), entry, part.id(),
				Machine.PRODUCTION.name(), move.name(), actor.office(), person, told, this.clock.instant()));
	}

}
