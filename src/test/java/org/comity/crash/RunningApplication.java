package org.comity.crash;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.comity.ComityApplication;

/**
 * The real application in a process of its own, over its own data directory, with the
 * memory that {@code mvn spring-boot:run} gives it.
 */
final class RunningApplication implements AutoCloseable {

	/** How a process ends that is killed: 128 and the number of the signal. */
	static final int KILLED = 137;

	private static final Pattern READY = Pattern.compile("Comity is ready: (http://\\S+)");

	private final Path data;

	private final Path output;

	private final Process process;

	private final URI address;

	private RunningApplication(Path data, Path output, Process process, URI address) {
		this.data = data;
		this.output = output;
		this.process = process;
		this.address = address;
	}

	/** Where a {@link Failpoint} for an application over this directory is armed. */
	static Path failpointFile(Path data) {
		return data.resolveSibling(data.getFileName() + ".failpoint");
	}

	static RunningApplication start(Path data) throws IOException, InterruptedException {
		return start(data, List.of(CrashConfiguration.class));
	}

	/**
	 * Starts it with configurations that only this process has.
	 * @param options further options of the virtual machine, which win over ours
	 */
	static RunningApplication start(Path data, List<Class<?>> more, String... options)
			throws IOException, InterruptedException {
		Files.createDirectories(data.toAbsolutePath().getParent());
		Path output = Files.createTempFile(data.toAbsolutePath().getParent(), "application-", ".log");
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
				"-XX:TieredStopAtLevel=1", "-D" + Failpoint.PROPERTY + "=" + failpointFile(data).toAbsolutePath(),
				"-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
		command.addAll(List.of(options));
		command.addAll(List.of(ComityApplication.class.getName(), "--server.port=0", "--comity.data-directory=" + data,
				"--comity.demonstration.cases=false",
				"--spring.main.sources=" + more.stream().map(Class::getName).collect(Collectors.joining(","))));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
		// Whoever runs the tests may have set up another database for the application.
		builder.environment().keySet().removeIf((name) -> name.startsWith("SPRING_") || name.startsWith("COMITY_"));
		Process process = builder.start();
		Instant end = Instant.now().plus(Duration.ofMinutes(3));
		while (Instant.now().isBefore(end)) {
			Matcher ready = READY.matcher(Files.readString(output));
			if (ready.find()) {
				return new RunningApplication(data, output, process, URI.create(ready.group(1)));
			}
			if (!process.isAlive()) {
				break;
			}
			Thread.sleep(200);
		}
		process.destroyForcibly();
		throw new IllegalStateException("The application did not start:\n" + Files.readString(output));
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	URI address() {
		return this.address;
	}

	/** How many bytes live on its heap once all else was collected. */
	long liveHeap() throws IOException, InterruptedException {
		Process look = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
				Long.toString(this.process.pid()), "GC.class_histogram")
			.redirectErrorStream(true)
			.start();
		String said = new String(look.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		look.waitFor();
		Matcher total = Pattern.compile("(?m)^Total +\\d+ +(\\d+)").matcher(said);
		if (!total.find()) {
			throw new IllegalStateException("The heap cannot be looked at: " + said);
		}
		return Long.parseLong(total.group(1));
	}

	String output() throws IOException {
		return Files.readString(this.output);
	}

	/** As kill -9: nothing in the process gets a chance to tidy up. */
	void kill() throws InterruptedException {
		this.process.destroyForcibly();
		awaitEnd();
	}

	/** Waits for a process that dies by itself, and returns how it ended. */
	int awaitEnd() throws InterruptedException {
		if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
			throw new IllegalStateException("The process " + this.process.pid() + " is still there");
		}
		return this.process.exitValue();
	}

	/** The process id of the database server, as its own file tells. */
	long serverProcess() throws IOException {
		return Long.parseLong(postmaster().get(0).strip());
	}

	/** Looks into the database past the application, as the server's superuser. */
	Connection database() throws IOException, SQLException {
		Properties passwords = new Properties();
		try (var in = Files.newInputStream(this.data.resolve("database-passwords.properties"))) {
			passwords.load(in);
		}
		return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + postmaster().get(3).strip() + "/comity",
				"postgres", passwords.getProperty("administrator"));
	}

	private List<String> postmaster() throws IOException {
		return Files.readAllLines(this.data.resolve("postgres").resolve("postmaster.pid"));
	}

	/** Asks it to stop, as Ctrl-C does, so that its database server stops too. */
	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
			kill();
		}
	}

}
