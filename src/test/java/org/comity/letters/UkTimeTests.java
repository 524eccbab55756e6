package org.comity.letters;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a clock in the United Kingdom shows, and when: in winter, in summer, and in the
 * two nights in which the clocks change.
 */
class UkTimeTests {

	@ParameterizedTest
	@CsvSource({ "2026-01-15T09:30,2026-01-15T09:30:00Z", "2026-07-15T09:30,2026-07-15T08:30:00Z",
			"2026-07-01T00:30,2026-06-30T23:30:00Z", "2026-03-29T00:59,2026-03-29T00:59:00Z",
			"2026-03-29T02:00,2026-03-29T01:00:00Z", "2026-10-25T00:59,2026-10-24T23:59:00Z",
			"2026-10-25T02:00,2026-10-25T02:00:00Z" })
	void aTimeIsOneMoment(String shown, String moment) {
		assertThat(UkTime.moments(LocalDateTime.parse(shown))).containsExactly(Instant.parse(moment));
		assertThat(UkTime.shown(Instant.parse(moment))).isEqualTo(shown);
	}

	@ParameterizedTest
	@CsvSource({ "2026-03-29T01:00", "2026-03-29T01:30", "2026-03-29T01:59" })
	void anHourInMarchDoesNotCome(String shown) {
		assertThat(UkTime.moments(LocalDateTime.parse(shown))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "2026-10-25T01:00,2026-10-25T00:00:00Z 2026-10-25T01:00:00Z",
			"2026-10-25T01:59,2026-10-25T00:59:00Z 2026-10-25T01:59:00Z" })
	void anHourInOctoberComesTwiceTheEarlierFirst(String shown, String moments) {
		assertThat(UkTime.moments(LocalDateTime.parse(shown)))
			.containsExactlyElementsOf(Arrays.stream(moments.split(" ")).map(Instant::parse).toList());
	}

	@ParameterizedTest
	@CsvSource({ "2026-01-15T09:30:00Z,09:30", "2026-07-15T09:30:00Z,10:30",
			"2026-06-30T23:30:00Z,1 July 2026 at 00:30" })
	void besideUtcStandsTheTimeAndTheDayIfItIsAnother(String moment, String words) {
		assertThat(UkTime.beside(Instant.parse(moment))).isEqualTo(words);
	}

}
