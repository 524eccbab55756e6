package org.comity.requests;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was typed is kept as it reads, and nothing that no reader sees.
 */
class MoveDetailsTests {

	@ParameterizedTest
	@CsvSource({ "'one\r\ntwo\rthree\nfour','one\ntwo\nthree\nfour'", "'a\tb','a\tb'", "'a\u0000b\u0007\u009fc',abc",
			"'a\ud800b',ab", "'\ud83d\udd11 Schlüssel','\ud83d\udd11 Schlüssel'", "'',''" })
	void wordsAreMadePlain(String typed, String kept) {
		assertThat(MoveDetails.message(typed).message()).isEqualTo(kept);
		MoveDetails all = new MoveDetails(typed, typed, null, typed, typed, null, null, Set.of());
		assertThat(all.message()).isEqualTo(all.reason())
			.isEqualTo(all.consultation())
			.isEqualTo(all.basis())
			.isEqualTo(kept);
	}

	@Test
	void whatIsNotGivenStaysNothing() {
		MoveDetails none = MoveDetails.none();
		assertThat(none).isEqualTo(new MoveDetails(null, null, null, null, null, null, null, Set.of()));
		assertThat(MoveDetails.reason("why")).isEqualTo(none.withReason("why"));
	}

	@Test
	void eachThingIsAddedToTheRest() {
		UUID office = Ids.next();
		UUID account = Ids.next();
		LocalDate day = LocalDate.of(2026, 4, 1);
		MoveDetails whole = new MoveDetails("words", "why", "de-minimis", "consulted", "basis", office, day,
				Set.of(account));
		assertThat(MoveDetails.message("words")
			.withReason("why")
			.withGround("de-minimis", "consulted")
			.withBasis("basis")
			.withOffice(office)
			.withDate(day)
			.withAccounts(Set.of(account))).isEqualTo(whole);
		assertThat(MoveDetails.message("words")
			.withAccounts(Set.of(account))
			.withDate(day)
			.withOffice(office)
			.withBasis("basis")
			.withGround("de-minimis", "consulted")
			.withReason("why")).isEqualTo(whole);
	}

}
