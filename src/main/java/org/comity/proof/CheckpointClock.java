package org.comity.proof;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes a checkpoint each hour, and after a start if the last hour's is missing. Of
 * several servers one makes it.
 */
@Component
class CheckpointClock {

	private static final Logger log = LoggerFactory.getLogger(CheckpointClock.class);

	private final Checkpoints checkpoints;

	private final boolean on;

	CheckpointClock(Checkpoints checkpoints, @Value("${comity.ledger.checkpoint-cron:0 0 * * * *}") String cron) {
		this.checkpoints = checkpoints;
		this.on = !cron.equals("-");
	}

	@Scheduled(cron = "${comity.ledger.checkpoint-cron:0 0 * * * *}")
	void hour() {
		this.checkpoints.make(Duration.ofMinutes(10));
	}

	@EventListener(ApplicationReadyEvent.class)
	@Order(20)
	void start() {
		if (!this.on) {
			return;
		}
		try {
			this.checkpoints.make(Duration.ofHours(1));
		}
		catch (RuntimeException ex) {
			log.error("The checkpoint of the ledger could not be made; it is tried again at the full hour", ex);
		}
	}

}
