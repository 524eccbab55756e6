package org.comity.process;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What must be right in an invoice and in what an office says to it.
 */
final class InvoiceRules {

	private InvoiceRules() {
	}

	static List<Rejection> check(Invoice.Bill bill) {
		List<Rejection> found = new ArrayList<>();
		required("number", bill.number(), Invoice.LONGEST_NAME, found);
		BigDecimal amount = bill.amount();
		if (amount == null || amount.signum() <= 0 || amount.scale() > 2) {
			found.add(Rejection.at("amount", "process.invoice.amount.required"));
		}
		else if (amount.compareTo(Invoice.MOST) > 0) {
			found.add(Rejection.at("amount", "process.invoice.amount.too-much"));
		}
		if (bill.work().isEmpty()) {
			found.add(Rejection.at("work", "process.invoice.work.required").citing("18 U.S.C. 2706(a)"));
		}
		required("covers", bill.covers(), Invoice.LONGEST_TEXT, found);
		if (bill.carrier() == null) {
			found.add(Rejection.at("carrier", "process.invoice.carrier.required"));
		}
		else if (bill.carrier() && bill.courtOrder().isEmpty()) {
			found.add(Rejection.at("courtOrder", "process.invoice.courtOrder.required").citing("18 U.S.C. 2706(c)"));
		}
		if (bill.courtOrder().length() > Invoice.LONGEST_NAME) {
			found.add(Rejection.at("courtOrder", "process.input.too-long", Invoice.LONGEST_NAME));
		}
		return found;
	}

	/**
	 * What an office says: why it does not pay, or when it did.
	 */
	static List<Rejection> check(InvoiceMove move, Invoices.Say say, LocalDate sent, LocalDate today) {
		List<Rejection> found = new ArrayList<>();
		if (move == InvoiceMove.DISPUTE && say.message().isBlank()) {
			found.add(Rejection.at("message", "process.invoice.message.required"));
		}
		if (say.message().length() > Invoice.LONGEST_TEXT) {
			found.add(Rejection.at("message", "process.input.too-long", Invoice.LONGEST_TEXT));
		}
		if (move == InvoiceMove.PAY) {
			found.addAll(paid(say.paidOn(), sent, today));
			if (say.payment().length() > Invoice.LONGEST_NAME) {
				found.add(Rejection.at("payment", "process.input.too-long", Invoice.LONGEST_NAME));
			}
		}
		return found;
	}

	private static List<Rejection> paid(@Nullable LocalDate on, LocalDate sent, LocalDate today) {
		if (on == null) {
			return List.of(Rejection.at("paidOn", "process.invoice.paidOn.required"));
		}
		return (on.isAfter(today) || on.isBefore(sent))
				? List.of(Rejection.at("paidOn", "process.invoice.paidOn.out-of-range")) : List.of();
	}

	private static void required(String field, String text, int most, List<Rejection> found) {
		if (text.isEmpty()) {
			found.add(Rejection.at(field, "process.invoice." + field + ".required"));
		}
		else if (text.length() > most) {
			found.add(Rejection.at(field, "process.input.too-long", most));
		}
	}

}
