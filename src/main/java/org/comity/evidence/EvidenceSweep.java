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

	/** Nobody uploads one file for longer. */
	private static final Duration LONGEST_UPLOAD = Duration.ofDays(2);

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
		try {
			Instant now = this.clock.instant();
			Instant before = now.minus(LONGEST_UPLOAD);
			this.productions.sweep(before);
			this.uploads.sweep(now);
			this.moves.sweep(before);
			this.transit.sweep(now.minus(AT_HOME), now);
		}
		catch (IOException ex) {
			log.warn("What uploads left behind could not be cleared away", ex);
		}
	}

}
