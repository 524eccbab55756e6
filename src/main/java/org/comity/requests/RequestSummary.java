package org.comity.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A request in one row of a list, as it shows to one person.
 *
 * @param id the request
 * @param reference the reference the reader's office knows it by
 * @param title its title
 * @param provider the provider's name
 * @param status whose move it is
 * @param subjectKind what the turn is about
 * @param subject the request, process or part awaited
 * @param since since when it waits; in the list of the silent, when it was last heard of
 * @param dueOn the day by which, or null
 * @param days days since the request was made
 * @param urgent whether urgency was granted by this office
 * @param unopened whether nobody in the office has opened it since it came
 */
public record RequestSummary(UUID id, String reference, String title, String provider, Status status,
		Turns.Subject subjectKind, UUID subject, Instant since, @Nullable LocalDate dueOn, long days, boolean urgent,
		boolean unopened) {
}
