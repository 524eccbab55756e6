package org.comity.requests;

import java.util.UUID;

import org.comity.kernel.Actor;

/**
 * What a move of the request does to the parts of the evidence, in the same transaction;
 * the evidence module carries it out.
 */
public interface ReturningParts {

	/**
	 * Ends the road of every part that is on its way: it stays with whoever has it. A
	 * request is never closed over a part that somebody still waits for.
	 * @param cause the person who stops the return
	 */
	void stop(Actor cause, UUID request);

}
