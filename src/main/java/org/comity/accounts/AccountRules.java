package org.comity.accounts;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.comity.directory.Staff;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;

/**
 * What must hold for an account, one named rule each. The screens and the tests use the
 * same lists.
 */
final class AccountRules {

	/** One at sign, no space, a dot in the domain: the rest only a message can prove. */
	private static final Pattern EMAIL = Pattern
		.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]+\\.[^@\\s\\p{Cntrl}.]+");

	static final List<Function<Wanted, Optional<Rejection>>> OPENING = List.of(AccountRules::nameGiven,
			AccountRules::emailLooksRight, AccountRules::officeActive, AccountRules::someRole, AccountRules::rolesFit,
			AccountRules::teamsOfTheOffice);

	static final List<Function<Wanted, Optional<Rejection>>> CHANGING = List.of(AccountRules::someRole,
			AccountRules::rolesFit, AccountRules::teamsOfTheOffice);

	static final List<Function<Leaving, Optional<Rejection>>> DEACTIVATING = List.of(AccountRules::notOneself,
			AccountRules::notTheLastAdministrator);

	private AccountRules() {
	}

	static <T> List<Rejection> refusals(List<Function<T, Optional<Rejection>>> rules, T subject) {
		return rules.stream().flatMap((rule) -> rule.apply(subject).stream()).toList();
	}

	static Optional<Rejection> nameGiven(Wanted wanted) {
		boolean good = !wanted.name().isBlank() && wanted.name().length() <= 120 && printable(wanted.name());
		return when(!good, Rejection.at("name", "accounts.rule.name"));
	}

	static Optional<Rejection> emailLooksRight(Wanted wanted) {
		boolean good = wanted.email().length() <= 254 && EMAIL.matcher(wanted.email()).matches();
		return when(!good, Rejection.at("email", "accounts.rule.email"));
	}

	static Optional<Rejection> officeActive(Wanted wanted) {
		return when(!wanted.officeActive(), Rejection.at("office", "accounts.rule.office-inactive"));
	}

	static Optional<Rejection> someRole(Wanted wanted) {
		return when(wanted.roles().isEmpty(), Rejection.at("roles", "accounts.rule.no-role"));
	}

	/**
	 * A role fits the kind of office. So an auditor or administrator, who sits in an
	 * office of their own, has no other role.
	 */
	static Optional<Rejection> rolesFit(Wanted wanted) {
		return when(!Staff.rolesIn(wanted.kind()).containsAll(wanted.roles()),
				Rejection.at("roles", "accounts.rule.role-misfit"));
	}

	static Optional<Rejection> teamsOfTheOffice(Wanted wanted) {
		return when(!wanted.teamsOfOffice().containsAll(wanted.teams()),
				Rejection.at("teams", "accounts.rule.team-misfit"));
	}

	static Optional<Rejection> notOneself(Leaving leaving) {
		return when(leaving.person().equals(leaving.actor()), Rejection.of("accounts.rule.yourself"));
	}

	/** Somebody must be left who can let people in. */
	static Optional<Rejection> notTheLastAdministrator(Leaving leaving) {
		return when(leaving.kind() == OfficeKind.ADMINISTRATION && leaving.activeInOffice() <= 1,
				Rejection.of("accounts.rule.last-administrator"));
	}

	static boolean printable(String text) {
		return text.codePoints()
			.noneMatch((point) -> Character.isISOControl(point) || Character.getType(point) == Character.FORMAT
					|| Character.getType(point) == Character.SURROGATE);
	}

	private static Optional<Rejection> when(boolean refused, Rejection rejection) {
		return refused ? Optional.of(rejection) : Optional.empty();
	}

	/**
	 * An account as somebody wants it.
	 *
	 * @param name the person's name
	 * @param email the address, in lower case
	 * @param kind the kind of the office
	 * @param officeActive whether the office is active
	 * @param roles the roles wanted
	 * @param teams the teams wanted
	 * @param teamsOfOffice the teams that the office has
	 */
	record Wanted(String name, String email, OfficeKind kind, boolean officeActive, Set<Role> roles, Set<UUID> teams,
			Set<UUID> teamsOfOffice) {
	}

	/**
	 * A person who shall no longer take part.
	 *
	 * @param actor who wants it
	 * @param person the person
	 * @param kind the kind of the person's office
	 * @param activeInOffice how many active people the office has, this one included
	 */
	record Leaving(UUID actor, UUID person, OfficeKind kind, long activeInOffice) {
	}

}
