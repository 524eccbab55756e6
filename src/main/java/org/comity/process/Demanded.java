package org.comity.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What the processes of one request demand between them, kind by kind. A process that
 * ended without an answer demands nothing any more, and neither does one that was
 * answered with "not ours": what it asked for may be demanded again. A range includes its
 * beginning and not its end; a bound that is null is open.
 *
 * @param lines one for each kind of each account of each process, the oldest first
 */
public record Demanded(List<Line> lines) {

	public Demanded {
		lines = List.copyOf(lines);
	}

	/**
	 * One kind of data of one account, demanded by one process.
	 *
	 * @param process the process
	 * @param reference its reference
	 * @param account the account
	 * @param data the kind of data
	 * @param range the range
	 */
	public record Line(UUID process, String reference, UUID account, DataSought data, Range range) {
	}

	/**
	 * A stretch of time.
	 *
	 * @param from its beginning, or null for an open one
	 * @param to its end, which is no part of it, or null for an open one
	 */
	public record Range(@Nullable Instant from, @Nullable Instant to) {

		private Instant start() {
			return Objects.requireNonNullElse(this.from, Instant.MIN);
		}

		private Instant end() {
			return Objects.requireNonNullElse(this.to, Instant.MAX);
		}

		boolean overlaps(Range other) {
			return start().isBefore(other.end()) && other.start().isBefore(end());
		}

	}

	/** The kinds of an account that some process demands, for whatever range. */
	public Set<DataSought> of(UUID account) {
		Set<DataSought> kinds = EnumSet.noneOf(DataSought.class);
		this.lines.stream().filter((line) -> line.account().equals(account)).forEach((line) -> kinds.add(line.data()));
		return kinds;
	}

	/** What demands a kind of an account, the oldest first. */
	public List<Line> of(UUID account, DataSought data) {
		return this.lines.stream().filter((line) -> line.account().equals(account) && line.data() == data).toList();
	}

	/** The first demand for the same data of the same time. */
	public Optional<Line> same(UUID account, DataSought data, Range range) {
		return of(account, data).stream().filter((line) -> line.range().overlaps(range)).findFirst();
	}

	/**
	 * What of a range nobody demands yet, in order; nothing if all of it is demanded.
	 */
	public List<Range> rest(UUID account, DataSought data, Range asked) {
		List<Range> rest = new ArrayList<>();
		Instant reached = asked.start();
		for (Line line : of(account, data).stream()
			.filter((one) -> one.range().overlaps(asked))
			.sorted(Comparator.comparing((one) -> one.range().start()))
			.toList()) {
			if (line.range().start().isAfter(reached)) {
				rest.add(new Range(open(reached), line.range().from()));
			}
			if (line.range().end().isAfter(reached)) {
				reached = line.range().end();
			}
		}
		if (reached.isBefore(asked.end())) {
			rest.add(new Range(open(reached), asked.to()));
		}
		return rest;
	}

	private static @Nullable Instant open(Instant start) {
		return start.equals(Instant.MIN) ? null : start;
	}

}
