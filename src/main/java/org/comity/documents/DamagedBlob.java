package org.comity.documents;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * The store has answered, and what it gave is not what was written: bytes were changed,
 * cut off, or put there from elsewhere. It can never mean that the store does not answer.
 */
public class DamagedBlob extends IOException {

	private static final long serialVersionUID = 1L;

	/** Says it; the message names no key. */
	public DamagedBlob(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
