package org.comity.evidence.mail;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One message of a mailbox as a list shows it. What its header says of itself may be
 * wrong or missing; number, place and hash are counted.
 *
 * @param ordinal its number in the mailbox, from 1
 * @param offset where it begins in the file, in bytes
 * @param length in bytes, with its "From " line and the empty line at its end
 * @param sha256 the hash of these bytes, 64 lower-case hexadecimal digits
 * @param date what its header says, or null if nothing that can be read
 * @param sender what its header says, cleaned and cut; may be empty
 * @param subject what its header says, cleaned and cut; may be empty
 * @param attachments whether a part of it says that it is an attachment
 */
public record MboxMessage(long ordinal, long offset, long length, String sha256, @Nullable Instant date, String sender,
		String subject, boolean attachments) {

	/** The longest sender or subject shown, in characters. */
	public static final int LONGEST = 300;

}
