package org.comity.evidence;

import java.util.List;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Side;
import org.comity.process.Processes;
import org.comity.requests.Access;
import org.comity.requests.Aspect;
import org.comity.requests.Requests;
import org.comity.requests.Visibility;

import org.springframework.stereotype.Component;

/**
 * Who sees how much of one part, of those who see the request's evidence at all: the rule
 * of {@link Aspect#EVIDENCE} brought down to a row. The provider sees its own; the
 * executing office what has come to it. To the requesting side a part does not exist
 * before it was sent there: that the provider has answered is a milestone, released or
 * not (Fed. R. Crim. P. 6(e)). What the filter made of a part is another part, and not
 * the provider's.
 */
@Component
class PartSight {

	/** How much shows. */
	enum Sight {

		/** It does not exist. */
		NONE,
		/** Counts, sizes, hashes, and who holds it; no name and no content. */
		CUSTODY,
		/** All of it. */
		CONTENT

	}

	private final Visibility visibility;

	private final Processes processes;

	private final Requests requests;

	private final Parts parts;

	PartSight(Visibility visibility, Processes processes, Requests requests, Parts parts) {
		this.visibility = visibility;
		this.processes = processes;
		this.requests = requests;
		this.parts = parts;
	}

	Sight of(Actor actor, Part part) {
		if (!this.visibility.sees(actor, part.request(), Aspect.EVIDENCE)) {
			return Sight.NONE;
		}
		if (actor.office().equals(part.producer()) && part.filteredFrom() == null) {
			return this.processes.sees(actor, part.process()) ? Sight.CONTENT : Sight.NONE;
		}
		if (!part.state().lodged()) {
			return Sight.NONE;
		}
		boolean custodyOnly = Aspect.EVIDENCE.access(actor.kind(), actor.side()) == Access.CUSTODY;
		List<Parts.Arrival> road = this.parts.custody(part.id());
		return switch (actor.kind()) {
			case EXECUTING_AUTHORITY ->
				reached(road, actor.office()) || executes(actor, part.request()) ? Sight.CONTENT : Sight.NONE;
			case INVESTIGATOR, PROSECUTOR -> reached(road, actor.office()) ? Sight.CONTENT : Sight.NONE;
			case REQUESTED_AUTHORITY, REQUESTING_AUTHORITY, OVERSIGHT -> {
				boolean there = (actor.side() == Side.REQUESTED)
						? actor.kind() != OfficeKind.OVERSIGHT || this.processes.sees(actor, part.process())
						: road.stream().anyMatch((arrival) -> arrival.hop().side() == Side.REQUESTING);
				yield (there && custodyOnly) ? Sight.CUSTODY : Sight.NONE;
			}
			case PROVIDER, ADMINISTRATION -> Sight.NONE;
		};
	}

	private static boolean reached(List<Parts.Arrival> road, UUID office) {
		return road.stream().anyMatch((arrival) -> arrival.office().equals(office));
	}

	private boolean executes(Actor actor, UUID request) {
		return actor.office().equals(this.requests.facts(request).executingOffice());
	}

}
