package org.comity.process;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Whether a provider may tell its user of a process (18 U.S.C. 2705(b)): as the decisions
 * of the court stand today.
 *
 * @param standing whether it may
 * @param until the last day of the order that is or was in force; null without one
 * @param decisions what the court decided, the oldest first
 */
public record NonDisclosure(Standing standing, @Nullable LocalDate until, List<Decision> decisions) {

	/** How things stand. */
	public enum Standing {

		/** No order was made: the user may be told. */
		NONE,
		/** The court would make none: the user may be told. */
		REFUSED,
		/** The user must not be told. */
		IN_FORCE,
		/** The order has run out: the user may be told. */
		LAPSED

	}

	/** What a court decided. */
	public enum Kind {

		GRANTED, REFUSED, EXTENDED

	}

	/**
	 * One decision.
	 *
	 * @param kind what it was
	 * @param grounds on what grounds; empty for a refusal
	 * @param decidedOn the day of the decision
	 * @param endsOn the last day of the order; null for a refusal
	 */
	public record Decision(Kind kind, Set<NonDisclosureGround> grounds, LocalDate decidedOn,
			@Nullable LocalDate endsOn) {

		public Decision {
			grounds = Set.copyOf(grounds);
		}

	}

	public NonDisclosure {
		decisions = List.copyOf(decisions);
	}

	static NonDisclosure of(List<Decision> decisions, LocalDate today) {
		LocalDate until = null;
		Standing standing = Standing.NONE;
		for (Decision decision : decisions) {
			if (decision.endsOn() != null) {
				until = decision.endsOn();
				standing = today.isAfter(until) ? Standing.LAPSED : Standing.IN_FORCE;
			}
			else if (standing != Standing.IN_FORCE) {
				standing = Standing.REFUSED;
			}
		}
		return new NonDisclosure(standing, until, decisions);
	}

	public boolean inForce() {
		return this.standing == Standing.IN_FORCE;
	}

	/**
	 * Returns the first day on which a user may be told, where several processes name the
	 * account: the day after the last of the orders in force ends. Null where none is in
	 * force, so that they may be told now.
	 */
	public static @Nullable LocalDate toldFrom(Collection<NonDisclosure> orders) {
		return orders.stream()
			.filter(NonDisclosure::inForce)
			.map(NonDisclosure::until)
			.filter(Objects::nonNull)
			.max(Comparator.naturalOrder())
			.map((until) -> until.plusDays(1))
			.orElse(null);
	}

	/** Returns the days until the order ends, 0 on its last day; 0 without one. */
	public long daysLeft(LocalDate today) {
		return (this.until == null || !inForce()) ? 0 : ChronoUnit.DAYS.between(today, this.until);
	}

	/** The same for a reader who may not know on what grounds. */
	NonDisclosure withoutGrounds() {
		return new NonDisclosure(this.standing, this.until,
				this.decisions.stream()
					.map((one) -> new Decision(one.kind(), Set.of(), one.decidedOn(), one.endsOn()))
					.toList());
	}

}
