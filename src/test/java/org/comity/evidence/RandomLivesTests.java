package org.comity.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import org.comity.directory.Directory;
import org.comity.documents.BlobStore;
import org.comity.documents.IncomingFile;
import org.comity.documents.PdfRenderer;
import org.comity.kernel.Actor;
import org.comity.kernel.Digests;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.process.Demand;
import org.comity.process.NonDisclosureGround;
import org.comity.process.ProcessCommand;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessInput;
import org.comity.process.ProcessKind;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessMoves;
import org.comity.process.Processes;
import org.comity.process.ProductionFacts;
import org.comity.requests.AccountOutcome;
import org.comity.requests.Accounts;
import org.comity.requests.Ledger;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.RequestState;
import org.comity.requests.Requests;
import org.comity.testing.AsOwner;
import org.comity.signing.SignedPapers;
import org.comity.wall.Overseen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.LinkedMultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.when;

/**
 * Plays random lives over all three machines: somebody of the road makes a move that is
 * open to them, now and then a byte goes bad, and after it all {@link WholeLife} must
 * hold. It plays {@value #LIVES} lives, or as many as fit into {@value #SECONDS} seconds;
 * the system property {@code comity.lives} asks for another number without that limit.
 * Each life has a seed of its own, counted from {@code comity.lives.seed}, and a life
 * that fails names it: with that seed and one life it is played again.
 *
 * <p>
 * No paper is set here: the renderer is a stub, for it would take most of the time.
 */
@EvidenceTest
class RandomLivesTests {

	static final int LIVES = 2000;

	static final int SECONDS = 150;

	/**
	 * The same lives in every run, unless others are asked for: a build is no lottery.
	 */
	private static final long SEED = 20_261_126;

	private static final Logger log = LoggerFactory.getLogger(RandomLivesTests.class);

	/** The most wishes of one life. */
	private static final int LONGEST = 50;

	/** Moves that end something are thought over, or every life would be short. */
	private static final Set<String> ENDS = Set.of("CLOSED", "ENDED", "DISCARDED", "STOPPED", "REQUESTED_REVIEW");

	@MockitoBean
	PdfRenderer renderer;

	/** Nor signed. */
	@MockitoBean
	SignedPapers signed;

	@Autowired
	EvidenceStage stage;

	@Autowired
	Requests requests;

	@Autowired
	RequestMoves requestMoves;

	@Autowired
	Accounts accounts;

	@Autowired
	Processes processes;

	@Autowired
	ProcessMoves processMoves;

	@Autowired
	ProductionFacts produced;

	@Autowired
	Productions productions;

	@Autowired
	PartMoves partMoves;

	@Autowired
	Filter filter;

	@Autowired
	Parts parts;

	@Autowired
	Copies copies;

	@Autowired
	Directory directory;

	@Autowired
	Ledger ledger;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	JdbcClient application;

	@Autowired
	TransactionTemplate transaction;

	@Autowired
	@Qualifier("evidenceBlobs")
	BlobStore blobs;

	private final Path store;

	private final Map<String, LongAdder> made = new ConcurrentSkipListMap<>();

	private List<Actor> road = List.of();

	RandomLivesTests(@Value("${comity.data-directory}") Path data) {
		this.store = data.resolve("evidence");
	}

	@BeforeEach
	void people() {
		when(this.signed.of(any())).thenReturn(this.renderer);
		when(this.signed.whereAble(any())).thenReturn(this.renderer);
		when(this.renderer.render(anyString(), anyMap(), any()))
			.thenAnswer((call) -> ("%PDF-1.7 " + call.getArgument(2)).getBytes(StandardCharsets.UTF_8));
		var cast = this.stage.cast();
		this.road = List.of(cast.officer(), cast.of("NORTHSHIRE", Role.SUPERVISOR), cast.prosecutor(),
				cast.of("CPS-NORTHSHIRE", Role.SUPERVISOR), cast.authority(), cast.of("UKCA", Role.SUPERVISOR),
				cast.attorney(), cast.of("OIA", Role.CASEWORKER), cast.of("OIA", Role.SUPERVISOR), cast.assistant(),
				cast.of("USAO-NDCAL", Role.SUPERVISOR), cast.of("USAO-DC", Role.ATTORNEY),
				cast.of("USAO-DC", Role.SUPERVISOR), cast.counsel());
	}

