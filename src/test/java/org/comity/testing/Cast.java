package org.comity.testing;

import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * People for tests, made in the database as they are asked for: one per office, role and
 * team.
 */
public final class Cast {

	private final JdbcClient jdbc;

	private final Directory directory;

	private final Map<String, Actor> known = new LinkedHashMap<>();

	public Cast(JdbcClient jdbc, Directory directory) {
		this.jdbc = jdbc;
		this.directory = directory;
	}

	public Actor officer() {
		return of("NORTHSHIRE", "Major Crime", Role.OFFICER);
	}

	public Actor prosecutor() {
		return of("CPS-NORTHSHIRE", Role.PROSECUTOR);
	}

	public Actor authority() {
		return of("UKCA", Role.CASEWORKER);
	}

	public Actor attorney() {
		return of("OIA", Role.ATTORNEY);
	}

	public Actor assistant() {
		return of("USAO-NDCAL", Role.ATTORNEY);
	}

	public Actor counsel() {
		return of("GOOGLE", Role.PROVIDER_COUNSEL);
	}

	/** Somebody else of the same office, who may confirm what the first proposes. */
	public Actor second(Actor first) {
		return of(this.directory.office(first.office()).code(), Role.SUPERVISOR,
				(first.kind() == OfficeKind.INVESTIGATOR) ? Role.OFFICER : Role.ATTORNEY);
	}

	public Actor of(String office, Role... roles) {
		return of(office, null, roles);
	}

	public Actor of(String officeCode, @Nullable String team, Role... roles) {
		Set<Role> set = Set.of(roles);
		return this.known.computeIfAbsent(officeCode + team + new java.util.TreeSet<>(set),
				(key) -> create(this.directory.officeByCode(officeCode).orElseThrow(), team, set));
	}

	private Actor create(Office office, @Nullable String team, Set<Role> roles) {
		UUID id = Ids.next();
		String name = office.shortName() + " " + roles.iterator().next().name().toLowerCase(java.util.Locale.ROOT) + " "
				+ id.toString().substring(24);
		this.jdbc.sql("insert into person (id, office, name, email, active, created_at) values (?, ?, ?, ?, true, ?)")
			.params(id, office.id(), name, id + "@cast.example", new Timestamp(System.currentTimeMillis()))
			.update();
		roles.forEach((role) -> this.jdbc.sql("insert into person_role (person, role) values (?, ?)")
			.params(id, role.name())
			.update());
		Set<UUID> teams = this.directory.teams(office.id())
			.stream()
			.filter((one) -> one.name().equals(team))
			.map((one) -> one.id())
			.collect(java.util.stream.Collectors.toSet());
		teams.forEach((one) -> this.jdbc.sql("insert into person_team (person, team, office) values (?, ?, ?)")
			.params(id, one, office.id())
			.update());
		return new Actor(id, name, office.id(), office.shortName(), office.kind(), office.side(), office.country(),
				roles, teams);
	}

	/** An office of each kind of hop on the road of the tests. */
	public static String office(OfficeKind kind) {
		return switch (kind) {
			case INVESTIGATOR -> "NORTHSHIRE";
			case PROSECUTOR -> "CPS-NORTHSHIRE";
			case REQUESTING_AUTHORITY -> "UKCA";
			case REQUESTED_AUTHORITY -> "OIA";
			case EXECUTING_AUTHORITY -> "USAO-NDCAL";
			case PROVIDER -> "GOOGLE";
			case OVERSIGHT -> "OVERSIGHT-UK";
			case ADMINISTRATION -> "ADMINISTRATION";
		};
	}

}
