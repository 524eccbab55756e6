package org.comity.evidence;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.comity.kernel.Move;
import org.comity.kernel.Mover;
import org.jspecify.annotations.Nullable;

import static org.comity.evidence.PartGuard.ACCOUNTS_ANSWERED;
import static org.comity.evidence.PartGuard.AT_THIS_HOP;
import static org.comity.evidence.PartGuard.CAME_HERE;
import static org.comity.evidence.PartGuard.CERTIFIED;
import static org.comity.evidence.PartGuard.FILTERED;
import static org.comity.evidence.PartGuard.HASHES_AGREE;
import static org.comity.evidence.PartGuard.HASHES_DIFFER;
import static org.comity.evidence.PartGuard.IN_EXECUTION;
import static org.comity.evidence.PartGuard.LAST_HOP;
import static org.comity.evidence.PartGuard.LODGED_BY_ANOTHER;
import static org.comity.evidence.PartGuard.MADE_BY_FILTER;
import static org.comity.evidence.PartGuard.NONE_BEING_FILLED;
import static org.comity.evidence.PartGuard.NOTHING_PASSES;
import static org.comity.evidence.PartGuard.NOT_FILTERED;
import static org.comity.evidence.PartGuard.NOT_LAST_HOP;
import static org.comity.evidence.PartGuard.NOT_MADE_HERE;
import static org.comity.evidence.PartGuard.NO_REPLACEMENT;
import static org.comity.evidence.PartGuard.PROCESS_TAKES_PARTS;
import static org.comity.evidence.PartGuard.PRODUCER;
import static org.comity.evidence.PartGuard.SENT_FROM_HERE;
import static org.comity.evidence.PartGuard.SOMETHING_PASSES;
import static org.comity.evidence.PartInput.DATE;
import static org.comity.evidence.PartInput.LIST;
import static org.comity.evidence.PartInput.MESSAGE;
import static org.comity.evidence.PartInput.REASON;
import static org.comity.evidence.ProductionState.DESTROYED;
import static org.comity.evidence.ProductionState.DISCARDED;
import static org.comity.evidence.ProductionState.DISPUTED;
import static org.comity.evidence.ProductionState.HELD;
import static org.comity.evidence.ProductionState.RECEIVED;
import static org.comity.evidence.ProductionState.SENT;
import static org.comity.evidence.ProductionState.STOPPED;
import static org.comity.evidence.ProductionState.SUPERSEDED;
import static org.comity.evidence.ProductionState.UPLOADING;
import static org.comity.evidence.ProductionState.WITHHELD;
import static org.comity.kernel.Mover.by;
import static org.comity.kernel.OfficeKind.EXECUTING_AUTHORITY;
import static org.comity.kernel.OfficeKind.INVESTIGATOR;
import static org.comity.kernel.OfficeKind.PROSECUTOR;
import static org.comity.kernel.OfficeKind.PROVIDER;
import static org.comity.kernel.OfficeKind.REQUESTED_AUTHORITY;
import static org.comity.kernel.OfficeKind.REQUESTING_AUTHORITY;
import static org.comity.kernel.Role.ATTORNEY;
import static org.comity.kernel.Role.CASEWORKER;
import static org.comity.kernel.Role.OFFICER;
import static org.comity.kernel.Role.PROVIDER_COUNSEL;
import static org.comity.kernel.Role.SUPERVISOR;

/**
 * The lifecycle of one part of a production, whole: from which states, who may, what must
 * hold, where it leads. Nothing else changes a part's state. The hop stands beside the
 * state: a row that is every hop's is each time one hop's alone.
 */
public enum ProductionMove implements Move<ProductionState> {

