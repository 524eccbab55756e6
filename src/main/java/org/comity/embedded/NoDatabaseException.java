package org.comity.embedded;

import org.jspecify.annotations.Nullable;

/**
 * The application has no database to work with: none is configured, or the embedded
 * PostgreSQL cannot run here. The message is meant for the person at the keyboard: what
 * is wrong; {@link #action()} says what to do about it.
 */
public final class NoDatabaseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	NoDatabaseException(String description, String action) {
		this(description, action, null);
	}

	NoDatabaseException(String description, String action, @Nullable Throwable cause) {
		super(description, cause);
		this.action = action;
	}

	public String action() {
		return this.action;
	}

}
