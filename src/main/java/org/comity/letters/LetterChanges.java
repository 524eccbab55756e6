package org.comity.letters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What changed from one version of a letter to the next, in words.
 */
@Component
public class LetterChanges {

	private final LetterWords words;

	LetterChanges(LetterWords words) {
		this.words = words;
	}

	/**
	 * One change.
	 *
	 * @param place the section or item, by its number in the later version; an item taken
	 * out by its number in the earlier one
	 * @param field the field
	 * @param was what it said; empty if nothing
	 * @param now what it says; empty if nothing
	 */
	public record Change(String place, String field, String was, String now) {
	}

	/**
	 * Returns the changes in the order of the letter; those taken out last in their
	 * section.
	 */
	public List<Change> between(LetterContent before, LetterContent after) {
		List<Change> changes = new ArrayList<>();
		for (LetterSection section : LetterSection.values()) {
			changes.addAll(between(before, after, section, null));
		}
		return changes;
	}

	/**
	 * Returns the changes of one section in the same order.
	 * @param item the id of the only item looked at, or null for all of the section
	 */
	public List<Change> between(LetterContent before, LetterContent after, LetterSection section,
			@Nullable String item) {
		List<Change> changes = new ArrayList<>();
		Map<String, LetterWords.Block> old = new LinkedHashMap<>();
		blocks(before, section, item).forEach((block) -> old.put(String.valueOf(block.id()), block));
		for (LetterWords.Block block : blocks(after, section, item)) {
			compare(old.remove(String.valueOf(block.id())), block, changes);
		}
		for (LetterWords.Block gone : old.values()) {
			for (LetterWords.Line line : gone.lines()) {
				if (!line.text().isEmpty()) {
					changes.add(new Change(gone.heading(), line.label(), line.text(), ""));
				}
			}
		}
		return changes;
	}

	private List<LetterWords.Block> blocks(LetterContent content, LetterSection section, @Nullable String item) {
		return this.words.blocks(content, section)
			.stream()
			.filter((block) -> item == null || item.equals(block.id()))
			.toList();
	}

	private static void compare(LetterWords.@Nullable Block before, LetterWords.Block after, List<Change> changes) {
		for (int i = 0; i < after.lines().size(); i++) {
			LetterWords.Line now = after.lines().get(i);
			String was = (before != null) ? before.lines().get(i).text() : "";
			if (!was.equals(now.text())) {
				changes.add(new Change(after.heading(), now.label(), was, now.text()));
			}
		}
	}

}
