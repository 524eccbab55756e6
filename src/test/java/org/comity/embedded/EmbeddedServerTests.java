package org.comity.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import org.comity.kernel.PrivateFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

class EmbeddedServerTests {

	private static final Path PROGRAMS = Path.of("target", "test-database-programs");

	private final Path directory = Path.of("target", "embedded-" + System.nanoTime());

	@AfterEach
	void remove() throws Exception {
		FileSystemUtils.deleteRecursively(this.directory);
	}

	private EmbeddedServer start() {
		return EmbeddedServer.start(this.directory, PROGRAMS, Map.of("fsync", "off"));
	}

	@Test
	void itsRolesAreNoSuperusersAndKeepTheirPasswordsAndData() throws Exception {
		String password;
		try (EmbeddedServer server = start()) {
			password = server.applicationPassword();
			assertThat(one(owner(server), "select current_user || current_setting('is_superuser')"))
				.isEqualTo("comity_owneroff");
			assertThat(one(application(server), "select current_user || current_setting('is_superuser')"))
				.isEqualTo("comity_appoff");
			assertThat(one(owner(server), "show server_version_num")).startsWith("18");
			try (Connection connection = owner(server); Statement statement = connection.createStatement()) {
				statement.execute("create table kept as select 'kept' as what");
			}
		}
		try (EmbeddedServer server = start()) {
			assertThat(server.applicationPassword()).isEqualTo(password);
			assertThat(one(owner(server), "select what from kept")).isEqualTo("kept");
		}
	}

	@Test
	void nobodyGetsInWithoutAPassword() throws Exception {
		try (EmbeddedServer server = start()) {
			for (String role : List.of("postgres", Roles.OWNER, Roles.APPLICATION)) {
				assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> DriverManager.getConnection(server.url(Roles.DATABASE), role, "guess"))
					.withMessageContaining("password authentication failed");
			}
			assertThat(one(server.connect("postgres"), "show listen_addresses")).isEqualTo("127.0.0.1");
			assertThat(one(server.connect("postgres"),
					"select string_agg(distinct auth_method, ' ') from pg_hba_file_rules"))
				.isEqualTo("scram-sha-256");
		}
		assumeThat(PrivateFiles.posix()).isTrue();
		assertThat(PosixFilePermissions
			.toString(Files.getPosixFilePermissions(this.directory.resolve("database-passwords.properties"))))
			.isEqualTo("rw-------");
	}

	@Test
	void aSecondOneOnTheSameDirectoryIsToldAboutTheFirst() {
		try (EmbeddedServer server = start()) {
			assertThatExceptionOfType(NoDatabaseException.class).isThrownBy(this::start)
				.withMessageContaining("already running")
				.withMessageContaining(Long.toString(ProcessHandle.current().pid()));
			assertThat(server.url("comity")).isNotEmpty();
		}
	}

	@Test
	void aProcessThatOnlyHasTheOldNumberIsLeftAlone() throws Exception {
		assumeThat(PrivateFiles.posix()).isTrue();
		start().close();
		Process stranger = new ProcessBuilder("sleep", "600").start();
		try {
			Files.writeString(this.directory.resolve("postgres").resolve("postmaster.pid"),
					stranger.pid() + "\n" + this.directory.resolve("postgres").toAbsolutePath() + "\n"
							+ System.currentTimeMillis() / 1000 + "\n5432\n\n127.0.0.1\n");
			try (EmbeddedServer server = start()) {
				assertThat(one(application(server), "select 'works'")).isEqualTo("works");
				assertThat(stranger.isAlive()).isTrue();
			}
		}
		finally {
			stranger.destroyForcibly();
		}
	}

	@Test
	void aSetUpThatWasCutOffIsDoneAgain() throws Exception {
		Files.createDirectories(this.directory.resolve("postgres.new").resolve("base"));
		Files.writeString(this.directory.resolve("postgres.new").resolve("PG_VERSION"), "18\n");
		try (EmbeddedServer server = start()) {
			assertThat(one(application(server), "select 'works'")).isEqualTo("works");
		}
	}

	@Test
	void dataOfAnotherVersionIsNotTouched() throws Exception {
		start().close();
		Files.writeString(this.directory.resolve("postgres").resolve("PG_VERSION"), "17\n");
		assertThatExceptionOfType(NoDatabaseException.class).isThrownBy(this::start)
			.withMessageContaining("PostgreSQL 17");
	}

	private static Connection owner(EmbeddedServer server) throws SQLException {
		return DriverManager.getConnection(server.url(Roles.DATABASE), Roles.OWNER, server.ownerPassword());
	}

	private static Connection application(EmbeddedServer server) throws SQLException {
		return DriverManager.getConnection(server.url(Roles.DATABASE), Roles.APPLICATION, server.applicationPassword());
	}

	private static String one(Connection connection, String query) throws SQLException {
		try (connection;
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(query)) {
			result.next();
			return result.getString(1);
		}
	}

}
