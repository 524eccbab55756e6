package org.comity.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A page written by hand with tables that are not: each stands between two comments that
 * name it.
 */
final class Page {

	private Page() {
	}

	static void write(Path page, Map<String, String> tables) throws IOException {
		String text = Files.readString(page);
		for (Map.Entry<String, String> table : tables.entrySet()) {
			String begin = "<!-- " + table.getKey() + ": written by the bench -->\n";
			String end = "<!-- end of " + table.getKey() + " -->";
			int from = text.indexOf(begin);
			int to = text.indexOf(end);
			if (from < 0 || to < from) {
				throw new IllegalStateException(page + " has no place for " + table.getKey());
			}
			text = text.substring(0, from + begin.length()) + "\n" + table.getValue() + "\n" + text.substring(to);
		}
		Files.writeString(page, text);
	}

}
