package org.comity.process;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.StoryClock;
import org.comity.requests.AccountOutcome;
import org.comity.requests.Accounts;
import org.comity.requests.LetterFacts;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.PartFacts;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.Requests;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sets the stage for tests of processes: a request that is being executed, with two
 * accounts, and the people around it.
 */
@TestConfiguration
public class ProcessStage {

	/** The words that no provider may ever read. */
	public static final List<String> SECRETS = List.of("Harrier", "Kidnapping", "student", "Northshire", "NORTHSHIRE",
			"CPS", "UKCA", "Whitcombe", "kidnap");

	public static final String TITLE = "Kidnapping of a student";

	private final Requests requests;

	private final RequestMoves requestMoves;

	private final Accounts accounts;

	private final Processes processes;

	private final ProcessMoves moves;

	private final Directory directory;

	private final JdbcClient jdbc;

	private final StoryClock clock;

	private final Lodged lodged = new Lodged();

	public Cast cast;

	public ProcessStage(@Lazy Requests requests, @Lazy RequestMoves requestMoves, @Lazy Accounts accounts,
			@Lazy Processes processes, @Lazy ProcessMoves moves, Directory directory, @AsOwner JdbcClient jdbc,
			StoryClock clock) {
		this.requests = requests;
		this.requestMoves = requestMoves;
		this.accounts = accounts;
		this.processes = processes;
		this.moves = moves;
		this.directory = directory;
		this.jdbc = jdbc;
		this.clock = clock;
		this.cast = new Cast(jdbc, directory);
	}

	@Bean
	@Primary
	static LetterFacts lettersInOrder() {
		return new LetterFacts() {
			@Override
			public List<Rejection> missing(UUID request) {
				return List.of();
			}

			@Override
			public boolean lockedNotSent(UUID request) {
				return true;
			}

			@Override
			public boolean urgencyAsked(UUID request) {
				return false;
			}

			@Override
			public @Nullable LocalDate neededBy(UUID request) {
				return null;
			}

			@Override
			public @Nullable String purpose(UUID request) {
				return "Proving who sent the demands";
			}
		};
	}

	@Bean
	@Primary
	static PartFacts noPartOnItsWay() {
		return new PartFacts() {
			@Override
			public boolean anyUnsettled(UUID request) {
				return false;
			}

			@Override
			public Map<OfficeKind, Instant> reached(UUID request) {
				return Map.of();
			}

			@Override
			public boolean keptAtHome(UUID request) {
				return false;
			}
		};
	}

	@Bean
	@Primary
	Lodged lodgedParts() {
		return this.lodged;
	}

	/** The parts that a provider has lodged, as the test says. */
	public static final class Lodged implements ProductionFacts {

		private final Set<UUID> produced = new HashSet<>();

		private final Set<UUID> none = new HashSet<>();

		public void data(UUID account) {
			this.produced.add(account);
		}

		public void certificateOfNone(UUID account) {
			this.none.add(account);
		}

		@Override
		public Set<UUID> produced(UUID process) {
			return Set.copyOf(this.produced);
		}

		@Override
		public Set<UUID> noRecords(UUID process) {
			return Set.copyOf(this.none);
		}

	}

	public Lodged lodged() {
		return this.lodged;
	}

	public LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	/** A request at the executing office, accepted, with two accounts. */
	public UUID executing() {
		return executing("Google LLC");
	}

	/** The same, asked of another company. */
	public UUID executing(String name) {
		UUID company = this.directory.companies()
			.stream()
			.filter((one) -> one.name().equals(name))
			.findFirst()
			.orElseThrow()
			.id();
		UUID request = this.requests
			.open(this.cast.officer(), Ids.next(),
					new Requests.NewRequest(TITLE, company, "UK-US-MLAT", "Harrier",
							this.cast.officer().teams().iterator().next()))
			.orElseThrow();
		this.accounts.replace(request,
				List.of(new Accounts.Account(Ids.next(), 1, "EMAIL", "redwharf77@gmail.example", null),
						new Accounts.Account(Ids.next(), 2, "PHONE", "+447700900123", null)));
		move(this.cast.officer(), request, RequestMove.SUBMIT, MoveDetails.none());
		move(this.cast.prosecutor(), request, RequestMove.ISSUE, MoveDetails.none());
		move(this.cast.authority(), request, RequestMove.TRANSMIT, MoveDetails.none().withBasis("DPA 2018 s.75"));
		move(this.cast.attorney(), request, RequestMove.ACKNOWLEDGE, MoveDetails.none());
		move(this.cast.attorney(), request, RequestMove.REFER,
				MoveDetails.reason("Probable cause holds").withOffice(this.cast.assistant().office()));
		move(this.cast.assistant(), request, RequestMove.ACCEPT, MoveDetails.none());
		return request;
	}

