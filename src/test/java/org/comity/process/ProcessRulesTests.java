package org.comity.process;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Mover;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.lifecycle.Generated;
import org.comity.requests.AccountOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * To whom a move could ever belong, who is offered it now, and what each move asks for:
 * the rules alone, without a database.
 */
class ProcessRulesTests {

	private static final LocalDate TODAY = ProcessRuleStage.TODAY;

	private final ProcessRuleStage stage = new ProcessRuleStage(ProcessKind.ORDER_2703D);

	private final UUID account = this.stage.demand();

	/** What a row asks for and writes, which its place in the diagram does not show. */
	@Test
	void whatEachMoveAsksAndWritesIsWhatWasReviewed() {
		StringBuilder text = new StringBuilder();
		for (ProcessMove move : ProcessMove.values()) {
			text.append(move).append('\n');
			line(text, "asks", move.required().stream().sorted());
			line(text, "may be given", move.optional().stream().sorted());
			line(text, "writes", move.effects().stream());
			line(text, "on", move.ownScreen() ? Stream.of("its own screen") : Stream.empty());
			line(text, "is", move.grave() ? Stream.of("grave") : Stream.empty());
		}
		Generated.matches(Path.of("src/test/resources/golden/process-asks.txt"), text.toString());
	}

	private static void line(StringBuilder text, String what, Stream<?> all) {
		String words = all.map(Object::toString).collect(Collectors.joining(", "));
		if (!words.isEmpty()) {
			text.append("  ").append(what).append(' ').append(words).append('\n');
		}
	}

