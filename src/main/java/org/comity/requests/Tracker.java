package org.comity.requests;

import java.time.Instant;
import java.util.List;

import org.comity.kernel.OfficeKind;
import org.jspecify.annotations.Nullable;

/**
 * The road of a request, out over five hops and home over the same five, as it shows to
 * one person.
 *
 * @param out the hops on the way out, the police first
 * @param home the hops on the way home, the provider first
 * @param days days from the first hop until now or the end
 */
public record Tracker(List<Hop> out, List<Hop> home, long days) {

	/** Where a hop stands on the road. */
	public enum Position {

		PAST, CURRENT, FUTURE, HIDDEN

	}

	/**
	 * One hop.
	 *
	 * @param kind the kind of office
	 * @param office its short name
	 * @param reachedAt when the request or the evidence first reached it, null if not yet
	 * @param days whole days it has been held there in all
	 * @param position where it stands
	 * @param noteCode message key of a note, or empty
	 */
	public record Hop(OfficeKind kind, String office, @Nullable Instant reachedAt, long days, Position position,
			String noteCode) {
	}

	public Tracker {
		out = List.copyOf(out);
		home = List.copyOf(home);
	}

}
