package org.comity.requests;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each guard says yes where it holds, and no, in its own words, where it does not. All is
 * asked by the central authority that is asked, unless it matters who asks.
 */
class GuardTests {

	/**
	 * One guard, and how things stand.
	 *
	 * @param guard the guard
	 * @param asks who asks
	 * @param holds whether it holds then
	 * @param when how things stand, in words
	 * @param stands makes them stand so
	 */
	private record Case(Guard guard, OfficeKind asks, boolean holds, String when, Consumer<RuleStage> stands) {

		Case by(OfficeKind kind) {
			return new Case(this.guard, kind, this.holds, this.when, this.stands);
		}

		@Override
		public String toString() {
			return this.guard + (this.holds ? " holds: " : " does not hold: ") + this.when;
		}

	}

	static Stream<Case> cases() {
		return Stream.of(dates(), facts(), conditions(), urgency(), endings()).flatMap(List::stream);
	}

	private static List<Case> dates() {
		return List.of(yes(Guard.NOT_ISSUED, "no letter was issued", (stage) -> {
		}), no(Guard.NOT_ISSUED, "one was", (stage) -> stage.request.issued(RuleStage.NOW)),
				yes(Guard.ISSUED, "one was", (stage) -> stage.request.issued(RuleStage.NOW)),
				no(Guard.ISSUED, "none was", (stage) -> stage.request.transmitted(RuleStage.NOW)),
				yes(Guard.NOT_TRANSMITTED, "issued only", (stage) -> stage.request.issued(RuleStage.NOW)),
				no(Guard.NOT_TRANSMITTED, "over the border", (stage) -> stage.request.transmitted(RuleStage.NOW)),
				yes(Guard.TRANSMITTED, "over the border", (stage) -> stage.request.transmitted(RuleStage.NOW)),
				no(Guard.TRANSMITTED, "issued only", (stage) -> stage.request.issued(RuleStage.NOW)),
				yes(Guard.NOT_ACKNOWLEDGED, "theirs alone has a reference",
						(stage) -> stage.request.requestingReference("UKCA-1")),
				no(Guard.NOT_ACKNOWLEDGED, "it has a reference", (stage) -> stage.request.requestedReference("OIA-1")),
				yes(Guard.ACKNOWLEDGED, "it has a reference", (stage) -> stage.request.requestedReference("OIA-1")),
				no(Guard.ACKNOWLEDGED, "theirs alone has one", (stage) -> stage.request.requestingReference("UKCA-1")),
				yes(Guard.NOTICE_NOT_GIVEN, "none was", (stage) -> {
				}), no(Guard.NOTICE_NOT_GIVEN, "it was", (stage) -> stage.request.noticeUntil(RuleStage.TODAY)),
				yes(Guard.NOTICE_EXPIRED, "its day has come", (stage) -> stage.request.noticeUntil(RuleStage.TODAY)),
				yes(Guard.NOTICE_EXPIRED, "its day is past", (stage) -> stage.request.noticeUntil(daysAgo(1))),
				no(Guard.NOTICE_EXPIRED, "its day is tomorrow", (stage) -> stage.request.noticeUntil(daysAgo(-1))),
				no(Guard.NOTICE_EXPIRED, "none was given", (stage) -> {
				}));
	}

	private static List<Case> facts() {
		return List.of(yes(Guard.APPLICATION_COMPLETE, "nothing is missing", (stage) -> {
		}), yes(Guard.LETTER_LOCKED, "a version is locked", (stage) -> stage.facts.locked = true),
				no(Guard.LETTER_LOCKED, "none is", (stage) -> stage.facts.locked = false),
				yes(Guard.URGENCY_ASKED, "the letter asks", (stage) -> stage.facts.urgent = true),
				no(Guard.URGENCY_ASKED, "it does not", (stage) -> stage.facts.urgent = false),
				yes(Guard.NO_PROCESS_OPEN, "none is", (stage) -> stage.facts.partUnsettled = true),
				no(Guard.NO_PROCESS_OPEN, "one is", (stage) -> stage.facts.processOpen = true),
				yes(Guard.NO_PART_ON_ITS_WAY, "none is", (stage) -> stage.facts.processOpen = true),
				no(Guard.NO_PART_ON_ITS_WAY, "one is", (stage) -> stage.facts.partUnsettled = true),
				yes(Guard.PART_ON_ITS_WAY, "one is", (stage) -> stage.facts.partUnsettled = true),
				no(Guard.PART_ON_ITS_WAY, "none is", (stage) -> stage.facts.processOpen = true),
				yes(Guard.EVIDENCE_HAS_COME, "it came to this hop",
						(stage) -> stage.facts.evidence.put(OfficeKind.PROSECUTOR, RuleStage.NOW))
					.by(OfficeKind.PROSECUTOR),
				no(Guard.EVIDENCE_HAS_COME, "it came to another",
						(stage) -> stage.facts.evidence.put(OfficeKind.REQUESTING_AUTHORITY, RuleStage.NOW))
					.by(OfficeKind.PROSECUTOR),
				yes(Guard.SOME_ACCOUNT_LEFT, "one is open", (stage) -> {
					stage.account(AccountOutcome.REFUSED);
					stage.account();
				}), no(Guard.SOME_ACCOUNT_LEFT, "each has its outcome", (stage) -> {
					stage.account(AccountOutcome.REFUSED);
					stage.account(AccountOutcome.PRODUCED);
				}));
	}