	@ParameterizedTest
	@EnumSource
	void aMoveTakesWhatItAsksForAndWhatMayBeGiven(ProcessMove move) {
		for (ProcessInput input : ProcessInput.values()) {
			assertThat(move.takes(input)).as(move + " " + input)
				.isEqualTo(move.required().contains(input) || move.optional().contains(input));
		}
		assertThat(Collections.disjoint(move.required(), move.optional())).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void aMoveIsItsOfficesAndItsRoles(ProcessMove move) {
		for (Role role : Role.values()) {
			assertThat(mayEver(OfficeKind.EXECUTING_AUTHORITY, this.stage.executing, role, move))
				.isEqualTo(admits(move, OfficeKind.EXECUTING_AUTHORITY, role));
			assertThat(mayEver(OfficeKind.EXECUTING_AUTHORITY, Ids.next(), role, move)).isFalse();
			assertThat(mayEver(OfficeKind.PROVIDER, this.stage.provider, role, move))
				.isEqualTo(admits(move, OfficeKind.PROVIDER, role));
			assertThat(mayEver(OfficeKind.PROVIDER, Ids.next(), role, move)).isFalse();
			assertThat(mayEver(OfficeKind.REQUESTED_AUTHORITY, Ids.next(), role, move))
				.isEqualTo(admits(move, OfficeKind.REQUESTED_AUTHORITY, role));
			assertThat(mayEver(OfficeKind.PROSECUTOR, Ids.next(), role, move)).isFalse();
		}
	}

	private boolean mayEver(OfficeKind kind, UUID office, Role role, ProcessMove move) {
		return ProcessRules.mayEver(ProcessRuleStage.of(kind, office, role), this.stage.process, this.stage.about(),
				move);
	}

	private static boolean admits(ProcessMove move, OfficeKind kind, Role role) {
		return move.movers().stream().anyMatch((mover) -> mover.admits(kind, Set.of(role)));
	}

	@ParameterizedTest
	@EnumSource
	void aMoveThatNothingHidesIsOfferedInItsStatesAlone(ProcessMove move) {
		for (ProcessState state : ProcessState.values()) {
			this.stage.process.moveTo(state);
			for (Mover mover : move.movers()) {
				UUID office = (mover.kind() == OfficeKind.PROVIDER) ? this.stage.provider : this.stage.executing;
				Role role = mover.roles().iterator().next();
				ProcessContext context = this.stage.context(ProcessRuleStage.of(mover.kind(), office, role),
						ProcessDetails.none());
				boolean hidden = move.guards()
					.stream()
					.anyMatch((guard) -> guard.hides() && !guard.check(context).isEmpty());
				assertThat(ProcessRules.offered(move, context)).as(state + " " + mover.kind())
					.isEqualTo(move.from().contains(state) && !hidden);
			}
		}
	}

	@Test
	void aGuardThatHidesKeepsAMoveAwayAndAnotherDoesNot() {
		this.stage.process.moveTo(ProcessState.READY);
		ProcessContext context = this.stage.context(this.stage.attorney(), ProcessDetails.none());
		assertThat(ProcessRules.offered(ProcessMove.SERVE, context)).isTrue();
		assertThat(ProcessRules.offered(ProcessMove.EXPIRED, context)).isFalse();
		assertThat(ProcessRules.offered(ProcessMove.SERVE, this.stage.context(
				ProcessRuleStage.of(OfficeKind.EXECUTING_AUTHORITY, Ids.next(), Role.ATTORNEY), ProcessDetails.none())))
			.isFalse();
	}

	@Test
	void everyGuardOfTheRowIsAsked() {
		this.stage.process.authority(new ProcessDetails.Authority(null, null, null, null, TODAY.minusDays(1)));
		assertThat(told(ProcessMove.SERVE, ProcessDetails.none())).containsExactly(" process.guard.not-expired",
				" process.guard.return-date-ahead");
	}

	/** With nothing given, exactly what the row asks for is missed, beside its field. */
	@ParameterizedTest
	@EnumSource
	void whatIsAskedForIsMissed(ProcessMove move) {
		List<String> missed = new ArrayList<>();
		for (ProcessInput input : move.required()) {
			switch (input) {
				case OUTCOMES -> missed.add("outcome-" + this.account + " process.input.outcome.required");
				case CERTIFICATE -> missed.addAll(List.of("custodian process.input.custodian.required",
						"custodianTitle process.input.custodianTitle.required"));
				default -> missed.add(field(input) + " process.input." + field(input) + ".required");
			}
		}
		assertThat(asked(move, ProcessDetails.none())).containsExactlyInAnyOrderElementsOf(missed);
	}

	private static String field(ProcessInput input) {
		return switch (input) {
			case GRANTED_ON -> "grantedOn";
			case RETURN_DATE -> "returnDate";
			case ENDS_ON -> "endsOn";
			default -> input.name().toLowerCase(java.util.Locale.ROOT);
		};
	}

	@ParameterizedTest
	@EnumSource
	void whatIsGivenIsEnough(ProcessMove move) {
		this.stage.produced.add(this.account);
		assertThat(asked(move, whole())).isEmpty();
	}

	@Test
	void silenceForMoreThanAYearNeedsAReason() {
		List<String> refused = List.of("reason process.input.reason.beyond-a-year");
		for (ProcessMove move : List.of(ProcessMove.NON_DISCLOSURE_GRANTED, ProcessMove.NON_DISCLOSURE_EXTENDED)) {
			ProcessDetails year = whole().withReason(" ")
				.withNonDisclosure(Set.of(NonDisclosureGround.FLIGHT), TODAY, TODAY.plusYears(1));
			ProcessDetails longer = year.withNonDisclosure(Set.of(NonDisclosureGround.FLIGHT), TODAY,
					TODAY.plusYears(1).plusDays(1));
			assertThat(asked(move, year)).isEmpty();
			assertThat(asked(move, longer)).isEqualTo(refused);
			assertThat(asked(move, longer.withReason(null))).isEqualTo(refused);
			assertThat(asked(move, longer.withReason("A network abroad"))).isEmpty();
		}
		assertThat(ProcessRules.longerThanAYear(null, TODAY)).isFalse();
		assertThat(ProcessRules.longerThanAYear(TODAY, null)).isFalse();
	}

	@Test
	void blankWordsAreNone() {
		assertThat(asked(ProcessMove.JUDGE_ASKS, ProcessDetails.reason(" \n")))
			.containsExactly("reason process.input.reason.required");
	}

	@Test
	void wordsHaveAnEnd() {
		String text = "x".repeat(ProcessDetails.MAX_TEXT);
		String name = "x".repeat(ProcessDetails.MAX_NAME);
		ProcessDetails longest = whole().withMessage(text)
			.withReason(text)
			.withScope(text)
			.withAuthority(authority(name, name, name, TODAY, TODAY));
		assertThat(asked(ProcessMove.NARROWED, longest)).isEmpty();
		ProcessDetails longer = longest.withMessage(text + "x")
			.withReason(text + "x")
			.withScope(text + "x")
			.withAuthority(authority(name + "x", name + "x", name + "x", TODAY, TODAY));
		assertThat(asked(ProcessMove.NARROWED, longer)).containsExactly("message process.input.too-long",
				"scope process.input.too-long", "court process.input.too-long", "docket process.input.too-long",
				"judge process.input.too-long", "reason process.input.too-long");
	}

	@Test
	void aDecisionIsNotOfTomorrow() {
		assertThat(asked(ProcessMove.GRANTED,
				whole().withAuthority(authority("Court", "1", "Judge", TODAY.plusDays(1), null))))
			.containsExactly("grantedOn process.input.grantedOn.future");
		assertThat(asked(ProcessMove.GRANTED, whole().withAuthority(authority("Court", "1", "Judge", TODAY, null))))
			.isEmpty();
		// A move that does not take the day does not look at it.
		assertThat(asked(ProcessMove.DEFICIENT,
				whole().withAuthority(authority(null, null, null, TODAY.plusDays(1), null))))
			.isEmpty();
	}

	/** The last day of service: a warrant always has one. */
	@Test
	void serviceEndsTodayOrLater() {
		assertThat(asked(ProcessMove.GRANTED, whole().withAuthority(authority("Court", "1", "Judge", TODAY, TODAY))))
			.isEmpty();
		assertThat(asked(ProcessMove.GRANTED,
				whole().withAuthority(authority("Court", "1", "Judge", TODAY, TODAY.minusDays(1)))))
			.containsExactly("expiresOn process.input.expiresOn.past");
	}

	@Test
	void aWarrantNamesTheLastDayOfService() {
		ProcessRuleStage warrant = new ProcessRuleStage(ProcessKind.WARRANT);
		ProcessDetails without = whole().withAuthority(authority("Court", "1", "Judge", TODAY, null));
		assertThat(warrant.rules().check(ProcessMove.GRANTED, warrant.context(warrant.attorney(), without)))
			.containsExactly(Rejection.at("expiresOn", "process.input.expiresOn.required")
				.citing("Federal Rules of Criminal Procedure 41(e)(2)"));
		assertThat(warrant.rules()
			.check(ProcessMove.GRANTED, warrant.context(warrant.attorney(),
					without.withAuthority(authority("Court", "1", "J", TODAY, TODAY)))))
			.isEmpty();
		// A move that does not take it does not ask for it.
		assertThat(warrant.rules().check(ProcessMove.JUDGE_ASKS, warrant.context(warrant.attorney(), without)))
			.isEmpty();
	}

	@Test
	void theAnswerIsDueTomorrowAtTheEarliest() {
		assertThat(asked(ProcessMove.NEW_RETURN_DATE, whole().withReturnDate(TODAY)))
			.containsExactly("returnDate process.input.returnDate.past");
		assertThat(asked(ProcessMove.NEW_RETURN_DATE, whole().withReturnDate(TODAY.plusDays(1)))).isEmpty();
		assertThat(asked(ProcessMove.ANSWER, whole().withReturnDate(TODAY)))
			.containsExactly("returnDate process.input.returnDate.past");
		assertThat(asked(ProcessMove.ANSWER, whole().withReturnDate(null))).isEmpty();
		assertThat(asked(ProcessMove.ASK, whole().withReturnDate(TODAY))).isEmpty();
	}

	@Test
	void anOrderOfSilenceHasAGroundAndAnEnd() {
		assertThat(asked(ProcessMove.NON_DISCLOSURE_GRANTED, silence(TODAY.plusDays(1)))).isEmpty();
		assertThat(asked(ProcessMove.NON_DISCLOSURE_GRANTED, silence(TODAY)))
			.containsExactly("endsOn process.input.endsOn.past");
		assertThat(this.stage.rules()
			.check(ProcessMove.NON_DISCLOSURE_GRANTED,
					this.stage.context(this.stage.attorney(),
							ProcessDetails.none().withNonDisclosure(Set.of(), TODAY, TODAY.plusDays(1)))))
			.containsExactly(Rejection.at("grounds", "process.input.grounds.required").citing("18 U.S.C. 2705(b)"));
		assertThat(asked(ProcessMove.NON_DISCLOSURE_REFUSED, silence(TODAY))).isEmpty();
	}

	@Test
	void anExtensionExtends() {
		this.stage.silenced(TODAY.plusDays(10));
		assertThat(asked(ProcessMove.NON_DISCLOSURE_EXTENDED, silence(TODAY.plusDays(11)))).isEmpty();
		assertThat(asked(ProcessMove.NON_DISCLOSURE_EXTENDED, silence(TODAY.plusDays(10))))
			.containsExactly("endsOn process.input.endsOn.no-extension");
		assertThat(asked(ProcessMove.NON_DISCLOSURE_GRANTED, silence(TODAY.plusDays(10)))).isEmpty();
	}

	private static ProcessDetails silence(LocalDate until) {
		return ProcessDetails.none().withNonDisclosure(Set.of(NonDisclosureGround.FLIGHT), TODAY, until);
	}

	/** What is said to be produced, or not to be there, is borne out by a lodged part. */
	@Test
	void anAnswerIsBorneOut() {
		String field = "outcome-" + this.account + " process.input.outcome.";
		assertThat(answer(AccountOutcome.PRODUCED)).containsExactly(field + "produced.not-lodged");
		assertThat(answer(AccountOutcome.NO_RECORDS)).containsExactly(field + "no-records.not-lodged");
		assertThat(answer(AccountOutcome.NOT_OURS)).isEmpty();
		assertThat(answer(AccountOutcome.REFUSED)).containsExactly(field + "required");
		this.stage.produced.add(this.account);
		assertThat(answer(AccountOutcome.PRODUCED)).isEmpty();
		assertThat(answer(AccountOutcome.NO_RECORDS)).containsExactly(field + "no-records.not-lodged");
		this.stage.produced.clear();
		this.stage.noRecords.add(this.account);
		assertThat(answer(AccountOutcome.NO_RECORDS)).isEmpty();
		assertThat(answer(AccountOutcome.PRODUCED)).containsExactly(field + "produced.not-lodged");
	}

	@Test
	void aRefusedAnswerNamesTheAccount() {
		assertThat(this.stage.rules()
			.check(ProcessMove.ANSWER_IN_FULL,
					this.stage.context(this.stage.counsel(),
							whole().withAnswer(Map.of(this.account, AccountOutcome.PRODUCED), whole().certificate()))))
			.containsExactly(Rejection.at("outcome-" + this.account, "process.input.outcome.produced.not-lodged",
					"a@mail.example"));
	}

	@Test
	void everyAccountIsAnswered() {
		UUID second = this.stage.demand();
		this.stage.produced.add(this.account);
		assertThat(answer(AccountOutcome.PRODUCED))
			.containsExactly("outcome-" + second + " process.input.outcome.required");
	}

	@Test
	void withoutTheEvidenceNothingIsBorneOut() {
		ProcessRules alone = new ProcessRules(new StaticListableBeanFactory().getBeanProvider(ProductionFacts.class));
		assertThat(alone.check(ProcessMove.ANSWER_IN_FULL, this.stage.context(this.stage.counsel(), whole())))
			.extracting(Rejection::code)
			.containsExactly("process.input.outcome.produced.not-lodged");
	}

	private List<String> answer(AccountOutcome outcome) {
		return asked(ProcessMove.ANSWER_IN_FULL,
				whole().withAnswer(Map.of(this.account, outcome), whole().certificate()));
	}

	@Test
	void theCustodianIsNamed() {
		this.stage.produced.add(this.account);
		String name = "x".repeat(ProcessDetails.MAX_NAME);
		assertThat(certified(new ProcessDetails.Certificate(name, name))).isEmpty();
		assertThat(certified(new ProcessDetails.Certificate(name + "x", name + "x")))
			.containsExactly("custodian process.input.too-long", "custodianTitle process.input.too-long");
		assertThat(certified(new ProcessDetails.Certificate(" ", " "))).containsExactly(
				"custodian process.input.custodian.required", "custodianTitle process.input.custodianTitle.required");
		assertThat(this.stage.rules()
			.check(ProcessMove.ANSWER_IN_FULL,
					this.stage.context(this.stage.counsel(),
							whole().withAnswer(whole().outcomes(), new ProcessDetails.Certificate("", "Custodian")))))
			.containsExactly(Rejection.at("custodian", "process.input.custodian.required")
				.citing("Federal Rules of Evidence 902(11), 902(13)"));
	}

	private List<String> certified(ProcessDetails.Certificate certificate) {
		return asked(ProcessMove.ANSWER_IN_FULL, whole().withAnswer(whole().outcomes(), certificate));
	}

	private ProcessDetails whole() {
		return ProcessDetails.message("words")
			.withReason("reason")
			.withObjections(Set.of(ObjectionGround.OTHER))
			.withMeans(CompulsionMeans.MOTION_TO_COMPEL)
			.withScope("less")
			.withReturnDate(TODAY.plusDays(30))
			.withNonDisclosure(Set.of(NonDisclosureGround.FLIGHT), TODAY, TODAY.plusDays(90))
			.withAuthority(authority("Court", "1:26-mj-1", "Judge", TODAY, TODAY.plusDays(14)))
			.withAnswer(Map.of(this.account, AccountOutcome.PRODUCED),
					new ProcessDetails.Certificate("Dana Ruiz", "Custodian"));
	}

	private static ProcessDetails.Authority authority(@Nullable String court, @Nullable String docket,
			@Nullable String judge, @Nullable LocalDate granted, @Nullable LocalDate expires) {
		return new ProcessDetails.Authority(court, docket, judge, granted, expires);
	}

	/** What is said of the form, whatever the guards say. */
	private List<String> asked(ProcessMove move, ProcessDetails details) {
		return told(move, details).stream().filter((one) -> !one.startsWith(" ")).toList();
	}

	private List<String> told(ProcessMove move, ProcessDetails details) {
		Actor actor = this.stage.attorney();
		return this.stage.rules()
			.check(move, this.stage.context(actor, details))
			.stream()
			.map((one) -> one.field() + " " + one.code())
			.toList();
	}

	@Test
	void aStrongerProcessCarriesTheWeakerData() {
		assertThat(Arrays.stream(DataSought.values()).filter(ProcessKind.SUBPOENA::carries))
			.containsExactly(DataSought.BASIC_SUBSCRIBER);
		assertThat(Arrays.stream(DataSought.values()).filter(ProcessKind.ORDER_2703D::carries))
			.containsExactly(DataSought.BASIC_SUBSCRIBER, DataSought.OTHER_RECORDS);
		assertThat(DataSought.values()).allMatch(ProcessKind.WARRANT::carries);
		assertThat(ProcessKind.leastFor(List.of())).isEqualTo(ProcessKind.SUBPOENA);
		assertThat(ProcessKind.leastFor(EnumSet.of(DataSought.BASIC_SUBSCRIBER, DataSought.OTHER_RECORDS)))
			.isEqualTo(ProcessKind.ORDER_2703D);
		assertThat(ProcessKind.leastFor(EnumSet.of(DataSought.LOCATION))).isEqualTo(ProcessKind.WARRANT);
	}

	@Test
	void theProviderIsAwaitedInTwoStates() {
		assertThat(Arrays.stream(ProcessState.values()).filter(ProcessState::withProvider))
			.containsExactly(ProcessState.SERVED, ProcessState.ANSWERING);
		assertThat(Arrays.stream(ProcessState.values()).filter((state) -> !state.open()))
			.containsExactly(ProcessState.ENDED);
		assertThat(Arrays.stream(ProcessState.values()).filter((state) -> state.heldBy() == null))
			.containsExactly(ProcessState.ENDED);
	}

}
