package org.comity.desks.fragments;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One line of the check beside a draft.
 *
 * @param text what is missing, to be considered, or met
 * @param citation its source in law or practice, or null
 * @param standing how it stands
 */
public record CheckLine(Phrase text, @Nullable String citation, Standing standing) {

	/** How a line stands. */
	public enum Standing {

		/** Sending is not possible, or would come back. */
		MISSING,
		/** Worth a second look. */
		ADVICE,
		/** In order. */
		MET

	}

	/**
	 * Returns the standing as the style sheet and the message keys name it.
	 */
	public String tone() {
		return this.standing.name().toLowerCase(Locale.ROOT);
	}

}
