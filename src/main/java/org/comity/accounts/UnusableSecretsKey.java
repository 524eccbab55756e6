package org.comity.accounts;

/**
 * The key for the secrets of codes is missing or is none. It is never told what was given
 * in its place.
 */
class UnusableSecretsKey extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnusableSecretsKey(String message) {
		super(message);
	}

}
