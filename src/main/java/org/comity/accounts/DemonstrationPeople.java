package org.comity.accounts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.accounts.AccountEvent.Kind;
import org.comity.directory.CaseTeam;
import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.directory.Person;
import org.comity.directory.Staff;
import org.comity.kernel.Role;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The invented people of the demonstration, some for each office, with one password that
 * everybody knows. They exist only where the demonstration is on, and their password
 * opens nothing where it is off.
 */
@Service
@ConditionalOnBooleanProperty("comity.demonstration.enabled")
public class DemonstrationPeople {

	private static final List<Invented> PEOPLE = List.of(
			new Invented("NORTHSHIRE", "Amara Osei", "amara.osei@northshire.example", Role.OFFICER, "Major Crime"),
			new Invented("NORTHSHIRE", "Callum Fraser", "callum.fraser@northshire.example", Role.OFFICER,
					"Online Child Abuse"),
			new Invented("NORTHSHIRE", "Priya Nair", "priya.nair@northshire.example", Role.SUPERVISOR, ""),
			new Invented("EASTVALE", "Tomasz Zielinski", "tomasz.zielinski@eastvale.example", Role.OFFICER,
					"Economic Crime"),
			new Invented("EASTVALE", "Grace Adeyemi", "grace.adeyemi@eastvale.example", Role.OFFICER, "Serious Crime"),
			new Invented("EASTVALE", "Huw Llewellyn", "huw.llewellyn@eastvale.example", Role.SUPERVISOR, ""),
			new Invented("CPS-NORTHSHIRE", "Eleanor Whitcombe", "eleanor.whitcombe@cps-northshire.example",
					Role.PROSECUTOR, "Complex Casework"),
			new Invented("CPS-NORTHSHIRE", "Rashid Mahmood", "rashid.mahmood@cps-northshire.example", Role.SUPERVISOR,
					""),
			new Invented("CPS-EASTVALE", "Niamh Gallagher", "niamh.gallagher@cps-eastvale.example", Role.PROSECUTOR,
					"Complex Casework"),
			new Invented("CPS-EASTVALE", "Anil Deshmukh", "anil.deshmukh@cps-eastvale.example", Role.SUPERVISOR, ""),
			new Invented("UKCA", "Fiona MacLeod", "fiona.macleod@ukca.example", Role.CASEWORKER, "Outgoing requests"),
			new Invented("UKCA", "Kwame Antwi", "kwame.antwi@ukca.example", Role.SUPERVISOR, ""),
			new Invented("OIA", "Daniel Reyes", "daniel.reyes@oia.example", Role.ATTORNEY, "United Kingdom"),
			new Invented("OIA", "Hannah Lindqvist", "hannah.lindqvist@oia.example", Role.CASEWORKER, "United Kingdom"),
			new Invented("OIA", "Marcus Whitfield", "marcus.whitfield@oia.example", Role.SUPERVISOR, ""),
			new Invented("OIA-EXECUTION", "Naomi Feldman", "naomi.feldman@oia-execution.example", Role.ATTORNEY,
					"Cyber"),
			new Invented("OIA-EXECUTION", "Victor Okafor", "victor.okafor@oia-execution.example", Role.SUPERVISOR, ""),
			new Invented("USAO-NDCAL", "Linh Tran", "linh.tran@usao-ndcal.example", Role.ATTORNEY,
					"Mutual legal assistance"),
			new Invented("USAO-NDCAL", "Robert Castellano", "robert.castellano@usao-ndcal.example", Role.SUPERVISOR,
					""),
			new Invented("USAO-WDWASH", "Kiri Nakamura", "kiri.nakamura@usao-wdwash.example", Role.ATTORNEY,
					"Mutual legal assistance"),
			new Invented("USAO-WDWASH", "Owen Birch", "owen.birch@usao-wdwash.example", Role.SUPERVISOR, ""),
			new Invented("USAO-DC", "Simone Baptiste", "simone.baptiste@usao-dc.example", Role.ATTORNEY,
					"Mutual legal assistance"),
			new Invented("USAO-DC", "Aaron Goldberg", "aaron.goldberg@usao-dc.example", Role.SUPERVISOR, ""),
			new Invented("GOOGLE", "Mei Chow", "mei.chow@google.example", Role.PROVIDER_COUNSEL, "Legal response"),
			new Invented("GOOGLE", "Jonas Weber", "jonas.weber@google.example", Role.PROVIDER_COUNSEL,
					"Legal response"),
			new Invented("MICROSOFT", "Sofia Marchetti", "sofia.marchetti@microsoft.example", Role.PROVIDER_COUNSEL,
					"Legal response"),
			new Invented("MICROSOFT", "Tyrone Jackson", "tyrone.jackson@microsoft.example", Role.PROVIDER_COUNSEL,
					"Legal response"),
			new Invented("CHATTERLY", "Ingrid Solberg", "ingrid.solberg@chatterly.example", Role.PROVIDER_COUNSEL,
					"Legal response"),
			new Invented("CHATTERLY", "Mateo Fuentes", "mateo.fuentes@chatterly.example", Role.PROVIDER_COUNSEL,
					"Legal response"),
			new Invented("OVERSIGHT-UK", "Beatrice Hargreaves", "beatrice.hargreaves@oversight-uk.example",
					Role.AUDITOR, ""),
			new Invented("OVERSIGHT-US", "Leila Haddad", "leila.haddad@oversight-us.example", Role.AUDITOR, ""),
			new Invented("ADMINISTRATION", "Samir Khoury", "samir.khoury@administration.example", Role.ADMINISTRATOR,
					""));

