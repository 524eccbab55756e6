package org.comity.documents;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Clears away what is left of documents that were on their way into the store when the
 * server died. Two servers may do it at once.
 */
@Component
class DocumentSweep {

	private static final Logger log = LoggerFactory.getLogger(DocumentSweep.class);

	/** With the hour until the next sweep it is a day. */
	private static final Duration LEFT = Duration.ofHours(23);

	private final BlobStore blobs;

	private final Clock clock;

	DocumentSweep(BlobStore documentBlobs, Clock clock) {
		this.blobs = documentBlobs;
		this.clock = clock;
	}

	@Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT1H")
	void sweep() {
		try {
			this.blobs.sweep(this.clock.instant().minus(LEFT));
		}
		catch (IOException | RuntimeException ex) {
			log.warn("What was left of documents could not be cleared away", ex);
		}
	}

}
