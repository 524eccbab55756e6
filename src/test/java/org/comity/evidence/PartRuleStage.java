package org.comity.evidence;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.requests.RequestState;
import org.comity.requests.Requests;
import org.jspecify.annotations.Nullable;

/**
 * A part and what is known of it, as the test of a rule sets it. There is no database.
 */
class PartRuleStage {

	ProductionState state = ProductionState.HELD;

	OfficeKind hop = OfficeKind.EXECUTING_AUTHORITY;

	UUID producer = Ids.next();

	@Nullable UUID replaces;

	@Nullable UUID filteredFrom;

	RequestState request = RequestState.EXECUTING;

	/**
	 * The office that has the part: that of whoever asks, unless a test says otherwise.
	 */
	final UUID here = Ids.next();

	UUID holder = this.here;

	Requests.@Nullable HopOffice next = new Requests.HopOffice(OfficeKind.REQUESTED_AUTHORITY, Ids.next());

	boolean differs;

	boolean files = true;

	boolean allMarked;

	boolean beingFilled;

	boolean ownLodging;

	final Set<UUID> stops = new HashSet<>();

	Part part() {
		return new Part(Ids.next(), Ids.next(), Ids.next(), 1, this.state, this.hop, this.producer, false,
				Instant.EPOCH, Instant.EPOCH, null, null, this.replaces, this.filteredFrom, null, null);
	}

	PartContext context() {
		Actor actor = new Actor(Ids.next(), "Somebody", this.here, "USAO", OfficeKind.EXECUTING_AUTHORITY,
				OfficeKind.EXECUTING_AUTHORITY.side(), "US", Set.of(Role.ATTORNEY), Set.of());
		return new PartContext(part(), actor, this.request, this.holder, this.next, this.differs, this.files,
				this.allMarked, this.beingFilled, this.ownLodging, this.stops);
	}

}