	@Test
	void whateverIsPlayedEachPartHasOneHolderAndNothingIsLost() throws Exception {
		long seed = Long.getLong("comity.lives.seed", SEED);
		Integer asked = Integer.getInteger("comity.lives");
		int most = (asked != null) ? asked : LIVES;
		long end = System.nanoTime()
				+ Duration.ofSeconds((asked != null) ? 36_000 : Integer.getInteger("comity.lives.seconds", SECONDS))
					.toNanos();
		log.info("Random lives, comity.lives.seed={}", seed);
		AtomicInteger next = new AtomicInteger();
		AtomicInteger played = new AtomicInteger();
		int players = Math.max(2, Runtime.getRuntime().availableProcessors());
		ExecutorService pool = Executors.newFixedThreadPool(players);
		try {
			List<Future<?>> all = new ArrayList<>();
			for (int player = 0; player < players; player++) {
				all.add(pool.submit(() -> {
					for (int life = next.getAndIncrement(); life < most
							&& System.nanoTime() < end; life = next.getAndIncrement()) {
						try {
							long one = seed + life;
							Overseen.Stand.overseen(() -> new Life(one).play());
						}
						catch (RuntimeException | Error ex) {
							next.set(most);
							throw ex;
						}
						played.incrementAndGet();
					}
				}));
			}
			for (Future<?> one : all) {
				one.get();
			}
		}
		finally {
			pool.shutdownNow();
		}
		log.info("{} random lives, {} moves: {}", played, this.made.values().stream().mapToLong(LongAdder::sum).sum(),
				new TreeMap<>(this.made));
		assertThat(played.get()).isPositive();
	}

	/** One life, and what has happened in it so far. */
	private final class Life {

		private final long seed;

		private final Random random;

		private final List<String> told = new ArrayList<>();

		private final Set<String> damaged = new HashSet<>();

		private final UUID request;

		private Life(long seed) {
			this.seed = seed;
			// Neighbouring seeds begin alike.
			this.random = new Random(seed * 0x9E3779B97F4A7C15L);
			this.request = begin();
		}

		private boolean one(int of) {
			return this.random.nextInt(of) == 0;
		}

		private <T> T any(List<T> some) {
			return some.get(this.random.nextInt(some.size()));
		}

		private UUID begin() {
			if (!one(5)) {
				UUID executing = RandomLivesTests.this.stage.before.executing();
				if (!one(4)) {
					RandomLivesTests.this.stage.before.answering(executing);
				}
				return executing;
			}
			Actor officer = RandomLivesTests.this.road.get(0);
			UUID company = RandomLivesTests.this.directory.companies()
				.stream()
				.filter((one) -> one.name().equals("Google LLC"))
				.findFirst()
				.orElseThrow()
				.id();
			UUID draft = RandomLivesTests.this.requests
				.open(officer, Ids.next(),
						new Requests.NewRequest("A life", company, "UK-US-MLAT", null,
								officer.teams().iterator().next()))
				.orElseThrow();
			RandomLivesTests.this.accounts.replace(draft,
					List.of(new Accounts.Account(Ids.next(), 1, "EMAIL", "a@mail.example", null),
							new Accounts.Account(Ids.next(), 2, "EMAIL", "b@mail.example", null)));
			return draft;
		}

		private void play() {
			try {
				boolean closely = this.seed % 10 == 0;
				for (int wish = 0; wish < LONGEST; wish++) {
					boolean over = state() == RequestState.CLOSED && !one(3);
					if (over) {
						break;
					}
					step();
					if (closely) {
						check();
					}
				}
				check();
			}
			catch (RuntimeException | AssertionError ex) {
				throw new AssertionError("In the life with comity.lives.seed=" + this.seed + " (comity.lives=1):\n"
						+ String.join("\n", this.told), ex);
			}
		}

