package org.comity.evidence;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way into a part. It is no evidence yet, and nobody can read it.
 *
 * @param id the upload
 * @param part the part it goes into
 * @param name the file's name, made safe
 * @param account the account it holds data of, or null for all
 * @param modified when it was changed last, as its sender says, in milliseconds since
 * 1970; or null
 * @param size how many bytes there are
 * @param received how many of them are kept
 * @param expiresAt when what has come is destroyed
 * @param outcome what became of it, or null while it is under way
 * @param refusal the code of why it was refused, or null
 * @param refusalAbout what that is said of, or null
 */
public record IncomingUpload(UUID id, UUID part, String name, @Nullable UUID account, @Nullable Long modified,
		long size, long received, Instant expiresAt, @Nullable Outcome outcome, @Nullable String refusal,
		@Nullable String refusalAbout) {

	/** What became of an upload. */
	public enum Outcome {

		/** It is a file of the part. */
		TAKEN,

		/** It was refused, and nothing of it is kept. */
		REFUSED,

		/** It was taken away. */
		ENDED

	}

	/** Whether every byte has come. */
	public boolean whole() {
		return this.received == this.size;
	}

	/** Returns why it was refused, or nothing. */
	public List<Rejection> refusals() {
		return (this.refusal == null) ? List.of()
				: List.of((this.refusalAbout != null)
						? Rejection.at(IncomingUploads.FIELD, this.refusal, this.refusalAbout)
						: Rejection.at(IncomingUploads.FIELD, this.refusal));
	}

}
