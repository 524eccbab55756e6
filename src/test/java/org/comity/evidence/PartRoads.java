package org.comity.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessMove;
import org.comity.requests.AccountOutcome;
import org.comity.requests.MoveDetails;
import org.comity.requests.RequestMove;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Parts that have gone the whole road, and every place where a part of their kind can be:
 * for tests that put them there from outside.
 */
final class PartRoads {

	private final EvidenceStage stage;

	private final JdbcClient jdbc;

	PartRoads(EvidenceStage stage, JdbcClient jdbc) {
		this.stage = stage;
		this.jdbc = jdbc;
	}

	/** Where a part is: the state, and the hop that the state is said of. */
	record Place(ProductionState state, OfficeKind hop) {

		@Override
		public String toString() {
			return this.state + "@" + this.hop;
		}

	}

	/** Kinds of parts, by the road that is open to them. */
	enum Kind {

		/** A certificate without files: nothing to filter, the same part all the way. */
		NO_RECORDS,
		/** What the filter let pass: begun at the executing office. */
		RELEASED,
		/** As the provider lodged it: it never leaves the executing office. */
		ORIGINAL,
		/** Begun, and never lodged. */
		BEGUN;

		/** Whether an office of a kind has ever had it. */
		boolean knownTo(OfficeKind kind) {
			return switch (this) {
				case NO_RECORDS -> kind.isHop();
				case RELEASED -> kind.isHop() && kind != OfficeKind.PROVIDER;
				case ORIGINAL -> kind == OfficeKind.PROVIDER || kind == OfficeKind.EXECUTING_AUTHORITY;
				case BEGUN -> kind == OfficeKind.PROVIDER;
			};
		}

		/** Every place it can be at. */
		List<Place> places() {
			List<Place> places = new ArrayList<>();
			if (this == BEGUN) {
				places.add(new Place(ProductionState.UPLOADING, OfficeKind.PROVIDER));
				places.add(new Place(ProductionState.DISCARDED, OfficeKind.PROVIDER));
				return places;
			}
			for (OfficeKind hop : (this == ORIGINAL) ? EvidenceStage.HOME.subList(0, 1) : EvidenceStage.HOME) {
				places.add(new Place(ProductionState.SENT, hop));
				places.add(new Place(ProductionState.HELD, hop));
				places.add(new Place(ProductionState.STOPPED, hop));
				OfficeKind sender = OfficeKind.values()[hop.ordinal() + 1];
				if (knownTo(sender)) {
					places.add(new Place(ProductionState.DISPUTED, sender));
				}
			}
			if (this != RELEASED) {
				places.add(new Place(ProductionState.STOPPED, OfficeKind.PROVIDER));
				places.add(new Place(ProductionState.SUPERSEDED, OfficeKind.PROVIDER));
			}
			if (this == ORIGINAL) {
				places.add(new Place(ProductionState.FILTERED, OfficeKind.EXECUTING_AUTHORITY));
				places.add(new Place(ProductionState.WITHHELD, OfficeKind.EXECUTING_AUTHORITY));
			}
			else {
				places.add(new Place(ProductionState.RECEIVED, OfficeKind.INVESTIGATOR));
				places.add(new Place(ProductionState.DESTROYED, OfficeKind.INVESTIGATOR));
			}
			if (this == RELEASED) {
				places.add(new Place(ProductionState.SUPERSEDED, OfficeKind.EXECUTING_AUTHORITY));
			}
			return places;
		}

		/** Those of them at which somebody waits for it. */
		List<Place> unsettled() {
			return places().stream().filter((place) -> place.state().onItsWay()).toList();
		}

	}

	/** A part, and the request and process it is of. */
	record Stood(UUID request, UUID process, UUID part) {
	}

	/**
	 * A part of a kind that everybody who can ever have it has had. Its process has
	 * ended, and its request is returning; but for one that was never lodged.
	 */
	Stood travelled(Kind kind) {
		UUID request = this.stage.before.executing();
		UUID process = this.stage.before.answering(request);
		UUID part = this.stage.begun(process);
		if (kind == Kind.BEGUN) {
			everywhere(part);
			return new Stood(request, process, part);
		}
		if (kind != Kind.NO_RECORDS) {
			this.stage.add(part, "mailbox.mbox", null, "From nobody\n\nHello\n");
			this.stage.add(part, "sign-ins.csv", null, "when,where\n");
		}
		this.stage.made(this.stage.at(OfficeKind.PROVIDER), part, ProductionMove.LODGE);
		answered(request, process, (kind == Kind.NO_RECORDS) ? AccountOutcome.NO_RECORDS : AccountOutcome.PRODUCED);
		if (kind == Kind.RELEASED) {
			part = this.stage.sentTo(OfficeKind.INVESTIGATOR, part);
		}
		else if (kind == Kind.NO_RECORDS) {
			for (OfficeKind hop : EvidenceStage.HOME.subList(0, 4)) {
				this.stage.made(this.stage.at(hop), part, ProductionMove.CONFIRM);
				this.stage.made(this.stage.at(hop), part, ProductionMove.FORWARD);
			}
		}
		return new Stood(request, process, part);
	}

	private void answered(UUID request, UUID process, AccountOutcome outcome) {
		this.stage.before.made(this.stage.at(OfficeKind.PROVIDER), process, ProcessMove.ANSWER_IN_FULL,
				this.stage.before.answer(request, outcome));
		this.stage.before.made(this.stage.at(OfficeKind.EXECUTING_AUTHORITY), process, ProcessMove.SETTLE,
				ProcessDetails.none());
		this.stage.before.move(this.stage.at(OfficeKind.EXECUTING_AUTHORITY), request, RequestMove.COMPLETE_AND_RETURN,
				MoveDetails.none());
	}

	/** Says that everybody had it, though nobody had. */
	private void everywhere(UUID part) {
		for (OfficeKind hop : EvidenceStage.HOME) {
			this.jdbc
				.sql("insert into production_custody (id, part_id, hop, office_id, arrived_at) "
						+ "values (?, ?, ?, ?, now())")
				.params(Ids.next(), part, hop.name(), this.stage.at(hop).office())
				.update();
		}
	}

	/** Puts a part to a place from outside. */
	void put(UUID part, Place place) {
		this.jdbc.sql("update production_part set state = ?, hop = ? where id = ?")
			.params(place.state().name(), place.hop().name(), part)
			.update();
	}

	/** Who was given the turn of a part, or of a request: all of them. */
	Set<UUID> turns(UUID request) {
		return this.jdbc.sql("select office_id from request_turn where request_id = ?")
			.param(request)
			.query(UUID.class)
			.set();
	}

	String state(UUID request) {
		return Objects.requireNonNull(
				this.jdbc.sql("select state from request where id = ?").param(request).query(String.class).single());
	}

	String partState(UUID part) {
		return Objects.requireNonNull(this.jdbc.sql("select state from production_part where id = ?")
			.param(part)
			.query(String.class)
			.single());
	}

}
