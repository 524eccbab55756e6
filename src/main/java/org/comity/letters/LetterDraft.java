package org.comity.letters;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The letter as it is being written. Each section has a version of its own, so that two
 * people may write different sections at the same time.
 *
 * @param request the request
 * @param content what it says so far
 * @param versions the version of each section that was ever saved
 * @param savedAt when anything was saved last, or null
 * @param savedBy by whom, or null
 */
public record LetterDraft(UUID request, LetterContent content, Map<LetterSection, Long> versions,
		@Nullable Instant savedAt, @Nullable UUID savedBy) {

	public LetterDraft {
		versions = Map.copyOf(versions);
	}

	/** Returns the version of a section; 0 if it was never saved. */
	public long version(LetterSection section) {
		return this.versions.getOrDefault(section, 0L);
	}

	/** Returns a number that grows with every save of any section. */
	public long version() {
		return this.versions.values().stream().mapToLong(Long::longValue).sum();
	}

}
