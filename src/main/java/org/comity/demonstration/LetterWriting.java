package org.comity.demonstration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.comity.directory.ProviderCompany;
import org.comity.documents.FileNames;
import org.comity.documents.IncomingFile;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.letters.DataQuestion;
import org.comity.letters.LetterContent;
import org.comity.letters.LetterDraft;
import org.comity.letters.LetterField;
import org.comity.letters.LetterForm;
import org.comity.letters.LetterJson;
import org.comity.letters.LetterSection;
import org.comity.letters.Letters;
import org.comity.letters.SaveResult;
import org.comity.letters.UkTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Fills in the forms of a letter as a person would, from the passage of a story, so that
 * nothing stands in a letter of the demonstration that the forms would not take.
 */
@Component
@ConditionalOnBooleanProperty("comity.demonstration.enabled")
class LetterWriting {

	private final Letters letters;

	private final Stories stories;

	private final Clock clock;

	LetterWriting(Letters letters, Stories stories, Clock clock) {
		this.letters = letters;
		this.stories = stories;
		this.clock = clock;
	}

	/**
	 * Writes what the passage says into the letter.
	 * @param keys the ids of the list items by the names the story gives them: read, and
	 * added to
	 * @param whole whether what the passage leaves out is filled in as usual
	 */
	void write(Actor actor, UUID request, Page passage, Map<String, UUID> keys, boolean whole) {
		Page usual = this.stories.usual();
		for (LetterSection section : LetterSection.values()) {
			if (section == LetterSection.ENCLOSURES) {
				for (Page enclosure : passage.pages(section.key())) {
					enclose(actor, request, enclosure);
				}
			}
			else if (section.list()) {
				for (Page item : items(section, passage)) {
					writeItem(actor, request, section, item, keys);
				}
			}
			else if (passage.has(section.key())) {
				writeSection(actor, request, section, passage.page(section.key()));
			}
			else if (whole && usual.has(section.key())) {
				writeSection(actor, request, section, usual.page(section.key()));
			}
		}
		passage.read();
	}

	/** An offence may be named only: its words stand among the shared ones. */
	private List<Page> items(LetterSection section, Page passage) {
		if (section != LetterSection.OFFENCES) {
			return passage.pages(section.key());
		}
		Page shared = this.stories.offences();
		return passage.list(section.key()).stream().map((one) -> {
			if (one instanceof String name) {
				return shared.page(name);
			}
			return new Page("offence", (Map<?, ?>) one, passage.calendar());
		}).toList();
	}

	private void writeSection(Actor actor, UUID request, LetterSection section, Page passage) {
		LetterDraft draft = this.letters.editable(actor, request);
		LetterForm form = form(section, request, draft, null);
		JsonNode before = LetterJson.tree(draft.content()).path(section.key());
		ObjectNode value = read(form, section, typed(form, section, before, passage, Map.of(), request), passage);
		saved(this.letters.save(actor, request, section, value, draft.version(section)), passage);
	}

	private void writeItem(Actor actor, UUID request, LetterSection section, Page passage, Map<String, UUID> keys) {
		String key = passage.required("key");
		UUID item = keys.get(key);
		LetterDraft draft = this.letters.editable(actor, request);
		LetterForm form = form(section, request, draft, item);
		JsonNode before = (item != null) ? item(draft.content(), section, item) : LetterJson.tree(draft.content());
		ObjectNode value = read(form, section,
				typed(form, section, (item != null) ? before : null, passage, keys, request), passage);
		saved(this.letters.saveItem(actor, request, section, item, value, draft.version(section), Ids.next()), passage);
		if (item == null) {
			JsonNode items = LetterJson.tree(this.letters.editable(actor, request).content()).path(section.key());
			keys.put(key, UUID.fromString(items.get(items.size() - 1).path("id").asString("")));
		}
	}

	private LetterForm form(LetterSection section, UUID request, LetterDraft draft, @Nullable UUID item) {
		return new LetterForm(section, this.letters.companies(request), draft, UkTime.day(this.clock.instant()), item);
	}

	private static JsonNode item(LetterContent content, LetterSection section, UUID id) {
		for (JsonNode item : LetterJson.tree(content).path(section.key())) {
			if (item.path("id").asString("").equals(id.toString())) {
				return item;
			}
		}
		throw new IllegalStateException("No such item");
	}

