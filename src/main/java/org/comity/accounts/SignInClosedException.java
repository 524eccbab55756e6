package org.comity.accounts;

import java.time.Duration;

import org.springframework.security.core.AuthenticationException;

/**
 * The door is closed for a while after too many wrong passwords, to whoever has the right
 * one too.
 */
class SignInClosedException extends AuthenticationException {

	private static final long serialVersionUID = 1L;

	private final Duration left;

	SignInClosedException(Duration left) {
		super("Too many wrong passwords");
		this.left = left;
	}

	/** Minutes until one may try again, at least one. */
	long minutes() {
		return Math.max(1, (this.left.toSeconds() + 59) / 60);
	}

}