		private void check() {
			assertThat(whole().broken(this.request, this.damaged)).isEmpty();
		}

		private RequestState state() {
			return RandomLivesTests.this.requests.facts(this.request).state();
		}

		/** Something that can be moved, and the office that is awaited. */
		private record Thing(String kind, UUID id, @Nullable UUID office) {
		}

		private List<Thing> things(String query) {
			return RandomLivesTests.this.jdbc.sql(query)
				.param("request", this.request)
				.query((row, index) -> new Thing(row.getString(1), row.getObject(2, UUID.class),
						row.getObject(3, UUID.class)))
				.list();
		}

		/** Somebody whose turn it is acts; at times somebody else. */
		private boolean step() {
			if (one(25)) {
				damage();
			}
			List<Thing> things = one(6) ? List.of()
					: things("select subject_kind, subject_id, office_id from request_turn where request_id = :request "
							+ "union all select 'PART', id, producer_office_id from production_part "
							+ "where request_id = :request and state = 'UPLOADING' and replaces is null order by 1, 2");
			if (things.isEmpty()) {
				things = things("select 'REQUEST', id, cast(null as uuid) from request where id = :request "
						+ "union all select 'PROCESS', id, null from process where request_id = :request "
						+ "union all select 'PART', id, null from production_part where request_id = :request "
						+ "order by 1, 2");
			}
			Thing thing = any(things);
			List<Actor> actors = RandomLivesTests.this.road.stream()
				.filter((actor) -> thing.office() == null || actor.office().equals(thing.office()))
				.toList();
			if (actors.isEmpty()) {
				return false;
			}
			Actor actor = any(actors);
			return switch (thing.kind()) {
				case "PROCESS" -> process(actor, thing.id());
				case "PART" -> part(actor, thing.id());
				default -> request(actor);
			};
		}

		private <M extends Enum<M> & org.comity.kernel.Move<?>> @Nullable M choose(List<M> open) {
			if (open.isEmpty()) {
				return null;
			}
			M move = any(open);
			for (int times = 0; times < 3 && ends(move); times++) {
				move = any(open);
			}
			return move;
		}

		private boolean ends(org.comity.kernel.Move<?> move) {
			Object to = move.to();
			return to != null && ENDS.contains(to.toString());
		}

		/** What is open to somebody is never too late, and never unknown. */
		private boolean done(Actor actor, Enum<?> move, @Nullable MoveResult result) {
			if (result == null) {
				return false;
			}
			this.told.add(actor.officeName() + " " + actor.roles() + " " + move + ": " + result);
			if (result instanceof MoveResult.Proposed proposed) {
				Actor second = RandomLivesTests.this.stage.cast().second(actor);
				return done(second, move,
						(move instanceof RequestMove)
								? RandomLivesTests.this.requestMoves.confirm(second, proposed.proposal(), Ids.next())
								: RandomLivesTests.this.partMoves.confirm(second, proposed.proposal(), Ids.next()));
			}
			assertThat(result).as("What was open").isNotInstanceOf(MoveResult.Stale.class);
			boolean made = result instanceof MoveResult.Made;
			if (made) {
				RandomLivesTests.this.made
					.computeIfAbsent(move.getDeclaringClass().getSimpleName() + "." + move, (key) -> new LongAdder())
					.increment();
			}
			return made;
		}

		private boolean request(Actor actor) {
			List<RequestMove> open = RandomLivesTests.this.requestMoves.open(actor, this.request)
				.stream()
				// A request of its own, and a screen of its own.
				.filter((move) -> move != RequestMove.OPEN_SUPPLEMENT && move != RequestMove.RELEASE_MILESTONE)
				.toList();
			RequestMove move = choose(open);
			if (move == null) {
				return false;
			}
			if (move == RequestMove.OPEN_PROCESS) {
				return openProcess(actor);
			}
			var today = RandomLivesTests.this.stage.before.today();
			List<UUID> offices = RandomLivesTests.this.road.stream()
				.filter((one) -> one.kind() == OfficeKind.EXECUTING_AUTHORITY)
				.map(Actor::office)
				.toList();
			MoveDetails details = new MoveDetails("Words", "Reason", "de-minimis", "Consulted", "DPA 2018 s.75",
					any(offices), today.plusDays(30), Set.of(any(
							RandomLivesTests.this.accounts.of(this.request).stream().map((one) -> one.id()).toList())));
			return done(actor, move, RandomLivesTests.this.requestMoves.make(actor,
					new MoveCommand(this.request, move, Ids.next(), null, details)));
		}

