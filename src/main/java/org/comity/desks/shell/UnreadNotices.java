package org.comity.desks.shell;

import org.comity.kernel.Actor;

/**
 * How many notices a person has not read yet, for the number beside "Notices".
 */
@FunctionalInterface
public interface UnreadNotices {

	/**
	 * Returns the number, never negative.
	 */
	int count(Actor actor);

}
