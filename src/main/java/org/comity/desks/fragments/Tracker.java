package org.comity.desks.fragments;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The picture of a request's road: out over the hops, and the evidence home over the
 * same. It shows what its reader may know and nothing else: whoever makes it leaves out,
 * or marks as {@link Position#UNKNOWN}, what is withheld.
 *
 * @param out the stops from the first office to the provider, in order
 * @param home the stops from the provider back, in order of travel
 * @param totalDays whole days since the request was begun, or null before that
 */
public record Tracker(List<Stop> out, List<Stop> home, @Nullable Long totalDays) {

	public Tracker {
		out = List.copyOf(out);
		home = List.copyOf(home);
	}

	/**
	 * Returns whether the evidence has set out for home.
	 */
	public boolean isTurned() {
		return !this.home.isEmpty()
				&& (this.home.get(0).position() == Position.PAST || this.home.get(0).position() == Position.CURRENT);
	}

	/**
	 * Returns the length of a stop's bar: its days in percent of those of the longest
	 * stop.
	 */
	public int share(Stop stop) {
		long longest = Stream.concat(this.out.stream(), this.home.stream()).mapToLong(Stop::wholeDays).max().orElse(0);
		return (longest == 0) ? 0 : (int) Math.max((stop.wholeDays() > 0) ? 2 : 0, 100 * stop.wholeDays() / longest);
	}

	/** Where a stop stands to the thing that travels. */
	public enum Position {

		/** It was here and has gone on. */
		PAST,
		/** It is here. */
		CURRENT,
		/** It has not come here yet. */
		FUTURE,
		/** The reader may not know. */
		UNKNOWN

	}

	/**
	 * One office on the road.
	 *
	 * @param office the office's name
	 * @param kind what the office does in the channel, or null
	 * @param reachedOn the day it first came here, or null
	 * @param days whole days it was held here, all stays together, or null
	 * @param position where the stop stands
	 * @param note one short remark, or null
	 */
	public record Stop(String office, @Nullable Phrase kind, @Nullable LocalDate reachedOn, @Nullable Long days,
			Position position, @Nullable Phrase note) {

		/**
		 * Returns the position as the style sheet and the message keys name it.
		 */
		public String tone() {
			return this.position.name().toLowerCase(Locale.ROOT);
		}

		private long wholeDays() {
			return (this.days == null) ? 0 : this.days;
		}

		/**
		 * Returns whether the thing is at this stop.
		 */
		public boolean isCurrent() {
			return this.position == Position.CURRENT;
		}

		/**
		 * Returns whether the road that leads away from here has been travelled.
		 */
		public boolean isLeft() {
			return this.position == Position.PAST;
		}

	}

}
