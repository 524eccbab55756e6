package org.comity.desks.letter;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

import org.comity.kernel.Rejection;
import org.comity.letters.LetterDraft;
import org.comity.letters.LetterJson;
import org.comity.letters.LetterPage;
import org.comity.letters.LetterSection;
import org.comity.letters.LetterWords;
import org.comity.letters.Sufficiency;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * The way through the questions of a letter: which page comes after, and which before. It
 * leads past what is answered already, and never past what is needed.
 */
@Component
class LetterPath {

	/** An item that is not there yet. */
	static final String NEW = "new";

	private final LetterWords words;

	LetterPath(LetterWords words) {
		this.words = words;
	}

	static String tasks(UUID id) {
		return "/requests/" + id + "/letter/edit";
	}

	static String check(UUID id, LetterSection section) {
		return "/requests/" + id + "/letter/check#" + section.slug();
	}

	static String section(UUID id, LetterSection section) {
		return tasks(id) + "/" + section.slug();
	}

	/** The address of a question; the first one of a new item makes the item. */
	static String question(UUID id, LetterSection section, @Nullable String item, LetterPage page) {
		if (item == null) {
			return section(id, section) + "/" + page.name();
		}
		return section(id, section) + "/" + item + (item.equals(NEW) ? "" : "/" + page.name());
	}

	/**
	 * What a section, or an item of it, says so far.
	 * @throws NoSuchElementException if there is no such item
	 */
	static JsonNode value(LetterDraft draft, LetterSection section, @Nullable String item) {
		JsonNode whole = LetterJson.tree(draft.content()).path(section.key());
		if (item == null) {
			return whole;
		}
		if (item.equals(NEW)) {
			return whole.path("nothing");
		}
		for (JsonNode one : whole) {
			if (one.path("id").asString("").equals(item)) {
				return one;
			}
		}
		throw new NoSuchElementException("No such item");
	}

	/** Where one goes on after a question is answered. */
	String after(UUID id, LetterDraft draft, LetterSection section, @Nullable String item, LetterPage page) {
		List<LetterPage> pages = section.pages(value(draft, section, item));
		int next = pages.indexOf(page) + 1;
		if (next < pages.size()) {
			return question(id, section, item, pages.get(next));
		}
		// Where more than one question was asked, the answers are shown together.
		return (section.list() || pages.size() > 1) ? section(id, section) : afterSection(id, draft, section);
	}

	/** Where one goes on after a section: to the next one that has something open. */
	String afterSection(UUID id, LetterDraft draft, LetterSection section) {
		List<Rejection> missing = Sufficiency.missing(draft.content());
		for (LetterSection other : LetterSection.values()) {
			if (other.ordinal() > section.ordinal() && other.group() != LetterSection.Group.MORE
					&& (blank(draft, other) || lacking(missing, other))) {
				return entry(id, draft, other);
			}
		}
		return "/requests/" + id + "/letter/check";
	}

	/** Where a section begins, or goes on. */
	String entry(UUID id, LetterDraft draft, LetterSection section) {
		if (section.list() && value(draft, section, null).isEmpty()) {
			return section(id, section) + "/" + NEW;
		}
		return section(id, section);
	}

	/** The question before; where there is none, the list of the sections. */
	String before(UUID id, LetterDraft draft, LetterSection section, @Nullable String item, LetterPage page) {
		List<LetterPage> pages = section.pages(value(draft, section, item));
		int here = pages.indexOf(page);
		if (here > 0) {
			return question(id, section, item, pages.get(here - 1));
		}
		if (item != null && !value(draft, section, null).isEmpty()) {
			return section(id, section);
		}
		return beforeSection(id, draft, section);
	}

	String beforeSection(UUID id, LetterDraft draft, LetterSection section) {
		if (section.ordinal() == 0) {
			return tasks(id);
		}
		LetterSection other = LetterSection.values()[section.ordinal() - 1];
		if (other.list()) {
			return section(id, other);
		}
		List<LetterPage> pages = other.pages(value(draft, other, null));
		return question(id, other, null, pages.get(pages.size() - 1));
	}

	boolean blank(LetterDraft draft, LetterSection section) {
		return this.words.blocks(draft.content(), section).stream().allMatch(LetterWords.Block::blank);
	}

	static boolean lacking(List<Rejection> missing, LetterSection section) {
		return missing.stream()
			.anyMatch((gap) -> gap.field().equals(section.slug()) || gap.field().startsWith(section.slug() + "/"));
	}

}
