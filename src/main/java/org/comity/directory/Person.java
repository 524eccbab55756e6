package org.comity.directory;

import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Role;

/**
 * A person who works, or worked, in one office. A person never changes office (they get a
 * second account) and is never deleted, since the ledger names them.
 *
 * @param id the id
 * @param office the office
 * @param name the full name
 * @param email the e-mail address with which they sign in, in lower case, unique
 * @param roles what the person is trusted with; all fit the kind of the office
 * @param teams ids of the case teams, all of the same office
 * @param active whether the person may sign in and be given work
 */
public record Person(UUID id, UUID office, String name, String email, Set<Role> roles, Set<UUID> teams,
		boolean active) {

	public Person {
		roles = Set.copyOf(roles);
		teams = Set.copyOf(teams);
	}

}
