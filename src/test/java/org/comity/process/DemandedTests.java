package org.comity.process;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Ids;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demands of several processes add up: nothing twice, and what is left is known.
 */
class DemandedTests {

	private static final UUID ACCOUNT = Ids.next();

	private static Instant day(int day) {
		return Instant.parse("2026-03-%02dT00:00:00Z".formatted(day));
	}

	private static Demanded.Range range(@Nullable Integer from, @Nullable Integer to) {
		return new Demanded.Range((from != null) ? day(from) : null, (to != null) ? day(to) : null);
	}

	private static Demanded.Line line(DataSought data, Demanded.Range range) {
		return new Demanded.Line(Ids.next(), "PROC-1", ACCOUNT, data, range);
	}

	@Test
	void whatNobodyDemandsIsLeftWhole() {
		Demanded demanded = new Demanded(List.of(line(DataSought.BASIC_SUBSCRIBER, range(null, null))));
		assertThat(demanded.of(ACCOUNT)).containsExactly(DataSought.BASIC_SUBSCRIBER);
		assertThat(demanded.of(Ids.next())).isEmpty();
		assertThat(demanded.rest(ACCOUNT, DataSought.CONTENT, range(1, 9))).containsExactly(range(1, 9));
		assertThat(demanded.rest(Ids.next(), DataSought.BASIC_SUBSCRIBER, range(1, 9))).containsExactly(range(1, 9));
		assertThat(demanded.rest(ACCOUNT, DataSought.BASIC_SUBSCRIBER, range(1, 9))).isEmpty();
		assertThat(demanded.rest(ACCOUNT, DataSought.BASIC_SUBSCRIBER, range(null, null))).isEmpty();
	}

	@Test
	void theRestOfARangeIsWhatNoneOfThemReaches() {
		Demanded demanded = new Demanded(List.of(line(DataSought.CONTENT, range(10, 12)),
				line(DataSought.CONTENT, range(3, 5)), line(DataSought.CONTENT, range(4, 6))));
		assertThat(demanded.rest(ACCOUNT, DataSought.CONTENT, range(1, 20))).containsExactly(range(1, 3), range(6, 10),
				range(12, 20));
		assertThat(demanded.rest(ACCOUNT, DataSought.CONTENT, range(3, 6))).isEmpty();
		assertThat(demanded.rest(ACCOUNT, DataSought.CONTENT, range(null, null))).containsExactly(range(null, 3),
				range(6, 10), range(12, null));
		assertThat(demanded.rest(ACCOUNT, DataSought.CONTENT, range(13, 14))).containsExactly(range(13, 14));
	}

	@Test
	void theSameIsTheSameDataOfTheSameTime() {
		Demanded demanded = new Demanded(List.of(line(DataSought.CONTENT, range(3, 5))));
		assertThat(demanded.same(ACCOUNT, DataSought.CONTENT, range(4, 9))).isPresent();
		assertThat(demanded.same(ACCOUNT, DataSought.CONTENT, range(null, null))).isPresent();
		assertThat(demanded.same(ACCOUNT, DataSought.CONTENT, range(5, 9))).as("the end is no part of it").isEmpty();
		assertThat(demanded.same(ACCOUNT, DataSought.CONTENT, range(1, 3))).isEmpty();
		assertThat(demanded.same(ACCOUNT, DataSought.LOCATION, range(3, 5))).isEmpty();
		assertThat(demanded.same(Ids.next(), DataSought.CONTENT, range(3, 5))).isEmpty();
	}

}
