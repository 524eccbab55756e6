package org.comity.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.comity.kernel.PrivateFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server of our own over one data directory. It listens on the loopback
 * address only, on a free port, and asks every role for its password.
 * <p>
 * One server per data directory: a second one, in this process or another, is refused.
 * When this process is killed the server lives on; the next one to open the directory
 * finds it by its {@code postmaster.pid} and stops it first, so that nothing of the dead
 * process is still at work in the database.
 */
public final class EmbeddedServer implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

	private static final String ADMINISTRATOR = "postgres";

	private static final int SECONDS = 60;

	private static final int MAJOR_VERSION = 18;

	private final Path directory;

	private final Path cluster;

	private final ServerBinaries binaries;

	private final ServerAccount account;

	private final Passwords passwords;

	private final RandomAccessFile lockFile;

	private int port;

	private boolean closed;

	/**
	 * Starts the server and creates its roles and database if they are not there yet.
	 * @param directory the data directory; made if missing
	 * @param settings server settings beyond those this class needs, by name
	 * @throws NoDatabaseException if it cannot run here, with the remedy
	 */
	public static EmbeddedServer start(Path directory, Map<String, String> settings) {
		Path absolute = directory.toAbsolutePath().normalize();
		return start(absolute, absolute, settings);
	}

	/**
	 * As {@link #start(Path, Map)}, with the server's programs unpacked elsewhere, so
	 * that several data directories share them.
	 */
	public static EmbeddedServer start(Path directory, Path programs, Map<String, String> settings) {
		RandomAccessFile lock = null;
		try {
			Path data = directory.toAbsolutePath().normalize();
			createPrivately(data);
			lock = lock(data);
			EmbeddedServer server = new EmbeddedServer(data, programs.toAbsolutePath().normalize(), lock);
			server.open(settings);
			return server;
		}
		catch (IOException | SQLException ex) {
			close(lock);
			throw new NoDatabaseException("The embedded PostgreSQL in " + directory + " did not start: " + ex,
					"See " + directory.resolve("postgres").resolve("server.log")
							+ ", or use a PostgreSQL of your own: docs/operations.md says how.",
					ex);
		}
		catch (RuntimeException ex) {
			close(lock);
			throw ex;
		}
	}

	private EmbeddedServer(Path directory, Path programs, RandomAccessFile lockFile) throws IOException {
		this.directory = directory;
		this.cluster = directory.resolve("postgres");
		this.lockFile = lockFile;
		this.passwords = Passwords.in(directory.resolve("database-passwords.properties"));
		this.binaries = ServerBinaries.unpackedUnder(programs);
		this.account = ServerAccount.ableToWorkIn(directory, this.binaries.program("postgres"));
	}

	private void open(Map<String, String> settings) throws IOException, SQLException {
		if (Files.exists(this.cluster)) {
			requireSameMajorVersion();
			this.account.own(this.cluster);
			stopLeftover();
		}
		else {
			initialise();
		}
		launch(settings);
		try (Connection connection = connect("postgres")) {
			Roles.establish(connection, this.passwords.owner(), this.passwords.application());
			Roles.establishDatabase(connection, Roles.DATABASE);
		}
		catch (SQLException ex) {
			stop();
			throw ex;
		}
	}

	private static void createPrivately(Path directory) throws IOException {
		if (PrivateFiles.posix() && !Files.exists(directory)) {
			Files.createDirectories(directory.getParent());
			Files.createDirectory(directory,
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		}
		Files.createDirectories(directory);
	}

	private static RandomAccessFile lock(Path directory) throws IOException {
		Path path = directory.resolve("comity.lock");
		RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
		FileLock lock;
		try {
			// A far byte, so that Windows lets others read the process id.
			lock = file.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false);
		}
		catch (OverlappingFileLockException ex) {
			lock = null;
		}
		if (lock == null) {
			file.close();
			String process = Files.readString(path, StandardCharsets.US_ASCII).strip();
			throw new NoDatabaseException(
					"Another Comity (process " + process + ") is already running on the data directory " + directory
							+ ".",
					"Use that one, stop it, or give this one a directory of its own with --comity.data-directory=... "
							+ "and a port of its own with --server.port=...");
		}
		file.setLength(0);
		file.write(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII));
		return file;
	}

	private static void close(@Nullable RandomAccessFile lock) {
		if (lock != null) {
			try {
				lock.close();
			}
			catch (IOException ex) {
				log.warn("The lock file could not be closed", ex);
			}
		}
	}

	private void requireSameMajorVersion() throws IOException {
		String version = Files.readString(this.cluster.resolve("PG_VERSION")).strip();
		if (!version.equals(Integer.toString(MAJOR_VERSION))) {
			throw new NoDatabaseException(
					"The data in " + this.cluster + " was written by PostgreSQL " + version + "; this is PostgreSQL "
							+ MAJOR_VERSION + ".",
					"Use the Comity that wrote it, or move the directory away to start afresh.");
		}
	}

	/** Made under another name first: a cluster that carries its name is complete. */
	private void initialise() throws IOException {
		log.info("Making a new database in {}", this.cluster);
		Path draft = this.directory.resolve("postgres.new");
		FileSystemUtils.deleteRecursively(draft);
		Files.createDirectory(draft);
		Path passwordFile = this.directory.resolve("initdb-password");
		Files.deleteIfExists(passwordFile);
		PrivateFiles.create(passwordFile);
		try {
			Files.writeString(passwordFile, this.passwords.administrator());
			this.account.own(draft);
			this.account.own(passwordFile);
			run("initdb", "--pgdata", draft.toString(), "--username", ADMINISTRATOR, "--pwfile",
					passwordFile.toString(), "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C",
					"--locale-provider", "builtin", "--builtin-locale", "C.UTF-8");
		}
		finally {
			Files.deleteIfExists(passwordFile);
		}
		Files.move(draft, this.cluster);
	}

	private void stopLeftover() throws IOException {
		Path file = this.cluster.resolve("postmaster.pid");
		if (!Files.exists(file)) {
			return;
		}
		Optional<ProcessHandle> leftover = leftover(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
		if (leftover.isPresent()) {
			log.info("Stopping the embedded PostgreSQL (process {}) that a killed Comity left behind",
					leftover.get().pid());
			if (!stop() && leftover.get().isAlive()) {
				leftover.get().destroyForcibly();
				leftover.get().onExit().orTimeout(SECONDS, java.util.concurrent.TimeUnit.SECONDS).join();
			}
		}
		// The process it names is gone, or the number now belongs to somebody else.
		Files.deleteIfExists(file);
	}

	/**
	 * The running server that the file names. A number alone says little: after a restart
	 * of the machine or container it may be anybody's, and a stranger must not be
	 * stopped. So it must be a PostgreSQL that works on this directory or, should the
	 * directory have been moved meanwhile, that began when the file says.
	 */
	private Optional<ProcessHandle> leftover(List<String> pidFile) {
		if (pidFile.size() < 3 || !pidFile.get(0).strip().matches("[0-9]{1,18}")) {
			return Optional.empty();
		}
		return ProcessHandle.of(Long.parseLong(pidFile.get(0).strip())).filter((process) -> {
			ProcessHandle.Info info = process.info();
			String name = info.command().or(info::commandLine).orElse("postgres");
			boolean here = info.commandLine().map((line) -> line.contains(this.cluster.toString())).orElse(false);
			return name.contains("postgres") && (here || info.startInstant()
				.map((began) -> Math.abs(began.getEpochSecond() - began(pidFile)) < 60)
				.orElse(true));
		});
	}

	private static long began(List<String> pidFile) {
		String seconds = pidFile.get(2).strip();
		return seconds.matches("[0-9]{1,18}") ? Long.parseLong(seconds) : 0;
	}

	private void launch(Map<String, String> settings) throws IOException {
		Path serverLog = this.cluster.resolve("server.log");
		Map<String, String> all = new LinkedHashMap<>();
		all.put("listen_addresses", "127.0.0.1");
		all.put("unix_socket_directories", "");
		all.put("log_timezone", "UTC");
		all.put("timezone", "UTC");
		all.putAll(settings);
		for (int attempt = 1;; attempt++) {
			this.port = freePort();
			StringBuilder options = new StringBuilder("-p ").append(this.port);
			all.forEach((name, value) -> options.append(" -c ").append(name).append('=').append(value));
			Program.Outcome outcome = attempt("pg_ctl", "start", "--pgdata", this.cluster.toString(), "--log",
					serverLog.toString(), "--wait", "--timeout", Integer.toString(SECONDS), "--options",
					options.toString());
			if (outcome.succeeded()) {
				return;
			}
			if (attempt == 3 || !lastLines(serverLog).contains("could not bind")) {
				throw new IOException(outcome.output() + System.lineSeparator() + lastLines(serverLog));
			}
		}
	}

	private static String lastLines(Path file) throws IOException {
		if (!Files.exists(file)) {
			return "";
		}
		List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
		return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 10), lines.size()));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }))) {
			return socket.getLocalPort();
		}
	}

	private void run(String program, String... arguments) throws IOException {
		Program.Outcome outcome = attempt(program, arguments);
		if (!outcome.succeeded()) {
			throw new IOException(program + ": " + outcome.output());
		}
	}

	private Program.Outcome attempt(String program, String... arguments) {
		String[] command = new String[arguments.length + 1];
		command[0] = this.binaries.program(program).toString();
		System.arraycopy(arguments, 0, command, 1, arguments.length);
		return Program.run(this.account.command(command), this.directory, 2 * SECONDS);
	}

	private boolean stop() {
		Program.Outcome outcome = attempt("pg_ctl", "stop", "--pgdata", this.cluster.toString(), "--mode", "fast",
				"--wait", "--timeout", Integer.toString(SECONDS));
		if (!outcome.succeeded()) {
			log.warn("The embedded PostgreSQL could not be stopped: {}", outcome.output());
		}
		return outcome.succeeded();
	}

	/** The address of one of the server's databases. */
	public String url(String database) {
		return "jdbc:postgresql://127.0.0.1:" + this.port + "/" + database;
	}

	/**
	 * A connection as the server's own superuser, for roles and databases, never for the
	 * application.
	 */
	public Connection connect(String database) throws SQLException {
		return DriverManager.getConnection(url(database), ADMINISTRATOR, this.passwords.administrator());
	}

	public String ownerPassword() {
		return this.passwords.owner();
	}

	public String applicationPassword() {
		return this.passwords.application();
	}

	@Override
	public synchronized void close() {
		if (!this.closed) {
			this.closed = true;
			stop();
			close(this.lockFile);
		}
	}

}
