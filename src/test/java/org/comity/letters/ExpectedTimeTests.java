package org.comity.letters;

import java.time.LocalDate;

import org.comity.letters.ExpectedTime.Comparison;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The assumed days add up, and a day that somebody needs is set against them.
 */
class ExpectedTimeTests {

	private static final LocalDate SENT = LocalDate.of(2026, 3, 15);

	@Test
	void theStepsAddUp() {
		assertThat(ExpectedTime.from(SENT)).isEqualTo(new ExpectedTime(SENT.plusDays(230), SENT.plusDays(590)));
	}

	@Test
	void aDayIsTooEarlyTightOrAmple() {
		ExpectedTime expected = ExpectedTime.from(SENT);
		assertThat(expected.compare(SENT.plusDays(229))).isEqualTo(Comparison.TOO_EARLY);
		assertThat(expected.compare(SENT.plusDays(230))).isEqualTo(Comparison.TIGHT);
		assertThat(expected.compare(SENT.plusDays(589))).isEqualTo(Comparison.TIGHT);
		assertThat(expected.compare(SENT.plusDays(590))).isEqualTo(Comparison.AMPLE);
	}

	@Test
	void noStepIsSlowerAsARuleThanWhenItIsSlow() {
		assertThat(ExpectedTime.STEPS).allMatch((step) -> step.usual() < step.slow());
	}

}
