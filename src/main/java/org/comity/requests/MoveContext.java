package org.comity.requests;

import java.time.LocalDate;
import java.util.UUID;

import org.comity.kernel.Actor;

/**
 * What a guard may ask.
 */
record MoveContext(Request request, Actor actor, MoveDetails details, LocalDate today, LetterFacts letters,
		ProcessFacts processes, PartFacts parts, Conditions conditions, Accounts accounts) {

	boolean has(Condition condition) {
		return this.conditions.has(this.request.id(), condition);
	}

	boolean has(Condition condition, UUID office) {
		return this.conditions.has(this.request.id(), condition, office);
	}

	/** Whether auditors see what is sealed, today. */
	boolean shownToAuditors() {
		return this.conditions.of(this.request.id())
			.stream()
			.filter((holding) -> holding.kind() == Condition.SHOWN_TO_AUDITORS)
			.map(Conditions.Holding::until)
			.anyMatch((until) -> until == null || !until.isBefore(this.today));
	}

	/** Whether an account would be left to execute if those chosen were refused. */
	boolean accountLeft() {
		return this.accounts.of(this.request.id())
			.stream()
			.anyMatch((account) -> account.outcome() == null && !this.details.accounts().contains(account.id()));
	}

}
