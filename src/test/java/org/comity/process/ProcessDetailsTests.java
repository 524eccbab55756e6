package org.comity.process;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Ids;
import org.comity.requests.AccountOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was typed is kept as it reads, and nothing that no reader sees.
 */
class ProcessDetailsTests {

	private static final LocalDate DAY = ProcessRuleStage.TODAY;

	@ParameterizedTest
	@CsvSource({ "'one\r\ntwo\rthree\nfour','one\ntwo\nthree\nfour'", "'a\tb','a\tb'", "'a\u0000b\u0007\u009fc',abc",
			"'a\ud800b',ab", "'e\u0301','\u00e9'", "'',''" })
	void wordsAreMadePlain(String typed, String kept) {
		assertThat(ProcessDetails.plain(typed)).isEqualTo(kept);
		ProcessDetails all = ProcessDetails.message(typed).withReason(typed).withScope(typed);
		assertThat(all.message()).isEqualTo(all.reason()).isEqualTo(all.scope()).isEqualTo(kept);
	}

	@Test
	void aNameIsOneLine() {
		assertThat(ProcessDetails.line("  District \r\n Court\t1 ")).isEqualTo("District Court 1");
		assertThat(ProcessDetails.line(null)).isNull();
		assertThat(new ProcessDetails.Certificate("Dana\nRuiz ", " Custodian"))
			.isEqualTo(new ProcessDetails.Certificate("Dana Ruiz", "Custodian"));
		assertThat(new ProcessDetails.Authority("A\nB", " 1 ", "J\tK", null, null))
			.isEqualTo(new ProcessDetails.Authority("A B", "1", "J K", null, null));
	}

	@Test
	void whatIsNotGivenStaysNothing() {
		ProcessDetails none = ProcessDetails.none();
		assertThat(none.message()).isNull();
		assertThat(none.authority()).isEqualTo(new ProcessDetails.Authority(null, null, null, null, null));
		assertThat(ProcessDetails.reason("why")).isEqualTo(none.withReason("why"));
		assertThat(ProcessDetails.message("words")).isEqualTo(none.withMessage("words"));
	}

	@Test
	void eachThingIsAddedToTheRest() {
		Map<UUID, AccountOutcome> outcomes = Map.of(Ids.next(), AccountOutcome.PRODUCED);
		ProcessDetails.Certificate word = new ProcessDetails.Certificate("Dana Ruiz", "Custodian");
		ProcessDetails.Authority court = new ProcessDetails.Authority("Court", "1", "Judge", DAY, DAY.plusDays(14));
		Set<NonDisclosureGround> grounds = Set.of(NonDisclosureGround.FLIGHT);
		ProcessDetails whole = new ProcessDetails("words", "why", court, DAY.plusDays(30), "less",
				new ProcessDetails.Silence(grounds, DAY.plusDays(90)), outcomes, word,
				new ProcessDetails.Dispute(Set.of(ObjectionGround.PRIVILEGE), CompulsionMeans.MOTION_TO_COMPEL));
		assertThat(ProcessDetails.message("words")
			.withObjections(Set.of(ObjectionGround.PRIVILEGE))
			.withMeans(CompulsionMeans.MOTION_TO_COMPEL)
			.withReason("why")
			.withAuthority(court)
			.withReturnDate(DAY.plusDays(30))
			.withScope("less")
			.withNonDisclosure(grounds, DAY, DAY.plusDays(90))
			.withAnswer(outcomes, word)).isEqualTo(whole);
		assertThat(ProcessDetails.none()
			.withAnswer(outcomes, word)
			.withMeans(CompulsionMeans.MOTION_TO_COMPEL)
			.withObjections(Set.of(ObjectionGround.PRIVILEGE))
			.withAuthority(court)
			.withNonDisclosure(grounds, DAY, DAY.plusDays(90))
			.withScope("less")
			.withReturnDate(DAY.plusDays(30))
			.withReason("why")
			.withMessage("words")).isEqualTo(whole);
	}

	@Test
	void aWishIsMadePlain() {
		NewProcess wish = new NewProcess(Ids.next(), ProcessKind.WARRANT, List.of(), true, false, " why\r\n");
		assertThat(wish.why()).isEqualTo("why");
		assertThat(new NewProcess.Want(Ids.next(), Set.of(), null, null, " all\u0000 of it ").particulars())
			.isEqualTo("all of it");
	}

	@Test
	void dataStandInTheirOrder() {
		Demand demand = new Demand(Ids.next(), 1, "EMAIL", "a@mail.example", null, null,
				Set.of(DataSought.CONTENT, DataSought.BASIC_SUBSCRIBER, DataSought.LOCATION), "", null);
		assertThat(demand.dataInOrder()).containsExactly(DataSought.BASIC_SUBSCRIBER, DataSought.LOCATION,
				DataSought.CONTENT);
	}

}
