package org.comity.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.HdrHistogram.Histogram;
import org.comity.embedded.Roles;

/**
 * The four contenders in turns, over and over, in one run.
 */
final class Hops implements AutoCloseable {

	/** The number of threads at which what is wanted is judged. */
	private static final int JUDGED = 4;

	/** Lives by which statements are counted. */
	private static final int COUNTED = 20;

	/**
	 * One measurement.
	 *
	 * @param contender who
	 * @param threads with how many threads
	 * @param round in which round
	 * @param moves moves committed
	 * @param seconds from the first move until all that they lead to was written
	 * @param afterwards how much of it came after the last move
	 * @param perSecond moves a second
	 * @param p50 half of the moves took no longer, in milliseconds
	 * @param p99 nor did 99 of 100 longer than this
	 */
	record Cell(String contender, int threads, int round, long moves, double seconds, double afterwards,
			double perSecond, double p50, double p99) {
	}

	private final BenchServer server;

	private final Settings settings;

	private final List<Contender> contenders = new ArrayList<>();

	private final ByHand byHand;

	private final Ours ours;

	private final List<Cell> cells = new ArrayList<>();

	private final Map<String, Double> rates = new HashMap<>();

	private final Map<String, Map<String, Double>> statements = new LinkedHashMap<>();

	private List<String> differences = List.of();

	Hops(BenchServer server, Settings settings) throws SQLException {
		this.server = server;
		this.settings = settings;
		for (String database : List.of("bench_by_hand", "bench_comity", "bench_flowable", "bench_camunda")) {
			server.create(database);
		}
		int pool = settings.pools();
		server.migrate("bench_by_hand");
		this.byHand = new ByHand(server.pool("bench_by_hand", Roles.APPLICATION, pool, false));
		this.ours = new Ours(server, pool);
		this.contenders.add(this.byHand);
		this.contenders.add(this.ours);
		this.contenders.add(new Flowable(server.pool("bench_flowable", Roles.OWNER, pool, true)));
		this.contenders.add(new Camunda(server.pool("bench_camunda", Roles.OWNER, pool, true)));
	}

	void run() throws Exception {
		compareRows();
		for (Contender contender : this.contenders) {
			Cell cell = measure(contender, JUDGED, 0, this.settings.warmUp());
			Bench.say("Warm: " + cell);
		}
		for (Contender contender : this.contenders) {
			countStatements(contender);
		}
		for (int round = 1; round <= this.settings.rounds(); round++) {
			for (int threads : this.settings.threads()) {
				for (Contender contender : this.contenders) {
					Cell cell = measure(contender, threads, round, this.settings.seconds());
					this.cells.add(cell);
					Bench.say(String.valueOf(cell));
				}
			}
		}
	}

	/**
	 * One life told by the application and one by hand, laid beside each other after each
	 * move: the same rows, or the limit is none.
	 */
	private void compareRows() throws Exception {
		this.ours.prepare(1);
		Contender.Life their = Objects.requireNonNull(this.ours.begin());
		SameRows rows = new SameRows(this.server);
		List<Map<String, String>> expected = new ArrayList<>();
		List<List<String>> listeners = new ArrayList<>();
		while (their.more()) {
			their.move();
			this.ours.settle();
			expected.add(rows.of(this.ours.database()));
			listeners.add(rows.listenersOfLast(this.ours.database()));
		}
		this.byHand.heardBy(listeners);
		this.byHand.prepare(1);
		Contender.Life own = Objects.requireNonNull(this.byHand.begin());
		List<String> found = new ArrayList<>();
		for (int i = 0; own.more(); i++) {
			own.move();
			this.byHand.settle();
			found.addAll(SameRows.differences(Step.LIFE.get(i).move().name(), expected.get(i),
					rows.of(this.byHand.database())));
		}
		UUID request = rows.request(this.ours.database());
		if (!this.ours.holds(request)) {
			found.add("the ledger of the application does not hold");
		}
		rows.chain(this.byHand.database()).ifPresent(found::add);
		this.differences = found;
		Bench.say(found.isEmpty() ? "The hand-written rows are the application's."
				: "The hand-written rows differ:\n" + String.join("\n", found));
	}

