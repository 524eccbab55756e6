package org.comity.accounts;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.accounts.AccountEvent.Kind;
import org.comity.directory.CaseTeam;
import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.directory.Person;
import org.comity.directory.Staff;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The keeping of people: only an administrator may (for everybody else it does not exist:
 * {@link NoSuchElementException}), each change is written into the account's history in
 * the same transaction, and each ends the person's sessions. What changes a person names
 * the revision that the administrator saw; if somebody was faster, nothing is written.
 */
@Service
@Transactional
public class StaffAccounts {

	/** The field of the current password. */
	static final String CURRENT = "current";

	private final Directory directory;

	private final Staff staff;

	private final Credentials credentials;

	private final PasswordEncoder encoder;

	private final Invitations invitations;

	private final SecondFactors factors;

	private final AccountHistory history;

	private final Clock clock;

	StaffAccounts(Directory directory, Staff staff, Credentials credentials, PasswordEncoder encoder,
			Invitations invitations, SecondFactors factors, AccountHistory history, Clock clock) {
		this.directory = directory;
		this.staff = staff;
		this.credentials = credentials;
		this.encoder = encoder;
		this.invitations = invitations;
		this.factors = factors;
		this.history = history;
		this.clock = clock;
	}

	/**
	 * Opens an account, with a one-time link by which the person chooses how to sign in.
	 * @param actor the administrator
	 * @param office the office, which can never be changed
	 * @param name the person's name
	 * @param email the address for sign-in, in any case
	 * @param roles the roles, which must fit the kind of the office
	 * @param teams ids of teams of the same office; may be empty
	 * @return the person and the link, or the reasons against it
	 */
	public Outcome open(Actor actor, UUID office, String name, String email, Set<Role> roles, Set<UUID> teams) {
		requireAdministrator(actor);
		return open(actor.person(), this.directory.office(office), name, email, roles, teams);
	}

	/**
	 * Gives a person other roles and teams.
	 */
	public Outcome change(Actor actor, UUID id, int seen, Set<Role> roles, Set<UUID> teams) {
		requireAdministrator(actor);
		Person person = this.directory.person(id);
		Office office = this.directory.office(person.office());
		List<CaseTeam> ofOffice = this.directory.teams(office.id());
		List<Rejection> refusals = AccountRules.refusals(AccountRules.CHANGING, new AccountRules.Wanted(person.name(),
				person.email(), office.kind(), true, roles, teams, ids(ofOffice)));
		if (!refusals.isEmpty()) {
			return Outcome.refused(refusals);
		}
		if (person.roles().equals(roles) && person.teams().equals(teams)) {
			return Outcome.done(id);
		}
		if (!this.staff.changeRolesAndTeams(id, seen, roles, teams)) {
			return stale();
		}
		if (!person.roles().equals(roles)) {
			this.history.record(actor.person(), id, Kind.ROLES_CHANGED, words(person.roles()) + " > " + words(roles));
		}
		if (!person.teams().equals(teams)) {
			this.history.record(actor.person(), id, Kind.TEAMS_CHANGED,
					words(ofOffice, person.teams()) + " > " + words(ofOffice, teams));
		}
		return Outcome.done(id);
	}

	/**
	 * Ends a person's part. The person stays named wherever they acted.
	 */
	public Outcome deactivate(Actor actor, UUID id, int seen) {
		requireAdministrator(actor);
		Person person = this.directory.person(id);
		Office office = this.directory.office(person.office());
		this.staff.hold(office.id());
		long active = this.directory.people(office.id()).stream().filter(Person::active).count();
		List<Rejection> refusals = AccountRules.refusals(AccountRules.DEACTIVATING,
				new AccountRules.Leaving(actor.person(), id, office.kind(), active));
		if (!refusals.isEmpty()) {
			return Outcome.refused(refusals);
		}
		return activate(actor, id, seen, false, Kind.DEACTIVATED);
	}

	/** Notes that a leaver's open work was handed on. */
	public void noteHandedOn(Actor actor, UUID id, int howMany) {
		requireAdministrator(actor);
		this.history.record(actor.person(), id, Kind.WORK_HANDED_ON, String.valueOf(howMany));
	}

	public Outcome reactivate(Actor actor, UUID id, int seen) {
		requireAdministrator(actor);
		return activate(actor, id, seen, true, Kind.REACTIVATED);
	}

	/**
	 * Gives a person a new link. Their password opens nothing any more, and their
	 * sessions end. For one's own account there is the change of password.
	 * @param deviceLost whether their second factors are to be removed as well
	 */
	public Outcome sendLink(Actor actor, UUID id, int seen, boolean deviceLost) {
		requireAdministrator(actor);
		this.directory.person(id);
		if (actor.person().equals(id)) {
			return Outcome.refused(Rejection.of("accounts.rule.own-password"));
		}
		if (!this.staff.advance(id, seen)) {
			return stale();
		}
		if (deviceLost) {
			this.factors.removeAll(id);
			this.history.record(actor.person(), id, Kind.FACTORS_REMOVED, "");
		}
		return Outcome.done(id, this.invitations.make(actor.person(), id));
	}

