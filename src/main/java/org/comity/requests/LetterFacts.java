package org.comity.requests;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What the machine must know of the letter; the letters module knows it.
 */
public interface LetterFacts {

	/** What an application still lacks before it may be submitted; empty if nothing. */
	List<Rejection> missing(UUID request);

	/** Whether a locked version exists that has not yet left the prosecutor. */
	boolean lockedNotSent(UUID request);

	boolean urgencyAsked(UUID request);

	/** The day by which the evidence is needed, if one is named. */
	@Nullable LocalDate neededBy(UUID request);

	/**
	 * The purpose for which the evidence is asked, to which its use is bound (treaty
	 * article 7), if one is stated.
	 */
	@Nullable String purpose(UUID request);

}
