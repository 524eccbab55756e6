package org.comity.directory;

import java.util.UUID;

import org.comity.kernel.OfficeKind;
import org.comity.kernel.Side;
import org.jspecify.annotations.Nullable;

/**
 * One office that takes part. It is of one kind for ever, and can be deactivated but
 * never deleted.
 *
 * @param id the id, the same in every installation
 * @param code a short code without personal data, stable, for addresses and tests
 * @param name the full name
 * @param shortName the name used in lists and in the tracker, at most 40 characters
 * @param kind what the office does
 * @param side the side whose entries its people read in full; null for administration
 * @param country ISO 3166 code
 * @param district the federal judicial district of a U.S. Attorney's Office, for example
 * "N.D. Cal."; otherwise null
 */
public record Office(UUID id, String code, String name, String shortName, OfficeKind kind, @Nullable Side side,
		String country, @Nullable String district) {
}
