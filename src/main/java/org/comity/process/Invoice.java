package org.comity.process;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a provider asks to be paid for answering a process (18 U.S.C. 2706). Nobody knows
 * of it but the provider and the office that served the process.
 *
 * @param id the invoice
 * @param process the process
 * @param version counts its moves, from 1: what a form is drawn from
 * @param bill what is asked
 * @param state where it is
 * @param sentAt when it was sent first
 * @param changedAt when it last moved
 * @param paidOn the day of payment, or null
 * @param payment the reference of the payment; may be empty
 * @param said the words that came with the last move; may be empty
 * @param moves the moves open to this person now
 */
public record Invoice(UUID id, UUID process, long version, Bill bill, InvoiceState state, Instant sentAt,
		Instant changedAt, @Nullable LocalDate paidOn, String payment, String said, List<InvoiceMove> moves) {

	/** The longest number of an invoice, court order or payment, in characters. */
	public static final int LONGEST_NAME = 60;

	/** The longest words, in characters. */
	public static final int LONGEST_TEXT = 2000;

	/** No invoice asks for more, in US dollars: a slip of the keyboard is told. */
	public static final BigDecimal MOST = new BigDecimal("1000000.00");

	public Invoice {
		moves = List.copyOf(moves);
	}

	/**
	 * What is asked.
	 *
	 * @param number the provider's own number
	 * @param amount in US dollars; null where what was typed is no amount
	 * @param work what the costs were for
	 * @param covers what it covers, item by item
	 * @param carrier whether these are telephone toll records or listings that a
	 * communications common carrier keeps; null while unanswered
	 * @param courtOrder the court's order to pay for those; may be empty
	 */
	public record Bill(String number, @Nullable BigDecimal amount, Set<InvoiceWork> work, String covers,
			@Nullable Boolean carrier, String courtOrder) {

		public Bill {
			number = line(number);
			work = Set.copyOf(work);
			covers = text(covers);
			courtOrder = line(courtOrder);
		}

		/** What the costs were for, always in the same order. */
		public List<InvoiceWork> workInOrder() {
			return this.work.isEmpty() ? List.of() : List.copyOf(EnumSet.copyOf(this.work));
		}

		private static String line(String typed) {
			String line = ProcessDetails.line(typed);
			return (line != null) ? line : "";
		}

		private static String text(String typed) {
			String text = ProcessDetails.plain(typed);
			return (text != null) ? text.strip() : "";
		}

	}

}
