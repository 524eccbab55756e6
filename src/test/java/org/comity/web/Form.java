package org.comity.web;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.attoparser.simple.AbstractSimpleMarkupHandler;
import org.attoparser.simple.SimpleMarkupParser;
import org.jspecify.annotations.Nullable;
import org.unbescape.html.HtmlEscape;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A form as it stands on a page, with what a browser would send of it.
 *
 * @param action where it goes, without its query; empty for the page itself
 * @param query the query of its action
 * @param multipart whether it carries files
 * @param fields its fields in the order of the page, by name
 */
record Form(String action, String query, boolean multipart, Map<String, Field> fields) {

	/** What a field is, in the way of a browser. */
	enum Kind {

		HIDDEN, TEXT, SECRET, ONE_OF, SOME_OF, FILE

	}

	/**
	 * A field.
	 *
	 * @param kind what it is
	 * @param value what it holds
	 * @param offered what can be chosen
	 */
	record Field(Kind kind, String value, List<String> offered) {

		private Field offering(String more, boolean chosen) {
			List<String> all = new ArrayList<>(this.offered);
			all.add(more);
			return new Field(this.kind, (chosen || this.value.isEmpty()) ? more : this.value, all);
		}

	}

	/** Returns the forms of a page that are sent by POST. */
	static List<Form> on(String page) {
		Reader reader = new Reader();
		try {
			new SimpleMarkupParser(ParseConfiguration.htmlConfiguration()).parse(page, reader);
		}
		catch (ParseException ex) {
			throw new IllegalStateException("No HTML: " + page.substring(0, Math.min(page.length(), 200)), ex);
		}
		return reader.forms;
	}

	private static final class Reader extends AbstractSimpleMarkupHandler {

		private final List<Form> forms = new ArrayList<>();

		private @Nullable Form form;

		private @Nullable String writing;

		private @Nullable String choosing;

		private final StringBuilder text = new StringBuilder();

		@Override
		public void handleStandaloneElement(String name, @Nullable Map<String, String> given, boolean minimized,
				int line, int col) {
			handleOpenElement(name, given, line, col);
		}

		@Override
		public void handleOpenElement(String name, @Nullable Map<String, String> given, int line, int col) {
			Map<String, String> attributes = (given != null) ? given : Map.of();
			switch (name) {
				case "form" -> open(attributes);
				case "input" -> input(attributes);
				case "textarea" -> {
					this.writing = attribute(attributes, "name");
					this.text.setLength(0);
				}
				case "select" -> {
					this.choosing = attribute(attributes, "name");
					put(this.choosing, new Field(Kind.ONE_OF, "", List.of()));
				}
				case "option" -> offer(this.choosing, attributes, Kind.ONE_OF, "selected");
				default -> {
				}
			}
		}

		private void open(Map<String, String> attributes) {
			this.form = null;
			if (attribute(attributes, "method").equalsIgnoreCase("post")) {
				String action = attribute(attributes, "action");
				int query = action.indexOf('?');
				this.form = new Form((query < 0) ? action : action.substring(0, query),
						(query < 0) ? "" : action.substring(query + 1),
						attribute(attributes, "enctype").equals("multipart/form-data"), new LinkedHashMap<>());
				this.forms.add(this.form);
			}
		}

		private void input(Map<String, String> attributes) {
			String name = attribute(attributes, "name");
			String value = attribute(attributes, "value");
			switch (attribute(attributes, "type")) {
				case "hidden" -> put(name, new Field(Kind.HIDDEN, value, List.of()));
				case "radio" -> offer(name, attributes, Kind.ONE_OF, "checked");
				case "checkbox" -> offer(name, attributes, Kind.SOME_OF, "checked");
				case "password" -> put(name, new Field(Kind.SECRET, "", List.of()));
				case "file" -> put(name, new Field(Kind.FILE, "", List.of()));
				default -> put(name, new Field(Kind.TEXT, value, List.of()));
			}
		}

		private void offer(@Nullable String name, Map<String, String> attributes, Kind kind, String mark) {
			if (this.form != null && name != null && !name.isEmpty()) {
				Field before = this.form.fields().getOrDefault(name, new Field(kind, "", List.of()));
				this.form.fields()
					.put(name, before.offering(attribute(attributes, "value"), attributes.containsKey(mark)));
			}
		}

		private void put(@Nullable String name, Field field) {
			if (this.form != null && name != null && !name.isEmpty()) {
				this.form.fields().put(name, field);
			}
		}

		@Override
		public void handleText(char[] buffer, int offset, int length, int line, int col) {
			if (this.writing != null) {
				this.text.append(buffer, offset, length);
			}
		}

		@Override
		public void handleCloseElement(String name, int line, int col) {
			switch (name) {
				case "form" -> this.form = null;
				case "select" -> this.choosing = null;
				case "textarea" -> {
					put(this.writing, new Field(Kind.TEXT, HtmlEscape.unescapeHtml(this.text.toString()), List.of()));
					this.writing = null;
				}
				default -> {
				}
			}
		}

		private static String attribute(Map<String, String> attributes, String name) {
			String value = attributes.get(name);
			return (value != null) ? HtmlEscape.unescapeHtml(value) : "";
		}

	}

	/**
	 * Returns what a person would send who fills in every field plausibly.
	 * @param typed what they type or choose other than that: a text, or for a date the
	 * number of days from today, or nothing at all
	 */
	MultiValueMap<String, String> filled(Map<String, String> typed) {
		MultiValueMap<String, String> sent = new LinkedMultiValueMap<>();
		Set<String> dates = dates();
		this.fields.forEach((name, field) -> {
			String given = typed.get(name);
			switch (field.kind()) {
				case HIDDEN -> sent.add(name, (given != null) ? given : field.value());
				case TEXT, SECRET ->
					sent.add(name, (given != null) ? given : field.value().isEmpty() ? "As agreed" : field.value());
				case ONE_OF, SOME_OF -> {
					if (given == null || !given.isEmpty()) {
						sent.add(name, (given != null) ? given : field.value());
					}
				}
				case FILE -> {
				}
			}
		});
		for (String date : dates) {
			// What ends, ends a day after it begins.
			String given = typed.getOrDefault(date, date.startsWith("to") ? "1" : "0");
			LocalDate day = given.isEmpty() ? null : LocalDate.now(ZoneOffset.UTC).plusDays(Long.parseLong(given));
			sent.set(date + ".day", (day != null) ? String.valueOf(day.getDayOfMonth()) : "");
			sent.set(date + ".month", (day != null) ? String.valueOf(day.getMonthValue()) : "");
			sent.set(date + ".year", (day != null) ? String.valueOf(day.getYear()) : "");
			if (this.fields.containsKey(date + ".time")) {
				sent.set(date + ".time", (day != null) ? "10:30" : "");
			}
		}
		typed.forEach((name, given) -> {
			if (!this.fields.containsKey(name) && !dates.contains(name)) {
				sent.set(name, given);
			}
		});
		return sent;
	}

	/** The names of the dates on the form: those with a day, a month and a year. */
	Set<String> dates() {
		Set<String> dates = new LinkedHashSet<>();
		this.fields.keySet()
			.stream()
			.filter((name) -> name.endsWith(".day"))
			.map((name) -> name.substring(0, name.length() - ".day".length()))
			.forEach(dates::add);
		return dates;
	}

}
