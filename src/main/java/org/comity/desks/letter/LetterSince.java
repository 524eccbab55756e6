package org.comity.desks.letter;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.desks.fragments.Phrase;
import org.comity.kernel.Actor;
import org.comity.letters.LetterChanges;
import org.comity.letters.LetterDraft;
import org.comity.letters.LetterReading;
import org.comity.letters.LetterSection;
import org.comity.letters.Letters;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What the draft says otherwise than the last state of it that left its writer's hands:
 * what the police submitted, or the letter or addendum signed last. Shown where it is
 * edited, so that a prosecutor sees their own changes over the officer's answers.
 */
@Component
class LetterSince {

	private final Letters letters;

	private final LetterChanges changes;

	LetterSince(Letters letters, LetterChanges changes) {
		this.letters = letters;
		this.changes = changes;
	}

	/**
	 * A state and what was changed since, of a section or an item.
	 *
	 * @param before the state, by its name
	 * @param after the draft, by its name
	 * @param beforeKey the state, by its key in addresses
	 * @param differences what was changed
	 */
	record Since(Phrase before, Phrase after, String beforeKey, List<Difference> differences) {
	}

	/**
	 * Returns what changed; null if nothing did, or nothing ever left the writer's hands.
	 * @param item the only item looked at, or null for all of the section
	 */
	@Nullable Since of(Actor actor, UUID request, LetterDraft draft, LetterSection section, @Nullable String item) {
		LetterReading before = before(actor, request);
		if (before == null) {
			return null;
		}
		List<Difference> differences = this.changes.between(before.content(), draft.content(), section, item)
			.stream()
			.map(Difference::of)
			.toList();
		return differences.isEmpty() ? null : new Since(name(before),
				Phrase.of("letter.reading." + LetterReading.Kind.DRAFT), before.key(), differences);
	}

	/** Returns the sections in which anything changed. */
	Set<LetterSection> changed(Actor actor, UUID request, LetterDraft draft) {
		LetterReading before = before(actor, request);
		Set<LetterSection> changed = EnumSet.noneOf(LetterSection.class);
		if (before != null) {
			Arrays.stream(LetterSection.values())
				.filter((section) -> !this.changes.between(before.content(), draft.content(), section, null).isEmpty())
				.forEach(changed::add);
		}
		return changed;
	}

	/** Returns the name of the state that the draft is compared with, or null. */
	@Nullable Phrase name(Actor actor, UUID request) {
		LetterReading before = before(actor, request);
		return (before != null) ? name(before) : null;
	}

	private static Phrase name(LetterReading reading) {
		return Phrase.of("letter.reading." + reading.kind(), reading.number());
	}

	private @Nullable LetterReading before(Actor actor, UUID request) {
		List<LetterReading> readings = this.letters.readings(actor, request)
			.stream()
			.filter((reading) -> reading.kind() != LetterReading.Kind.DRAFT)
			.toList();
		return readings.isEmpty() ? null : readings.get(readings.size() - 1);
	}

}
