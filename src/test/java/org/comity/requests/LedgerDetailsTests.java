package org.comity.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

import org.comity.requests.LedgerDetails.Detail;
import org.comity.requests.LedgerDetails.Name;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerDetailsTests {

	@Test
	void whatWasGivenIsReadAsItWasGiven() {
		String text = LedgerDetails.none()
			.add(Name.DAY, LocalDate.of(2026, 11, 28))
			.add(Name.UNTIL, Instant.parse("2026-11-28T10:00:00Z"))
			.addAll(Name.ACCOUNT_OUTCOME, EnumSet.of(AccountOutcome.REFUSED, AccountOutcome.NO_RECORDS))
			.add(Name.SEALED, false)
			.text();
		assertThat(text).isEqualTo("""
				DAY: 2026-11-28
				UNTIL: 2026-11-28T10:00:00Z
				ACCOUNT_OUTCOME: NO_RECORDS
				ACCOUNT_OUTCOME: REFUSED
				SEALED: false""");
		assertThat(LedgerDetails.read(text)).containsExactly(new Detail(Name.DAY, "2026-11-28"),
				new Detail(Name.UNTIL, "2026-11-28T10:00:00Z"), new Detail(Name.ACCOUNT_OUTCOME, "NO_RECORDS"),
				new Detail(Name.ACCOUNT_OUTCOME, "REFUSED"), new Detail(Name.SEALED, "false"));
	}

	/** Two givings that differ have texts that differ. */
	@Test
	void noValueMakesADetailOfItsOwn() {
		for (String scope : List.of("Mail of May\nDAY: 2030-01-01", "a: b\n\tc\n\n\td", "\tDAY: 2030-01-01",
				"x\nSCOPE")) {
			List<Detail> read = LedgerDetails
				.read(LedgerDetails.none().add(Name.SCOPE, scope).add(Name.JUDGE, "Hon. A: B").text());
			assertThat(read).containsExactly(new Detail(Name.SCOPE, scope.strip()),
					new Detail(Name.JUDGE, "Hon. A: B"));
		}
	}

	@Test
	void whatIsNotThereIsLeftOut() {
		assertThat(LedgerDetails.none().add(Name.DAY, null).add(Name.COURT, "  ").addAll(Name.DATA, List.of()).text())
			.isEmpty();
		assertThat(LedgerWords.none().add(LedgerDetails.none()).texts()).isEmpty();
	}

	@Test
	void whateverStandsThereIsRead() {
		assertThat(LedgerDetails.read("\tlost\nDAY\nNOBODY: x\n: y")).containsExactly(new Detail(null, "\tlost"),
				new Detail(null, "DAY"), new Detail(null, "NOBODY: x"), new Detail(null, ": y"));
	}

	/**
	 * They stand in texts that are under a hash: none is renamed, and new ones only join.
	 */
	@Test
	void theNamesStay() {
		assertThat(Arrays.stream(Name.values()).map(Enum::name)).contains("TITLE", "COMPANY", "OFFICE", "DAY",
				"CONFIRM_BY", "REFERENCE", "OUTCOME", "ACCOUNT", "ACCOUNT_OUTCOME", "MILESTONE", "UNTIL",
				"PROCESS_KIND", "SEALED", "GRAND_JURY", "DATA", "FROM", "TO", "DEMANDED", "COURT", "DOCKET", "JUDGE",
				"DECIDED_ON", "SERVE_BY", "RETURN_DATE", "SCOPE", "SILENCE_GROUND", "SILENCE_UNTIL", "OBJECTION",
				"MEANS", "CUSTODIAN", "CUSTODIAN_TITLE", "INVOICE_NUMBER", "AMOUNT", "WORK", "COVERS", "CARRIER",
				"COURT_ORDER", "PAID_ON", "PAYMENT", "PRESERVATION_BASIS", "PRESERVATION_REFERENCE", "ASKED_ON",
				"CONFIRMED_ON", "ENDS_ON", "OWN_LIST");
	}

}
