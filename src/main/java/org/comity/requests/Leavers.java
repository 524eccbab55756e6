package org.comity.requests;

import java.util.List;
import java.util.UUID;

import org.comity.directory.CaseTeam;
import org.comity.directory.Directory;
import org.comity.directory.Person;
import org.comity.kernel.Side;
import org.comity.wall.Wall;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The work of whoever leaves. Work belongs to case teams, so what is handed on are the
 * open requests of a team in which nobody else is left. It tells how many they are and
 * never which: whoever lets people leave reads no case.
 */
@Service
@Transactional
public class Leavers {

	private static final String LEFT = """
			select r.id from request r
			join request_sight s on s.request_id = r.id
			join person p on p.id = :person and p.office = s.office_id
			join person_team t on t.person = p.id and t.team = s.team_id
			where r.state <> 'CLOSED' and not exists (
				select from person_team o join person c on c.id = o.person
				where o.team = s.team_id and c.id <> p.id and c.active)
			order by r.id
			""";

	private final JdbcClient jdbc;

	private final RequestRepository requests;

	private final Ledger ledger;

	private final Directory directory;

	private final Wall wall;

	Leavers(JdbcClient jdbc, RequestRepository requests, Ledger ledger, Directory directory, Wall wall) {
		this.jdbc = jdbc;
		this.requests = requests;
		this.ledger = ledger;
		this.directory = directory;
		this.wall = wall;
	}

	/** How many open requests nobody else of the person's teams would look after. */
	@Transactional(readOnly = true)
	public int left(UUID person) {
		return this.wall.inTheNameOf(this.directory.person(person).office(),
				() -> left(this.jdbc.sql(LEFT), person).size());
	}

	/** The teams of the person's office in which somebody else is. */
	@Transactional(readOnly = true)
	public List<CaseTeam> heirs(UUID person) {
		Person leaver = this.directory.person(person);
		List<Person> others = this.directory.people(leaver.office())
			.stream()
			.filter((one) -> one.active() && !one.id().equals(person))
			.toList();
		return this.directory.teams(leaver.office())
			.stream()
			.filter((team) -> others.stream().anyMatch((one) -> one.teams().contains(team.id())))
			.toList();
	}

	/**
	 * Hands on what {@link #left} counts, in the office's name on each ledger.
	 * @param team one of {@link #heirs}; null for the whole office
	 * @return how many requests were handed on
	 * @throws NoSuchRequest if it is none of them
	 */
	public int handOn(UUID person, @Nullable UUID team) {
		List<CaseTeam> heirs = heirs(person);
		CaseTeam heir = heirs.stream().filter((one) -> one.id().equals(team)).findFirst().orElse(null);
		if (team != null && heir == null) {
			throw new NoSuchRequest();
		}
		Person leaver = this.directory.person(person);
		return this.wall.inTheNameOf(leaver.office(), () -> handOn(leaver, heir));
	}

	private int handOn(Person leaver, @Nullable CaseTeam heir) {
		UUID team = (heir != null) ? heir.id() : null;
		Side side = this.directory.office(leaver.office()).kind().side();
		List<UUID> left = left(this.jdbc.sql(LEFT), leaver.id());
		for (UUID id : left) {
			Request request = this.requests.lockById(id).orElseThrow(NoSuchRequest::new);
			this.jdbc
				.sql("update request_sight set team_id = cast(:team as uuid) where request_id = :request "
						+ "and office_id = :office")
				.param("team", team)
				.param("request", id)
				.param("office", leaver.office())
				.update();
			this.ledger.appendForOffice(id, leaver.office(), side, new Ledger.Line(Machine.REQUEST, id,
					(team != null) ? "ALLOCATE" : "ALLOCATE_TO_ALL", request.state().name(), request.state().name(),
					List.of(),
					LedgerWords.none().add(LedgerWords.Kind.REASON, null, (heir != null) ? heir.name() : null)));
		}
		return left.size();
	}

	private static List<UUID> left(JdbcClient.StatementSpec statement, UUID person) {
		return statement.param("person", person).query(UUID.class).list();
	}

}
