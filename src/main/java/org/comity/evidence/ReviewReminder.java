package org.comity.evidence;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.comity.requests.Requests;
import org.comity.requests.Turns;
import org.comity.wall.Wall;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import java.util.UUID;

/**
 * Asks the last holder whether evidence that came home is still needed (CICA 2003 s.9),
 * some weeks before the day it was to be looked at again, be the request long closed. The
 * answer, to keep it or to destroy it, takes the question away.
 */
@Component
class ReviewReminder {

	/** What such a turn waits for; its words are {@code status.part.REVIEW.mine}. */
	static final String REVIEW = "REVIEW";

	/** How long before the day the question is asked. */
	static final int DAYS_BEFORE = 30;

	private final Parts parts;

	private final Requests requests;

	private final Turns turns;

	private final Wall wall;

	private final TransactionTemplate transaction;

	private final Clock clock;

	ReviewReminder(Parts parts, Requests requests, Turns turns, Wall wall, TransactionTemplate transaction,
			Clock clock) {
		this.parts = parts;
		this.requests = requests;
		this.turns = turns;
		this.wall = wall;
		this.transaction = transaction;
		this.clock = clock;
	}

	@Scheduled(cron = "${comity.evidence.review-cron:0 50 2 * * *}")
	void remind() {
		LocalDate by = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).plusDays(DAYS_BEFORE);
		this.parts.dueForReview(by)
			.forEach((part, office) -> this.wall.inTheNameOf(office,
					() -> this.transaction.executeWithoutResult((status) -> ask(part, by))));
	}

	private void ask(UUID due, LocalDate by) {
		this.requests.lock(this.parts.find(due).orElseThrow().request());
		Part part = this.parts.lock(due).orElseThrow();
		LocalDate day = part.reviewOn();
		if (part.state() == ProductionState.RECEIVED && day != null && !day.isAfter(by)) {
			this.turns.give(part.request(), Turns.Subject.PART, part.id(), this.parts.holder(part, part.hop()), REVIEW,
					day);
		}
	}

}
