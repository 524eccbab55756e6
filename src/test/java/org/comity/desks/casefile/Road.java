package org.comity.desks.casefile;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.directory.ProviderCompany;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Role;
import org.comity.requests.Accounts;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.Requests;
import org.comity.testing.Cast;
import org.comity.testing.Seat;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Brings requests of the cast as far as a test needs them.
 */
@TestComponent
public class Road {

	public final Cast cast;

	private final Requests requests;

	private final RequestMoves moves;

	private final Accounts accounts;

	private final Directory directory;

	private final JdbcClient jdbc;

	Road(Requests requests, RequestMoves moves, Accounts accounts, Directory directory, JdbcClient jdbc) {
		this.cast = new Cast(jdbc, directory);
		this.requests = requests;
		this.moves = moves;
		this.accounts = accounts;
		this.directory = directory;
		this.jdbc = jdbc;
	}

	public RequestPostProcessor seat(Actor actor) {
		return Seat.of(this.jdbc, actor);
	}

	public UUID draft(String title) {
		UUID google = this.directory.companies()
			.stream()
			.filter((company) -> company.name().equals("Google LLC"))
			.map(ProviderCompany::id)
			.findFirst()
			.orElseThrow();
		Actor officer = this.cast.officer();
		UUID id = this.requests
			.open(officer, Ids.next(),
					new Requests.NewRequest(title, google, "UK-US-MLAT", null, officer.teams().iterator().next()))
			.orElseThrow();
		this.accounts.replace(id,
				List.of(new Accounts.Account(Ids.next(), 1, "EMAIL", "redwharf77@gmail.example", null),
						new Accounts.Account(Ids.next(), 2, "EMAIL", "second@gmail.example", null)));
		return id;
	}

	public UUID submitted(String title) {
		UUID id = draft(title);
		made(this.cast.officer(), id, RequestMove.SUBMIT, MoveDetails.none());
		return id;
	}

	public UUID issued(String title) {
		UUID id = submitted(title);
		made(this.cast.prosecutor(), id, RequestMove.ISSUE, MoveDetails.none());
		return id;
	}

	public UUID transmitted(String title) {
		UUID id = issued(title);
		made(this.cast.authority(), id, RequestMove.TRANSMIT, MoveDetails.none().withBasis("DPA 2018 s.75"));
		return id;
	}

	public UUID acknowledged(String title) {
		UUID id = transmitted(title);
		made(this.cast.attorney(), id, RequestMove.ACKNOWLEDGE, MoveDetails.none());
		return id;
	}

	public UUID referred(String title) {
		UUID id = acknowledged(title);
		made(this.cast.attorney(), id, RequestMove.REFER,
				MoveDetails.reason("Memorandum").withOffice(this.cast.assistant().office()));
		return id;
	}

	public Actor requestedSupervisor() {
		return this.cast.of("OIA", Role.SUPERVISOR);
	}

	public void made(Actor actor, UUID id, RequestMove move, MoveDetails details) {
		assertThat(this.moves.make(actor, new MoveCommand(id, move, Ids.next(), null, details))).as("%s", move)
			.isInstanceOf(MoveResult.Made.class);
	}

	public UUID drawnFrom(Actor actor, UUID id) {
		return this.requests.view(actor, id).drawnFrom();
	}

	public Set<UUID> accountIds(UUID id) {
		return this.accounts.of(id).stream().map(Accounts.Account::id).collect(java.util.stream.Collectors.toSet());
	}

}
