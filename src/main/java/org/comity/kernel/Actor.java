package org.comity.kernel;

import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The person who is acting now, with the one office in whose name they act. It can never
 * act for two offices at once, and holds nothing that a person could choose on a form.
 *
 * @param person the person's id
 * @param name the person's name as shown to their own side
 * @param office the id of the office
 * @param officeName the office's short name
 * @param kind what the office does
 * @param side the side whose entries this person reads in full; null for an administrator
 * @param country ISO 3166 code of the office's country
 * @param roles what the person is trusted with
 * @param teams ids of the case teams the person belongs to
 */
public record Actor(UUID person, String name, UUID office, String officeName, OfficeKind kind, @Nullable Side side,
		String country, Set<Role> roles, Set<UUID> teams) implements java.io.Serializable {

	public Actor {
		roles = Set.copyOf(roles);
		teams = Set.copyOf(teams);
	}

	public boolean has(Role role) {
		return this.roles.contains(role);
	}

}
