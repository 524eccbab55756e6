package org.comity.evidence;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.requests.RequestState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each guard says yes where it holds, and no, in its own words, where it does not.
 */
class PartGuardTests {

	/** They are asked where the move is carried out, which alone knows what they ask. */
	private static final Set<PartGuard> ELSEWHERE = EnumSet.of(PartGuard.PROCESS_TAKES_PARTS,
			PartGuard.ACCOUNTS_ANSWERED, PartGuard.CERTIFIED, PartGuard.HASHES_AGREE);

	/**
	 * One guard, and how things stand.
	 *
	 * @param guard the guard
	 * @param holds whether it holds then
	 * @param when how things stand, in words
	 * @param stands makes them stand so
	 */
	private record Case(PartGuard guard, boolean holds, String when, Consumer<PartRuleStage> stands) {

		@Override
		public String toString() {
			return this.guard + (this.holds ? " holds: " : " does not hold: ") + this.when;
		}

	}

	static Stream<Case> cases() {
		return Stream.of(offices(), filter(), contents(), requests()).flatMap(List::stream);
	}

	private static List<Case> offices() {
		return List.of(yes(PartGuard.PRODUCER, "its own", (stage) -> stage.producer = stage.here),
				no(PartGuard.PRODUCER, "another's", (stage) -> stage.producer = Ids.next()),
				yes(PartGuard.AT_THIS_HOP, "here", (stage) -> stage.holder = stage.here),
				no(PartGuard.AT_THIS_HOP, "elsewhere", (stage) -> stage.holder = Ids.next()),
				yes(PartGuard.SENT_FROM_HERE, "from here", (stage) -> stage.holder = stage.here),
				no(PartGuard.SENT_FROM_HERE, "from elsewhere", (stage) -> stage.holder = Ids.next()),
				yes(PartGuard.LODGED_BY_ANOTHER, "by another", (stage) -> stage.ownLodging = false),
				no(PartGuard.LODGED_BY_ANOTHER, "by who confirms", (stage) -> stage.ownLodging = true),
				yes(PartGuard.CAME_HERE, "it was here", (stage) -> stage.stops.addAll(Set.of(Ids.next(), stage.here))),
				no(PartGuard.CAME_HERE, "it was elsewhere", (stage) -> stage.stops.add(Ids.next())),
				yes(PartGuard.LAST_HOP, "nobody comes after", (stage) -> stage.next = null),
				no(PartGuard.LAST_HOP, "somebody does", (stage) -> {
				}), yes(PartGuard.NOT_LAST_HOP, "somebody comes after", (stage) -> {
				}), no(PartGuard.NOT_LAST_HOP, "nobody does", (stage) -> stage.next = null));
	}

	private static List<Case> filter() {
		return List.of(yes(PartGuard.FILTERED, "made by the filter", (stage) -> stage.filteredFrom = Ids.next()),
				yes(PartGuard.FILTERED, "nothing to filter", (stage) -> stage.files = false),
				yes(PartGuard.FILTERED, "past the filter", (stage) -> stage.hop = OfficeKind.REQUESTED_AUTHORITY),
				no(PartGuard.FILTERED, "as it was lodged", (stage) -> {
				}), yes(PartGuard.NOT_FILTERED, "as it was lodged", (stage) -> {
				}), no(PartGuard.NOT_FILTERED, "made by the filter", (stage) -> stage.filteredFrom = Ids.next()),
				no(PartGuard.NOT_FILTERED, "nothing to filter", (stage) -> stage.files = false),
				yes(PartGuard.MADE_BY_FILTER, "it was", (stage) -> stage.filteredFrom = Ids.next()),
				no(PartGuard.MADE_BY_FILTER, "as it was lodged", (stage) -> {
				}), yes(PartGuard.NOT_MADE_HERE, "as it was lodged", (stage) -> {
				}), yes(PartGuard.NOT_MADE_HERE, "made by the filter, and on its way", (stage) -> {
					stage.filteredFrom = Ids.next();
					stage.hop = OfficeKind.REQUESTED_AUTHORITY;
				}), no(PartGuard.NOT_MADE_HERE, "made by the filter here", (stage) -> stage.filteredFrom = Ids.next()),
				yes(PartGuard.NO_REPLACEMENT, "for itself", (stage) -> {
				}), no(PartGuard.NO_REPLACEMENT, "for another", (stage) -> stage.replaces = Ids.next()));
	}

