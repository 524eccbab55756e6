package org.comity.evidence;

import java.util.List;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.requests.ReturningParts;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends the road of what is on its way when the return of a request is stopped. What was
 * handed over stays where it is; what is owed and was never lodged is let go with its
 * bytes.
 */
@Component
class StoppedParts implements ReturningParts {

	private final Parts parts;

	/** Asked for late: it moves requests, and these stop parts. */
	private final ObjectProvider<PartMoves> moves;

	StoppedParts(Parts parts, ObjectProvider<PartMoves> moves) {
		this.parts = parts;
		this.moves = moves;
	}

	@Override
	@Transactional(propagation = Propagation.MANDATORY)
	public void stop(Actor cause, UUID request) {
		PartMoves mover = this.moves.getObject();
		for (Part part : this.parts.ofRequest(request)) {
			if (part.state().onItsWay()) {
				mover.follow(cause, part, ProductionMove.STOP, ProductionState.STOPPED);
			}
			else if (part.unsettled()) {
				List<String> keys = this.parts.files(part.id()).stream().map(StoredFile::key).toList();
				this.parts.files(part.id()).forEach((file) -> this.parts.remove(file.id()));
				mover.follow(cause, part, ProductionMove.LET_GO, ProductionState.DISCARDED);
				mover.deleteAfterCommit(keys);
			}
		}
	}

}