	private void countStatements(Contender contender) throws Exception {
		contender.prepare(COUNTED);
		this.server.count();
		long moves = 0;
		for (int i = 0; i < COUNTED; i++) {
			Contender.Life life = Objects.requireNonNull(contender.begin());
			while (life.more()) {
				life.move();
				moves++;
			}
		}
		contender.settle();
		Map<String, Double> perMove = new LinkedHashMap<>();
		for (Map.Entry<String, Long> statement : this.server.counted(contender.database()).entrySet()) {
			// What asks whether all is done is the bench's own; a commit is counted with
			// its
			// begin.
			boolean own = statement.getKey().startsWith("select exists (select $1 from event_publication");
			if (!own && !statement.getKey().equalsIgnoreCase("commit")) {
				perMove.merge(StatementKind.of(statement.getKey()), (double) statement.getValue() / moves, Double::sum);
			}
		}
		this.statements.put(contender.key(), perMove);
	}

	private Cell measure(Contender contender, int threads, int round, int seconds) throws Exception {
		double rate = this.rates.getOrDefault(contender.key() + threads,
				this.rates.getOrDefault(contender.key() + JUDGED, (double) contender.guess()));
		contender.prepare((int) (rate * 1.6 * seconds / Step.LIFE.size()) + 2 * threads);
		this.server.tidy(contender.database());
		List<Callable<Histogram>> work = new ArrayList<>();
		long began = System.nanoTime();
		long end = began + seconds * 1_000_000_000L;
		for (int i = 0; i < threads; i++) {
			work.add(() -> tell(contender, end));
		}
		Histogram all = new Histogram(3);
		ExecutorService pool = Executors.newFixedThreadPool(threads);
		try {
			for (Future<Histogram> done : pool.invokeAll(work)) {
				all.add(done.get());
			}
		}
		finally {
			pool.shutdown();
		}
		long told = System.nanoTime();
		contender.settle();
		long settled = System.nanoTime();
		double elapsed = (settled - began) / 1e9;
		double perSecond = all.getTotalCount() / elapsed;
		this.rates.put(contender.key() + threads, perSecond);
		return new Cell(contender.key(), threads, round, all.getTotalCount(), elapsed, (settled - told) / 1e9,
				perSecond, all.getValueAtPercentile(50) / 1e3, all.getValueAtPercentile(99) / 1e3);
	}

	/** Lives, one after the other, until the time is over or there is none. */
	private static Histogram tell(Contender contender, long end) throws Exception {
		Histogram took = new Histogram(3);
		while (System.nanoTime() < end) {
			Contender.Life life = contender.begin();
			if (life == null) {
				break;
			}
			while (life.more() && System.nanoTime() < end) {
				long before = System.nanoTime();
				life.move();
				took.recordValue((System.nanoTime() - before) / 1_000);
			}
		}
		return took;
	}

	private double median(String contender, int threads) {
		return middle(contender, threads, Cell::perSecond);
	}