		private boolean openProcess(Actor actor) {
			List<Thing> processes = things("select 'PROCESS', id, null from process where request_id = :request");
			if (processes.size() > 2) {
				return false;
			}
			ProcessKind kind = any(List.of(ProcessKind.values()));
			return done(actor, RequestMove.OPEN_PROCESS,
					RandomLivesTests.this.processes
						.open(actor, Ids.next(), null,
								RandomLivesTests.this.stage.before.wish(this.request, kind, false, false))
						.result());
		}

		private boolean process(Actor actor, UUID process) {
			ProcessMove move = choose(RandomLivesTests.this.processMoves.open(actor, process));
			if (move == null) {
				return false;
			}
			if (move == ProcessMove.PRODUCE_PART || move == ProcessMove.LATE_PART) {
				return done(actor, move, RandomLivesTests.this.productions.begin(actor, process, Ids.next()).result());
			}
			var today = RandomLivesTests.this.stage.before.today();
			boolean silence = move.takes(ProcessInput.GROUNDS);
			ProcessDetails details = ProcessDetails.message("Words")
				.withReason("Reason")
				.withScope("Less than before")
				.withAuthority(new ProcessDetails.Authority("A court", "26-mj-1", "A judge", today, today.plusDays(14)))
				.withReturnDate(today.plusDays(21))
				.withNonDisclosure(silence ? EnumSet.of(NonDisclosureGround.FLIGHT) : Set.of(), today,
						silence ? today.plusDays(30 + this.random.nextInt(300)) : null)
				.withAnswer(outcomes(process), new ProcessDetails.Certificate("Dana Ruiz", "Records custodian"));
			return done(actor, move, RandomLivesTests.this.processMoves.make(actor,
					new ProcessCommand(process, move, Ids.next(), null, details)));
		}

		/** As the parts bear out, where they do. */
		private Map<UUID, AccountOutcome> outcomes(UUID process) {
			Set<UUID> data = RandomLivesTests.this.produced.produced(process);
			Set<UUID> none = RandomLivesTests.this.produced.noRecords(process);
			Map<UUID, AccountOutcome> outcomes = new HashMap<>();
			for (Demand account : RandomLivesTests.this.processes.facts(process).accounts()) {
				outcomes.put(account.account(),
						data.contains(account.account()) ? AccountOutcome.PRODUCED
								: (none.contains(account.account()) || one(3)) ? AccountOutcome.NO_RECORDS
										: AccountOutcome.NOT_OURS);
			}
			return outcomes;
		}

		private boolean part(Actor actor, UUID part) {
			ProductionMove move = choose(RandomLivesTests.this.partMoves.open(actor, part));
			if (move == null) {
				return false;
			}
			return done(actor, move, switch (move) {
				case LODGE -> {
					fill(actor, part);
					yield RandomLivesTests.this.productions.lodge(actor, part, lodging(part));
				}
				case DISCARD -> RandomLivesTests.this.productions.discard(actor, part, Ids.next());
				case FILTER, WITHHOLD_ALL -> {
					mark(actor, part, move == ProductionMove.WITHHOLD_ALL);
					yield RandomLivesTests.this.filter.make(actor, RandomLivesTests.this.stage.wish(part, move));
				}
				default -> RandomLivesTests.this.partMoves.make(actor, RandomLivesTests.this.stage.wish(part, move));
			});
		}

