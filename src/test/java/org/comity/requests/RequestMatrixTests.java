package org.comity.requests;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.comity.directory.Directory;
import org.comity.directory.Staff;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service does what the table says, no more and no less: every state, every kind of
 * office and role, every move.
 */
@RequestModuleTest
class RequestMatrixTests {

	@Autowired
	Requests requests;

	@Autowired
	RequestMoves moves;

	@Autowired
	Accounts accounts;

	@Autowired
	KnownFacts facts;

	@Autowired
	Directory directory;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	TransactionTemplate transaction;

	Cast cast;

	@BeforeEach
	void people() {
		this.cast = new Cast(this.jdbc, this.directory);
		this.facts.reset();
	}

	@ParameterizedTest
	@EnumSource
	void theServiceAdmitsWhatTheTableAdmits(RequestState state) {
		UUID request = everywhereSeen();
		put(request, state);
		UUID account = this.accounts.of(request).get(0).id();
		List<String> wrong = new ArrayList<>();
		for (OfficeKind kind : OfficeKind.values()) {
			for (Role role : Staff.rolesIn(kind)) {
				Actor actor = (kind == OfficeKind.INVESTIGATOR) ? this.cast.of(Cast.office(kind), "Major Crime", role)
						: this.cast.of(Cast.office(kind), role);
				for (RequestMove move : RequestMove.values()) {
					String expected = expected(state, kind, role, move);
					String actual = attempt(actor, request, move, account);
					if (!expected.equals(actual)) {
						wrong.add(kind + " " + role + " " + move + ": " + actual + ", not " + expected);
					}
				}
				offered(actor, request, state, kind, role, wrong);
			}
		}
		assertThat(wrong).isEmpty();
	}

	private static String expected(RequestState state, OfficeKind kind, Role role, RequestMove move) {
		boolean somebodys = Stream.concat(move.movers().stream(), move.proposers().stream())
			.anyMatch((mover) -> mover.admits(kind, Set.of(role)));
		if (!somebodys) {
			return "not found";
		}
		return move.from().contains(state) ? "heard" : "stale";
	}

	/** Buttons are never more than the table. */
	private void offered(Actor actor, UUID request, RequestState state, OfficeKind kind, Role role,
			List<String> wrong) {
		for (RequestMove move : this.moves.open(actor, request)) {
			if (!expected(state, kind, role, move).equals("heard")) {
				wrong.add(kind + " " + role + " is offered " + move);
			}
		}
	}

	private String attempt(Actor actor, UUID request, RequestMove move, UUID account) {
		MoveDetails details = new MoveDetails("words", "reason", "de-minimis", "consulted", "DPA 2018 s.75",
				this.directory.officeByCode("USAO-DC").orElseThrow().id(), LocalDate.now(ZoneOffset.UTC).plusDays(30),
				Set.of(account));
		return java.util.Objects.requireNonNull(this.transaction.execute((status) -> {
			status.setRollbackOnly();
			try {
				MoveResult result = this.moves.make(actor, new MoveCommand(request, move, Ids.next(), null, details));
				return (result instanceof MoveResult.Stale) ? "stale" : "heard";
			}
			catch (NoSuchRequest ex) {
				return "not found";
			}
		}));
	}

	private UUID everywhereSeen() {
		Actor officer = this.cast.officer();
		UUID request = Opened.by(officer, this.requests, this.directory, "Matrix", null);
		this.accounts.replace(request, List.of(new Accounts.Account(Ids.next(), 1, "EMAIL", "a@mail.example", null)));
		for (OfficeKind kind : OfficeKind.values()) {
			if (kind.isHop()) {
				this.jdbc
					.sql("insert into request_sight (request_id, office_id, side, since) values (?, ?, ?, now()) "
							+ "on conflict do nothing")
					.params(request, this.directory.officeByCode(Cast.office(kind)).orElseThrow().id(),
							kind.side().name())
					.update();
			}
		}
		return request;
	}

	/** Puts a request into a state from outside; the moves tried are rolled back. */
	private void put(UUID request, RequestState state) {
		String more = (state == RequestState.CLOSED)
				? ", outcome = 'DECLINED', closed_at = now(), closed_by_kind = 'PROSECUTOR'" : "";
		this.jdbc.sql("update request set state = ?" + more + " where id = ?").params(state.name(), request).update();
	}

}