	// At the provider; on paper the executing office uploads what came by post
	LODGE(from(UPLOADING).may(by(PROVIDER, PROVIDER_COUNSEL), by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(PRODUCER, PROCESS_TAKES_PARTS, ACCOUNTS_ANSWERED, CERTIFIED)
		.to(SENT)),
	DISCARD(from(UPLOADING).may(by(PROVIDER, PROVIDER_COUNSEL), by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(PRODUCER, NO_REPLACEMENT)
		.to(DISCARDED)),
	REPLACE(from(DISPUTED).may(by(PROVIDER, PROVIDER_COUNSEL), by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(SENT_FROM_HERE, PRODUCER, NONE_BEING_FILLED)
		.to(SUPERSEDED)
		.asks(REASON)),

	// At each hop it comes to
	CONFIRM(from(SENT).may(at(true)).when(AT_THIS_HOP, LODGED_BY_ANOTHER, HASHES_AGREE).to(HELD).mayGive(LIST)),
	DISPUTE(from(SENT, HELD).may(at(true)).when(AT_THIS_HOP, HASHES_DIFFER).to(DISPUTED).asks(MESSAGE)),
	FORWARD(from(HELD).may(at(false))
		.andMay(by(EXECUTING_AUTHORITY, SUPERVISOR))
		.byTwo(by(EXECUTING_AUTHORITY, ATTORNEY, SUPERVISOR))
		.when(AT_THIS_HOP, FILTERED, NOT_LAST_HOP, HASHES_AGREE)
		.to(SENT)
		.mayGive(MESSAGE)),
	RESEND(from(DISPUTED).may(by(PROVIDER, PROVIDER_COUNSEL))
		.andMay(at(false))
		.when(SENT_FROM_HERE, HASHES_AGREE)
		.to(SENT)
		.mayGive(MESSAGE)),
	DISPUTE_FURTHER_BACK(
			from(DISPUTED).may(at(false)).when(SENT_FROM_HERE, NOT_MADE_HERE, HASHES_DIFFER).asks(MESSAGE)),

	// At the executing office alone: what is not responsive, or privileged, goes no
	// further
	FILTER(from(HELD).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(AT_THIS_HOP, NOT_FILTERED, SOMETHING_PASSES, HASHES_AGREE)
		.to(ProductionState.FILTERED)),
	WITHHOLD_ALL(from(HELD).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(AT_THIS_HOP, NOT_FILTERED, NOTHING_PASSES)
		.to(WITHHELD)),
	FILTER_AGAIN(from(HELD, DISPUTED).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(AT_THIS_HOP, MADE_BY_FILTER)
		.to(SUPERSEDED)
		.asks(REASON)),
	TAKE_UP_AGAIN(
			from(STOPPED).may(by(EXECUTING_AUTHORITY, ATTORNEY)).when(IN_EXECUTION, CAME_HERE).to(SENT).asks(REASON)),

	// At the last hop
	RECEIVE(from(HELD).may(by(INVESTIGATOR, OFFICER)).when(AT_THIS_HOP, LAST_HOP).to(RECEIVED)),
	KEEP_LONGER(from(RECEIVED).may(by(INVESTIGATOR, OFFICER, SUPERVISOR)).when(AT_THIS_HOP).asks(REASON, DATE)),
	DESTROY(from(RECEIVED).may(by(INVESTIGATOR, SUPERVISOR))
		.byTwo(by(INVESTIGATOR, OFFICER, SUPERVISOR))
		.when(AT_THIS_HOP)
		.to(DESTROYED)
		.asks(REASON)),

	// Consequences of other moves
	RETURNS_TO_FILTER(from(ProductionState.FILTERED).to(HELD)), STOP(from(SENT, HELD, DISPUTED).to(STOPPED)),
	LET_GO(from(UPLOADING).to(DISCARDED));

	private final Row row;

	ProductionMove(Row row) {
		this.row = row;
	}

	@Override
	public Set<ProductionState> from() {
		return this.row.from;
	}

	@Override
	public List<Mover> movers() {
		return this.row.movers;
	}

	@Override
	public List<Mover> proposers() {
		return this.row.proposers;
	}

	@Override
	public @Nullable ProductionState to() {
		return this.row.to;
	}

	@Override
	public List<String> guardNames() {
		return Arrays.stream(this.row.guards).map(Enum::name).toList();
	}

	/** What the person must give. */
	public Set<PartInput> required() {
		return this.row.required;
	}

	public boolean takes(PartInput input) {
		return this.row.required.contains(input) || this.row.optional.contains(input);
	}

	List<PartGuard> guards() {
		return List.of(this.row.guards);
	}

	/** Every hop on the way home, the last one too or not. */
	private static Mover[] at(boolean last) {
		List<Mover> senders = List.of(by(EXECUTING_AUTHORITY, ATTORNEY), by(REQUESTED_AUTHORITY, CASEWORKER, ATTORNEY),
				by(REQUESTING_AUTHORITY, CASEWORKER), by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR));
		return Stream.concat(senders.stream(), last ? Stream.of(by(INVESTIGATOR, OFFICER)) : Stream.empty())
			.toArray(Mover[]::new);
	}

	private static Row from(ProductionState first, ProductionState... more) {
		return new Row(EnumSet.of(first, more));
	}

	private static final class Row {

		private final Set<ProductionState> from;

		private List<Mover> movers = List.of();

		private List<Mover> proposers = List.of();

		private PartGuard[] guards = {};

		private @Nullable ProductionState to;

		private Set<PartInput> required = Set.of();

		private Set<PartInput> optional = Set.of();

		private Row(Set<ProductionState> from) {
			this.from = Set.copyOf(from);
		}

		Row may(Mover... some) {
			this.movers = List.of(some);
			return this;
		}

		Row andMay(Mover... more) {
			this.movers = Stream.concat(this.movers.stream(), Arrays.stream(more)).toList();
			return this;
		}

		Row byTwo(Mover... first) {
			this.proposers = List.of(first);
			return this;
		}

		Row when(PartGuard... some) {
			this.guards = some.clone();
			return this;
		}

		Row asks(PartInput... some) {
			this.required = Set.of(some);
			return this;
		}

		Row mayGive(PartInput... some) {
			this.optional = Set.of(some);
			return this;
		}

		Row to(ProductionState state) {
			this.to = state;
			return this;
		}

	}

}
