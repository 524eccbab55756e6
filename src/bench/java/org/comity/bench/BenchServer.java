package org.comity.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.comity.embedded.EmbeddedServer;
import org.comity.embedded.Roles;
import org.flywaydb.core.Flyway;

import org.springframework.util.FileSystemUtils;

/**
 * The one PostgreSQL server of a run: the product's own, new each time, as durable as it
 * runs for the product. It can count statements, and does not while time is measured.
 */
final class BenchServer implements AutoCloseable {

	private final EmbeddedServer server;

	private BenchServer(EmbeddedServer server) {
		this.server = server;
	}

	static BenchServer start() throws IOException, SQLException {
		Path scratch = Settings.RESULTS.resolve("scratch").toAbsolutePath();
		Path data = scratch.resolve("server");
		Path programs = Path.of("target", "test-database-programs").toAbsolutePath();
		if (Files.exists(data)) {
			// A run that was killed has left its server behind.
			EmbeddedServer.start(data, programs, Map.of()).close();
		}
		FileSystemUtils.deleteRecursively(scratch);
		Files.createDirectories(scratch);
		BenchServer server = new BenchServer(EmbeddedServer.start(data, programs,
				Map.of("max_connections", "200", "shared_preload_libraries", "pg_stat_statements")));
		server.administer("postgres", "create extension if not exists pg_stat_statements");
		server.track("none");
		for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
			if (!server.setting(setting).equals("on")) {
				server.close();
				throw new IllegalStateException(setting + " is off");
			}
		}
		return server;
	}

	void create(String database) throws SQLException {
		try (Connection connection = this.server.connect("postgres")) {
			Roles.establishDatabase(connection, database);
		}
	}

	/** Makes the application's tables without the application. */
	void migrate(String database) {
		Flyway.configure()
			.dataSource(url(database), Roles.OWNER, ownerPassword())
			.placeholders(Map.of("app_role", Roles.APPLICATION, "worker_role", Roles.WORKER))
			.load()
			.migrate();
	}

	HikariDataSource pool(String database, String role, int connections, boolean automatic) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(url(database));
		config.setUsername(role);
		config.setPassword(role.equals(Roles.OWNER) ? ownerPassword() : applicationPassword());
		config.setMaximumPoolSize(connections);
		config.setAutoCommit(automatic);
		return new HikariDataSource(config);
	}

	/**
	 * Leaves no work of the past for the measurement that follows: what others wrote is
	 * on disk, what this one wrote is tidied.
	 */
	void tidy(String database) throws SQLException {
		administer(database, "vacuum (analyze)");
		administer(database, "checkpoint");
	}

	void administer(String database, String... statements) throws SQLException {
		try (Connection connection = this.server.connect(database);
				Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
	}

	Connection connect(String database) throws SQLException {
		return this.server.connect(database);
	}

	String setting(String name) throws SQLException {
		try (Connection connection = this.server.connect("postgres");
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("show " + name)) {
			row.next();
			return row.getString(1);
		}
	}

	/** Begins to count statements, from nought. */
	void count() throws SQLException {
		track("top");
		administer("postgres", "select pg_stat_statements_reset()");
	}

	/** Ends it and returns how often each statement ran in a database. */
	Map<String, Long> counted(String database) throws SQLException {
		track("none");
		Map<String, Long> calls = new LinkedHashMap<>();
		try (Connection connection = this.server.connect("postgres");
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("select s.query, sum(s.calls) from pg_stat_statements s "
						+ "join pg_database d on d.oid = s.dbid where d.datname = '" + database
						+ "' group by s.query order by 2 desc, 1")) {
			while (row.next()) {
				calls.put(row.getString(1), row.getLong(2));
			}
		}
		return calls;
	}

	private void track(String what) throws SQLException {
		administer("postgres", "alter system set pg_stat_statements.track = '" + what + "'", "select pg_reload_conf()");
		try {
			// Each backend reads the setting before its next statement.
			Thread.sleep(500);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	String url(String database) {
		return this.server.url(database);
	}

	String ownerPassword() {
		return this.server.ownerPassword();
	}

	String applicationPassword() {
		return this.server.applicationPassword();
	}

	/** Stops the server and removes everything but the results. */
	@Override
	public void close() {
		this.server.close();
		try {
			FileSystemUtils.deleteRecursively(Settings.RESULTS.resolve("scratch"));
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

}
