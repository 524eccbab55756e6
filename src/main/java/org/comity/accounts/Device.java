package org.comity.accounts;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What somebody signed in with, as coarse as it helps them to know it again. No address
 * and no version is kept.
 *
 * @param browser the browser's name; empty if it is none of the known
 * @param system the system's name; empty likewise
 */
public record Device(String browser, String system) {

	/** The first that is named wins: each calls itself all that follow. */
	private static final Map<String, String> BROWSERS = ordered("Edg", "Edge", "OPR/", "Opera", "Firefox/", "Firefox",
			"Chrome/", "Chrome", "Safari/", "Safari");

	private static final Map<String, String> SYSTEMS = ordered("Windows", "Windows", "Android", "Android", "iPhone",
			"iPhone", "iPad", "iPad", "Mac OS", "macOS", "CrOS", "ChromeOS", "Linux", "Linux");

	private static final int LONGEST = 1000;

	/** Reads what a browser calls itself. */
	static Device of(@Nullable String agent) {
		String text = (agent != null) ? agent.substring(0, Math.min(agent.length(), LONGEST)) : "";
		return new Device(first(BROWSERS, text), first(SYSTEMS, text));
	}

	/** What {@link #toString} wrote. */
	static Device read(String text) {
		String[] sides = text.split("/", 2);
		return new Device(sides[0], (sides.length > 1) ? sides[1] : "");
	}

	public boolean known() {
		return !this.browser.isEmpty() && !this.system.isEmpty();
	}

	@Override
	public String toString() {
		return this.browser + "/" + this.system;
	}

	private static String first(Map<String, String> names, String text) {
		return names.entrySet()
			.stream()
			.filter((name) -> text.contains(name.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse("");
	}

	private static Map<String, String> ordered(String... pairs) {
		Map<String, String> map = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			map.put(pairs[i], pairs[i + 1]);
		}
		return map;
	}

}