	private static List<Case> conditions() {
		return List.of(held(Guard.CONFIRMATION_DUE, Condition.WRITTEN_LETTER_DUE, true),
				held(Guard.CONFIRMATION_DUE, Condition.SEALED, false),
				held(Guard.WITHDRAWAL_ASKED, Condition.WITHDRAWAL_ASKED, true),
				held(Guard.WITHDRAWAL_ASKED, Condition.USE_ASKED, false),
				held(Guard.WITHDRAWAL_NOT_ASKED, Condition.USE_ASKED, true),
				held(Guard.WITHDRAWAL_NOT_ASKED, Condition.WITHDRAWAL_ASKED, false),
				held(Guard.SEALED, Condition.SEALED, true), held(Guard.SEALED, Condition.TERMS_ACCEPTED, false),
				held(Guard.NOT_SEALED, Condition.TERMS_ACCEPTED, true), held(Guard.NOT_SEALED, Condition.SEALED, false),
				held(Guard.AUDITORS_BLIND, Condition.SEALED, true),
				held(Guard.AUDITORS_BLIND, Condition.SHOWN_TO_AUDITORS, false),
				held(Guard.AUDITORS_SEE_IT, Condition.SHOWN_TO_AUDITORS, true),
				held(Guard.AUDITORS_SEE_IT, Condition.SEALED, false), held(Guard.USE_ASKED, Condition.USE_ASKED, true),
				held(Guard.USE_ASKED, Condition.USE_CONSENTED, false),
				held(Guard.USE_NOT_ASKED, Condition.USE_CONSENTED, true),
				held(Guard.USE_NOT_ASKED, Condition.USE_ASKED, false));
	}

	/** Each hop decides for itself, and once. */
	private static List<Case> urgency() {
		return List.of(yes(Guard.URGENCY_UNDECIDED_HERE, "asked, and nobody has decided", (stage) -> {
		}), no(Guard.URGENCY_UNDECIDED_HERE, "not asked", (stage) -> stage.facts.urgent = false),
				yes(Guard.URGENCY_UNDECIDED_HERE, "another hop has granted and a third declined", (stage) -> {
					stage.begin(Condition.URGENCY_GRANTED, OfficeKind.PROSECUTOR);
					stage.begin(Condition.URGENCY_DECLINED, OfficeKind.REQUESTING_AUTHORITY);
				}),
				no(Guard.URGENCY_UNDECIDED_HERE, "granted here",
						(stage) -> stage.begin(Condition.URGENCY_GRANTED, OfficeKind.REQUESTED_AUTHORITY)),
				no(Guard.URGENCY_UNDECIDED_HERE, "declined here",
						(stage) -> stage.begin(Condition.URGENCY_DECLINED, OfficeKind.REQUESTED_AUTHORITY)));
	}

	private static List<Case> endings() {
		return List.of(closed(Guard.DECLINED_HERE, Outcome.DECLINED, true).by(OfficeKind.PROSECUTOR),
				closed(Guard.DECLINED_HERE, Outcome.DECLINED, false).by(OfficeKind.REQUESTING_AUTHORITY),
				closed(Guard.DECLINED_HERE, Outcome.WITHDRAWN, false).by(OfficeKind.PROSECUTOR),
				closed(Guard.WITHDRAWN, Outcome.WITHDRAWN, true), closed(Guard.WITHDRAWN, Outcome.DECLINED, false),
				closed(Guard.REFUSED_OR_UNANSWERED, Outcome.REFUSED, true),
				closed(Guard.REFUSED_OR_UNANSWERED, Outcome.UNANSWERED, true),
				closed(Guard.REFUSED_OR_UNANSWERED, Outcome.DECLINED, false),
				closed(Guard.EXECUTED, Outcome.EXECUTED, true), closed(Guard.EXECUTED, Outcome.EXECUTED_IN_PART, true),
				closed(Guard.EXECUTED, Outcome.NO_RECORDS, true), closed(Guard.EXECUTED, Outcome.REFUSED, false));
	}

