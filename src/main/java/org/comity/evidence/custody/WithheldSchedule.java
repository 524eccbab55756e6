package org.comity.evidence.custody;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the executing office left out of a part: the schedule that lets a prosecutor
 * account for it. It can never hold content: no name of a file, no subject, no sender.
 *
 * @param request the request's reference as the reader knows it
 * @param designation what the part is called
 * @param office the office that filtered
 * @param at when
 * @param items what was left out, in the order of their numbers
 */
public record WithheldSchedule(String request, String designation, String office, Instant at, List<Item> items) {

	public WithheldSchedule {
		items = List.copyOf(items);
	}

	/** The totals, one for each category that has any. */
	public List<Total> totals() {
		return Arrays.stream(Category.values())
			.map((category) -> total(category,
					this.items.stream().filter((item) -> item.category() == category).toList()))
			.filter((total) -> total.count() > 0)
			.toList();
	}

	private static Total total(Category category, List<Item> items) {
		return new Total(category, items.size(), items.stream().mapToLong(Item::size).sum());
	}

	/**
	 * Why something may be left out.
	 */
	public enum Category {

		/** Between a client and their lawyer, or else protected. */
		PRIVILEGED,
		/** Not what the process asked for. */
		OUT_OF_SCOPE,
		/** More than the process allowed the provider to give. */
		OVER_PRODUCED

	}

	/**
	 * What something is.
	 */
	public enum Kind {

		/** A whole file. */
		FILE,
		/** One message of a mailbox. */
		MESSAGE

	}

	/**
	 * One thing left out.
	 *
	 * @param number its number in the schedule, from 1
	 * @param kind what it is
	 * @param date its day, or null if it has none or that would tell too much
	 * @param category why it may be left out
	 * @param reason why it was, in words
	 * @param size in bytes
	 */
	public record Item(int number, Kind kind, @Nullable LocalDate date, Category category, String reason, long size) {
	}

	/**
	 * How much of a category.
	 *
	 * @param category which
	 * @param count how many things
	 * @param size their bytes
	 */
	public record Total(Category category, int count, long size) {
	}

}
