package org.comity.directory;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The write side of the directory for people, teams and the activity of offices. It holds
 * no rules and no history: only the module accounts calls it, and writes both in the same
 * transaction. Whoever changes a person names the revision they saw; false means that
 * somebody else changed the person first and nothing was written.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Staff {

	private final JdbcClient jdbc;

	Staff(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Returns the roles that a person in an office of this kind can have. An auditor or
	 * administrator sits in an office of their own and so can have no other role.
	 */
	public static Set<Role> rolesIn(OfficeKind kind) {
		return switch (kind) {
			case INVESTIGATOR -> EnumSet.of(Role.OFFICER, Role.SUPERVISOR);
			case PROSECUTOR -> EnumSet.of(Role.PROSECUTOR, Role.SUPERVISOR);
			case REQUESTING_AUTHORITY -> EnumSet.of(Role.CASEWORKER, Role.SUPERVISOR);
			case REQUESTED_AUTHORITY -> EnumSet.of(Role.CASEWORKER, Role.ATTORNEY, Role.SUPERVISOR);
			case EXECUTING_AUTHORITY -> EnumSet.of(Role.ATTORNEY, Role.SUPERVISOR);
			case PROVIDER -> EnumSet.of(Role.PROVIDER_COUNSEL);
			case OVERSIGHT -> EnumSet.of(Role.AUDITOR);
			case ADMINISTRATION -> EnumSet.of(Role.ADMINISTRATOR);
		};
	}

	/**
	 * Adds a person.
	 * @return false if the e-mail address is taken
	 */
	public boolean add(Person person) {
		int added = this.jdbc.sql("""
				insert into person (id, office, name, email, active) values (:id, :office, :name, :email, :active)
				on conflict (email) do nothing
				""")
			.param("id", person.id())
			.param("office", person.office())
			.param("name", person.name())
			.param("email", person.email())
			.param("active", person.active())
			.update();
		if (added == 1) {
			writeRoles(person.id(), person.roles());
			writeTeams(person.id(), person.teams());
		}
		return added == 1;
	}

	public boolean changeRolesAndTeams(UUID person, int seen, Set<Role> roles, Set<UUID> teams) {
		if (!advance(person, seen)) {
			return false;
		}
		this.jdbc.sql("delete from person_role where person = :person").param("person", person).update();
		this.jdbc.sql("delete from person_team where person = :person").param("person", person).update();
		writeRoles(person, roles);
		writeTeams(person, teams);
		return true;
	}

	public boolean activate(UUID person, int seen, boolean active) {
		if (!advance(person, seen)) {
			return false;
		}
		this.jdbc.sql("update person set active = :active where id = :person")
			.param("active", active)
			.param("person", person)
			.update();
		return true;
	}

	/**
	 * Ends every session of a person by advancing the revision.
	 */
	public boolean advance(UUID person, int seen) {
		return this.jdbc.sql("update person set revision = revision + 1 where id = :person and revision = :seen")
			.param("person", person)
			.param("seen", seen)
			.update() == 1;
	}

	/**
	 * Returns the revision of a person, for the form that will change them.
	 */
	@Transactional(readOnly = true)
	public int revision(UUID person) {
		return this.jdbc.sql("select revision from person where id = :person")
			.param("person", person)
			.query(Integer.class)
			.single();
	}

	/**
	 * Adds a case team.
	 * @return false if the office has a team of that name
	 */
	public boolean addTeam(CaseTeam team) {
		return this.jdbc.sql("""
				insert into case_team (id, office, name) values (:id, :office, :name)
				on conflict (office, name) do nothing
				""").param("id", team.id()).param("office", team.office()).param("name", team.name()).update() == 1;
	}

	/**
	 * Makes an office active or not.
	 * @return false if it already was
	 */
	public boolean activateOffice(UUID office, boolean active) {
		return this.jdbc.sql("update office set active = :active where id = :office and active <> :active")
			.param("active", active)
			.param("office", office)
			.update() == 1;
	}

	/**
	 * Waits until nobody else changes the people of an office, until this transaction
	 * ends. Two administrators who deactivate each other must not both succeed.
	 */
	public void hold(UUID office) {
		this.jdbc.sql("select id from office where id = :office for no key update")
			.param("office", office)
			.query(UUID.class)
			.single();
	}

	private void writeRoles(UUID person, Set<Role> roles) {
		for (Role role : roles) {
			this.jdbc.sql("insert into person_role (person, role) values (:person, :role)")
				.param("person", person)
				.param("role", role.name())
				.update();
		}
	}

	private void writeTeams(UUID person, Set<UUID> teams) {
		for (UUID team : teams) {
			this.jdbc.sql("""
					insert into person_team (person, team, office)
					select :person, :team, office from person where id = :person
					""").param("person", person).param("team", team).update();
		}
	}

}
