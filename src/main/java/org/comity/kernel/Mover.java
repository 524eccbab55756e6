package org.comity.kernel;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who may make a move: an office kind and the roles inside it, any one of which suffices.
 *
 * @param kind the kind of the office
 * @param roles the roles, never empty
 */
public record Mover(OfficeKind kind, Set<Role> roles) {

	public Mover {
		if (roles.isEmpty()) {
			throw new IllegalArgumentException("A move that nobody may make");
		}
		roles = Set.copyOf(roles);
	}

	public static Mover by(OfficeKind kind, Role first, Role... more) {
		return new Mover(kind, EnumSet.of(first, more));
	}

	public boolean admits(OfficeKind actorKind, Set<Role> actorRoles) {
		return this.kind == actorKind && actorRoles.stream().anyMatch(this.roles::contains);
	}

}
