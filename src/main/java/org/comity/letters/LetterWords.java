package org.comity.letters;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says a letter's contents in words: for the page on which answers are checked, for the
 * read view, and for the list of changes in an addendum.
 */
@Component
public class LetterWords {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

	private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);

	private final MessageSource messages;

	LetterWords(MessageSource messages) {
		this.messages = messages;
	}

	/**
	 * One line.
	 *
	 * @param field the field
	 * @param labelKey message key of its label
	 * @param label its label
	 * @param text what it says; empty if nothing
	 */
	public record Line(String field, String labelKey, String label, String text) {
	}

	/**
	 * A section, or one item of it.
	 *
	 * @param section the section
	 * @param id the item's id, or null
	 * @param heading the section's name, with the item's number
	 * @param lines its fields
	 */
	public record Block(LetterSection section, @Nullable String id, String heading, List<Line> lines) {

		/** Whether nothing at all is said. */
		public boolean blank() {
			return this.lines.stream().allMatch((line) -> line.text().isEmpty());
		}

		/** Whether it is a text and nothing else, which needs no label beside it. */
		public boolean prose() {
			return this.id == null && this.lines.size() == 1;
		}

	}

	/** Returns every section in order; a list section gives one block for each item. */
	public List<Block> blocks(LetterContent content) {
		List<Block> blocks = new ArrayList<>();
		for (LetterSection section : LetterSection.values()) {
			blocks.addAll(blocks(content, section));
		}
		return blocks;
	}

	/** Returns a section's block, or the blocks of its items. */
	public List<Block> blocks(LetterContent content, LetterSection section) {
		ObjectNode tree = LetterJson.tree(content);
		JsonNode value = tree.path(section.key());
		String name = message("letter." + section.key());
		if (!section.list()) {
			return List.of(new Block(section, null, name, lines(tree, section, value)));
		}
		List<Block> blocks = new ArrayList<>();
		int number = 1;
		for (JsonNode item : value) {
			String heading = message("letter." + section.key() + ".item", number++);
			blocks.add(new Block(section, item.path("id").asString(""), heading, lines(tree, section, item)));
		}
		return blocks;
	}

	/**
	 * Returns the name of an item as others refer to it: its number and its first words.
	 */
	public String item(LetterContent content, LetterSection section, UUID id) {
		return item(LetterJson.tree(content), section, id.toString());
	}

	private List<Line> lines(ObjectNode tree, LetterSection section, JsonNode value) {
		List<Line> lines = new ArrayList<>();
		for (LetterField field : section.fields()) {
			String key = "letter." + section.key() + "." + field.name();
			lines.add(new Line(field.name(), key, message(key), text(tree, field, value)));
		}
		return lines;
	}

	private String text(ObjectNode tree, LetterField field, JsonNode whole) {
		JsonNode value = whole.path(field.name());
		return switch (field.kind()) {
			case LINE, TEXT -> value.asString("");
			case NUMBER -> (value.isNumber()) ? value.asString("") : "";
			case DATE -> day(value.asString(""));
			case DAY_AND_TIME -> {
				String date = day(value.path("date").asString(""));
				String time = value.path("time").asString("");
				yield date.isEmpty() || time.isEmpty() ? date
						: moment(LocalDate.parse(value.path("date").asString(""))
							.atTime(LocalTime.parse(time))
							.toInstant(ZoneOffset.UTC));
			}
			case MOMENT -> {
				String text = value.asString("");
				yield text.isEmpty() ? "" : moment(Instant.parse(text));
			}
			case YES_NO -> value.isBoolean() ? message(value.booleanValue() ? "letter.yes" : "letter.no") : "";
			case STATEMENT -> value.isBoolean() && value.booleanValue() ? message("letter.yes") : "";
			case CHOICE -> value.isString() ? message("letter.choice." + value.stringValue()) : "";
			case MANY -> value.values()
				.stream()
				.map((item) -> message("letter.choice." + item.asString("")))
				.collect(Collectors.joining("\n"));
			case REASONS -> DataQuestion.asked(whole)
				.entrySet()
				.stream()
				.map((entry) -> asked(entry.getKey(), entry.getValue()))
				.collect(Collectors.joining("\n"));
			case LINKS -> {
				LetterSection target = java.util.Objects.requireNonNull(field.links());
				yield value.values()
					.stream()
					.map((item) -> item(tree, target, item.asString("")))
					.filter((name) -> !name.isEmpty())
					.collect(Collectors.joining("\n"));
			}
			case COMPANY -> whole.path("companyName").asString("");
			case FILE -> whole.path("name").asString("");
		};
	}

	private String item(ObjectNode tree, LetterSection section, String id) {
		int number = 1;
		for (JsonNode item : tree.path(section.key())) {
			if (item.path("id").asString("").equals(id)) {
				String called = switch (section) {
					case FACTS -> item.path("what").asString("");
					case OFFENCES, ENCLOSURES -> item.path("title").asString("");
					case ACCOUNTS -> item.path("identifier").asString("");
					case PERSONS -> item.path("name").asString("");
					case PRESERVATION -> item.path("reference").asString("");
					default -> "";
				};
				String line = Typed.line(called);
				return message("letter.linked", number, (line.length() <= 90) ? line : line.substring(0, 89) + "…");
			}
			number++;
		}
		return "";
	}

	/** What is asked, the kind of data in law, and why. */
	private String asked(DataQuestion question, String why) {
		LetterContent.DataKind kind = question.kind();
		String what = message("letter.question." + question);
		String named = (kind != null) ? message("letter.asked", what, message("letter.choice." + kind)) : what;
		return why.isEmpty() ? named : message("letter.asked.why", named, why);
	}

	/** A moment in UTC, and what a clock here shows at it. */
	private String moment(Instant moment) {
		var utc = moment.atOffset(ZoneOffset.UTC);
		return message("letter.moment", DAY.format(utc), CLOCK.format(utc), UkTime.beside(moment));
	}

	private static String day(String date) {
		return date.isEmpty() ? "" : DAY.format(LocalDate.parse(date));
	}

	private String message(String key, Object... arguments) {
		return this.messages.getMessage(key, arguments, Locale.UK);
	}

}
