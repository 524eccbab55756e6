package org.comity.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One row of the table of routes.
 *
 * @param method GET, POST, UPLOAD for a POST that carries files, or TUS- and the method
 * of the tus protocol
 * @param pattern the address as the controller declares it
 * @param with what fills the pattern: names of case files, or words that stand for
 * themselves
 * @param on where the form stands, as a pattern filled alike
 * @param visitors who gets through, the owner first; true where they are only sent
 * elsewhere. Everybody else gets a 404
 * @param anybody whether one need not even sign in
 * @param typed what is typed into the form other than what would be typed anyhow
 */
record Route(String method, String pattern, Map<String, String> with, String on, Map<Visitor, Boolean> visitors,
		boolean anybody, Map<String, String> typed) {

	static final String TABLE = "/golden/routes.txt";

	/** The variables that stand for something of a case. */
	private static final Set<String> IDS = Set.of("id", "process", "file", "upload", "period", "opening", "proposal",
			"item");

	private static final String NO_ID = "not-an-id";

	/** Reads the table. */
	static List<Route> all() {
		try (InputStream table = Objects.requireNonNull(Route.class.getResourceAsStream(TABLE), TABLE)) {
			Map<String, List<String>> groups = new LinkedHashMap<>();
			List<Route> routes = new ArrayList<>();
			for (String line : new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
				if (line.isBlank() || line.startsWith("#")) {
					continue;
				}
				if (line.indexOf('|') < 0) {
					String[] group = line.split("=", 2);
					groups.put(group[0].strip(), List.of(group[1].strip().split(" +")));
					continue;
				}
				routes.add(read(line, groups));
			}
			return routes;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Route read(String line, Map<String, List<String>> groups) {
		String[] columns = Arrays.stream((line + "|||").split("\\|", -1)).map(String::strip).toArray(String[]::new);
		String[] route = columns[0].split(" +");
		Map<String, String> with = pairs(columns[1], " +");
		String on = with.containsKey("on") ? Objects.requireNonNull(with.remove("on")) : route[1];
		boolean anybody = false;
		Map<Visitor, Boolean> ordered = new LinkedHashMap<>();
		for (String word : columns[2].isEmpty() ? new String[0] : columns[2].split(" +")) {
			boolean elsewhere = word.endsWith(">");
			String name = elsewhere ? word.substring(0, word.length() - 1) : word;
			if (name.equals("anybody")) {
				anybody = true;
				continue;
			}
			if (name.equals("everyone")) {
				for (Visitor one : Visitor.values()) {
					ordered.putIfAbsent(one, elsewhere);
				}
				continue;
			}
			for (String one : expanded(name, groups)) {
				ordered.putIfAbsent(Visitor.named(one), elsewhere);
			}
		}
		return new Route(route[0], route[1], with, on, ordered, anybody, pairs(columns[3], " *; *"));
	}

	private static List<String> expanded(String name, Map<String, List<String>> groups) {
		List<String> group = groups.get(name);
		return (group == null) ? List.of(name)
				: group.stream().flatMap((one) -> expanded(one, groups).stream()).toList();
	}

	private static Map<String, String> pairs(String column, String separator) {
		Map<String, String> pairs = new LinkedHashMap<>();
		for (String pair : column.isEmpty() ? new String[0] : column.split(separator)) {
			String[] sides = pair.split("=", 2);
			pairs.put(sides[0], sides[1]);
		}
		return pairs;
	}

	/** What names the route, whatever fills it. */
	String key() {
		return this.method + " " + this.pattern;
	}

	String address(CaseFiles files) {
		return filled(this.pattern, files);
	}

	String page(CaseFiles files) {
		return filled(this.on, files);
	}

	private String filled(String address, CaseFiles files) {
		String filled = address;
		for (Map.Entry<String, String> each : this.with.entrySet()) {
			filled = filled.replace("{" + each.getKey() + "}", value(each.getKey(), each.getValue(), files));
		}
		if (filled.indexOf('{') >= 0) {
			throw new IllegalStateException("The table does not say what fills " + filled);
		}
		return filled;
	}

	/** A name that is misspelt would be a 404 for everybody, as if it were guarded. */
	private static String value(String variable, String name, CaseFiles files) {
		String value = files.value(name);
		if (IDS.contains(variable) && value.equals(name) && !name.equals(NO_ID)) {
			throw new IllegalStateException("No case file is called " + name);
		}
		return value;
	}

	/** What is typed, with what the names in it stand for. */
	Map<String, String> typed(CaseFiles files) {
		Map<String, String> filled = new LinkedHashMap<>(this.typed);
		filled.replaceAll((name, value) -> files.value(value));
		return filled;
	}

	/** Whether it is spoken to by a script, in the tus protocol. */
	boolean tus() {
		return this.method.startsWith("TUS-");
	}

	boolean reads() {
		return this.method.equals("GET");
	}

	@Override
	public String toString() {
		return key() + (this.with.isEmpty() ? "" : " " + this.with);
	}

}