	private double middle(String contender, int threads, java.util.function.ToDoubleFunction<Cell> what) {
		double[] all = this.cells.stream()
			.filter((cell) -> cell.contender().equals(contender) && cell.threads() == threads)
			.mapToDouble(what)
			.sorted()
			.toArray();
		return (all.length == 0) ? Double.NaN : (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
	}

	Map<String, Object> results() {
		Map<String, Object> results = new LinkedHashMap<>();
		results.put("sameRows", this.differences.isEmpty());
		results.put("differences", this.differences);
		Map<String, Object> medians = new LinkedHashMap<>();
		for (Contender contender : this.contenders) {
			Map<String, Double> of = new LinkedHashMap<>();
			this.settings.threads()
				.forEach((threads) -> of.put(threads + " threads", median(contender.key(), threads)));
			medians.put(contender.key() + ": " + contender.title(), of);
		}
		results.put("medianMovesPerSecond", medians);
		Map<String, Object> wanted = new LinkedHashMap<>();
		for (int threads : this.settings.threads()) {
			wanted.put(threads + " threads", Map.of("b/a", median("b", threads) / median("a", threads), "b/max(c,d)",
					median("b", threads) / Math.max(median("c", threads), median("d", threads))));
		}
		results.put("ratios", wanted);
		results.put("cells", this.cells);
		return results;
	}

	Map<String, Map<String, Double>> statements() {
		return this.statements;
	}

	String table() {
		StringBuilder table = new StringBuilder("| Moves a second, median |");
		this.settings.threads().forEach((threads) -> table.append(" ").append(threads).append(" threads |"));
		table.append(" p50, p99 at 4 threads, ms |\n|---|");
		this.settings.threads().forEach((threads) -> table.append("--:|"));
		table.append("--:|\n");
		for (Contender contender : this.contenders) {
			table.append("| (").append(contender.key()).append(") ").append(contender.title()).append(" |");
			for (int threads : this.settings.threads()) {
				table.append(String.format(Locale.ROOT, " %,.0f |", median(contender.key(), threads)));
			}
			table.append(String.format(Locale.ROOT, " %.1f, %.1f |%n", middle(contender.key(), JUDGED, Cell::p50),
					middle(contender.key(), JUDGED, Cell::p99)));
		}
		table.append("| (b) in parts of (a), wanted 0.5 at 4 threads |");
		for (int threads : this.settings.threads()) {
			table.append(String.format(Locale.ROOT, " %.2f |", median("b", threads) / median("a", threads)));
		}
		table.append(" |\n| (b) in times the better engine, wanted 4 at 4 threads |");
		for (int threads : this.settings.threads()) {
			table.append(String.format(Locale.ROOT, " %.1f |",
					median("b", threads) / Math.max(median("c", threads), median("d", threads))));
		}
		table.append(" |\n");
		table.append(this.differences.isEmpty() ? "\nThe rows that (a) and (b) write were compared and are the same.\n"
				: "\n**The rows that (a) and (b) write differ, so (a) is no limit: " + this.differences.size()
						+ " differences, listed in `hops.json`.**\n");
		return table.toString();
	}

	String statementTable() {
		StringBuilder table = new StringBuilder("| Statement | (b) a move | (a) a move |\n|---|--:|--:|\n");
		Map<String, Double> ours = this.statements.getOrDefault("b", Map.of());
		Map<String, Double> hand = this.statements.getOrDefault("a", Map.of());
		List<String> kinds = new ArrayList<>(ours.keySet());
		hand.keySet().stream().filter((kind) -> !ours.containsKey(kind)).forEach(kinds::add);
		kinds.sort(Comparator.comparing((String kind) -> -ours.getOrDefault(kind, 0.0)).thenComparing((kind) -> kind));
		for (String kind : kinds) {
			table.append("| `")
				.append(kind)
				.append("` |")
				.append(number(ours.get(kind)))
				.append(number(hand.get(kind)))
				.append("\n");
		}
		table.append("| all |").append(number(total(ours))).append(number(total(hand))).append("\n");
		table.append("\nAll statements a move: ");
		table.append(String.join(", ",
				this.statements.entrySet()
					.stream()
					.map((one) -> String.format(Locale.ROOT, "(%s) %.1f", one.getKey(), total(one.getValue())))
					.toList()));
		return table.append(".\n").toString();
	}

	private static double total(Map<String, Double> statements) {
		return statements.values().stream().mapToDouble(Double::doubleValue).sum();
	}

	private static String number(@org.jspecify.annotations.Nullable Double number) {
		return (number == null) ? " |" : String.format(Locale.ROOT, " %.2f |", number);
	}

	@Override
	public void close() throws Exception {
		for (Contender contender : this.contenders) {
			contender.close();
		}
	}

}
