package org.comity.documents;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * There is no room left where the bytes are kept: a full disk, or a quota that is used
 * up. Nothing of the write is kept, everything before it is; once room is made the same
 * write succeeds.
 */
public class StorageFull extends IOException {

	private static final long serialVersionUID = 1L;

	/** Says it, with what the platform answered. */
	public StorageFull(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
