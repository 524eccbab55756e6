package org.comity.desks.usao.milestones;

import java.util.Collection;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.Rejection;
import org.comity.requests.Milestones;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveRefused;
import org.comity.requests.MoveResult;
import org.comity.requests.RequestMoves;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Releases milestones and writes it on the ledger, both or neither.
 */
@Service
class Releases {

	private final RequestMoves moves;

	private final Milestones milestones;

	Releases(RequestMoves moves, Milestones milestones) {
		this.moves = moves;
		this.milestones = milestones;
	}

	/**
	 * Releases all of them.
	 * @throws MoveRefused if the move is not made, or one of them is not held any more
	 */
	@Transactional
	public void release(Actor actor, MoveCommand command, Collection<UUID> chosen) {
		this.moves.makeWithin(actor, command);
		for (UUID milestone : chosen) {
			if (!this.milestones.release(command.request(), milestone, actor)) {
				throw new MoveRefused(new MoveResult.Rejected(
						java.util.List.of(Rejection.at("milestones", "milestones.released-before"))));
			}
		}
	}

}
