package org.comity.evidence;

import java.time.Instant;
import java.util.UUID;

import org.comity.kernel.OfficeKind;
import org.jspecify.annotations.Nullable;

/**
 * One part of a production as it stands in the database.
 */
record Part(UUID id, UUID request, UUID process, int number, ProductionState state, OfficeKind hop, UUID producer,
		boolean late, Instant startedAt, @Nullable Instant lodgedAt, @Nullable UUID manifest,
		@Nullable UUID certificate) {

}