	private static List<Case> contents() {
		return List.of(yes(PartGuard.HASHES_DIFFER, "they did", (stage) -> stage.differs = true),
				no(PartGuard.HASHES_DIFFER, "they did not", (stage) -> stage.differs = false),
				yes(PartGuard.SOMETHING_PASSES, "some is not marked", (stage) -> stage.allMarked = false),
				no(PartGuard.SOMETHING_PASSES, "all is", (stage) -> stage.allMarked = true),
				yes(PartGuard.NOTHING_PASSES, "all is marked", (stage) -> stage.allMarked = true),
				no(PartGuard.NOTHING_PASSES, "some is not", (stage) -> stage.allMarked = false),
				yes(PartGuard.NONE_BEING_FILLED, "none is", (stage) -> stage.beingFilled = false),
				no(PartGuard.NONE_BEING_FILLED, "one is", (stage) -> stage.beingFilled = true));
	}

	private static List<Case> requests() {
		Set<RequestState> executing = EnumSet.of(RequestState.EXECUTION_REVIEW, RequestState.EXECUTING,
				RequestState.WITH_PROVIDER);
		return Stream.of(RequestState.values())
			.map((state) -> new Case(PartGuard.IN_EXECUTION, executing.contains(state), state.name(),
					(stage) -> stage.request = state))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void aGuardHoldsOrSaysWhyNot(Case one) {
		PartRuleStage stage = new PartRuleStage();
		one.stands().accept(stage);
		assertThat(one.guard().check(stage.context()))
			.isEqualTo(one.holds() ? List.of() : List.of(Rejection.of(code(one.guard()))));
	}

	@Test
	void noGuardIsWithoutItsYesAndItsNo() {
		assertThat(asked(true)).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE)));
		assertThat(asked(false)).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE)));
	}

	@Test
	void whatIsAskedElsewhereHidesNothingHere() {
		for (PartGuard guard : ELSEWHERE) {
			assertThat(guard.hides()).as(guard.name()).isFalse();
			assertThat(guard.check(new PartRuleStage().context())).as(guard.name()).isEmpty();
		}
	}

	/** What a person can mend is said when they try; the rest keeps the move away. */
	@Test
	void whatCanBeMendedIsShown() {
		assertThat(Stream.of(PartGuard.values()).filter((guard) -> !guard.hides() && !ELSEWHERE.contains(guard)))
			.containsExactlyInAnyOrder(PartGuard.LODGED_BY_ANOTHER, PartGuard.SOMETHING_PASSES,
					PartGuard.NOTHING_PASSES, PartGuard.NONE_BEING_FILLED);
	}

	/** Also a move that was hidden may be tried: from a page drawn before. */
	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE,
			names = { "PROCESS_TAKES_PARTS", "ACCOUNTS_ANSWERED", "CERTIFIED", "HASHES_AGREE" })
	void everyNoHasItsWords(PartGuard guard) {
		ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
		messages.setBasenames("messages/evidence");
		messages.setDefaultEncoding("UTF-8");
		assertThat(messages.getMessage(code(guard), null, "", Locale.UK)).isNotBlank();
	}

	private static Set<PartGuard> asked(boolean holds) {
		return cases().filter((one) -> one.holds() == holds)
			.map(Case::guard)
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(PartGuard.class)));
	}

	private static String code(PartGuard guard) {
		return "evidence.guard." + guard.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static Case yes(PartGuard guard, String when, Consumer<PartRuleStage> stands) {
		return new Case(guard, true, when, stands);
	}

	private static Case no(PartGuard guard, String when, Consumer<PartRuleStage> stands) {
		return new Case(guard, false, when, stands);
	}

}
