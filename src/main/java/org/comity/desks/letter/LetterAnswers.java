package org.comity.desks.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.comity.letters.LetterDraft;
import org.comity.letters.LetterPage;
import org.comity.letters.LetterSection;
import org.comity.letters.LetterWords;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The answers so far, each with the way to the question that changes it.
 */
@Component
class LetterAnswers {

	private final LetterWords words;

	LetterAnswers(LetterWords words) {
		this.words = words;
	}

	/**
	 * An answer.
	 *
	 * @param label what was asked
	 * @param text what was answered; empty if nothing
	 * @param changeAt where it is changed
	 */
	record Answer(String label, String text, String changeAt) {
	}

	/**
	 * The answers of a section, or of one item of it.
	 *
	 * @param heading its name
	 * @param item the item's id, or null
	 * @param answers in the order of the questions
	 * @param blank whether nothing is answered
	 */
	record Said(String heading, @Nullable String item, List<Answer> answers, boolean blank) {
	}

	/**
	 * Returns the answers of a section.
	 * @param item this item only, or null for all there are
	 * @param from where the questions shall lead back to
	 * @param all whether to list what was left open as well
	 */
	List<Said> of(UUID id, LetterDraft draft, LetterSection section, @Nullable String item, String from, boolean all) {
		List<Said> said = new ArrayList<>();
		for (LetterWords.Block block : this.words.blocks(draft.content(), section)) {
			if (item != null && !item.equals(block.id())) {
				continue;
			}
			List<Answer> answers = new ArrayList<>();
			for (LetterPage page : section.pages(LetterPath.value(draft, section, block.id()))) {
				String address = LetterPath.question(id, section, block.id(), page) + "?from=" + from;
				block.lines()
					.stream()
					.filter((line) -> page.fields().stream().anyMatch((field) -> field.name().equals(line.field())))
					.filter((line) -> all || !line.text().isEmpty())
					.forEach((line) -> answers.add(new Answer(line.label(), line.text(), address)));
			}
			said.add(new Said(block.heading(), block.id(), answers, block.blank()));
		}
		return said;
	}

}
