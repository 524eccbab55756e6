package org.comity.bench;

import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs everything once and leaves the results under {@code target/bench} and, unless it
 * was a smoke run, in the tables of {@code docs/performance.md}.
 */
public final class Bench {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private Bench() {
	}

	public static void main(String[] arguments) throws Exception {
		Settings settings = Settings.asked();
		Files.createDirectories(Settings.RESULTS);
		Instant began = Instant.now();
		say("The bench: " + settings);
		Map<String, Object> machine = Machine.describe();
		Map<String, String> tables = new LinkedHashMap<>();
		tables.put("machine", Machine.table(machine, settings));
		if (settings.parts().contains("check")) {
			CheckBench check = new CheckBench();
			check.run(settings.smoke());
			write("check.json", head(settings, machine, check.results()));
			tables.put("check", check.table());
		}
		if (settings.parts().contains("hops") || settings.parts().contains("worklist")) {
			withServer(settings, machine, tables);
		}
		tables.forEach((name, table) -> say(name + "\n\n" + table));
		Files.writeString(Settings.RESULTS.resolve("tables.md"), String.join("\n", tables.values()));
		if (!settings.smoke()) {
			if (!settings.parts().contains("hops") && !settings.parts().contains("worklist")) {
				// The machine on the page is that of the long measurements.
				tables.remove("machine");
			}
			Page.write(Settings.PAGE, tables);
		}
		say("Done after " + (Instant.now().getEpochSecond() - began.getEpochSecond()) + " s; results in "
				+ Settings.RESULTS);
		// Whatever thread an engine left behind must not keep the build waiting.
		System.exit(0);
	}

	private static void withServer(Settings settings, Map<String, Object> machine, Map<String, String> tables)
			throws Exception {
		try (BenchServer server = BenchServer.start()) {
			if (settings.parts().contains("hops")) {
				try (Hops hops = new Hops(server, settings)) {
					hops.run();
					write("hops.json", head(settings, machine, hops.results()));
					write("statements.json", head(settings, machine, hops.statements()));
					tables.put("hops", hops.table());
					tables.put("statements", hops.statementTable());
				}
			}
			if (settings.parts().contains("worklist")) {
				WorklistPage page = new WorklistPage(server, settings);
				page.run();
				write("worklist.json", head(settings, machine, page.results()));
				tables.put("worklist", page.table());
			}
		}
	}

	private static Map<String, Object> head(Settings settings, Map<String, Object> machine, Object results) {
		Map<String, Object> all = new LinkedHashMap<>();
		all.put("at", Instant.now().toString());
		all.put("settings", settings);
		all.put("machine", machine);
		all.put("results", results);
		return all;
	}

	private static void write(String name, Object results) throws java.io.IOException {
		Files.writeString(Settings.RESULTS.resolve(name), JSON.writeValueAsString(results) + "\n");
	}

	@SuppressWarnings("SystemOut")
	static void say(String what) {
		System.out.println(what);
	}

}
