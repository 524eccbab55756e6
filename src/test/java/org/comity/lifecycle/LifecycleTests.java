package org.comity.lifecycle;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.comity.kernel.Move;
import org.comity.kernel.OfficeKind;
import org.comity.process.ProcessState;
import org.comity.requests.RequestState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds of every lifecycle table.
 */
class LifecycleTests {

	static List<Machine<?>> machines() {
		return Machine.all();
	}

	/**
	 * Every (state, role, move), admitted or not: what is not in the file is not
	 * admitted.
	 */
	@ParameterizedTest
	@MethodSource("machines")
	void theTableIsTheOneThatWasReviewed(Machine<?> machine) {
		Generated.matches(Path.of("src/test/resources/golden/" + machine.file() + "-moves.txt"), machine.matrix());
	}

	@ParameterizedTest
	@MethodSource("machines")
	void everyStateIsReached(Machine<?> machine) {
		assertThat(reachedFromTheFirst(machine)).containsExactlyInAnyOrderElementsOf(names(machine.states()));
	}

	private static <S extends Enum<S>> List<String> reachedFromTheFirst(Machine<S> machine) {
		return machine.reachable(machine.first(), (move) -> true).stream().map(Enum::name).toList();
	}

	private static List<String> names(List<? extends Enum<?>> states) {
		return states.stream().map(Enum::name).toList();
	}

	@ParameterizedTest
	@MethodSource("machines")
	void everyMoveStartsSomewhereAndIsSomebodys(Machine<?> machine) {
		assertThat(machine.moves()).allSatisfy((move) -> assertThat(move.from()).isNotEmpty());
		assertThat(machine.moves()).allSatisfy(
				(move) -> assertThat(move.movers()).allSatisfy((mover) -> assertThat(mover.kind().isHop()).isTrue()));
	}

	/**
	 * From any open state the request can be closed though the office awaited never acts.
	 * Guards that ask about another machine are attainable without it: an open process is
	 * ended by the requested authority, and the return of a part is stopped by it.
	 */
	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOSED")
	void closedStaysReachableThoughTheOfficeAwaitedNeverActs(RequestState state) {
		awaited(state).forEach((silent) -> assertThat(
				Machine.REQUEST.reachable(state, (move) -> move.system() || someoneElse(move, silent)))
			.as("%s, and %s never acts", state, silent)
			.contains(RequestState.CLOSED));
	}

	/**
	 * A returning request waits for whoever holds a part: any office may be the silent
	 * one.
	 */
	private static Stream<OfficeKind> awaited(RequestState state) {
		OfficeKind holder = state.heldBy();
		return (holder != null) ? Stream.of(holder) : Stream.of(OfficeKind.values()).filter(OfficeKind::isHop);
	}

	private static boolean someoneElse(Move<?> move, OfficeKind silent) {
		return move.movers().stream().anyMatch((mover) -> mover.kind() != silent);
	}

	/**
	 * The check above would notice: take the ways round the silent office away and it
	 * fails.
	 */
	@Test
	void aSilentOfficeWouldBeNoticed() {
		Set<String> ways = Set.of("RECALL_QUESTION", "GIVE_NOTICE", "CLOSE_UNANSWERED");
		assertThat(Machine.REQUEST.reachable(RequestState.INFORMATION_NEEDED,
				(move) -> (move.system() || someoneElse(move, OfficeKind.REQUESTING_AUTHORITY))
						&& !ways.contains(move.name()) && !move.name().equals("WITHDRAW")))
			.doesNotContain(RequestState.CLOSED);
	}

	@Test
	void lifecyclePageIsCurrent() {
		StringBuilder page = new StringBuilder("# Lifecycle\n\n");
		page.append("Made from the tables in the code by `LifecycleTests`; do not edit. Each machine is one enum, ");
		page.append("a row per move. A move that *stays* leaves the state as it is.\n");
		for (Machine<?> machine : Machine.all()) {
			page.append("\n## ").append(machine.title()).append("\n\n");
			page.append(machine.diagram()).append('\n').append(machine.table());
		}
		Generated.matches(Path.of("docs/lifecycle.md"), page.toString());
	}

}
