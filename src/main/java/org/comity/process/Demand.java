package org.comity.process;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.requests.AccountOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What a process demands of one account. It stays as it was when the process was opened,
 * whatever becomes of the letter; a narrowing is a text beside it.
 *
 * @param account the account's id, the same in letter, process and production
 * @param ordinal its number in the letter
 * @param kind what the identifier is (EMAIL, PHONE ...)
 * @param identifier the identifier: personal data, which the provider must see
 * @param from the beginning of the range, UTC, or null
 * @param to the end of the range, UTC, or null
 * @param data the kinds of data, never empty
 * @param particulars what exactly, in words; may be empty
 * @param outcome what became of it, null while open
 */
public record Demand(UUID account, int ordinal, String kind, String identifier, @Nullable Instant from,
		@Nullable Instant to, Set<DataSought> data, String particulars, @Nullable AccountOutcome outcome) {

	public Demand {
		data = Set.copyOf(data);
	}

	/** The kinds of data, the weakest first. */
	public List<DataSought> dataInOrder() {
		return List.copyOf(EnumSet.copyOf(this.data));
	}

}
