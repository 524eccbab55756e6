package org.comity.embedded;

import org.jspecify.annotations.Nullable;

/**
 * The embedded PostgreSQL cannot run here. The message is meant for the person at the
 * keyboard: what is wrong; {@link #action()} says what to do about it.
 */
public final class EmbeddedServerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	EmbeddedServerException(String description, String action) {
		this(description, action, null);
	}

	EmbeddedServerException(String description, String action, @Nullable Throwable cause) {
		super(description, cause);
		this.action = action;
	}

	public String action() {
		return this.action;
	}

}