	@ParameterizedTest
	@MethodSource("cases")
	void aGuardHoldsOrSaysWhyNot(Case one) {
		RuleStage stage = new RuleStage();
		one.stands().accept(stage);
		List<Rejection> refused = one.guard().check(stage.context(actor(stage, one.asks())));
		assertThat(refused).isEqualTo(one.holds() ? List.of() : List.of(Rejection.of(code(one.guard()))));
	}

	@Test
	void noGuardIsWithoutItsYesAndItsNo() {
		assertThat(asked(true)).isEqualTo(EnumSet.allOf(Guard.class));
		// Its no is the letter's own list of what is missing: below.
		assertThat(asked(false)).isEqualTo(EnumSet.complementOf(EnumSet.of(Guard.APPLICATION_COMPLETE)));
	}

	@Test
	void anApplicationLacksWhatTheLetterSays() {
		RuleStage stage = new RuleStage();
		stage.facts.complete = false;
		assertThat(Guard.APPLICATION_COMPLETE.check(stage.context(actor(stage, OfficeKind.INVESTIGATOR))))
			.containsExactly(Rejection.of("letter.facts.missing"));
	}

	@Test
	void noAccountIsLeftIfAllThatAreOpenAreChosen() {
		RuleStage stage = new RuleStage();
		UUID one = stage.account();
		UUID other = stage.account();
		stage.account(AccountOutcome.WITHDRAWN);
		assertThat(left(stage, one)).isTrue();
		assertThat(left(stage, other)).isTrue();
		assertThat(left(stage, one, other)).isFalse();
	}

	private static boolean left(RuleStage stage, UUID... chosen) {
		MoveDetails details = MoveDetails.none().withAccounts(Set.of(chosen));
		return Guard.SOME_ACCOUNT_LEFT.check(stage.context(actor(stage, OfficeKind.REQUESTED_AUTHORITY), details))
			.isEmpty();
	}

	/** What a person can mend is said when they try; the rest keeps the move away. */
	@Test
	void whatCanBeMendedIsShown() {
		assertThat(Stream.of(Guard.values()).filter((guard) -> !guard.hides())).containsExactlyInAnyOrder(
				Guard.APPLICATION_COMPLETE, Guard.LETTER_LOCKED, Guard.URGENCY_ASKED, Guard.SOME_ACCOUNT_LEFT);
	}

	/** Also a move that was hidden may be tried: from a page drawn before. */
	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "APPLICATION_COMPLETE")
	void everyNoHasItsWords(Guard guard) {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasenames("messages/requests");
		messages.setDefaultEncoding("UTF-8");
		assertThat(messages.getMessage(code(guard), null, "", Locale.UK)).isNotBlank();
	}

	private static Set<Guard> asked(boolean holds) {
		return cases().filter((one) -> one.holds() == holds)
			.map(Case::guard)
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(Guard.class)));
	}

	private static String code(Guard guard) {
		return "guard." + guard.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static Actor actor(RuleStage stage, OfficeKind kind) {
		return stage.at(kind, Role.SUPERVISOR);
	}

	private static LocalDate daysAgo(int days) {
		return RuleStage.TODAY.minusDays(days);
	}

	private static Case yes(Guard guard, String when, Consumer<RuleStage> stands) {
		return new Case(guard, OfficeKind.REQUESTED_AUTHORITY, true, when, stands);
	}

	private static Case no(Guard guard, String when, Consumer<RuleStage> stands) {
		return new Case(guard, OfficeKind.REQUESTED_AUTHORITY, false, when, stands);
	}

	private static Case held(Guard guard, Condition condition, boolean holds) {
		return new Case(guard, OfficeKind.REQUESTED_AUTHORITY, holds, condition.name(),
				(stage) -> stage.begin(condition, OfficeKind.EXECUTING_AUTHORITY));
	}

	private static Case closed(Guard guard, Outcome outcome, boolean holds) {
		return new Case(guard, OfficeKind.REQUESTED_AUTHORITY, holds, outcome.name(),
				(stage) -> stage.request.close(outcome, RuleStage.NOW, OfficeKind.PROSECUTOR));
	}

}
