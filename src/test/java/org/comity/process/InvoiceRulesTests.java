package org.comity.process;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an invoice must say, and that no carrier is paid for toll records without a court.
 */
class InvoiceRulesTests {

	private static List<String> fields(Invoice.Bill bill) {
		return InvoiceRules.check(bill).stream().map(Rejection::field).toList();
	}

	private static Invoice.Bill bill(@Nullable String amount, @Nullable Boolean carrier, String order) {
		return new Invoice.Bill("G-1", (amount != null) ? new BigDecimal(amount) : null, Set.of(InvoiceWork.SEARCHING),
				"Hours", carrier, order);
	}

	@Test
	void everythingIsAskedFor() {
		assertThat(fields(new Invoice.Bill(" ", null, Set.of(), "\n", null, ""))).containsExactly("number", "amount",
				"work", "covers", "carrier");
		assertThat(fields(new Invoice.Bill("x".repeat(61), BigDecimal.ONE, Set.of(InvoiceWork.SEARCHING),
				"x".repeat(2001), false, "x".repeat(61))))
			.containsExactly("number", "covers", "courtOrder");
	}

	@Test
	void theAmountIsDollarsAndCents() {
		assertThat(fields(bill("0.01", false, ""))).isEmpty();
		assertThat(fields(bill("1000000.00", false, ""))).isEmpty();
		for (String wrong : List.of("0.00", "-5", "1.005", "1000000.01")) {
			assertThat(fields(bill(wrong, false, ""))).as(wrong).containsExactly("amount");
		}
	}

	@Test
	void tollRecordsOfACarrierArePaidForOnlyIfACourtSaysSo() {
		Rejection refused = InvoiceRules.check(bill("10.00", true, " ")).get(0);
		assertThat(refused.field()).isEqualTo("courtOrder");
		assertThat(refused.citation()).isEqualTo("18 U.S.C. 2706(c)");
		assertThat(fields(bill("10.00", true, "26-mc-12"))).isEmpty();
	}

	private static List<String> said(InvoiceMove move, Invoices.Say say) {
		LocalDate today = LocalDate.of(2026, 3, 10);
		return InvoiceRules.check(move, say, LocalDate.of(2026, 3, 2), today).stream().map(Rejection::field).toList();
	}

	@Test
	void aDisputeSaysWhyAndAPaymentWhen() {
		LocalDate sent = LocalDate.of(2026, 3, 2);
		assertThat(said(InvoiceMove.DISPUTE, new Invoices.Say(" ", null, ""))).containsExactly("message");
		assertThat(said(InvoiceMove.DISPUTE, new Invoices.Say("Too much", null, ""))).isEmpty();
		assertThat(said(InvoiceMove.DISPUTE, new Invoices.Say("x".repeat(2000), null, ""))).isEmpty();
		assertThat(said(InvoiceMove.DISPUTE, new Invoices.Say("x".repeat(2001), null, ""))).containsExactly("message");
		assertThat(said(InvoiceMove.PAY, new Invoices.Say("", null, ""))).containsExactly("paidOn");
		assertThat(said(InvoiceMove.PAY, new Invoices.Say("", sent, "x".repeat(60)))).isEmpty();
		assertThat(said(InvoiceMove.PAY, new Invoices.Say("", sent, "x".repeat(61)))).containsExactly("payment");
		assertThat(said(InvoiceMove.PAY, new Invoices.Say("", sent.minusDays(1), ""))).containsExactly("paidOn");
		assertThat(said(InvoiceMove.PAY, new Invoices.Say("", LocalDate.of(2026, 3, 10), ""))).isEmpty();
		assertThat(said(InvoiceMove.PAY, new Invoices.Say("", LocalDate.of(2026, 3, 11), "")))
			.containsExactly("paidOn");
	}

}
