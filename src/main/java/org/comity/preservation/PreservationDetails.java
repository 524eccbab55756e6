package org.comity.preservation;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a person says of a period of preservation.
 *
 * @param company the company that was asked
 * @param basis why it keeps the data
 * @param reference the provider's own number for it, or null if not known yet
 * @param madeOn the day on which it was asked
 * @param confirmedOn the day on which it confirmed, or null
 * @param expiresOn its last day, or null for 90 days after it was asked
 */
public record PreservationDetails(@Nullable UUID company, @Nullable Basis basis, @Nullable String reference,
		@Nullable LocalDate madeOn, @Nullable LocalDate confirmedOn, @Nullable LocalDate expiresOn) {

	public PreservationDetails {
		reference = (reference != null) ? line(reference) : null;
	}

	/** One line, without what nobody sees and no database column takes. */
	static String line(String text) {
		return text.codePoints()
			.map((one) -> Character.isWhitespace(one) ? ' ' : one)
			.filter((one) -> switch (Character.getType(one)) {
				case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> false;
				default -> true;
			})
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString()
			.strip();
	}

}
