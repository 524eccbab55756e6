package org.comity.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program to its end. Its output goes to a file, not a pipe: the server outlives
 * the program that starts it and would keep a pipe open for ever.
 */
final class Program {

	private Program() {
	}

	record Outcome(int exitCode, String output) {

		boolean succeeded() {
			return this.exitCode == 0;
		}

	}

	static Outcome run(List<String> command, Path directory, int seconds) {
		try {
			Path output = Files.createTempFile("comity-", ".out");
			try {
				ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
					.redirectOutput(output.toFile())
					.redirectInput(new File(ServerBinaries.windows() ? "NUL" : "/dev/null"))
					.directory(directory.toFile());
				// PGDATA, PGPORT and the like would steer our server to somebody else's.
				builder.environment().keySet().removeIf((name) -> name.startsWith("PG"));
				builder.environment().put("LC_ALL", "C");
				Process process = builder.start();
				if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
					process.destroyForcibly();
					return new Outcome(-1, "no answer within " + seconds + " seconds");
				}
				return new Outcome(process.exitValue(), Files.readString(output, Charset.defaultCharset()).strip());
			}
			finally {
				Files.deleteIfExists(output);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new Outcome(-1, "interrupted");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
