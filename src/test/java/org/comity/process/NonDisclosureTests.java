package org.comity.process;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import org.comity.process.NonDisclosure.Decision;
import org.comity.process.NonDisclosure.Kind;
import org.comity.process.NonDisclosure.Standing;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether the user may be told follows from what the court decided, and from the day.
 */
class NonDisclosureTests {

	private static final LocalDate TODAY = ProcessRuleStage.TODAY;

	private static final Decision REFUSED = new Decision(Kind.REFUSED, Set.of(), TODAY.minusDays(9), null);

	private static Decision until(LocalDate day) {
		return new Decision(Kind.GRANTED, Set.of(NonDisclosureGround.FLIGHT), TODAY.minusDays(9), day);
	}

	private static NonDisclosure after(Decision... decisions) {
		return NonDisclosure.of(List.of(decisions), TODAY);
	}

	@Test
	void withoutADecisionTheUserMayBeTold() {
		assertThat(after().standing()).isEqualTo(Standing.NONE);
		assertThat(after().inForce()).isFalse();
		assertThat(after(REFUSED).standing()).isEqualTo(Standing.REFUSED);
		assertThat(after(REFUSED).inForce()).isFalse();
	}

	@Test
	void anOrderBindsToItsLastDay() {
		assertThat(after(until(TODAY)).standing()).isEqualTo(Standing.IN_FORCE);
		assertThat(after(until(TODAY)).inForce()).isTrue();
		assertThat(after(until(TODAY.minusDays(1))).standing()).isEqualTo(Standing.LAPSED);
		assertThat(after(until(TODAY.minusDays(1))).inForce()).isFalse();
		assertThat(after(until(TODAY.minusDays(1))).until()).isEqualTo(TODAY.minusDays(1));
	}

	@Test
	void theLastOrderCounts() {
		assertThat(after(until(TODAY.minusDays(1)), until(TODAY.plusDays(5))).until()).isEqualTo(TODAY.plusDays(5));
		assertThat(after(until(TODAY.minusDays(1)), until(TODAY.plusDays(5))).inForce()).isTrue();
		assertThat(after(REFUSED, until(TODAY)).inForce()).isTrue();
	}

	/** A court that makes no other leaves the one in force as it is. */
	@Test
	void aRefusalEndsNoOrderInForce() {
		assertThat(after(until(TODAY), REFUSED).standing()).isEqualTo(Standing.IN_FORCE);
		assertThat(after(until(TODAY.minusDays(1)), REFUSED).standing()).isEqualTo(Standing.REFUSED);
	}

	@Test
	void daysAreCountedWhileItBinds() {
		assertThat(after(until(TODAY.plusDays(5))).daysLeft(TODAY)).isEqualTo(5);
		assertThat(after(until(TODAY)).daysLeft(TODAY)).isZero();
		assertThat(after(until(TODAY.minusDays(1))).daysLeft(TODAY)).isZero();
		assertThat(after().daysLeft(TODAY)).isZero();
	}

	/** The provider learns of the order, never on what grounds. */
	@Test
	void theGroundsCanBeLeftOut() {
		NonDisclosure whole = after(until(TODAY), REFUSED);
		NonDisclosure without = whole.withoutGrounds();
		assertThat(without.standing()).isEqualTo(whole.standing());
		assertThat(without.until()).isEqualTo(whole.until());
		assertThat(without.decisions()).containsExactly(new Decision(Kind.GRANTED, Set.of(), TODAY.minusDays(9), TODAY),
				REFUSED);
	}

}
