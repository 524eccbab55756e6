package org.comity.desks.fragments;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.StaticMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

class EntriesTest {

	@ParameterizedTest
	@CsvSource({ "29,2,2028", "1,1,0001", "' 7 ',09,2026" })
	void aDateIsRead(String day, String month, String year) {
		assertThat(new DateEntry(day, month, year).date()).isPresent();
	}

	@ParameterizedTest
	@CsvSource({ "29,2,2026", "31,4,2026", "1,13,2026", "0,1,2026", "1,1,26", "1,,2026", ",,", "1,Jan,2026",
			"-1,1,2026", "١,١,2026", "1,1,20266" })
	void whatIsNoDateIsNone(@Nullable String day, @Nullable String month, @Nullable String year) {
		assertThat(new DateEntry(day, month, year).date()).isEmpty();
	}

	@Test
	void aDateComesBackAsItWasGiven() {
		LocalDate date = LocalDate.of(2026, 9, 3);
		assertThat(DateEntry.of(date).date()).contains(date);
		assertThat(DateEntry.of(null).isBlank()).isTrue();
		assertThat(new DateEntry(" ", null, "").isBlank()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "9:30,2026-03-01T09:30:00Z", "00:00,2026-03-01T00:00:00Z", "' 23:59',2026-03-01T23:59:00Z" })
	void aMomentIsReadInUtc(String time, String expected) {
		assertThat(new MomentEntry("1", "3", "2026", time).moment()).contains(Instant.parse(expected));
	}

	@ParameterizedTest
	@CsvSource({ "24:00", "9.30", "noon", "''", "9:3", "9:30 pm" })
	void whatIsNoTimeIsNone(String time) {
		assertThat(new MomentEntry("1", "3", "2026", time).moment()).isEmpty();
		assertThat(new MomentEntry("1", "3", "2026", null).moment()).isEmpty();
	}

	@Test
	void aMomentComesBackAsItWasGiven() {
		Instant at = Instant.parse("2026-03-01T23:05:00Z");
		assertThat(MomentEntry.of(at).moment()).contains(at);
		assertThat(MomentEntry.of(null).isBlank()).isTrue();
	}

	@Test
	void refusalsBecomeOneLineForEachFieldAndOneForTheForm() {
		StaticMessageSource messages = new StaticMessageSource();
		messages.addMessage("source", Locale.UK, "Fact {0} has no source");
		messages.addMessage("late", Locale.UK, "Too late");
		messages.addMessage("form.error.cited", Locale.UK, "{0} ({1})");
		Map<String, String> errors = FormErrors
			.of(List.of(Rejection.at("facts", "source", 2).citing("treaty article 4"), Rejection.at("facts", "late"),
					Rejection.of("late"), Rejection.of("late")), messages, Locale.UK);
		assertThat(errors).containsExactly(Map.entry("facts", "Fact 2 has no source (treaty article 4)"),
				Map.entry("", "Too late Too late"));
	}

	@Test
	void theRoadTurnsWhenTheEvidenceHasSetOut() {
		assertThat(Samples.midway().isTurned()).isFalse();
		assertThat(Samples.returning().isTurned()).isTrue();
	}

	@Test
	void barsCompareWithTheLongestStay() {
		Tracker tracker = Samples.midway();
		assertThat(tracker.out().stream().map(tracker::share)).containsExactly(5, 14, 26, 100, 0, 0);
		Tracker begun = Samples.beginning();
		assertThat(begun.out().stream().map(begun::share)).containsOnly(0);
	}

	@ParameterizedTest
	@CsvSource({ "a.PDF,pdf", "mailbox.mbox,mbox", "noending,''", "a.tar.gz,gz", "evil.<b>,''", "x.verylong,''",
			".,''" })
	void aFilesPictureSaysItsEnding(String name, String ending) {
		assertThat(new FileEntry(name, null, 1, null, null, null).extension()).isEqualTo(ending);
	}

}
