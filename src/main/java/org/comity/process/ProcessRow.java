package org.comity.process;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.comity.requests.Status;
import org.jspecify.annotations.Nullable;

/**
 * A process in one row of a list.
 *
 * @param id the process
 * @param reference its own reference
 * @param kind the instrument
 * @param status whose move it is
 * @param accounts how many accounts it demands
 * @param nonDisclosure whether the user may be told
 * @param openedAt when it was opened
 * @param servedAt when it was served, or null
 * @param dueOn the day by which something is due from whoever is awaited, or null
 * @param endedAt when it ended, or null
 */
public record ProcessRow(UUID id, String reference, ProcessKind kind, Status status, int accounts,
		NonDisclosure nonDisclosure, Instant openedAt, @Nullable Instant servedAt, @Nullable LocalDate dueOn,
		@Nullable Instant endedAt) {
}
