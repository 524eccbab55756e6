package org.comity.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A command of its own, for whoever administers a PostgreSQL server: creates Comity's two
 * roles and its database there, or gives the roles new passwords. The application itself
 * never needs an administrator's password. Passwords come from files, so that no process
 * list shows them.
 */
public final class PrepareDatabase {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private PrepareDatabase() {
	}

	/**
	 * Reads the environment: {@code COMITY_SERVER_URL}, an administrator's name and the
	 * three {@code COMITY_..._PASSWORD_FILE}s, see docs/operations.md.
	 */
	@SuppressWarnings("SystemOut")
	public static void main(String[] arguments) throws Exception {
		Map<String, String> environment = System.getenv();
		String owner = password(environment, "COMITY_OWNER_PASSWORD_FILE");
		String application = password(environment, "COMITY_APPLICATION_PASSWORD_FILE");
		try (Connection connection = connect(environment)) {
			Roles.establish(connection, owner, application);
			Roles.establishDatabase(connection, Roles.DATABASE);
		}
		System.out.println("The database " + Roles.DATABASE + " and the roles " + Roles.OWNER + " and "
				+ Roles.APPLICATION + " are ready.");
	}

	private static Connection connect(Map<String, String> environment)
			throws IOException, SQLException, InterruptedException {
		String url = required(environment, "COMITY_SERVER_URL");
		String administrator = required(environment, "COMITY_ADMINISTRATOR");
		String password = password(environment, "COMITY_ADMINISTRATOR_PASSWORD_FILE");
		Instant end = Instant.now().plus(PATIENCE);
		while (true) {
			try {
				return DriverManager.getConnection(url, administrator, password);
			}
			catch (SQLException ex) {
				// 08: no connection; 57: the server is still starting. Anything else will
				// not mend itself.
				String state = String.valueOf(ex.getSQLState());
				if (!(state.startsWith("08") || state.startsWith("57")) || Instant.now().isAfter(end)) {
					throw ex;
				}
				Thread.sleep(500);
			}
		}
	}

	private static String password(Map<String, String> environment, String name) throws IOException {
		String password = Files.readString(Path.of(required(environment, name))).strip();
		if (password.isEmpty()) {
			throw new IllegalArgumentException(name + " names an empty file");
		}
		return password;
	}

	private static String required(Map<String, String> environment, String name) {
		String value = environment.get(name);
		if (value == null || value.isBlank()) {
			throw new IllegalArgumentException(name + " is not set: docs/operations.md says what it means");
		}
		return value;
	}

}
