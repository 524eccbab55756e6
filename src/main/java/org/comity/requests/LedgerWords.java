package org.comity.requests;

import java.util.ArrayList;
import java.util.List;

import org.comity.kernel.Side;
import org.jspecify.annotations.Nullable;

/**
 * The words of one ledger entry, by kind, with the side that may read each besides the
 * writer's own.
 */
public final class LedgerWords {

	/** What a text is. The order is the order under the digest. */
	public enum Kind {

		MESSAGE, REASON, GROUND, CONSULTATION, BASIS,

		/** {@link LedgerDetails}: not words, but kept as they are. */
		DETAILS

	}

	record Text(Kind kind, @Nullable Side to, String words) {
	}

	private final List<Text> texts = new ArrayList<>();

	public static LedgerWords none() {
		return new LedgerWords();
	}

	/**
	 * Adds words for the writer's own side and, if named, one other.
	 */
	public LedgerWords add(Kind kind, @Nullable Side to, @Nullable String words) {
		if (words != null && !words.isBlank()) {
			this.texts.add(new Text(kind, to, words.strip()));
		}
		return this;
	}

	/**
	 * Adds what was given besides words, for the writer's own side.
	 */
	public LedgerWords add(LedgerDetails details) {
		return add(Kind.DETAILS, null, details.text());
	}

	List<Text> texts() {
		return this.texts.stream().sorted((one, other) -> one.kind().compareTo(other.kind())).toList();
	}

}
