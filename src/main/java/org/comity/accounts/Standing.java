package org.comity.accounts;

import java.time.Instant;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * How far a session has come: whether its person has shown all that is asked of them.
 *
 * @param enrolled whether the person has a second factor
 * @param whole whether everything asked for has been shown
 * @param proved when a factor beyond the password was last shown; null if never
 */
public record Standing(boolean enrolled, boolean whole, @Nullable Instant proved) {

	private static final String ATTRIBUTE = Standing.class.getName();

	/** The standing of the request's session; empty where nobody is signed in. */
	public static Optional<Standing> of(HttpServletRequest request) {
		return (request.getAttribute(ATTRIBUTE) instanceof Standing standing) ? Optional.of(standing)
				: Optional.empty();
	}

	void put(HttpServletRequest request) {
		request.setAttribute(ATTRIBUTE, this);
	}

	/**
	 * Whether a factor must be shown again before a grave act. It never is to who has
	 * none: a person of the demonstration.
	 * @param since a factor shown before this counts no more
	 */
	public boolean stale(Instant since) {
		return this.enrolled && (this.proved == null || this.proved.isBefore(since));
	}

}
