package org.comity.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.comity.directory.Staff;
import org.comity.evidence.PartRoads.Kind;
import org.comity.evidence.PartRoads.Place;
import org.comity.evidence.PartRoads.Stood;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.process.Demand;
import org.comity.process.Processes;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.testing.AsOwner;
import org.comity.testing.Cast;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service does what the table says, no more and no less: every place that a part can
 * be at, every kind of office and role, every move.
 */
@EvidenceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartMatrixTests {

	@Autowired
	EvidenceStage stage;

	@Autowired
	Productions productions;

	@Autowired
	PartMoves moves;

	@Autowired
	Filter filter;

	@Autowired
	Parts parts;

	@Autowired
	Processes processes;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	TransactionTemplate transaction;

	private final Map<Kind, Stood> travelled = new EnumMap<>(Kind.class);

	@Test
	void noStateIsLeftOut() {
		assertThat(Arrays.stream(Kind.values()).flatMap((kind) -> kind.places().stream()).map(Place::state))
			.contains(ProductionState.values());
	}

	@ParameterizedTest
	@EnumSource
	void theServiceAdmitsWhatTheTableAndTheHopAdmit(Kind kind) {
		Stood stood = this.travelled.computeIfAbsent(kind, (one) -> roads().travelled(one));
		List<String> wrong = new ArrayList<>();
		for (Place place : kind.places()) {
			roads().put(stood.part(), place);
			for (OfficeKind office : OfficeKind.values()) {
				for (Role role : Staff.rolesIn(office)) {
					Actor actor = (office == OfficeKind.INVESTIGATOR)
							? this.stage.cast().of(Cast.office(office), "Major Crime", role)
							: this.stage.cast().of(Cast.office(office), role);
					for (ProductionMove move : ProductionMove.values()) {
						String expected = expected(kind, place, office, role, move);
						String actual = attempt(actor, stood, move);
						boolean there = office == place.hop() || move == ProductionMove.TAKE_UP_AGAIN;
						if (!actual.equals(expected) && !(actual.equals("made") && expected.equals("heard") && there)) {
							wrong.add(place + " " + office + " " + role + " " + move + ": " + actual + ", not "
									+ expected);
						}
					}
					offered(actor, kind, place, role, stood.part(), wrong);
				}
			}
		}
		assertThat(wrong).isEmpty();
	}

	private PartRoads roads() {
		return new PartRoads(this.stage, this.jdbc);
	}

	private static String expected(Kind kind, Place place, OfficeKind office, Role role, ProductionMove move) {
		boolean somebodys = Stream.concat(move.movers().stream(), move.proposers().stream())
			.anyMatch((mover) -> mover.admits(office, Set.of(role)));
		boolean seen = place.state().lodged() ? kind.knownTo(office) : office == OfficeKind.PROVIDER;
		// Nobody but who fills it lodges it or throws it away: here the provider.
		boolean producers = move == ProductionMove.LODGE || move == ProductionMove.DISCARD;
		if (!somebodys || !seen || producers && office != OfficeKind.PROVIDER) {
			return "not found";
		}
		return move.from().contains(place.state()) ? "heard" : "stale";
	}

	/** Buttons are never more than the table, nor at another hop than the part's. */
	private void offered(Actor actor, Kind kind, Place place, Role role, UUID part, List<String> wrong) {
		for (ProductionMove move : this.moves.open(actor, part)) {
			boolean there = actor.kind() == place.hop() || move == ProductionMove.TAKE_UP_AGAIN;
			if (!there || !expected(kind, place, actor.kind(), role, move).equals("heard")) {
				wrong.add(place + " " + actor.kind() + " " + role + " is offered " + move);
			}
		}
	}

	private String attempt(Actor actor, Stood stood, ProductionMove move) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			status.setRollbackOnly();
			try {
				MoveResult result = make(actor, stood, move);
				if (result instanceof MoveResult.Rejected) {
					return "heard";
				}
				return (result instanceof MoveResult.Stale) ? "stale" : result.done() ? "made" : "refused";
			}
			catch (NoSuchRequest ex) {
				return "not found";
			}
		}));
	}

	private MoveResult make(Actor actor, Stood stood, ProductionMove move) {
		PartCommand wish = this.stage.wish(stood.part(), move);
		return switch (move) {
			case LODGE -> this.productions.lodge(actor, stood.part(), lodging(stood));
			case DISCARD -> this.productions.discard(actor, stood.part(), Ids.next());
			case FILTER, WITHHOLD_ALL -> this.filter.make(actor, wish);
			default -> this.moves.make(actor, wish);
		};
	}

	private Lodging lodging(Stood stood) {
		Map<UUID, PartOutcome> outcomes = new HashMap<>();
		for (Demand account : this.processes.facts(stood.process()).accounts()) {
			outcomes.put(account.account(), PartOutcome.NO_RECORDS);
		}
		return new Lodging(Ids.next(), Manifest.fingerprint(this.parts.files(stood.part())), this.stage.certificate(),
				outcomes);
	}

	@Test
	void eachMoveIsMadeAtSomePlaceByWhoeverHasThePart() {
		Set<ProductionMove> made = java.util.EnumSet.noneOf(ProductionMove.class);
		for (Kind kind : Kind.values()) {
			Stood stood = this.travelled.computeIfAbsent(kind, (one) -> roads().travelled(one));
			for (Place place : kind.places()) {
				roads().put(stood.part(), place);
				Actor actor = this.stage.at(place.hop());
				Arrays.stream(ProductionMove.values())
					.filter((move) -> !move.system() && move.from().contains(place.state()))
					.filter((move) -> attempt(actor, stood, move).equals("made"))
					.forEach(made::add);
			}
		}
		// The rest wants a difference, a mark, or a request that is open
		// again: other tests tell of them.
		assertThat(Arrays.stream(ProductionMove.values())
			.filter((move) -> !move.system() && !made.contains(move))
			.collect(Collectors.toSet())).containsExactlyInAnyOrder(ProductionMove.DISPUTE,
					ProductionMove.DISPUTE_FURTHER_BACK, ProductionMove.WITHHOLD_ALL, ProductionMove.TAKE_UP_AGAIN);
	}

}
