package org.comity.accounts;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long the door stays closed.
 */
class ThrottleRulesTests {

	@ParameterizedTest
	@CsvSource({ "0,0", "1,0", "9,0", "10,1", "11,2", "12,4", "13,8", "14,15", "15,15", "1000000,15" })
	void itClosesAtTheTenthAndTwiceAsLongEachTime(int failures, long minutes) {
		assertThat(ThrottleRules.closedAfter(failures, 10)).isEqualTo(Duration.ofMinutes(minutes));
	}

}
