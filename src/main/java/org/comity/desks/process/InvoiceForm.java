package org.comity.desks.process;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.desks.fragments.DateEntry;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.process.Invoice;
import org.comity.process.InvoiceWork;
import org.comity.process.Invoices;
import org.comity.requests.NoSuchRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * What was typed into the form of an invoice, or of what an office says to one. It keeps
 * everything as typed, sense or not.
 */
record InvoiceForm(MultiValueMap<String, String> typed) {

	/** What the form shows when an invoice is mended. */
	static InvoiceForm of(Invoice invoice) {
		Invoice.Bill bill = invoice.bill();
		MultiValueMap<String, String> typed = new LinkedMultiValueMap<>();
		typed.add("number", bill.number());
		typed.add("amount", Objects.requireNonNull(bill.amount()).toPlainString());
		bill.workInOrder().forEach((one) -> typed.add("work", one.name()));
		typed.add("covers", bill.covers());
		typed.add("carrier", Boolean.TRUE.equals(bill.carrier()) ? "yes" : "no");
		typed.add("courtOrder", bill.courtOrder());
		return new InvoiceForm(typed);
	}

	UUID formKey() {
		return Ids.read(text("formKey")).orElseThrow(NoSuchRequest::new);
	}

	/** The version of the invoice the form was drawn from. */
	long version() {
		try {
			return Long.parseLong(text("version"));
		}
		catch (NumberFormatException ex) {
			throw new NoSuchRequest();
		}
	}

	Invoice.Bill bill() {
		Set<InvoiceWork> work = Arrays.stream(InvoiceWork.values())
			.filter((one) -> work().contains(one.name()))
			.collect(Collectors.toSet());
		Boolean carrier = switch (text("carrier")) {
			case "yes" -> Boolean.TRUE;
			case "no" -> Boolean.FALSE;
			default -> null;
		};
		return new Invoice.Bill(text("number"), amount(), work, text("covers"), carrier, text("courtOrder"));
	}

	Invoices.Say say() {
		return new Invoices.Say(text("message"), paidOn().date().orElse(null), text("payment"));
	}

	/** A date that is none; the rules would take it for not given. */
	List<Rejection> senseless() {
		return (paidOn().isBlank() || paidOn().date().isPresent()) ? List.of()
				: List.of(Rejection.at("paidOn", "process.invoice.paidOn.invalid"));
	}

	List<String> work() {
		return this.typed.getOrDefault("work", List.of());
	}

	Map<String, Object> values() {
		Map<String, Object> values = new LinkedHashMap<>();
		this.typed.forEach((name, some) -> values.put(name, (some.get(0) != null) ? some.get(0) : ""));
		return values;
	}

	private DateEntry paidOn() {
		return new DateEntry(text("paidOn.day"), text("paidOn.month"), text("paidOn.year"));
	}

	/** Dollars and cents, with or without the sign and the commas between thousands. */
	private @Nullable BigDecimal amount() {
		String plain = text("amount").strip().replaceFirst("^\\$", "").strip().replace(",", "");
		return plain.matches("[0-9]{1,9}(\\.[0-9]{1,2})?") ? new BigDecimal(plain).setScale(2) : null;
	}

	private String text(String name) {
		return Objects.requireNonNullElse(this.typed.getFirst(name), "");
	}

}
