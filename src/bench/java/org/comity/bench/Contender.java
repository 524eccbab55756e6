package org.comity.bench;

import org.jspecify.annotations.Nullable;

/**
 * One way of moving a request along. Its lives are prepared outside the clock and told by
 * several threads at once, each life by one thread from beginning to end.
 */
interface Contender extends AutoCloseable {

	/** The letter by which issue and tables name it. */
	String key();

	/** What it is, in the table. */
	String title();

	/** Its database. */
	String database();

	/** Moves a second that it may make, so that enough lives are prepared. */
	int guess();

	/** Makes lives ready to be told; those left over from before remain. */
	void prepare(int lives) throws Exception;

	/** Returns a life that nobody has begun, or null if none is left. */
	@Nullable Life begin();

	/** Returns when everything that the moves made so far lead to is written. */
	default void settle() throws Exception {
	}

	@Override
	void close() throws Exception;

	/** A life of {@link Step#LIFE} as long. */
	interface Life {

		/** Makes the next move and commits it. */
		void move() throws Exception;

		/** Whether there is another. */
		boolean more();

	}

}
