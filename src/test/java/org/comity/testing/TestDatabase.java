package org.comity.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

import org.comity.embedded.EmbeddedServer;
import org.comity.embedded.NoDatabaseException;
import org.comity.embedded.Roles;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The PostgreSQL server of this test run: one per JVM, in a container where a Docker
 * engine answers and has or can pull the image, else the embedded one. It says once which
 * and why. The environment variable {@code COMITY_TEST_DATABASE} ({@code embedded} or
 * {@code container}) decides otherwise; {@code container} fails rather than fall back.
 * <p>
 * Each Spring context gets a database of its own, a copy of one that the migrations made.
 */
public abstract class TestDatabase {

	private static @Nullable TestDatabase running;

	private final AtomicInteger databases = new AtomicInteger();

	private @Nullable String template;

	/** The server of this run, started when first asked for. */
	public static synchronized TestDatabase running() {
		TestDatabase database = running;
		if (database == null) {
			database = choose();
			// Runs when all application contexts are closed.
			SpringApplication.getShutdownHandlers().add(database::stop);
			running = database;
		}
		return database;
	}

	private static TestDatabase choose() {
		String wanted = System.getenv().getOrDefault("COMITY_TEST_DATABASE", "");
		if (wanted.equals("embedded")) {
			return embedded("COMITY_TEST_DATABASE asks for it");
		}
		try {
			TestDatabase container = ContainerTestDatabase.start();
			say("a container of " + ContainerTestDatabase.IMAGE);
			return container;
		}
		catch (ContainerTestDatabase.UnavailableException ex) {
			if (wanted.equals("container")) {
				throw new IllegalStateException("COMITY_TEST_DATABASE asks for a container, but " + ex.getMessage(),
						ex);
			}
			return embedded(String.valueOf(ex.getMessage()));
		}
	}

	private static TestDatabase embedded(String reason) {
		TestDatabase database = Embedded.start();
		say("the embedded PostgreSQL: " + reason);
		return database;
	}

	@SuppressWarnings("SystemOut")
	private static void say(String choice) {
		System.out.println("Test database: " + choice);
	}

	/** A new database as the migrations leave it, owned by {@link Roles#OWNER}. */
	public synchronized Database fresh() {
		try (Connection connection = administrator("postgres"); Statement statement = connection.createStatement()) {
			if (this.template == null) {
				Roles.establish(connection, ownerPassword(), applicationPassword());
				dropLeftovers(statement);
				this.template = template(statement);
			}
			String name = "comity_test_" + this.databases.incrementAndGet();
			create(statement, name, this.template);
			return new Database(url(name), ownerPassword(), applicationPassword());
		}
		catch (SQLException | IOException ex) {
			throw new IllegalStateException("No database for the test", ex);
		}
	}

	/** A new database without any table, owned by {@link Roles#OWNER}. */
	public synchronized Database empty() {
		fresh();
		try (Connection connection = administrator("postgres"); Statement statement = connection.createStatement()) {
			String name = "comity_test_" + this.databases.incrementAndGet();
			create(statement, name, "template1");
			return new Database(url(name), ownerPassword(), applicationPassword());
		}
		catch (SQLException ex) {
			throw new IllegalStateException("No database for the test", ex);
		}
	}

	private static void create(Statement statement, String name, String template) throws SQLException {
		statement.execute("create database " + name + " owner " + Roles.OWNER + " template " + template);
		statement.execute("revoke all on database " + name + " from public");
		statement.execute("grant connect on database " + name + " to " + Roles.APPLICATION);
	}

	private static void dropLeftovers(Statement statement) throws SQLException {
		List<String> names = new ArrayList<>();
		try (ResultSet result = statement
			.executeQuery("select datname from pg_database where datname like 'comity\\_test\\_%'")) {
			while (result.next()) {
				names.add(result.getString(1));
			}
		}
		for (String name : names) {
			statement.execute("drop database " + name + " with (force)");
		}
	}

	/** Named after the migrations' contents: made once, also for later runs. */
	private String template(Statement statement) throws SQLException, IOException {
		String name = "comity_migrated_" + migrations();
		try (ResultSet result = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
			if (result.next()) {
				return name;
			}
		}
		create(statement, "comity_test_draft", "template1");
		Flyway.configure()
			.dataSource(url("comity_test_draft"), Roles.OWNER, ownerPassword())
			.placeholders(Map.of("app_role", Roles.APPLICATION, "worker_role", Roles.WORKER))
			.load()
			.migrate();
		statement.execute("alter database comity_test_draft rename to " + name);
		return name;
	}

	private static String migrations() throws IOException {
		Resource[] resources = new PathMatchingResourcePatternResolver()
			.getResources("classpath*:db/migration/**/*.sql");
		CRC32 sum = new CRC32();
		List<Resource> sorted = Arrays.stream(resources)
			.sorted(Comparator.comparing((resource) -> String.valueOf(resource.getFilename())))
			.toList();
		for (Resource resource : sorted) {
			sum.update(String.valueOf(resource.getFilename()).getBytes(StandardCharsets.UTF_8));
			sum.update(resource.getContentAsByteArray());
		}
		return "%08x".formatted(sum.getValue());
	}

	/** Connects as the server's superuser. */
	public abstract Connection administrator(String database) throws SQLException;

	abstract String url(String database);

	abstract String ownerPassword();

	abstract String applicationPassword();

	abstract void stop();

	/** One database and the passwords of its two roles. */
	public record Database(String url, String ownerPassword, String applicationPassword) {
	}

	private static final class Embedded extends TestDatabase {

		private final EmbeddedServer server;

		private Embedded(EmbeddedServer server) {
			this.server = server;
		}

		/**
		 * Under target, so that the next run finds it made. A second run at the same time
		 * takes the next one.
		 */
		private static Embedded start() {
			Path target = Path.of("target").toAbsolutePath();
			Map<String, String> settings = Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes",
					"off", "max_connections", "300");
			for (int number = 1;; number++) {
				try {
					return new Embedded(EmbeddedServer.start(target.resolve("test-database-" + number),
							target.resolve("test-database-programs"), settings));
				}
				catch (NoDatabaseException ex) {
					if (number == 4) {
						throw ex;
					}
				}
			}
		}

		@Override
		public Connection administrator(String database) throws SQLException {
			return this.server.connect(database);
		}

		@Override
		String url(String database) {
			return this.server.url(database);
		}

		@Override
		String ownerPassword() {
			return this.server.ownerPassword();
		}

		@Override
		String applicationPassword() {
			return this.server.applicationPassword();
		}

		@Override
		void stop() {
			this.server.close();
		}

	}

}
