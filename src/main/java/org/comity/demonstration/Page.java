package org.comity.demonstration;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A passage of a story as it is written down: values by name. It notes what was read, so
 * that a word nobody understands is an error and not passed over.
 */
final class Page {

	private final String where;

	private final Map<?, ?> values;

	private final Days days;

	private final Set<String> unread = new LinkedHashSet<>();

	Page(String where, Map<?, ?> values, Days days) {
		this.where = where;
		this.values = values;
		this.days = days;
		values.keySet().forEach((key) -> this.unread.add(String.valueOf(key)));
	}

	Days calendar() {
		return this.days;
	}

	Page with(Days others) {
		return new Page(this.where, this.values, others);
	}

	boolean has(String name) {
		return this.values.containsKey(name);
	}

	@Nullable Object value(String name) {
		this.unread.remove(name);
		return this.values.get(name);
	}

	/** Returns a text with its dates told, or null if there is none. */
	@Nullable String text(String name) {
		Object value = value(name);
		return (value != null) ? this.days.told(String.valueOf(value)) : null;
	}

	String required(String name) {
		String text = text(name);
		if (text == null) {
			throw wrong("lacks " + name);
		}
		return text;
	}

	int number(String name) {
		return Integer.parseInt(required(name));
	}

	/** Returns the date of the day with the number that stands there. */
	@Nullable LocalDate date(String name) {
		Object value = value(name);
		return (value != null) ? this.days.day(((Number) value).intValue()) : null;
	}

	/** Returns the moment of a day and a time of day, as {@code -39 21:14}, UTC. */
	@Nullable Instant moment(String name) {
		Object value = value(name);
		if (value == null) {
			return null;
		}
		String[] parts = String.valueOf(value).split(" ");
		return this.days.day(Integer.parseInt(parts[0])).atTime(LocalTime.parse(parts[1])).toInstant(ZoneOffset.UTC);
	}

	List<Object> list(String name) {
		Object value = value(name);
		return (value instanceof List<?> list) ? new ArrayList<>(list)
				: Optional.ofNullable(value).<List<Object>>map(List::of).orElseGet(List::of);
	}

	List<String> texts(String name) {
		return list(name).stream().map((one) -> this.days.told(String.valueOf(one))).toList();
	}

	List<Page> pages(String name) {
		List<Page> pages = new ArrayList<>();
		for (Object one : list(name)) {
			pages.add(new Page(this.where + ", " + name + " " + (pages.size() + 1), (Map<?, ?>) one, this.days));
		}
		return pages;
	}

	/**
	 * Returns what stands there as a passage of its own; an empty one if nothing does.
	 */
	Page page(String name) {
		return (value(name) instanceof Map<?, ?> map) ? new Page(this.where + ", " + name, map, this.days)
				: new Page(this.where + ", " + name, Map.of(), this.days);
	}

	Set<String> names() {
		Set<String> names = new LinkedHashSet<>();
		this.values.keySet().forEach((key) -> names.add(String.valueOf(key)));
		return names;
	}

	/** Ends the reading. */
	void read() {
		if (!this.unread.isEmpty()) {
			throw wrong("says what nobody understands: " + this.unread);
		}
	}

	IllegalStateException wrong(String what) {
		return new IllegalStateException(this.where + " " + what);
	}

}
