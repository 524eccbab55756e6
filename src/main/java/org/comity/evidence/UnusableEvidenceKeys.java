package org.comity.evidence;

import org.jspecify.annotations.Nullable;

/**
 * The keys that wrap the keys of the evidence are missing, or are not those that it was
 * kept with. Without them no evidence can be read or kept, so that the application does
 * not start.
 */
final class UnusableEvidenceKeys extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnusableEvidenceKeys(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
