package org.comity.evidence;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Clears away what broken uploads left behind, and what offices held in passing of parts
 * that came home. Two servers may do it at once: each finds what the other has left.
 */
@Component
class EvidenceSweep {

	private static final Logger log = LoggerFactory.getLogger(EvidenceSweep.class);

	/**
	 * Nothing is on its way for longer. With the hour until the next sweep it is a day.
	 */
	private static final Duration ON_ITS_WAY = Duration.ofHours(23);

	/** How long a part has been home before nobody on its road needs a copy. */
	private static final Duration AT_HOME = Duration.ofDays(30);

	private final Productions productions;

	private final IncomingUploads uploads;

	private final PartMoves moves;

	private final TransitCopies transit;

	private final Clock clock;

	EvidenceSweep(Productions productions, IncomingUploads uploads, PartMoves moves, TransitCopies transit,
			Clock clock) {
		this.productions = productions;
		this.uploads = uploads;
		this.moves = moves;
		this.transit = transit;
		this.clock = clock;
	}

	@Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT1H")
	void sweep() {
		Instant now = this.clock.instant();
		Instant before = now.minus(ON_ITS_WAY);
		// Each by itself: a store that does not answer keeps none of the others.
		clear("uploads by form", () -> this.productions.sweep(before));
		clear("uploads in pieces", () -> this.uploads.sweep(now));
		clear("copies", () -> this.moves.sweep(before));
		clear("what came home", () -> this.transit.sweep(now.minus(AT_HOME), now));
	}

	/** One kind of what is left behind. */
	@FunctionalInterface
	private interface Clearing {

		void run() throws IOException;

	}

	private static void clear(String what, Clearing work) {
		try {
			work.run();
		}
		catch (IOException | RuntimeException ex) {
			log.warn("What is left of {} could not be cleared away", what, ex);
		}
	}

}
