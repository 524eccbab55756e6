package org.comity.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a run is asked for, by system properties.
 *
 * @param smoke whether this is only to see that the bench works: its figures say nothing
 * and the page in {@code docs} is left as it is
 * @param seconds length of one cell
 * @param warmUp seconds that each contender runs before anything counts
 * @param rounds how often all contenders take turns; the median counts
 * @param threads numbers of threads
 * @param requests requests behind the worklist
 * @param pageSeconds length of the worklist's measurement
 * @param pools connections in each contender's pool
 * @param parts which parts are run: {@code hops}, {@code worklist}, {@code check}
 */
record Settings(boolean smoke, int seconds, int warmUp, int rounds, List<Integer> threads, int requests,
		int pageSeconds, int pools, List<String> parts) {

	/** Connections of each browser of the worklist. */
	static final int BROWSERS = 8;

	/** Where results go, and what is thrown away with them. */
	static final Path RESULTS = Path.of("target", "bench");

	/** The page that the tables are written into. */
	static final Path PAGE = Path.of("docs", "performance.md");

	static Settings asked() {
		boolean smoke = Boolean.getBoolean("bench.smoke");
		return new Settings(smoke, smoke ? 1 : Integer.getInteger("bench.seconds", 10), smoke ? 1 : 15,
				smoke ? 1 : Integer.getInteger("bench.rounds", 3),
				numbers(System.getProperty("bench.threads", "1,4,16")),
				smoke ? 2_000 : Integer.getInteger("bench.requests", 100_000), smoke ? 2 : 30, 24,
				List.of(System.getProperty("bench.parts", "hops,worklist,check").split(",")));
	}

	private static List<Integer> numbers(String list) {
		return Arrays.stream(list.split(",")).map(Integer::valueOf).toList();
	}

}
