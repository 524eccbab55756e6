package org.comity.process;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Side;
import org.comity.requests.Accounts;
import org.comity.requests.Aspect;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Papers;
import org.comity.requests.References;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.Requests;
import org.comity.requests.Status;
import org.comity.requests.Timeline;
import org.comity.requests.Visibility;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens processes and shows them under the rule of who sees what.
 */
@Service
public class Processes {

	/**
	 * The series of the references. It names neither office nor case: the provider reads
	 * it.
	 */
	private static final String SERIES = "PROC";

	private final ProcessRepository processes;

	private final ProcessMoves moves;

	private final ProcessSight sight;

	private final Demands demands;

	private final NonDisclosureOrders orders;

	private final Disputes disputes;

	private final Requests requests;

	private final RequestMoves requestMoves;

	private final Accounts accounts;

	private final References references;

	private final Visibility visibility;

	private final Timeline timeline;

	private final Papers papers;

	private final Directory directory;

	private final JdbcClient jdbc;

	private final Clock clock;

	Processes(ProcessRepository processes, ProcessMoves moves, ProcessSight sight, Demands demands,
			NonDisclosureOrders orders, Disputes disputes, Requests requests, RequestMoves requestMoves,
			Accounts accounts, References references, Visibility visibility, Timeline timeline, Papers papers,
			Directory directory, JdbcClient jdbc, Clock clock) {
		this.processes = processes;
		this.moves = moves;
		this.sight = sight;
		this.demands = demands;
		this.orders = orders;
		this.disputes = disputes;
		this.requests = requests;
		this.requestMoves = requestMoves;
		this.accounts = accounts;
		this.references = references;
		this.visibility = visibility;
		this.timeline = timeline;
		this.papers = papers;
		this.directory = directory;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * What came of the wish to open a process.
	 *
	 * @param result as of any move
	 * @param process the process, also where this very form opened it before; null where
	 * none was opened
	 */
	public record Opening(MoveResult result, @Nullable UUID process) {
	}

	/**
	 * Opens a process for a request.
	 * @param formKey the form's key: the same key opens one process
	 * @param drawnFrom the entry of the request the form was drawn from, or null
	 * @throws NoSuchRequest if this person does not see the request or could never open a
	 * process
	 */
	@Transactional
	public Opening open(Actor actor, UUID formKey, @Nullable UUID drawnFrom, NewProcess wish) {
		if (!this.visibility.sees(actor, wish.request(), Aspect.PROCESS) || !RequestMove.OPEN_PROCESS.admits(actor)) {
			throw new NoSuchRequest();
		}
		Requests.Facts about = this.requests.lock(wish.request());
		Map<UUID, Accounts.Account> known = this.accounts.of(wish.request())
			.stream()
			.collect(Collectors.toMap(Accounts.Account::id, Function.identity()));
		Optional<UUID> same = this.processes.findByFormKey(formKey)
			.filter((process) -> process.requestId().equals(wish.request()))
			.map(CompulsoryProcess::id);
		if (same.isPresent() && actor.office().equals(about.executingOffice())) {
			return new Opening(new MoveResult.Repeated(), same.get());
		}
		MoveCommand command = new MoveCommand(wish.request(), RequestMove.OPEN_PROCESS, formKey, drawnFrom,
				MoveDetails.none());
		if (actor.office().equals(about.executingOffice())) {
			List<Rejection> rejections = OpeningRules.check(wish, known);
			if (!rejections.isEmpty()) {
				return new Opening(new MoveResult.Rejected(rejections), null);
			}
			List<Rejection> twice = twice(wish, known);
			if (!twice.isEmpty()) {
				// Whoever opened it meanwhile is told first.
				return new Opening(this.requestMoves.foresee(actor, command)
					.filter((one) -> one instanceof MoveResult.Stale)
					.orElseGet(() -> new MoveResult.Rejected(twice)), null);
			}
		}
		MoveResult result = this.requestMoves.make(actor, command);
		if (result instanceof MoveResult.Repeated) {
			return new Opening(result, same.orElse(null));
		}
		if (!(result instanceof MoveResult.Made)) {
			return new Opening(result, null);
		}
		CompulsoryProcess process = new CompulsoryProcess(Ids.next(), wish.request(), this.references.mint(SERIES),
				Objects.requireNonNull(wish.kind()), formKey, actor.person(), this.clock.instant(),
				new CompulsoryProcess.Parties(about.executingOffice(), about.providerOffice(), about.company()));
		process.keepSecret(wish.sealed(), wish.grandJury());
		this.processes.saveAndFlush(process);
		for (NewProcess.Want want : wish.wants()) {
			Accounts.Account account = Objects.requireNonNull(known.get(want.account()));
			this.demands.add(process.id(), new Demand(account.id(), account.ordinal(), account.kind(),
					account.identifier(), want.from(), want.to(), want.data(), want.particulars(), null));
		}
		this.moves.begin(actor, process, wish.why());
		return new Opening(result, process.id());
	}

	/** Nothing is demanded twice: says what some process demands already. */
	private List<Rejection> twice(NewProcess wish, Map<UUID, Accounts.Account> known) {
		Demanded standing = this.demands.standing(wish.request());
		List<Rejection> found = new ArrayList<>();
		for (NewProcess.Want want : wish.wants()) {
			Demanded.Range range = new Demanded.Range(want.from(), want.to());
			want.data()
				.stream()
				.sorted()
				.flatMap((data) -> standing.same(want.account(), data, range).stream())
				.findFirst()
				.ifPresent((line) -> found
					.add(Rejection.at("data-" + want.account(), "process.new.data.demanded." + line.data(),
							Objects.requireNonNull(known.get(want.account())).identifier(), line.reference())));
		}
		return found;
	}

	/**
	 * Returns what the processes of a request demand between them; nothing for those who
	 * may not see them. What a process that this person does not see demands is left out.
	 */
	@Transactional(readOnly = true)
	public Demanded demanded(Actor actor, UUID request) {
		if (!this.visibility.sees(actor, request, Aspect.PROCESS)) {
			return new Demanded(List.of());
		}
		Map<UUID, Boolean> seen = new java.util.HashMap<>();
		return new Demanded(this.demands.standing(request)
			.lines()
			.stream()
			.filter((line) -> seen.computeIfAbsent(line.process(), (id) -> this.sight.sees(actor, id)))
			.toList());
	}

	/**
	 * Returns the processes of a request, the oldest first; none for those who may not
	 * see them.
	 */
	@Transactional(readOnly = true)
	public List<ProcessRow> of(Actor actor, UUID request) {
		if (!this.visibility.sees(actor, request, Aspect.PROCESS)) {
			return List.of();
		}
		return this.processes.findByRequestIdOrderByOpenedAtAscIdAsc(request)
			.stream()
			.filter((process) -> this.sight.sees(actor, process))
			.map((process) -> row(actor, process))
			.toList();
	}

	/**
	 * Returns one process as a row.
	 * @throws NoSuchRequest if this person does not see it
	 */
	ProcessRow row(Actor actor, UUID id) {
		return row(actor,
				this.processes.findById(id)
					.filter((process) -> this.sight.sees(actor, process))
					.orElseThrow(NoSuchRequest::new));
	}

	private ProcessRow row(Actor actor, CompulsoryProcess process) {
		NonDisclosure silence = this.orders.of(process.id(), this.moves.today());
		return new ProcessRow(process.id(), process.reference(), process.kind(), status(actor, process),
				this.demands.of(process.id()).size(), forReader(actor, silence), process.openedAt(), process.servedAt(),
				dueOn(process), process.endedAt());
	}

	private static NonDisclosure forReader(Actor actor, NonDisclosure silence) {
		return (actor.side() == Side.PROVIDER) ? silence.withoutGrounds() : silence;
	}

	private static @Nullable LocalDate dueOn(CompulsoryProcess process) {
		return switch (process.state()) {
			case READY -> process.expiresOn();
			case SERVED, ANSWERING, QUERIED, OBJECTED -> process.returnDate();
			default -> null;
		};
	}

	private Status status(Actor actor, CompulsoryProcess process) {
		ProcessState state = process.state();
		if (state == ProcessState.ENDED) {
			EndReason reason = Objects.requireNonNull(process.endReason());
			return new Status("status.process.ENDED." + reason, List.of(),
					(reason == EndReason.SETTLED) ? Status.Tone.DONE : Status.Tone.STOPPED, false);
		}
		boolean forPost = state.withProvider() && this.moves.onPaper(process);
		UUID holder = (state.heldBy() == OfficeKind.PROVIDER) ? process.providerOfficeId()
				: process.executingOfficeId();
		if (actor.office().equals(holder)) {
			return new Status("status.process." + state + ".mine", List.of(), Status.Tone.ACTION, true);
		}
		if (forPost && actor.office().equals(process.executingOfficeId())) {
			return new Status("status.process." + state + ".paper", List.of(name(process.providerOfficeId())),
					Status.Tone.ACTION, true);
		}
		return new Status("status.process." + state + ".waiting", List.of(name(holder)), Status.Tone.WAITING, false);
	}

	private String name(UUID office) {
		return this.directory.office(office).shortName();
	}

	/**
	 * Returns a process as the requested side sees it.
	 * @throws NoSuchRequest if this person is not of that side, or does not see it
	 */
	@Transactional(readOnly = true)
	public ProcessView view(Actor actor, UUID id) {
		CompulsoryProcess process = this.processes.findById(id).orElseThrow(NoSuchRequest::new);
		if (actor.side() != Side.REQUESTED || !this.sight.sees(actor, process)) {
			throw new NoSuchRequest();
		}
		return new ProcessView(id, process.requestId(), process.reference(), process.kind(), status(actor, process),
				this.directory.office(process.executingOfficeId()).name(),
				this.directory.company(process.companyId()).name(), this.demands.of(id), authority(process),
				process.returnDate(), dueOn(process), process.scope(), process.sealed(), process.grandJury(),
				this.moves.onPaper(process), this.disputes.objections(id), this.disputes.compulsions(id),
				this.orders.of(id, this.moves.today()), this.directory.person(process.openedBy()).name(),
				process.openedAt(), process.servedAt(), answers(id), process.endReason(), process.endedAt(),
				documents(actor, process), this.timeline.ofSubject(actor, process.requestId(), id, null),
				this.moves.open(actor, id),
				this.timeline.latestEntry(actor, process.requestId(), id).orElseThrow(NoSuchRequest::new));
	}

	/**
	 * Returns a process as the provider on which it was served sees it.
	 * @throws NoSuchRequest if this person is not of that provider, or it was not served
	 */
	@Transactional(readOnly = true)
	public ServedProcess served(Actor actor, UUID id) {
		CompulsoryProcess process = this.processes.findById(id).orElseThrow(NoSuchRequest::new);
		Instant since = process.servedAt();
		if (actor.kind() != OfficeKind.PROVIDER || since == null || !this.sight.sees(actor, process)) {
			throw new NoSuchRequest();
		}
		return new ServedProcess(id, process.reference(), process.kind(), status(actor, process),
				this.directory.office(process.executingOfficeId()).name(),
				this.directory.company(process.companyId()).name(), this.demands.of(id), process.court(),
				process.docket(), process.scope(), process.returnDate(), since, process.answeredAt(), answers(id),
				this.disputes.objections(id), this.disputes.compulsions(id),
				forReader(actor, this.orders.of(id, this.moves.today())), documents(actor, process),
				this.timeline.ofSubject(actor, process.requestId(), id, since), this.moves.open(actor, id),
				this.timeline.latestEntry(actor, process.requestId(), id).orElseThrow(NoSuchRequest::new));
	}

	/**
	 * Returns, for each account of a process, the first day on which its user may be
	 * told, or nothing where they may be told now. An order on another process that names
	 * the account counts too: for the provider every one that was served on it, for the
	 * requested side those of the same request. Only the day is told of the others.
	 * @throws NoSuchRequest if this person does not see the process
	 */
	@Transactional(readOnly = true)
	public Map<UUID, LocalDate> toldFrom(Actor actor, UUID id) {
		CompulsoryProcess process = this.processes.findById(id)
			.filter((found) -> this.sight.sees(actor, found))
			.orElseThrow(NoSuchRequest::new);
		boolean provider = actor.kind() == OfficeKind.PROVIDER;
		Map<UUID, LocalDate> days = new java.util.HashMap<>();
		for (Demand demand : this.demands.of(id)) {
			LocalDate from = NonDisclosure.toldFrom(this.jdbc
				.sql("select p.id from process p where p.id in (select wall_processes_naming(:identifier, :kind)) "
						+ "and (p.id = :process or "
						+ (provider ? "p.provider_office_id = :office and p.served_at is not null"
								: "p.request_id = :request")
						+ ")")
				.param("identifier", demand.identifier())
				.param("kind", demand.kind())
				.param("process", id)
				.param("office", actor.office())
				.param("request", process.requestId())
				.query(UUID.class)
				.list()
				.stream()
				.map((one) -> this.orders.of(one, this.moves.today()))
				.toList());
			if (from != null) {
				days.put(demand.account(), from);
			}
		}
		return days;
	}

	private static ProcessDetails.Authority authority(CompulsoryProcess process) {
		return new ProcessDetails.Authority(process.court(), process.docket(), process.judge(), process.grantedOn(),
				process.expiresOn());
	}

	private List<ProcessView.Answer> answers(UUID process) {
		return this.jdbc
			.sql("select custodian, title, answered_at from process_answer where process_id = :process "
					+ "order by answered_at, id")
			.param("process", process)
			.query((row, index) -> new ProcessView.Answer(row.getString("custodian"), row.getString("title"),
					row.getTimestamp("answered_at").toInstant()))
			.list();
	}

	private List<ProcessPaper> documents(Actor actor, CompulsoryProcess process) {
		return this.papers.of(actor, process.requestId())
			.stream()
			.filter((paper) -> process.id().equals(paper.document().subject()))
			.map((paper) -> new ProcessPaper(paper.document().id(), paper.name(), paper.document().kind(),
					paper.document().size(), paper.document().sha256(), paper.document().createdAt()))
			.toList();
	}

	/**
	 * What another module must know of a process to do its own work; the caller answers
	 * for who sees what is made of it.
	 *
	 * @param id the process
	 * @param request the request it executes
	 * @param reference its reference
	 * @param executingOffice the office that served it
	 * @param providerOffice the provider's office
	 * @param company the company
	 * @param state where it is
	 * @param servedAt when it was served, or null
	 * @param accounts what it demands
	 */
	public record Facts(UUID id, UUID request, String reference, UUID executingOffice, UUID providerOffice,
			UUID company, ProcessState state, @Nullable Instant servedAt, List<Demand> accounts) {
	}

	/**
	 * Returns facts about a process.
	 * @throws NoSuchRequest if there is none
	 */
	@Transactional(readOnly = true)
	public Facts facts(UUID id) {
		CompulsoryProcess process = this.processes.findById(id).orElseThrow(NoSuchRequest::new);
		return new Facts(id, process.requestId(), process.reference(), process.executingOfficeId(),
				process.providerOfficeId(), process.companyId(), process.state(), process.servedAt(),
				this.demands.of(id));
	}

	/**
	 * Returns whether this person sees the process, in as far as their side may.
	 */
	@Transactional(readOnly = true)
	public boolean sees(Actor actor, UUID id) {
		return this.sight.sees(actor, id);
	}

}
