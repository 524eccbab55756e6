package org.comity.evidence;

import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.requests.Machine;
import org.comity.requests.SubjectSight;

import org.springframework.stereotype.Component;

/**
 * Tells the timeline whose entries about a part a person may read: of a part that does
 * not exist for them, none.
 */
@Component
class PartsOfTimeline implements SubjectSight {

	private final Parts parts;

	private final PartSight sight;

	PartsOfTimeline(Parts parts, PartSight sight) {
		this.parts = parts;
		this.sight = sight;
	}

	@Override
	public Machine machine() {
		return Machine.PRODUCTION;
	}

	@Override
	public boolean sees(Actor actor, UUID subject) {
		return this.parts.find(subject)
			.filter((part) -> this.sight.of(actor, part) != PartSight.Sight.NONE)
			.isPresent();
	}

}