	/**
	 * Changes one's own password, and so ends all one's sessions; the one that asked is
	 * carried over by {@link Sessions#renew}.
	 */
	Outcome changePassword(Actor actor, String current, String fresh, String repeated) {
		Person person = this.directory.person(actor.person());
		Credential credential = this.credentials.of(person.id()).orElseThrow();
		if (!Passwords.possible(current) || !this.encoder.matches(current, credential.password())) {
			return Outcome.refused(Rejection.at(CURRENT, "accounts.password.wrong"));
		}
		List<Rejection> refusals = Passwords.refusals(new Passwords.Choice(person.email(), current, fresh, repeated));
		if (!refusals.isEmpty()) {
			return Outcome.refused(refusals);
		}
		if (!this.staff.advance(person.id(), credential.revision())) {
			return stale();
		}
		this.credentials.store(person.id(), PasswordSignIn.encode(this.encoder, fresh), false);
		this.history.record(person.id(), person.id(), Kind.PASSWORD_CHANGED, "");
		return Outcome.done(person.id());
	}

	/**
	 * The number that a form shows to say which state of a person it was drawn from.
	 */
	@Transactional(readOnly = true)
	public int revision(UUID person) {
		this.directory.person(person);
		return this.staff.revision(person);
	}

	/**
	 * Adds a case team to an office.
	 */
	public Outcome addTeam(Actor actor, UUID office, String name) {
		requireAdministrator(actor);
		this.directory.office(office);
		String stripped = name.strip();
		if (stripped.isEmpty() || stripped.length() > 80 || !AccountRules.printable(stripped)) {
			return Outcome.refused(Rejection.at("name", "accounts.rule.team-name"));
		}
		if (!this.staff.addTeam(new CaseTeam(Ids.next(), office, stripped))) {
			return Outcome.refused(Rejection.at("name", "accounts.rule.team-taken"));
		}
		this.history.recordOffice(actor.person(), office, Kind.TEAM_ADDED, stripped);
		return Outcome.done(actor.person());
	}

	/**
	 * Lets an office take part or not. None of its people can sign in while it does not,
	 * and no new request is proposed to it. The office of the administrators always takes
	 * part.
	 */
	public Outcome activateOffice(Actor actor, UUID id, boolean active) {
		requireAdministrator(actor);
		Office office = this.directory.office(id);
		if (office.kind() == OfficeKind.ADMINISTRATION) {
			return Outcome.refused(Rejection.of("accounts.rule.administration-stays"));
		}
		if (this.staff.activateOffice(id, active)) {
			this.history.recordOffice(actor.person(), id, active ? Kind.OFFICE_REACTIVATED : Kind.OFFICE_DEACTIVATED,
					"");
		}
		return Outcome.done(actor.person());
	}

	/**
	 * The history of a person's account, newest first.
	 */
	@Transactional(readOnly = true)
	public List<AccountEvent> history(Actor actor, UUID person) {
		requireAdministrator(actor);
		return this.history.of(person);
	}

	/**
	 * The history of an office, newest first.
	 */
	@Transactional(readOnly = true)
	public List<AccountEvent> officeHistory(Actor actor, UUID office) {
		requireAdministrator(actor);
		return this.history.ofOffice(office);
	}

	/** Opens an account for the administrator with this id, or for the command line. */
	Outcome open(@Nullable UUID actor, Office office, String name, String email, Set<Role> roles, Set<UUID> teams) {
		String address = email.strip().toLowerCase(Locale.ROOT);
		AccountRules.Wanted wanted = new AccountRules.Wanted(name.strip(), address, office.kind(),
				this.directory.active(office.id()), roles, teams, ids(this.directory.teams(office.id())));
		List<Rejection> refusals = AccountRules.refusals(AccountRules.OPENING, wanted);
		if (!refusals.isEmpty()) {
			return Outcome.refused(refusals);
		}
		UUID id = Ids.next();
		if (!this.staff.add(new Person(id, office.id(), wanted.name(), address, roles, teams, true))) {
			return Outcome.refused(Rejection.at("email", "accounts.rule.email-taken"));
		}
		this.history.record(actor, id, Kind.CREATED, "");
		return Outcome.done(id, this.invitations.make(actor, id));
	}

	private Outcome activate(Actor actor, UUID id, int seen, boolean active, Kind kind) {
		Person person = this.directory.person(id);
		if (person.active() == active) {
			return Outcome.done(id);
		}
		if (!this.staff.activate(id, seen, active)) {
			return stale();
		}
		if (!active) {
			this.invitations.end(id, this.clock.instant());
		}
		this.history.record(actor.person(), id, kind, "");
		return Outcome.done(id);
	}

	private static void requireAdministrator(Actor actor) {
		if (!actor.has(Role.ADMINISTRATOR)) {
			throw new NoSuchElementException("People are kept by administrators");
		}
	}

	private static Outcome stale() {
		return Outcome.refused(Rejection.of("accounts.rule.stale"));
	}

	private static Set<UUID> ids(List<CaseTeam> teams) {
		return teams.stream().map(CaseTeam::id).collect(Collectors.toSet());
	}

	private static String words(Set<Role> roles) {
		return roles.stream().map(Role::name).sorted().collect(Collectors.joining(", "));
	}

	private static String words(List<CaseTeam> ofOffice, Set<UUID> teams) {
		List<String> names = new ArrayList<>();
		for (CaseTeam team : ofOffice) {
			if (teams.contains(team.id())) {
				names.add(team.name());
			}
		}
		return names.isEmpty() ? "-" : String.join(", ", names);
	}

}
