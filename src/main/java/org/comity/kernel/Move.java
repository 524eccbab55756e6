package org.comity.kernel;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One row of a lifecycle table. Three enums implement it: request, process, production. A
 * row with no mover is made by the system, as the consequence of a move elsewhere and in
 * the same transaction.
 *
 * @param <S> the states of the machine
 */
public interface Move<S extends Enum<S>> {

	String name();

	/** The states in which the move is open. Never empty. */
	Set<S> from();

	/** Who may make it; empty for the system's own moves. */
	List<Mover> movers();

	/** The state it leads to, or null where the state stays as it is. */
	@Nullable S to();

	/** Names of the guards that must hold, in the order in which they are asked. */
	List<String> guardNames();

	/**
	 * Who may propose it where the channel asks for two people; empty where one suffices
	 * in every channel. A second person, who is among the {@link #movers()}, makes it.
	 */
	default List<Mover> proposers() {
		return List.of();
	}

	/** Whether an office of this kind can be asked for two people. */
	default boolean byTwoAt(OfficeKind kind) {
		return proposers().stream().anyMatch((mover) -> mover.kind() == kind);
	}

	/** Whether this person may propose it, if the channel asks for two. */
	default boolean proposedBy(Actor actor) {
		return proposers().stream().anyMatch((mover) -> mover.admits(actor.kind(), actor.roles()));
	}

	default boolean system() {
		return movers().isEmpty();
	}

	default boolean admits(Actor actor) {
		return movers().stream().anyMatch((mover) -> mover.admits(actor.kind(), actor.roles()));
	}

}
