package org.comity.accounts;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What somebody else than its owner did to an account, or an administrator to an office.
 *
 * @param id the event
 * @param happenedAt when
 * @param person whose account; null where it was done to an office
 * @param office the short name of that person's office, or of the office itself
 * @param actor who did it; null for the command line and the start-up
 * @param actorOffice the short name of that person's office; null likewise
 * @param kind what was done; its words stand under {@code account-event.<kind>}
 * @param detail what was and what became of it, as in {@link AccountEvent}
 */
public record AccountChange(UUID id, Instant happenedAt, @Nullable String person, String office, @Nullable String actor,
		@Nullable String actorOffice, AccountEvent.Kind kind, String detail) {
}
