package org.comity.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A request and what is known of it, as the test of a rule sets it. There is no database:
 * whoever asks for one fails.
 */
class RuleStage {

	static final LocalDate TODAY = LocalDate.of(2026, 3, 14);

	static final Instant NOW = Instant.parse("2026-03-14T10:42:00Z");

	final Map<OfficeKind, UUID> offices = Arrays.stream(OfficeKind.values())
		.collect(Collectors.toMap((kind) -> kind, (kind) -> Ids.next(), (one, other) -> one,
				() -> new EnumMap<>(OfficeKind.class)));

	final Request request = new Request(Ids.next(), "UK-US-MLAT", 1, "R-1", "Matrix", Ids.next(), NOW);

	final KnownFacts facts = new KnownFacts();

	final List<Conditions.Holding> holding = new ArrayList<>();

	final List<Accounts.Account> accounts = new ArrayList<>();

	RuleStage() {
		this.request.route(office(OfficeKind.INVESTIGATOR), office(OfficeKind.PROSECUTOR),
				office(OfficeKind.REQUESTING_AUTHORITY), office(OfficeKind.REQUESTED_AUTHORITY),
				office(OfficeKind.EXECUTING_AUTHORITY), office(OfficeKind.PROVIDER), Ids.next());
	}

	UUID office(OfficeKind kind) {
		return java.util.Objects.requireNonNull(this.offices.get(kind));
	}

	/** Somebody of the office that fills this hop of the request. */
	Actor at(OfficeKind kind, Role... roles) {
		return of(kind, office(kind), roles);
	}

	/** Somebody of another office of the kind. */
	Actor elsewhere(OfficeKind kind, Role... roles) {
		return of(kind, Ids.next(), roles);
	}

	private static Actor of(OfficeKind kind, UUID office, Role... roles) {
		return new Actor(Ids.next(), "Somebody", office, kind.name(), kind, kind.isHop() ? kind.side() : null, "GB",
				Set.of(roles), Set.of());
	}

	void begin(Condition condition, OfficeKind office) {
		this.holding.add(new Conditions.Holding(Ids.next(), condition, office(office), NOW, null, null));
	}

	UUID account(AccountOutcome... outcome) {
		UUID id = Ids.next();
		this.accounts.add(new Accounts.Account(id, this.accounts.size() + 1, "EMAIL", "a@mail.example",
				(outcome.length > 0) ? outcome[0] : null));
		return id;
	}

	MoveContext context(Actor actor) {
		return context(actor, MoveDetails.none());
	}

	MoveContext context(Actor actor, MoveDetails details) {
		JdbcClient none = JdbcClient.create(new DelegatingDataSource());
		return new MoveContext(this.request, actor, details, TODAY, this.facts, this.facts, this.facts,
				new Conditions(none) {

					@Override
					List<Holding> of(UUID id) {
						return id.equals(RuleStage.this.request.id()) ? RuleStage.this.holding : List.of();
					}

				}, new Accounts(none) {

					@Override
					public List<Account> of(UUID id) {
						return id.equals(RuleStage.this.request.id()) ? RuleStage.this.accounts : List.of();
					}

				});
	}

}
