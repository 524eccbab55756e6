package org.comity.requests;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * That somebody asked for something of a case and was told that it is not there: it is
 * not, or it is not for them. The same again within ten minutes is the same look.
 *
 * @param id of the look; later ones are greater
 * @param happenedAt when
 * @param person who looked
 * @param office their office
 * @param thing what they looked for
 * @param request the request, where the reader of this sees it; else null
 * @param reference its reference, or null likewise
 */
public record RefusedLook(UUID id, Instant happenedAt, String person, String office, Reading.Thing thing,
		@Nullable UUID request, @Nullable String reference) {
}
