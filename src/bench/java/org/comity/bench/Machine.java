package org.comity.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run ran on.
 */
final class Machine {

	private Machine() {
	}

	static Map<String, Object> describe() {
		Map<String, Object> machine = new LinkedHashMap<>();
		machine.put("processor", line(Path.of("/proc/cpuinfo"), "model name"));
		machine.put("processors", Runtime.getRuntime().availableProcessors());
		machine.put("memory", line(Path.of("/proc/meminfo"), "MemTotal"));
		machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
		machine.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
		machine.put("heap", Runtime.getRuntime().maxMemory() / (1024 * 1024) + " MB");
		// A machine that is busy with something else measures that as well.
		machine.put("loadBefore", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
		return machine;
	}

	private static String line(Path file, String name) {
		try {
			return Files.readAllLines(file)
				.stream()
				.filter((line) -> line.startsWith(name))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse("unknown");
		}
		catch (IOException ex) {
			return "unknown";
		}
	}

	static String table(Map<String, Object> machine, Settings settings) {
		return "| | |\n|---|---|\n| Day | " + LocalDate.now(ZoneOffset.UTC) + " |\n| Processor | "
				+ machine.get("processor") + ", " + machine.get("processors") + " seen by the JVM |\n| Memory | "
				+ machine.get("memory") + "; heap " + machine.get("heap") + " |\n| System | " + machine.get("system")
				+ ", " + machine.get("java") + " |\n| Load when it began | " + machine.get("loadBefore")
				+ " |\n| Run | " + settings.rounds() + " rounds of " + settings.seconds() + " s a cell, "
				+ settings.pools() + " connections in each pool |\n";
	}

}
