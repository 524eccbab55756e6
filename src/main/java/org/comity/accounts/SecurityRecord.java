package org.comity.accounts;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * That somebody came in, or that something was tried. What was typed is never in it.
 *
 * @param id later ones are greater
 * @param happenedAt when
 * @param kind what; its words stand under {@code security-record.<kind>}
 * @param person in whose name; null if nobody is known to be meant
 * @param name that person's name; null likewise
 * @param office the short name of their office; null likewise
 * @param origin the network address from which it came
 * @param device with what
 * @param detail the factors that were shown, or the desk that was tried; may be empty
 */
public record SecurityRecord(UUID id, Instant happenedAt, Kind kind, @Nullable UUID person, @Nullable String name,
		@Nullable String office, String origin, Device device, String detail) {

	/** What can happen at the door, and what is refused for what it is. */
	public enum Kind {

		/** The password was right; a second factor is still to be shown. */
		FIRST_STEP,
		/** Somebody is in, with all that is asked of them. */
		SIGNED_IN,
		/** A factor was shown again, before a grave act. */
		SHOWN_AGAIN,
		/** Somebody left. */
		SIGNED_OUT,
		/** A wrong password, or one for an address that nobody has. */
		WRONG_PASSWORD,
		/** A wrong code, or a passkey that is not the person's. */
		WRONG_FACTOR,
		/** Somebody came while the door was closed to them. */
		DOOR_CLOSED,
		/** More requests than one person or one address may send. */
		TOO_MANY,
		/** A form without its token: stale, or made by another page. */
		STALE_FORM,
		/** A page of a desk that is not the person's. */
		OTHER_DESK;

		/** What was refused. */
		public static final Set<Kind> REFUSED = EnumSet.of(WRONG_PASSWORD, WRONG_FACTOR, DOOR_CLOSED, TOO_MANY,
				STALE_FORM, OTHER_DESK);

		/** What one request after another can cause: told once in ten minutes. */
		boolean once() {
			return REFUSED.contains(this) && this != WRONG_PASSWORD && this != WRONG_FACTOR;
		}

	}

}
