package org.comity.requests;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A move was made. It carries ids only: whoever hears it asks for the rest under the rule
 * of who sees what.
 *
 * @param id this event, so that a listener acts once
 * @param request the request
 * @param entry the ledger entry
 * @param subject the request, process or part that moved
 * @param machine REQUEST, PROCESS or PRODUCTION
 * @param move the name of the move
 * @param byOffice the office that moved
 * @param byPerson the person, or null for the system
 * @param offices the offices whose turn it is now, or who are told
 * @param occurredAt when it happened
 */
public record RequestMoved(UUID id, UUID request, UUID entry, UUID subject, String machine, String move, UUID byOffice,
		@Nullable UUID byPerson, Set<UUID> offices, Instant occurredAt) {

	public RequestMoved {
		offices = Set.copyOf(offices);
	}

	/**
	 * Returns whether the request was closed, or opened again.
	 */
	public boolean closedOrReopened() {
		if (!this.machine.equals(Machine.REQUEST.name())) {
			return false;
		}
		RequestMove made = RequestMove.valueOf(this.move);
		return made.to() == RequestState.CLOSED || (made.to() != null && made.from().contains(RequestState.CLOSED));
	}

}
