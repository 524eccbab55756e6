package org.comity.preservation;

import java.time.LocalDate;
import java.util.List;

import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PreservationRulesTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 27);

	@ParameterizedTest
	@CsvSource({ "59, NONE", "60, DAY_60", "74, DAY_60", "75, DAY_75", "84, DAY_75", "85, DAY_85", "90, DAY_85",
			"91, LAPSED" })
	void warnsOnDay60And75And85Of90(int day, Warning expected) {
		assertThat(Warning.at(90 - day)).isEqualTo(expected);
	}

	private static List<String> refusals(@Nullable LocalDate made, @Nullable LocalDate confirmed,
			@Nullable LocalDate expires) {
		return PreservationRules
			.check(new PreservationDetails(Ids.next(), Basis.COURTESY, null, made, confirmed, expires), TODAY)
			.stream()
			.map((rejection) -> rejection.field() + " " + rejection.code())
			.toList();
	}

	@Test
	void aRequestOfTodayThatIsNotConfirmedWillDo() {
		assertThat(refusals(TODAY, null, null)).isEmpty();
	}

	@Test
	void aPeriodNamesItsFirstDay() {
		assertThat(refusals(null, null, null)).containsExactly("madeOn preservation.made-on.required");
	}

	@Test
	void nobodyWasAskedTomorrow() {
		assertThat(refusals(TODAY.plusDays(1), null, null)).containsExactly("madeOn preservation.made-on.future");
	}

	@Test
	void aYearMistypedIsNoticed() {
		assertThat(refusals(LocalDate.of(202, 3, 1), null, null)).contains("madeOn preservation.made-on.too-old");
		assertThat(refusals(TODAY, null, LocalDate.of(2206, 1, 1)))
			.containsExactly("expiresOn preservation.expires-on.too-far");
	}

	@Test
	void aConfirmationComesAfterTheAskingAndNotTomorrow() {
		LocalDate made = TODAY.minusDays(3);
		assertThat(refusals(made, made.minusDays(1), null))
			.containsExactly("confirmedOn preservation.confirmed-on.range");
		assertThat(refusals(made, TODAY.plusDays(1), null))
			.containsExactly("confirmedOn preservation.confirmed-on.range");
		assertThat(refusals(made, TODAY, null)).isEmpty();
	}

	@Test
	void aPeriodLastsADayAtLeast() {
		assertThat(refusals(TODAY, null, TODAY)).containsExactly("expiresOn preservation.expires-on.before");
	}

	@Test
	void companyAndBasisAreChosen() {
		assertThat(PreservationRules.check(new PreservationDetails(null, null, null, TODAY, null, null), TODAY))
			.extracting(Rejection::field)
			.containsExactly("company", "basis");
	}

	@Test
	void aReferenceIsShort() {
		assertThat(PreservationRules
			.check(new PreservationDetails(Ids.next(), Basis.COURTESY, "x".repeat(101), TODAY, null, null), TODAY))
			.extracting(Rejection::field)
			.containsExactly("reference");
	}

	@Test
	void lettingGoAsksForAReasonOfSomeLength() {
		assertThat(PreservationRules.lettingGo(null)).extracting(Rejection::code)
			.containsExactly("preservation.reason.required");
		assertThat(PreservationRules.lettingGo(" \n")).extracting(Rejection::code)
			.containsExactly("preservation.reason.required");
		assertThat(PreservationRules.lettingGo("x".repeat(1000))).isEmpty();
		assertThat(PreservationRules.lettingGo("x".repeat(1001))).extracting(Rejection::code)
			.containsExactly("preservation.reason.too-long");
	}

	/** The last day that a limit takes, and the first that it does not. */
	@Test
	void limitsAreMeantToTheDay() {
		LocalDate oldest = TODAY.minusDays(Preservation.LONGEST);
		assertThat(refusals(oldest, null, null)).isEmpty();
		assertThat(refusals(oldest.minusDays(1), null, null)).containsExactly("madeOn preservation.made-on.too-old");
		assertThat(refusals(TODAY, null, TODAY.plusDays(Preservation.LONGEST))).isEmpty();
		assertThat(refusals(TODAY, null, TODAY.plusDays(Preservation.LONGEST + 1)))
			.containsExactly("expiresOn preservation.expires-on.too-far");
		assertThat(refusals(TODAY, null, TODAY.plusDays(1))).isEmpty();
		assertThat(refusals(TODAY.minusDays(1), TODAY.minusDays(1), null)).isEmpty();
		assertThat(PreservationRules
			.check(new PreservationDetails(Ids.next(), Basis.COURTESY, "x".repeat(100), TODAY, null, null), TODAY))
			.isEmpty();
	}

	@Test
	void aReferenceIsOneLineThatCanBeRead() {
		assertThat(new PreservationDetails(null, null, " P-\n88\u200B1\u0000\u202E\ud8002\t", null, null, null)
			.reference()).isEqualTo("P- 8812");
		assertThat(new PreservationDetails(null, null, null, null, null, null).reference()).isNull();
	}

	/** A period that another has taken the place of warns of nothing. */
	@Test
	void onlyTheLastPeriodLapses() {
		assertThat(period(false, -1).lapsed()).isTrue();
		assertThat(period(false, 0).lapsed()).isFalse();
		assertThat(period(true, -1).lapsed()).isFalse();
		assertThat(period(true, -1).warning()).isEqualTo(Warning.NONE);
		assertThat(period(false, 10).warning()).isEqualTo(Warning.DAY_75);
		assertThat(period(false, 10).days()).isEqualTo(90);
	}

	private static Preservation period(boolean renewed, long daysLeft) {
		return new Preservation(Ids.next(), Ids.next(), Ids.next(), "Google LLC", Basis.STATUTORY, null, TODAY, null,
				TODAY.plusDays(90), null, 0, renewed, null, null, daysLeft, "OIA");
	}

}
