package org.comity.process;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.comity.kernel.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each guard says yes where it holds, and no, in its own words, where it does not.
 */
class ProcessGuardTests {

	/**
	 * One guard, and how things stand.
	 *
	 * @param guard the guard
	 * @param holds whether it holds then
	 * @param kind what the process is
	 * @param stands makes things stand so
	 */
	private record Case(ProcessGuard guard, boolean holds, ProcessKind kind, Consumer<ProcessRuleStage> stands) {

		@Override
		public String toString() {
			return this.guard + (this.holds ? " holds" : " does not hold");
		}

	}

	static Stream<Case> cases() {
		return Stream.of(law(), days(), silence()).flatMap(List::stream);
	}

	private static List<Case> law() {
		return List.of(new Case(ProcessGuard.UNDER_APPOINTMENT, true, ProcessKind.SUBPOENA, (stage) -> {
		}), new Case(ProcessGuard.UNDER_APPOINTMENT, false, ProcessKind.ORDER_2703D, (stage) -> {
		}), new Case(ProcessGuard.UNDER_APPOINTMENT, false, ProcessKind.WARRANT, (stage) -> {
		}), yes(ProcessGuard.NOT_SERVED, (stage) -> {
		}), no(ProcessGuard.NOT_SERVED, (stage) -> stage.process.served(ProcessRuleStage.NOW)),
				yes(ProcessGuard.SERVED_BEFORE, (stage) -> stage.process.served(ProcessRuleStage.NOW)),
				no(ProcessGuard.SERVED_BEFORE, (stage) -> stage.process.answered(ProcessRuleStage.NOW)),
				yes(ProcessGuard.ANSWERED_BY_ANOTHER, (stage) -> stage.ownAnswer = false),
				no(ProcessGuard.ANSWERED_BY_ANOTHER, (stage) -> stage.ownAnswer = true),
				yes(ProcessGuard.ANSWERS_FOR_PROVIDER, (stage) -> stage.onPaper = true),
				no(ProcessGuard.ANSWERS_FOR_PROVIDER, (stage) -> stage.onPaper = false));
	}

	private static List<Case> days() {
		return List.of(yes(ProcessGuard.NOT_EXPIRED, (stage) -> {
		}), yes(ProcessGuard.NOT_EXPIRED, (stage) -> expires(stage, 0)),
				no(ProcessGuard.NOT_EXPIRED, (stage) -> expires(stage, -1)),
				yes(ProcessGuard.PAST_EXPIRY, (stage) -> expires(stage, -1)),
				no(ProcessGuard.PAST_EXPIRY, (stage) -> expires(stage, 0)), no(ProcessGuard.PAST_EXPIRY, (stage) -> {
				}),
				yes(ProcessGuard.RETURN_DATE_AHEAD,
						(stage) -> stage.process.returnBy(ProcessRuleStage.TODAY.plusDays(1))),
				no(ProcessGuard.RETURN_DATE_AHEAD, (stage) -> stage.process.returnBy(ProcessRuleStage.TODAY)),
				no(ProcessGuard.RETURN_DATE_AHEAD, (stage) -> {
				}));
	}

	private static List<Case> silence() {
		return List.of(yes(ProcessGuard.NO_ORDER_IN_FORCE, (stage) -> {
		}), yes(ProcessGuard.NO_ORDER_IN_FORCE, (stage) -> stage.silenced(ProcessRuleStage.TODAY.minusDays(1))),
				no(ProcessGuard.NO_ORDER_IN_FORCE, (stage) -> stage.silenced(ProcessRuleStage.TODAY)),
				yes(ProcessGuard.ORDER_IN_FORCE, (stage) -> stage.silenced(ProcessRuleStage.TODAY)),
				no(ProcessGuard.ORDER_IN_FORCE, (stage) -> stage.silenced(ProcessRuleStage.TODAY.minusDays(1))),
				no(ProcessGuard.ORDER_IN_FORCE, (stage) -> {
				}));
	}

	@ParameterizedTest
	@MethodSource("cases")
	void aGuardHoldsOrSaysWhyNot(Case one) {
		ProcessRuleStage stage = new ProcessRuleStage(one.kind());
		one.stands().accept(stage);
		assertThat(one.guard().check(stage.context(stage.attorney(), ProcessDetails.none())))
			.isEqualTo(one.holds() ? List.of() : List.of(Rejection.of(code(one.guard()))));
	}

	@Test
	void noGuardIsWithoutItsYesAndItsNo() {
		assertThat(asked(true)).isEqualTo(EnumSet.allOf(ProcessGuard.class));
		assertThat(asked(false)).isEqualTo(EnumSet.allOf(ProcessGuard.class));
	}

	@Test
	void aProviderAnswersForItself() {
		ProcessRuleStage stage = new ProcessRuleStage(ProcessKind.WARRANT);
		assertThat(ProcessGuard.ANSWERS_FOR_PROVIDER.check(stage.context(stage.counsel(), ProcessDetails.none())))
			.isEmpty();
	}

	/** What a person can mend is said when they try; the rest keeps the move away. */
	@Test
	void whatCanBeMendedIsShown() {
		assertThat(Stream.of(ProcessGuard.values()).filter((guard) -> !guard.hides()))
			.containsExactly(ProcessGuard.RETURN_DATE_AHEAD, ProcessGuard.ANSWERED_BY_ANOTHER);
	}

	/** Also a move that was hidden may be tried: from a page drawn before. */
	@ParameterizedTest
	@EnumSource
	void everyNoHasItsWords(ProcessGuard guard) {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasenames("messages/process");
		messages.setDefaultEncoding("UTF-8");
		assertThat(messages.getMessage(code(guard), null, "", Locale.UK)).isNotBlank();
	}

	private static void expires(ProcessRuleStage stage, int inDays) {
		stage.process
			.authority(new ProcessDetails.Authority(null, null, null, null, ProcessRuleStage.TODAY.plusDays(inDays)));
	}

	private static Set<ProcessGuard> asked(boolean holds) {
		return cases().filter((one) -> one.holds() == holds)
			.map(Case::guard)
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(ProcessGuard.class)));
	}

	private static String code(ProcessGuard guard) {
		return "process.guard." + guard.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static Case yes(ProcessGuard guard, Consumer<ProcessRuleStage> stands) {
		return new Case(guard, true, ProcessKind.WARRANT, stands);
	}

	private static Case no(ProcessGuard guard, Consumer<ProcessRuleStage> stands) {
		return new Case(guard, false, ProcessKind.WARRANT, stands);
	}

}
