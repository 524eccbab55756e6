package org.comity.desks.letter;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.Phrase;
import org.comity.kernel.Actor;
import org.comity.letters.LetterChanges;
import org.comity.letters.LetterReading;
import org.comity.letters.Letters;
import org.comity.requests.NoSuchRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Lays any two states of the letter beside each other, of those that the reader may read.
 */
@Controller
class LetterCompareController {

	private final Letters letters;

	private final LetterChanges changes;

	private final CaseHead head;

	LetterCompareController(Letters letters, LetterChanges changes, CaseHead head) {
		this.letters = letters;
		this.changes = changes;
		this.head = head;
	}

	/** A state to choose. */
	record Option(Phrase name, LetterReading of) {

		static Option of(LetterReading reading) {
			return new Option(Phrase.of("letter.reading." + reading.kind(), reading.number()), reading);
		}

	}

	@GetMapping("/requests/{id}/letter/compare")
	String compare(Actor actor, @PathVariable UUID id, @RequestParam(required = false) @Nullable String from,
			@RequestParam(required = false) @Nullable String to, Model model) {
		List<LetterReading> readings = this.letters.readings(actor, id);
		if (readings.isEmpty()) {
			throw new NoSuchRequest();
		}
		LetterReading after = find(readings, to, readings.size() - 1);
		LetterReading before = find(readings, from, Math.max(0, readings.indexOf(after) - 1));
		this.head.put(model, actor, id, CaseHead.Section.LETTER);
		model.addAttribute("id", id);
		model.addAttribute("options", readings.stream().map(Option::of).toList());
		model.addAttribute("before", Option.of(before));
		model.addAttribute("after", Option.of(after));
		model.addAttribute("differences",
				this.changes.between(before.content(), after.content()).stream().map(Difference::of).toList());
		return "letters/compare";
	}

	private static LetterReading find(List<LetterReading> readings, @Nullable String key, int otherwise) {
		if (key == null) {
			return readings.get(otherwise);
		}
		return readings.stream()
			.filter((reading) -> reading.key().equals(key))
			.findFirst()
			.orElseThrow(() -> new NoSuchElementException("No such version"));
	}

}
