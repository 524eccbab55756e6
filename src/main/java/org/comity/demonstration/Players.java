package org.comity.demonstration;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import org.comity.accounts.DemonstrationPeople;
import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.directory.Person;
import org.comity.kernel.Actor;
import org.comity.kernel.Role;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Who plays which part: the demonstration's people, as those who act.
 */
@Component
@ConditionalOnBooleanProperty("comity.demonstration.enabled")
class Players {

	private final DemonstrationPeople people;

	private final Directory directory;

	Players(DemonstrationPeople people, Directory directory) {
		this.people = people;
		this.directory = directory;
	}

	/** Finds a player by address. */
	Actor named(String email) {
		return actor(this.directory.personByEmail(email)
			.orElseThrow(() -> new IllegalStateException("Nobody has the address " + email)));
	}

	/**
	 * Finds the demonstration's person of an office with one of these roles, a supervisor
	 * only where nobody else has one.
	 */
	Actor of(UUID office, java.util.Set<Role> roles) {
		List<Person> team = this.people.groups()
			.stream()
			.filter((group) -> group.office().id().equals(office))
			.flatMap((group) -> group.people().stream())
			.toList();
		return roles.stream()
			.sorted(Comparator.comparing((Role role) -> role == Role.SUPERVISOR).thenComparing(Role::name))
			.flatMap((role) -> team.stream().filter((person) -> person.roles().contains(role)))
			.findFirst()
			.map(this::actor)
			.orElseThrow(() -> new IllegalStateException("Nobody in office " + office + " is any of " + roles));
	}

	private Actor actor(Person person) {
		Office office = this.directory.office(person.office());
		return new Actor(person.id(), person.name(), office.id(), office.shortName(), office.kind(), office.side(),
				office.country(), person.roles(), person.teams());
	}

}
