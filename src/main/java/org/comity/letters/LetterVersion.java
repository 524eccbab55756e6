package org.comity.letters;

import java.time.Instant;
import java.util.UUID;

/**
 * A version of a letter that has been signed off. It can never be changed or taken back;
 * what must be put right is put right by the next one.
 *
 * @param request the request
 * @param number 1 for the letter, then 2, 3 and so on for its addenda
 * @param kind letter or addendum
 * @param reference the letter's reference, the same for all versions
 * @param content what the letter says with this version, whole
 * @param canonical the canonical text of it
 * @param sha256 the hash of the canonical text, printed on every page
 * @param note the prosecutor's text of an addendum; empty for the letter
 * @param issuedBy the prosecutor
 * @param issuedByName the prosecutor's name when it was issued
 * @param issuedAt when it was issued
 * @param document the PDF
 */
public record LetterVersion(UUID request, int number, Kind kind, String reference, LetterContent content,
		String canonical, String sha256, String note, UUID issuedBy, String issuedByName, Instant issuedAt,
		UUID document) {

	/** The first version is the letter; every later one is an addendum to it. */
	public enum Kind {

		LETTER, ADDENDUM

	}

	/** Returns the number of the addendum, from 1; 0 for the letter. */
	public int addendum() {
		return this.number - 1;
	}

}