	/** An address to show as an example. */
	static final String EXAMPLE = PEOPLE.get(0).email();

	private static final Set<UUID> IDS = PEOPLE.stream().map(Invented::id).collect(Collectors.toUnmodifiableSet());

	private final Directory directory;

	private final Staff staff;

	private final Credentials credentials;

	private final AccountHistory history;

	private final PasswordEncoder encoder;

	private final DemonstrationProperties properties;

	DemonstrationPeople(Directory directory, Staff staff, Credentials credentials, AccountHistory history,
			PasswordEncoder encoder, DemonstrationProperties properties) {
		this.directory = directory;
		this.staff = staff;
		this.credentials = credentials;
		this.history = history;
		this.encoder = encoder;
		this.properties = properties;
	}

	/**
	 * Adds whoever is missing and gives everybody the demonstration's password again, so
	 * that the buttons of the sign-in page work. Doing it twice changes nothing.
	 */
	@Transactional
	public void ensure() {
		String shared = null;
		for (Invented invented : PEOPLE) {
			UUID id = invented.id();
			Office office = this.directory.officeByCode(invented.office()).orElseThrow();
			Set<UUID> teams = this.directory.teams(office.id())
				.stream()
				.filter((team) -> team.name().equals(invented.team()))
				.map(CaseTeam::id)
				.collect(Collectors.toSet());
			boolean added = this.staff.add(new Person(id, office.id(), invented.name(), invented.email(),
					Set.of(invented.role()), teams, true));
			if (added) {
				this.history.record(null, id, Kind.CREATED, "");
			}
			Optional<Credential> credential = this.credentials.of(id);
			boolean current = credential.isPresent() && credential.get().demonstration()
					&& (credential.get().password().equals(shared) || (shared == null
							&& this.encoder.matches(this.properties.password(), credential.get().password())));
			if (current) {
				shared = credential.get().password();
				continue;
			}
			if (shared == null) {
				// One encoding for all: each takes a tenth of a second, and this is no
				// secret.
				shared = PasswordSignIn.encode(this.encoder, this.properties.password());
			}
			this.credentials.store(id, shared, true);
		}
	}

	/** Whether somebody is one of them. */
	static boolean includes(UUID person) {
		return IDS.contains(person);
	}

	/**
	 * Returns the demonstration's active people by office, in the order in which a
	 * request meets them.
	 */
	@Transactional(readOnly = true)
	public List<Group> groups() {
		List<Group> groups = new ArrayList<>();
		for (String code : PEOPLE.stream().map(Invented::office).distinct().toList()) {
			Office office = this.directory.officeByCode(code).orElseThrow();
			List<Person> people = PEOPLE.stream()
				.filter((invented) -> invented.office().equals(code))
				.map((invented) -> this.directory.person(invented.id()))
				.filter(Person::active)
				.toList();
			if (!people.isEmpty() && this.directory.active(office.id())) {
				groups.add(new Group(office, people));
			}
		}
		return groups;
	}

	/**
	 * The password that everybody knows.
	 */
	public String password() {
		return this.properties.password();
	}

	/**
	 * The people of one office.
	 *
	 * @param office the office
	 * @param people its demonstration people
	 */
	public record Group(Office office, List<Person> people) {
	}

	private record Invented(String office, String name, String email, Role role, String team) {

		/** The same in every installation. */
		UUID id() {
			return UUID.nameUUIDFromBytes(email().getBytes(StandardCharsets.UTF_8));
		}

	}

}
