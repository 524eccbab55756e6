package org.comity.evidence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.requests.PartPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is offered a move of a part now, and what each asks for: the rules alone, without a
 * database.
 */
class PartRulesTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 14);

	private final PartRuleStage stage = new PartRuleStage();

	@ParameterizedTest
	@CsvSource({ "DISPUTE,MESSAGE", "REPLACE,REASON", "FILTER_AGAIN,REASON", "TAKE_UP_AGAIN,REASON", "DESTROY,REASON",
			"KEEP_LONGER,REASON DATE", "DISPUTE_FURTHER_BACK,MESSAGE", "RECEIVE,''", "FORWARD,''" })
	void aMoveAsksWhatWasReviewed(ProductionMove move, String asks) {
		assertThat(move.required()).containsExactlyInAnyOrderElementsOf(
				Arrays.stream(asks.split(" ")).filter((one) -> !one.isEmpty()).map(PartInput::valueOf).toList());
	}

	@Test
	void whatMayBeGivenIsTakenAsWell() {
		assertThat(Arrays.stream(ProductionMove.values()).filter((move) -> move.takes(PartInput.LIST)))
			.containsExactly(ProductionMove.CONFIRM);
		assertThat(Arrays.stream(ProductionMove.values()).filter((move) -> move.takes(PartInput.MESSAGE)))
			.containsExactly(ProductionMove.DISPUTE, ProductionMove.FORWARD, ProductionMove.RESEND,
					ProductionMove.DISPUTE_FURTHER_BACK);
		assertThat(Arrays.stream(ProductionMove.values()).filter((move) -> move.takes(PartInput.DATE)))
			.containsExactly(ProductionMove.KEEP_LONGER);
	}

	@ParameterizedTest
	@EnumSource
	void aMoveThatNothingHidesIsOfferedInItsStatesAlone(ProductionMove move) {
		for (ProductionState state : ProductionState.values()) {
			this.stage.state = state;
			PartContext context = this.stage.context();
			boolean hidden = move.guards()
				.stream()
				.anyMatch((guard) -> guard.hides() && !guard.check(context).isEmpty());
			assertThat(PartRules.offered(move, context)).as(state.name())
				.isEqualTo(move.from().contains(state) && !hidden);
		}
	}

	@Test
	void aGuardThatHidesKeepsAMoveAwayAndAnotherDoesNot() {
		this.stage.allMarked = true;
		assertThat(PartRules.offered(ProductionMove.FILTER, this.stage.context())).isTrue();
		this.stage.holder = Ids.next();
		assertThat(PartRules.offered(ProductionMove.FILTER, this.stage.context())).isFalse();
	}

	@Test
	void everyGuardOfTheRowIsAsked() {
		this.stage.holder = Ids.next();
		this.stage.allMarked = true;
		this.stage.filteredFrom = Ids.next();
		assertThat(check(wish(ProductionMove.FILTER))).containsExactly(" evidence.guard.at-this-hop",
				" evidence.guard.not-filtered", " evidence.guard.something-passes");
	}

	/** With nothing given, exactly what the row asks for is missed, beside its field. */
	@ParameterizedTest
	@EnumSource
	void whatIsAskedForIsMissed(ProductionMove move) {
		List<String> missed = new ArrayList<>();
		for (PartInput input : move.required()) {
			String field = input.name().toLowerCase(Locale.ROOT);
			missed.add(field + " evidence.input." + field + ".required");
		}
		assertThat(asked(wish(move))).containsExactlyInAnyOrderElementsOf(missed);
		assertThat(asked(whole(move))).isEmpty();
	}

	@Test
	void blankWordsAreNone() {
		assertThat(asked(wish(ProductionMove.DISPUTE).withMessage(" \n")))
			.containsExactly("message evidence.input.message.required");
	}

	/** Whether they are asked for or not: no column takes more. */
	@ParameterizedTest
	@EnumSource(names = { "DISPUTE", "FORWARD", "DESTROY" })
	void wordsHaveAnEnd(ProductionMove move) {
		String longest = "x".repeat(PartCommand.LONGEST);
		assertThat(asked(wish(move).withMessage(longest).withReason(longest))).isEmpty();
		assertThat(asked(wish(move).withMessage(longest + "x").withReason(longest + "x")))
			.containsExactly("message evidence.input.too-long", "reason evidence.input.too-long");
	}

	@Test
	void aDayIsInTheFuture() {
		assertThat(asked(whole(ProductionMove.KEEP_LONGER).withDate(TODAY)))
			.containsExactly("date evidence.input.date.future");
		assertThat(asked(whole(ProductionMove.KEEP_LONGER).withDate(TODAY.plusDays(1)))).isEmpty();
	}

	@Test
	void eachThingIsAddedToTheRest() {
		UUID part = Ids.next();
		UUID key = Ids.next();
		UUID entry = Ids.next();
		Optional<OwnList> list = OwnList.read("0".repeat(64));
		PartCommand whole = new PartCommand(part, ProductionMove.CONFIRM, key, entry, "words", "why", TODAY,
				list.orElseThrow());
		PartCommand none = PartCommand.of(part, ProductionMove.CONFIRM, key, entry);
		assertThat(none.withMessage("words").withReason("why").withDate(TODAY).withList(list.get())).isEqualTo(whole);
		assertThat(none.withList(list.get()).withDate(TODAY).withReason("why").withMessage("words")).isEqualTo(whole);
	}

	@Test
	void aPartIsOnItsWayUntilItsRoadIsAtAnEnd() {
		assertThat(Arrays.stream(ProductionState.values()).filter(ProductionState::onItsWay))
			.containsExactly(ProductionState.SENT, ProductionState.HELD, ProductionState.DISPUTED);
		assertThat(Arrays.stream(ProductionState.values()).filter((state) -> !state.lodged()))
			.containsExactly(ProductionState.UPLOADING, ProductionState.DISCARDED);
	}

	/** What a provider fills is waited for only in place of another. */
	@ParameterizedTest
	@EnumSource
	void somebodyWaitsForWhatIsOnItsWayOrOwed(ProductionState state) {
		this.stage.state = state;
		assertThat(this.stage.part().unsettled()).isEqualTo(state.onItsWay());
		this.stage.replaces = Ids.next();
		assertThat(this.stage.part().unsettled()).isEqualTo(state.onItsWay() || state == ProductionState.UPLOADING);
	}

	@ParameterizedTest
	@EnumSource
	void aPartHasAPlaceOnceItIsLodged(ProductionState state) {
		this.stage.state = state;
		this.stage.hop = OfficeKind.PROSECUTOR;
		Set<ProductionState> nowhere = Set.of(ProductionState.UPLOADING, ProductionState.DISCARDED);
		assertThat(this.stage.part().place())
			.isEqualTo(nowhere.contains(state) ? state.name() : PartPlace.of(state, OfficeKind.PROSECUTOR));
	}

	private static PartCommand wish(ProductionMove move) {
		return PartCommand.of(Ids.next(), move, Ids.next(), null);
	}

	private static PartCommand whole(ProductionMove move) {
		return wish(move).withMessage("words").withReason("why").withDate(TODAY.plusDays(30));
	}

	private List<String> check(PartCommand command) {
		return PartRules.check(command, this.stage.context(), TODAY)
			.stream()
			.map((one) -> one.field() + " " + one.code())
			.toList();
	}

	/** What is said of the form, whatever the guards say. */
	private List<String> asked(PartCommand command) {
		return check(command).stream().filter((one) -> !one.startsWith(" ")).toList();
	}

}