		private void fill(Actor actor, UUID part) {
			int files = this.random.nextInt(3);
			for (int number = 0; number < files; number++) {
				boolean mailbox = this.random.nextBoolean();
				String content = mailbox
						? "From a@mail.example Thu Jan  1 00:00:00 2026\nSubject: One\n\nHello " + this.random.nextInt()
								+ "\n\nFrom b@mail.example Thu Jan  1 00:00:00 2026\nSubject: Two\n\nThere\n"
						: "when,where\n" + this.random.nextInt() + ",here\n";
				UUID process = RandomLivesTests.this.parts.find(part).orElseThrow().process();
				List<Demand> demands = RandomLivesTests.this.processes.facts(process).accounts();
				UUID account = (one(3) && !demands.isEmpty()) ? any(demands).account() : null;
				try {
					RandomLivesTests.this.productions.receive(actor, part, account,
							new IncomingFile("files", mailbox ? "mailbox.mbox" : "sign-ins.csv", "text/plain",
									new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
									new LinkedMultiValueMap<>()));
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}
		}

		private Lodging lodging(UUID part) {
			List<StoredFile> files = RandomLivesTests.this.parts.files(part);
			UUID process = RandomLivesTests.this.parts.find(part).orElseThrow().process();
			Map<UUID, PartOutcome> outcomes = new HashMap<>();
			for (Demand account : RandomLivesTests.this.processes.facts(process).accounts()) {
				boolean some = files.stream()
					.anyMatch((file) -> file.account() == null || file.account().equals(account.account()));
				outcomes.put(account.account(),
						some ? PartOutcome.PRODUCED : one(4) ? PartOutcome.NOT_IN_THIS_PART : PartOutcome.NO_RECORDS);
			}
			return new Lodging(Ids.next(), Manifest.fingerprint(files), RandomLivesTests.this.stage.certificate(),
					outcomes);
		}

		private void mark(Actor actor, UUID part, boolean all) {
			for (StoredFile file : RandomLivesTests.this.parts.files(part)) {
				boolean mailbox = file.name().endsWith(".mbox");
				if (all || one(4)) {
					Set<Integer> messages = (!all && mailbox && this.random.nextBoolean())
							? Set.of(1 + this.random.nextInt(2)) : Set.of();
					RandomLivesTests.this.filter.mark(actor, part, file.id(), messages,
							any(List.of(WithheldCategory.values())), "Not for them");
				}
			}
		}

		/** Turns one bit of what the holder of some part has. */
		private void damage() {
			List<Part> some = RandomLivesTests.this.parts.ofRequest(this.request)
				.stream()
				.filter((part) -> part.state().onItsWay())
				.toList();
			if (some.isEmpty()) {
				return;
			}
			Part part = any(some);
			List<String> keys = RandomLivesTests.this.copies
				.keys(part.id(), RandomLivesTests.this.parts.files(part.id()), part.hop())
				.values()
				.stream()
				.sorted()
				.toList();
			if (!keys.isEmpty()) {
				String key = any(keys);
				if (this.damaged.add(key)) {
					this.told.add("Damaged " + key);
					flip(key);
				}
			}
		}

	}

	private WholeLife whole() {
		return new WholeLife(this.jdbc, this.ledger, this.store, this.blobs);
	}

