package org.comity.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Side;
import org.jspecify.annotations.Nullable;

/**
 * The people of a database, the same in each, and the company that is asked.
 */
final class People {

	private final Map<Who, Actor> actors = new EnumMap<>(Who.class);

	private final UUID company;

	private final UUID provider;

	private People(UUID company, UUID provider) {
		this.company = company;
		this.provider = provider;
	}

	static People make(Connection connection) throws SQLException {
		People people;
		try (PreparedStatement ask = connection
			.prepareStatement("select id, office from provider_company where name = 'Google LLC'");
				ResultSet row = ask.executeQuery()) {
			row.next();
			people = new People(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
		}
		for (Who who : Who.values()) {
			people.actors.put(who, person(connection, who));
		}
		if (!connection.getAutoCommit()) {
			connection.commit();
		}
		return people;
	}

	private static Actor person(Connection connection, Who who) throws SQLException {
		UUID id = UUID.nameUUIDFromBytes(who.name().getBytes(StandardCharsets.UTF_8));
		String name = "Bench " + who;
		try (PreparedStatement ask = connection
			.prepareStatement("select o.id, o.short_name, o.kind, o.side, o.country, "
					+ "(select t.id from case_team t where t.office = o.id and t.name = ?) from office o where o.code = ?")) {
			ask.setString(1, who.team());
			ask.setString(2, who.office());
			try (ResultSet row = ask.executeQuery()) {
				row.next();
				UUID office = row.getObject(1, UUID.class);
				UUID team = row.getObject(6, UUID.class);
				execute(connection,
						"insert into person (id, office, name, email, active, created_at) values (?, ?, ?, ?, true, now())",
						id, office, name, id + "@bench.example");
				execute(connection, "insert into person_role (person, role) values (?, ?)", id, who.role().name());
				if (team != null) {
					execute(connection, "insert into person_team (person, team, office) values (?, ?, ?)", id, team,
							office);
				}
				return new Actor(id, name, office, row.getString(2), OfficeKind.valueOf(row.getString(3)),
						Side.valueOf(row.getString(4)), row.getString(5), Set.of(who.role()),
						(team != null) ? Set.of(team) : Set.of());
			}
		}
	}

	private static void execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			for (int i = 0; i < values.length; i++) {
				statement.setObject(i + 1, values[i]);
			}
			statement.executeUpdate();
		}
	}

	Actor of(Who who) {
		return Objects.requireNonNull(this.actors.get(who));
	}

	UUID office(Who who) {
		return of(who).office();
	}

	UUID company() {
		return this.company;
	}

	UUID provider() {
		return this.provider;
	}

}
