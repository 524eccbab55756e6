package org.comity.desks.fragments;

import java.util.List;

import org.comity.malware.Held;
import org.jspecify.annotations.Nullable;

/**
 * The words for why a file is held back.
 */
public final class HeldWords {

	private HeldWords() {
	}

	/** Returns the words, or null for a file that is free. */
	public static @Nullable Phrase of(@Nullable Held held) {
		return (held != null) ? new Phrase("documents.held." + held, List.of()) : null;
	}

}
