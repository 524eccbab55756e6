package org.comity.bench;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The short name of a statement: what it does and to which tables, in their order.
 */
final class StatementKind {

	private static final Pattern TABLE = Pattern
		.compile("\\b(?:from|join|into|update)\\s+(?:only\\s+)?(?:public\\.)?([a-z_][a-z_0-9]*)");

	private StatementKind() {
	}

	static String of(String sql) {
		String text = sql.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " ");
		String verb = text.split(" ")[0];
		Set<String> tables = new LinkedHashSet<>();
		Matcher matcher = TABLE.matcher(text);
		while (matcher.find()) {
			if (!matcher.group(1).equals("set") && !matcher.group(1).equals("select")) {
				tables.add(matcher.group(1));
			}
		}
		String lock = text.matches(".* for (no key )?update( of [a-z0-9_]+)?$") ? " for update" : "";
		String count = text.startsWith("select count(") ? " (count)" : "";
		String done = text.contains("completed") || text.startsWith("update event_publication set status")
				? text.contains("completion_date") ? " (completed)" : " (processing)" : "";
		return verb + (tables.isEmpty() ? "" : " " + String.join(", ", tables)) + lock + count
				+ (verb.equals("update") && tables.contains("event_publication") ? done : "");
	}

}
