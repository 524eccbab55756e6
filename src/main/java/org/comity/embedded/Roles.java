package org.comity.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The roles every Comity database has. {@link #OWNER} owns the database and runs the
 * migrations; {@link #APPLICATION} runs the application, owns nothing and has only what a
 * migration grants it; {@link #WORKER} is what the application becomes for work in the
 * background, and nobody signs in as it. None is a superuser, so that a missing grant or
 * a broken wall shows at once.
 */
public final class Roles {

	public static final String OWNER = "comity_owner";

	public static final String APPLICATION = "comity_app";

	public static final String WORKER = "comity_worker";

	public static final String DATABASE = "comity";

	private Roles() {
	}

	/**
	 * Creates the roles, or gives those that exist these passwords.
	 * @param administrator a connection that may create roles
	 */
	public static void establish(Connection administrator, String ownerPassword, String applicationPassword)
			throws SQLException {
		role(administrator, OWNER, ownerPassword);
		role(administrator, APPLICATION, applicationPassword);
		worker(administrator);
	}

	/**
	 * Creates the database unless it exists.
	 * @param administrator a connection that may create databases for {@link #OWNER}
	 */
	public static void establishDatabase(Connection administrator, String database) throws SQLException {
		if (!exists(administrator, "select 1 from pg_database where datname = ?", database)) {
			String name = identifier(administrator, database);
			try (Statement statement = administrator.createStatement()) {
				statement.execute("create database " + name + " owner " + OWNER);
				restrict(statement, name);
			}
		}
	}

	/**
	 * Only the two roles may connect to the database, and nobody gets anything by
	 * default.
	 */
	static void restrict(Statement statement, String quotedDatabase) throws SQLException {
		statement.execute("revoke all on database " + quotedDatabase + " from public");
		statement.execute("grant connect on database " + quotedDatabase + " to " + APPLICATION);
	}

	private static void role(Connection administrator, String role, String password) throws SQLException {
		String verb = exists(administrator, "select 1 from pg_roles where rolname = ?", role) ? "alter" : "create";
		try (Statement statement = administrator.createStatement()) {
			statement.execute(verb + " role " + role
					+ " with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password "
					+ literal(administrator, password));
		}
	}

	/**
	 * The application has none of the worker's rights until it becomes the worker, and
	 * then none of its own.
	 */
	private static void worker(Connection administrator) throws SQLException {
		String verb = exists(administrator, "select 1 from pg_roles where rolname = ?", WORKER) ? "alter" : "create";
		try (Statement statement = administrator.createStatement()) {
			statement.execute(verb + " role " + WORKER
					+ " with nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls");
			statement.execute("grant " + WORKER + " to " + APPLICATION + " with inherit false, set true");
		}
	}

	private static boolean exists(Connection connection, String query, String name) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(query)) {
			statement.setString(1, name);
			try (ResultSet result = statement.executeQuery()) {
				return result.next();
			}
		}
	}

	private static String identifier(Connection connection, String name) throws SQLException {
		return quoted(connection, "select quote_ident(?)", name);
	}

	private static String literal(Connection connection, String value) throws SQLException {
		return quoted(connection, "select quote_literal(?)", value);
	}

	private static String quoted(Connection connection, String query, String value) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(query)) {
			statement.setString(1, value);
			try (ResultSet result = statement.executeQuery()) {
				result.next();
				return result.getString(1);
			}
		}
	}

}