	private static ObjectNode read(LetterForm form, LetterSection section, MultiValueMap<String, String> typed,
			Page passage) {
		passage.read();
		LetterForm.Reading reading = form.read(typed);
		if (!reading.good()) {
			throw passage.wrong("is not taken by the form " + section + ": " + reading.errors());
		}
		return reading.value();
	}

	private static void saved(SaveResult result, Page passage) {
		if (!(result instanceof SaveResult.Saved)) {
			throw passage.wrong("was not saved: " + result);
		}
	}

	/** What a person would have typed: what stood there, and over it what is new. */
	private MultiValueMap<String, String> typed(LetterForm form, LetterSection section, @Nullable JsonNode before,
			Page passage, Map<String, UUID> keys, UUID request) {
		MultiValueMap<String, String> typed = new LinkedMultiValueMap<>();
		if (before != null) {
			form.values(before).forEach(typed::set);
			form.chosen(before).forEach((name, chosen) -> typed.put(name, List.copyOf(chosen)));
		}
		for (LetterField field : section.fields()) {
			if (passage.has(field.name())) {
				type(field, passage, keys, request, typed);
			}
		}
		return typed;
	}

	private void type(LetterField field, Page passage, Map<String, UUID> keys, UUID request,
			MultiValueMap<String, String> typed) {
		String name = field.name();
		switch (field.kind()) {
			case DATE -> day(name, date(passage, name), typed);
			case DAY_AND_TIME, MOMENT -> {
				String[] parts = String.valueOf(passage.value(name)).split(" ");
				LocalDate day = passage.calendar().day(Integer.parseInt(parts[0]));
				if (parts.length > 1) {
					moment(name, day.atTime(LocalTime.parse(parts[1])).toInstant(ZoneOffset.UTC), typed);
				}
				else {
					day(name, day, typed);
				}
			}
			case MANY -> typed.put(name, passage.texts(name));
			case REASONS -> {
				Page reasons = passage.page(name);
				List<String> questions = new ArrayList<>();
				for (String kind : reasons.names()) {
					DataQuestion question = DataQuestion.of(LetterContent.DataKind.valueOf(kind));
					questions.add(question.name());
					typed.set(name + "." + question, reasons.required(kind));
				}
				typed.put(name, questions);
				reasons.read();
			}
			case LINKS -> typed.put(name, passage.texts(name).stream().map((key) -> id(key, keys, passage)).toList());
			case COMPANY -> typed.set(name, company(passage.required(name), request));
			case FILE -> throw passage.wrong("cannot type a file");
			default -> typed.set(name, passage.required(name));
		}
	}

	/** A day of the story, or a date as it is: a birthday is no day of a story. */
	private static LocalDate date(Page passage, String name) {
		Object value = passage.value(name);
		return (value instanceof Integer number) ? passage.calendar().day(number)
				: LocalDate.parse(String.valueOf(value));
	}

	private static void day(String name, LocalDate date, MultiValueMap<String, String> typed) {
		typed.set(name + ".day", String.valueOf(date.getDayOfMonth()));
		typed.set(name + ".month", String.valueOf(date.getMonthValue()));
		typed.set(name + ".year", String.valueOf(date.getYear()));
	}

	/** The stories tell their times in UTC; a person types what the clock shows. */
	private static void moment(String name, Instant moment, MultiValueMap<String, String> typed) {
		LocalDateTime shown = UkTime.shown(moment);
		day(name, shown.toLocalDate(), typed);
		typed.set(name + ".time", shown.toLocalTime().toString());
		boolean second = UkTime.moments(shown).indexOf(moment) == 1;
		typed.set(name + LetterForm.WHICH, (second ? UkTime.Which.SECOND : UkTime.Which.FIRST).name());
	}

	private static String id(String key, Map<String, UUID> keys, Page passage) {
		UUID id = keys.get(key);
		if (id == null) {
			throw passage.wrong("links to " + key + ", which is nothing");
		}
		return id.toString();
	}

	private String company(String name, UUID request) {
		return this.letters.companies(request)
			.stream()
			.filter((company) -> company.name().equals(name))
			.map(ProviderCompany::id)
			.findFirst()
			.orElseThrow()
			.toString();
	}

	private void enclose(Actor actor, UUID request, Page enclosure) {
		String file = enclosure.required("file");
		try (InputStream stream = new ClassPathResource("demonstration/enclosures/" + file).getInputStream()) {
			this.letters.enclose(actor, request, enclosure.required("title"),
					new IncomingFile("file", FileNames.safe(file), "text/plain", stream, new LinkedMultiValueMap<>()),
					Ids.next());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		enclosure.read();
	}

}
