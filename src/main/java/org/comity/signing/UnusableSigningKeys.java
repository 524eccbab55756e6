package org.comity.signing;

import org.jspecify.annotations.Nullable;

/**
 * The offices' keys are missing, weak or no keys, so that the application does not start.
 */
final class UnusableSigningKeys extends RuntimeException {

	UnusableSigningKeys(String message) {
		this(message, null);
	}

	UnusableSigningKeys(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