	private void flip(String key) {
		try {
			Path file = this.store.resolve(key);
			byte[] bytes = Files.readAllBytes(file);
			bytes[bytes.length / 2] ^= 1;
			Files.write(file, bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The judge is judged: each thing that goes wrong is found, and by its own word. */
	@Test
	void whatIsWrongIsFound() throws IOException {
		PartRoads roads = new PartRoads(this.stage, this.jdbc);
		PartRoads.Stood stood = roads.travelled(PartRoads.Kind.RELEASED);
		UUID request = stood.request();
		UUID part = stood.part();
		assertThat(whole().broken(request, Set.of())).isEmpty();
		wrong(request, "is awaited of 0", "delete from request_turn where subject_id = '" + part + "'");
		wrong(request, "of another office", "update request_turn set office_id = '" + this.road.get(2).office()
				+ "' where subject_id = '" + part + "'");
		wrong(request, "the ledger says", "update production_part set state = 'HELD' where id = '" + part + "'");
		wrong(request, "nobody waits for a part",
				"update production_part set state = 'RECEIVED' where id = '" + part + "'");
		wrong(request, "somebody waits for a part", "update request set state = 'CLOSED', outcome = 'EXECUTED', "
				+ "closed_at = now(), closed_by_kind = 'EXECUTING_AUTHORITY' where id = '" + request + "'");
		wrong(request, "The chain is broken",
				"update request set ledger_head_hash = '" + "0".repeat(64) + "' where id = '" + request + "'");
		wrong(request, "Nobody knows of the bytes", "update production_copy set removed_at = now() where part_id = '"
				+ part + "' and hop = 'INVESTIGATOR'");
		wrong(request, "a copy that was taken away", "update production_copy set removed_at = now() where part_id = '"
				+ part + "' and hop = 'INVESTIGATOR'");
		wrong(request, "never sent there",
				"insert into production_copy (id, part_id, file_id, hop, office_id, storage_key, started_at, made_at) "
						+ "select '" + Ids.next() + "', part_id, id, 'PROVIDER', '" + this.road.get(2).office()
						+ "', 'nowhere', now(), now() from (select * from production_file where part_id = '" + part
						+ "' limit 1) f");
		wrong(request, "never became whole",
				"insert into production_copy (id, part_id, file_id, hop, office_id, storage_key, started_at) select '"
						+ Ids.next() + "', part_id, id, 'INVESTIGATOR', '" + this.road.get(0).office()
						+ "', 'nowhere', now() from (select * from production_file where part_id = '" + part
						+ "' limit 1) f");
		UUID draft = this.stage.before.executing();
		UUID served = this.stage.before.answering(draft);
		wrong(draft, "A process is OBJECTED", "update process set state = 'OBJECTED' where id = '" + served + "'");
		this.stage.before.made(this.stage.at(OfficeKind.EXECUTING_AUTHORITY), served, ProcessMove.WITHDRAW,
				ProcessDetails.message("No longer needed"));
		assertThat(whole().broken(draft, Set.of())).isEmpty();
		wrong(draft, "awaited of 0", "delete from request_turn where subject_id = '" + draft + "'");
		bytes(request, part);
	}

	/** The same of bytes, which no transaction brings back. */
	private void bytes(UUID request, UUID part) throws IOException {
		String key = this.jdbc
			.sql("select storage_key from production_copy where part_id = ? and hop = 'INVESTIGATOR' limit 1")
			.param(part)
			.query(String.class)
			.single();
		Path file = this.store.resolve(key);
		byte[] good = Files.readAllBytes(file);
		flip(key);
		assertThat(whole().broken(request, Set.of())).singleElement().asString().startsWith("Bytes differ");
		assertThat(whole().broken(request, Set.of(key))).isEmpty();
		Files.delete(file);
		assertThat(whole().broken(request, Set.of())).singleElement().asString().startsWith("Bytes are gone");
		Files.write(file, good);
		assertThat(whole().broken(request, Set.of())).isEmpty();
		assertThat(whole().broken(request, Set.of(key))).singleElement().asString().startsWith("Bytes are whole again");
		Files.write(file.resolveSibling("stray"), good);
		assertThat(whole().broken(request, Set.of())).singleElement().asString().startsWith("Nobody knows");
		Files.delete(file.resolveSibling("stray"));
		try (Stream<Path> left = Files.list(Objects.requireNonNull(file.getParent()))) {
			assertThat(left).hasSize(2);
		}
		assertThat(Digests.sha256(Files.readAllBytes(file))).isEqualTo(Digests.sha256(good));
	}

	private void wrong(UUID request, String word, String statement) {
		this.transaction.executeWithoutResult((status) -> {
			status.setRollbackOnly();
			assertThat(this.application.sql(statement).update()).as(statement).isPositive();
			assertThat(new WholeLife(this.application, this.ledger, this.store, this.blobs).broken(request, Set.of()))
				.as(statement)
				.anyMatch((found) -> found.contains(word));
		});
		assertThat(whole().broken(request, Set.of())).isEmpty();
	}

}
