package org.comity.preservation;

import org.comity.wall.Wall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks by itself whether a period of preservation runs out, so that its office is told
 * while it can still ask. Each request is settled by itself: one that cannot be does not
 * keep the others from it.
 */
@Component
class PreservationClock {

	private static final Logger log = LoggerFactory.getLogger(PreservationClock.class);

	private final Preservations preservations;

	private final Wall wall;

	PreservationClock(Preservations preservations, Wall wall) {
		this.preservations = preservations;
		this.wall = wall;
	}

	@Scheduled(initialDelayString = "${comity.preservation.clock-delay:PT1M}", fixedDelayString = "PT1H")
	void tick() {
		this.preservations.unsettled().forEach((request, office) -> {
			try {
				this.wall.inTheNameOf(office, () -> this.preservations.settle(request));
			}
			catch (DataAccessException ex) {
				log.warn("The preservation of request {} could not be settled; it is tried again", request, ex);
			}
		});
	}

}
