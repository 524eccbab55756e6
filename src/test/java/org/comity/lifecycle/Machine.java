package org.comity.lifecycle;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.comity.evidence.ProductionMove;
import org.comity.evidence.ProductionState;
import org.comity.kernel.Move;
import org.comity.kernel.Mover;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessState;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestState;

/**
 * One lifecycle as data, whatever its states are.
 */
record Machine<S extends Enum<S>>(String title, String file, List<S> states, List<? extends Move<S>> moves, S first,
		Set<S> last) {

	static final Machine<RequestState> REQUEST = new Machine<>("Request: out over the hops", "request",
			List.of(RequestState.values()), List.of(RequestMove.values()), RequestState.DRAFT,
			Set.of(RequestState.CLOSED));

	static final Machine<ProcessState> PROCESS = new Machine<>("Process: one instrument", "process",
			List.of(ProcessState.values()), List.of(ProcessMove.values()), ProcessState.PREPARING,
			Set.of(ProcessState.ENDED));

	static final Machine<ProductionState> PRODUCTION = new Machine<>("Production: one part, home over the hops",
			"production", List.of(ProductionState.values()), List.of(ProductionMove.values()),
			ProductionState.UPLOADING, Set.of(ProductionState.WITHHELD, ProductionState.RECEIVED,
					ProductionState.DISCARDED, ProductionState.SUPERSEDED));

	static List<Machine<?>> all() {
		return List.of(REQUEST, PROCESS, PRODUCTION);
	}

	/**
	 * Every (state, office kind, role, move) that the table admits, a line each.
	 */
	String matrix() {
		StringBuilder text = new StringBuilder();
		for (S state : this.states) {
			text.append(state).append('\n');
			for (OfficeKind kind : OfficeKind.values()) {
				for (Role role : Role.values()) {
					Set<String> open = new TreeSet<>();
					for (Move<S> move : this.moves) {
						if (move.from().contains(state) && holds(move, state, kind)
								&& move.movers().stream().anyMatch((mover) -> mover.admits(kind, Set.of(role)))) {
							open.add(move.name() + target(move));
						}
					}
					if (!open.isEmpty()) {
						text.append("  ").append(kind).append(' ').append(role).append('\n');
						open.forEach((move) -> text.append("    ").append(move).append('\n'));
					}
				}
			}
			for (Move<S> move : this.moves) {
				if (move.system() && move.from().contains(state)) {
					text.append("  system\n    ").append(move.name()).append(target(move)).append('\n');
				}
			}
		}
		return text.toString();
	}

	/** A move that is the holder's alone is nobody else's. */
	private static boolean holds(Move<?> move, Enum<?> state, OfficeKind kind) {
		return !move.guardNames().contains("HOLDER")
				|| state instanceof RequestState request && request.heldBy() == kind;
	}

	private String target(Move<S> move) {
		String guards = move.guardNames().isEmpty() ? "" : " if " + String.join(", ", move.guardNames());
		return ((move.to() != null) ? " -> " + move.to() : " (stays)") + guards;
	}

	/** States that can be reached from one, by moves that the filter lets through. */
	Set<S> reachable(S from, java.util.function.Predicate<Move<S>> filter) {
		Set<S> seen = new java.util.LinkedHashSet<>(Set.of(from));
		java.util.ArrayDeque<S> queue = new java.util.ArrayDeque<>(seen);
		while (!queue.isEmpty()) {
			S state = queue.remove();
			for (Move<S> move : this.moves) {
				S to = move.to();
				if (to != null && move.from().contains(state) && filter.test(move) && seen.add(to)) {
					queue.add(to);
				}
			}
		}
		return seen;
	}

	/** The diagram in Mermaid: one arrow per pair of states, with the moves on it. */
	String diagram() {
		StringBuilder text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
		text.append("    [*] --> ").append(this.first).append('\n');
		for (S from : this.states) {
			for (S to : this.states) {
				List<String> names = this.moves.stream()
					.filter((move) -> move.from().contains(from) && move.to() == to)
					.map((move) -> words(move.name()))
					.toList();
				if (!names.isEmpty()) {
					text.append("    ").append(from).append(" --> ").append(to).append(": ");
					text.append(String.join(" / ", names)).append('\n');
				}
			}
		}
		this.last.stream().sorted().forEach((state) -> text.append("    ").append(state).append(" --> [*]\n"));
		return text.append("```\n").toString();
	}

	/** The rows of the table, as a lawyer would read them. */
	String table() {
		StringBuilder text = new StringBuilder("| Move | From | Who may | Only if | To |\n|---|---|---|---|---|\n");
		for (Move<S> move : this.moves) {
			text.append("| ").append(words(move.name())).append(" | ");
			text.append(String.join("<br>", move.from().stream().sorted().map(Enum::name).toList())).append(" | ");
			text.append(move.system() ? "the system, as a consequence"
					: String.join("<br>", move.movers().stream().map(Machine::who).toList()));
			if (!move.proposers().isEmpty()) {
				text.append("<br>*where the channel asks for two, proposed first by another:* ")
					.append(String.join(", ", move.proposers().stream().map(Machine::who).toList()));
			}
			text.append(" | ");
			text.append(String.join(", ", move.guardNames().stream().map(Machine::words).toList())).append(" | ");
			text.append((move.to() != null) ? move.to().name() : "stays").append(" |\n");
		}
		return text.toString();
	}

	private static String who(Mover mover) {
		return words(mover.kind().name()) + " (" + String.join(", ",
				Arrays.stream(Role.values()).filter(mover.roles()::contains).map((role) -> words(role.name())).toList())
				+ ")";
	}

	static String words(String name) {
		return name.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
	}

}
