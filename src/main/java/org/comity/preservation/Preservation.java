package org.comity.preservation;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One period for which a provider was asked to keep data that exists. It never covers
 * what comes into being later.
 *
 * @param id the id
 * @param request the request
 * @param company the company that was asked
 * @param companyName its name
 * @param basis why it keeps the data
 * @param reference the provider's own number for it, or null until known
 * @param madeOn the day on which the provider was asked
 * @param confirmedOn the day on which it confirmed, or null if it has not
 * @param expiresOn the last day on which it keeps the data
 * @param renewedFrom the period that this one renews, or null for a first one
 * @param gap days between the end of the period before and this one during which nothing
 * bound the provider; 0 if there were none
 * @param renewed whether a later period has taken its place
 * @param letGoOn when it was let go because nobody needs it any longer, or null
 * @param letGoReason why
 * @param daysLeft days until the last one: 0 on it, negative after it
 * @param office short name of the office that recorded it
 */
public record Preservation(UUID id, UUID request, UUID company, String companyName, Basis basis,
		@Nullable String reference, LocalDate madeOn, @Nullable LocalDate confirmedOn, LocalDate expiresOn,
		@Nullable UUID renewedFrom, long gap, boolean renewed, @Nullable LocalDate letGoOn,
		@Nullable String letGoReason, long daysLeft, String office) {

	/** Days that the statute gives (18 USC 2703(f)(2)). */
	public static final int STATUTORY_DAYS = 90;

	/** The longest period taken for no slip of the pen, in days. */
	static final int LONGEST = 3 * 366;

	/** Whether the period has ended and no later one has taken its place. */
	public boolean lapsed() {
		return warning() == Warning.LAPSED;
	}

	/** Whether it was let go: nobody needs the data kept any longer. */
	public boolean letGo() {
		return this.letGoOn != null;
	}

	/** Whether it counts: neither renewed nor let go. */
	public boolean runs() {
		return !this.renewed && !letGo();
	}

	/**
	 * How near its end is; none where a later period has taken its place, or nobody needs
	 * one.
	 */
	public Warning warning() {
		return !runs() ? Warning.NONE : Warning.at(this.daysLeft);
	}

	/** How many days the period lasts. */
	public long days() {
		return ChronoUnit.DAYS.between(this.madeOn, this.expiresOn);
	}

}
