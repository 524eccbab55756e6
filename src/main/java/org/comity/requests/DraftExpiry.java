package org.comity.requests;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.wall.Wall;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Discards drafts that nobody has sent for a long time: what a force wrote and forgot is
 * not kept for ever, and no request stays open because one office never acts.
 */
@Component
class DraftExpiry {

	private final ForgottenDrafts forgotten;

	private final RequestMoves moves;

	private final Directory directory;

	private final Wall wall;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private final Duration after;

	DraftExpiry(ForgottenDrafts forgotten, RequestMoves moves, Directory directory, Wall wall,
			TransactionTemplate transaction, Clock clock, @Value("${comity.drafts.lapse-after:365d}") Duration after) {
		this.forgotten = forgotten;
		this.moves = moves;
		this.directory = directory;
		this.wall = wall;
		this.transaction = transaction;
		this.clock = clock;
		this.after = after;
	}

	@Scheduled(cron = "${comity.drafts.lapse-cron:0 17 3 * * *}")
	public void discardForgotten() {
		this.forgotten.since(this.clock.instant().minus(this.after)).forEach(this::discard);
	}

	/** Two servers may find the same draft: the second finds that it is none any more. */
	private void discard(UUID request, UUID force) {
		this.wall.inTheNameOf(force, () -> this.transaction.executeWithoutResult(
				(status) -> this.moves.follow(inTheNameOf(force), request, RequestMove.DRAFT_LAPSES)));
	}

	private Actor inTheNameOf(UUID force) {
		Office office = this.directory.office(force);
		return new Actor(new UUID(0, 0), "", office.id(), office.shortName(), OfficeKind.INVESTIGATOR, office.side(),
				office.country(), Set.of(), Set.of());
	}

}