	public void move(Actor actor, UUID request, RequestMove move, MoveDetails details) {
		assertThat(this.requestMoves.make(actor, new MoveCommand(request, move, Ids.next(), null, details)))
			.as("%s", move)
			.isInstanceOf(MoveResult.Made.class);
	}

	public List<Accounts.Account> accounts(UUID request) {
		return this.accounts.of(request);
	}

	/**
	 * A wish for everything of both accounts, of the first month that no process of the
	 * request demands.
	 */
	public NewProcess wish(UUID request, ProcessKind kind, boolean sealed, boolean grandJury) {
		Set<DataSought> data = EnumSet.noneOf(DataSought.class);
		for (DataSought one : DataSought.values()) {
			if (kind.carries(one)) {
				data.add(one);
			}
		}
		LocalDate from = LocalDate.of(2026, 1, 1)
			.plusMonths(this.jdbc.sql("select count(*) from process where request_id = :request")
				.param("request", request)
				.query(Long.class)
				.single());
		List<NewProcess.Want> wants = new ArrayList<>();
		for (Accounts.Account account : accounts(request)) {
			wants.add(new NewProcess.Want(account.id(), data, from.atStartOfDay().toInstant(ZoneOffset.UTC),
					from.plusMonths(1).atStartOfDay().toInstant(ZoneOffset.UTC), ""));
		}
		return new NewProcess(request, kind, wants, sealed, grandJury, "The kidnapping needs it");
	}

	public UUID opened(UUID request, ProcessKind kind) {
		return opened(wish(request, kind, false, false));
	}

	public UUID opened(NewProcess wish) {
		Processes.Opening opening = this.processes.open(this.cast.assistant(), Ids.next(), null, wish);
		assertThat(opening.result()).isInstanceOf(MoveResult.Made.class);
		return Objects.requireNonNull(opening.process());
	}

	public UUID ready(UUID request) {
		UUID process = opened(request, ProcessKind.WARRANT);
		made(this.cast.assistant(), process, ProcessMove.APPLY, ProcessDetails.none());
		made(this.cast.assistant(), process, ProcessMove.GRANTED, granted());
		return process;
	}

	public UUID served(UUID request) {
		UUID process = ready(request);
		made(this.cast.assistant(), process, ProcessMove.SERVE, ProcessDetails.none());
		return process;
	}

	public UUID answering(UUID request) {
		UUID process = served(request);
		made(this.cast.counsel(), process, ProcessMove.ACKNOWLEDGE, ProcessDetails.none());
		return process;
	}

	public ProcessDetails granted() {
		return ProcessDetails.reason("As applied for")
			.withAuthority(new ProcessDetails.Authority("U.S. District Court, Northern District of California",
					"3:26-mj-70411", "Hon. Marian Ellsworth", today(), today().plusDays(14)))
			.withReturnDate(today().plusDays(21));
	}

	public ProcessDetails answer(UUID request, AccountOutcome outcome) {
		Map<UUID, AccountOutcome> each = new java.util.HashMap<>();
		accounts(request).forEach((account) -> each.put(account.id(), outcome));
		return ProcessDetails.none().withAnswer(each, new ProcessDetails.Certificate("Dana Ruiz", "Records custodian"));
	}

	public MoveResult make(Actor actor, UUID process, ProcessMove move, ProcessDetails details) {
		return this.moves.make(actor, new ProcessCommand(process, move, Ids.next(), null, details));
	}

	public void made(Actor actor, UUID process, ProcessMove move, ProcessDetails details) {
		assertThat(make(actor, process, move, details)).as("%s", move).isInstanceOf(MoveResult.Made.class);
	}

	/** The codes of the rules that refuse a move. */
	public List<String> refused(Actor actor, UUID process, ProcessMove move, ProcessDetails details) {
		MoveResult result = make(actor, process, move, details);
		assertThat(result).as("%s", move).isInstanceOf(MoveResult.Rejected.class);
		return ((MoveResult.Rejected) result).reasons().stream().map(Rejection::code).toList();
	}

	/** A person of another provider, of another district, of the other side's auditor. */
	public JdbcClient jdbc() {
		return this.jdbc;
	}

}
