package org.comity.evidence;

import java.util.List;

/**
 * The S3-compatible store that is chosen cannot be used as it is configured. The message
 * is for the person who starts the application.
 */
final class UnusableEvidenceStore extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnusableEvidenceStore(List<String> wrong) {
		super("Evidence is to be kept in an S3-compatible store (comity.evidence.store=s3), but "
				+ String.join("; ", wrong) + ".");
	}

}
