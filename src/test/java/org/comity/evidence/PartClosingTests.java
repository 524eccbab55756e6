package org.comity.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.comity.evidence.PartRoads.Kind;
import org.comity.evidence.PartRoads.Place;
import org.comity.evidence.PartRoads.Stood;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.requests.Ledger;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.PartFacts;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.testing.AsOwner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wherever a part lies on its way home, its request can be closed though the office that
 * is awaited never acts; the parts are settled in the same transaction.
 */
@EvidenceTest
class PartClosingTests {

	@Autowired
	EvidenceStage stage;

	@Autowired
	RequestMoves requestMoves;

	@Autowired
	PartFacts facts;

	@Autowired
	Ledger ledger;

	@Autowired
	@AsOwner
	JdbcClient jdbc;

	@Autowired
	JdbcClient application;

	@Autowired
	TransactionTemplate transaction;

	private final Path store;

	PartClosingTests(@Value("${comity.data-directory}") Path data) {
		this.store = data.resolve("evidence");
	}

	private PartRoads roads() {
		return new PartRoads(this.stage, this.jdbc);
	}

	/** What a transaction sees of its own, before anybody else does. */
	private PartRoads within() {
		return new PartRoads(this.stage, this.application);
	}

	/** Those who may stop a return, but for the office that everybody waits for. */
	private List<Actor> deciders(OfficeKind awaited) {
		return Stream
			.of(this.stage.cast().of("USAO-NDCAL", Role.SUPERVISOR), this.stage.cast().of("OIA", Role.SUPERVISOR))
			.filter((supervisor) -> supervisor.kind() != awaited)
			.toList();
	}

	private String stop(Actor supervisor, UUID request) {
		MoveResult result = this.requestMoves.make(supervisor, new MoveCommand(request, RequestMove.STOP_RETURN,
				Ids.next(), null, MoveDetails.message("Nobody acts")));
		return result.getClass().getSimpleName();
	}

	@ParameterizedTest
	@EnumSource(names = { "NO_RECORDS", "RELEASED", "ORIGINAL" })
	void closedIsReachedFromEveryPlaceOfAPartThoughItsHolderNeverActs(Kind kind) {
		Stood stood = roads().travelled(kind);
		assertThat(kind.unsettled()).isNotEmpty();
		List<String> wrong = new ArrayList<>();
		for (Place place : kind.unsettled()) {
			roads().put(stood.part(), place);
			assertThat(roads().state(stood.request())).isEqualTo("RETURNING");
			assertThat(this.facts.anyUnsettled(stood.request())).isTrue();
			assertThat(roads().turns(stood.request())).isNotEmpty();
			for (Actor supervisor : deciders(place.hop())) {
				String found = Objects.requireNonNull(this.transaction.execute((status) -> {
					status.setRollbackOnly();
					return stop(supervisor, stood.request()) + " " + within().state(stood.request()) + " "
							+ within().partState(stood.part()) + " " + within().turns(stood.request()).size() + " "
							+ this.facts.anyUnsettled(stood.request()) + " "
							+ this.ledger.verify(stood.request()).isEmpty();
				}));
				if (!found.equals("Made CLOSED STOPPED 0 false true")) {
					wrong.add(place + " by " + supervisor.officeName() + ": " + found);
				}
			}
		}
		assertThat(wrong).isEmpty();
	}

	@Test
	void whatIsOwedInPlaceOfAnotherIsLetGoWithItsBytes() throws IOException {
		Stood stood = roads().travelled(Kind.ORIGINAL);
		roads().put(stood.part(), new Place(ProductionState.DISPUTED, OfficeKind.PROVIDER));
		this.stage.made(this.stage.at(OfficeKind.PROVIDER), stood.part(), ProductionMove.REPLACE);
		UUID owed = this.jdbc.sql("select id from production_part where replaces = ?")
			.param(stood.part())
			.query(UUID.class)
			.single();
		this.stage.add(owed, "mailbox.mbox", null, "From nobody\n\nHello\n");
		assertThat(bytes(owed)).isOne();
		assertThat(roads().turns(stood.request())).containsExactly(this.stage.at(OfficeKind.PROVIDER).office());
		for (Actor supervisor : deciders(OfficeKind.PROVIDER)) {
			this.transaction.executeWithoutResult((status) -> {
				status.setRollbackOnly();
				stopped(supervisor, stood.request(), owed);
			});
			assertThat(bytes(owed)).as("nothing is deleted before it is certain").isOne();
		}
		this.transaction.executeWithoutResult(
				(status) -> stopped(deciders(OfficeKind.EXECUTING_AUTHORITY).get(0), stood.request(), owed));
		assertThat(bytes(owed)).isZero();
		assertThat(this.jdbc.sql("select count(*) from production_file where part_id = ?")
			.param(owed)
			.query(Integer.class)
			.single()).isZero();
		assertThat(this.ledger.verify(stood.request())).isEmpty();
	}

	private void stopped(Actor supervisor, UUID request, UUID owed) {
		assertThat(stop(supervisor, request)).isEqualTo("Made");
		assertThat(within().state(request)).isEqualTo("CLOSED");
		assertThat(within().partState(owed)).isEqualTo("DISCARDED");
		assertThat(within().turns(request)).isEmpty();
		assertThat(this.facts.anyUnsettled(request)).isFalse();
	}

	private long bytes(UUID part) throws IOException {
		Path folder = this.store.resolve(part.toString());
		if (!Files.isDirectory(folder)) {
			return 0;
		}
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).count();
		}
	}

	@Test
	void severalPartsAtDifferentHopsAreSettledAtOnce() {
		UUID request = this.stage.before.executing();
		List<UUID> parts = new ArrayList<>();
		for (OfficeKind hop : EvidenceStage.HOME) {
			UUID process = this.stage.before.answering(request);
			parts.add(this.stage.sentTo(hop, this.stage.lodged(request, process)));
			this.stage.before.made(this.stage.cast().of("OIA", Role.SUPERVISOR), process,
					org.comity.process.ProcessMove.END_FOR_OFFICE,
					org.comity.process.ProcessDetails.reason("The office does not act"));
		}
		this.stage.before.move(this.stage.cast().of("OIA", Role.SUPERVISOR), request, RequestMove.STOP_RETURN,
				MoveDetails.message("Nobody acts"));
		assertThat(roads().state(request)).isEqualTo("CLOSED");
		assertThat(parts).extracting(roads()::partState).containsOnly("STOPPED");
		assertThat(roads().turns(request)).isEmpty();
		assertThat(this.ledger.verify(request)).isEmpty();
	}

}
