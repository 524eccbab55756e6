package org.comity.process;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;

/**
 * What must hold before a move. A guard that hides keeps the move off the screen; the
 * others let it be tried and say what is missing.
 */
enum ProcessGuard {

	/** A subpoena, or an order to produce under 18 U.S.C. 3512(b), needs no new court. */
	UNDER_APPOINTMENT(true), NOT_SERVED(true), SERVED_BEFORE(true), NOT_EXPIRED(true), PAST_EXPIRY(true),
	RETURN_DATE_AHEAD(false),
	/**
	 * The provider itself, or the executing office where the provider has nobody here and
	 * answers on paper.
	 */
	ANSWERS_FOR_PROVIDER(true),
	/**
	 * Another recorded the provider's answer than who settles it: on paper both are
	 * people of the executing office. Asked where the channel asks for two.
	 */
	ANSWERED_BY_ANOTHER(false), NO_ORDER_IN_FORCE(true), ORDER_IN_FORCE(true);

	private final boolean hides;

	ProcessGuard(boolean hides) {
		this.hides = hides;
	}

	boolean hides() {
		return this.hides;
	}

	List<Rejection> check(ProcessContext context) {
		return holds(context) ? List.of()
				: List.of(Rejection.of("process.guard." + name().toLowerCase(Locale.ROOT).replace('_', '-')));
	}

	private boolean holds(ProcessContext context) {
		CompulsoryProcess process = context.process();
		LocalDate expiry = process.expiresOn();
		LocalDate returns = process.returnDate();
		return switch (this) {
			case UNDER_APPOINTMENT -> process.kind() == ProcessKind.SUBPOENA;
			case NOT_SERVED -> process.servedAt() == null;
			case SERVED_BEFORE -> process.servedAt() != null;
			case NOT_EXPIRED -> expiry == null || !context.today().isAfter(expiry);
			case PAST_EXPIRY -> expiry != null && context.today().isAfter(expiry);
			case RETURN_DATE_AHEAD -> returns != null && returns.isAfter(context.today());
			case ANSWERS_FOR_PROVIDER -> context.actor().kind() == OfficeKind.PROVIDER || context.onPaper();
			case ANSWERED_BY_ANOTHER -> !context.ownAnswer();
			case NO_ORDER_IN_FORCE -> !context.nonDisclosure().inForce();
			case ORDER_IN_FORCE -> context.nonDisclosure().inForce();
		};
	}

}
