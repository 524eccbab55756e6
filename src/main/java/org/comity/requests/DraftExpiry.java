package org.comity.requests;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Discards drafts that nobody has sent for a long time: what a force wrote and forgot is
 * not kept for ever, and no request stays open because one office never acts.
 */
@Component
class DraftExpiry {

	private final RequestMoves moves;

	private final Directory directory;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Duration after;

	DraftExpiry(RequestMoves moves, Directory directory, JdbcClient jdbc, Clock clock,
			@Value("${comity.drafts.lapse-after:365d}") Duration after) {
		this.moves = moves;
		this.directory = directory;
		this.jdbc = jdbc;
		this.clock = clock;
		this.after = after;
	}

	@Scheduled(cron = "${comity.drafts.lapse-cron:0 17 3 * * *}")
	@Transactional
	public void discardForgotten() {
		List<UUID> forgotten = this.jdbc.sql("""
				select r.id from request r join request_turn t on t.subject_id = r.id
				where r.state = 'DRAFT' and t.since < :before order by r.id limit 500 for update of r skip locked
				""")
			.param("before", java.sql.Timestamp.from(this.clock.instant().minus(this.after)))
			.query(UUID.class)
			.list();
		for (UUID request : forgotten) {
			this.moves.follow(inTheNameOfTheForce(request), request, RequestMove.DRAFT_LAPSES);
		}
	}

	private Actor inTheNameOfTheForce(UUID request) {
		var office = this.directory.office(this.jdbc.sql("select investigator_office_id from request where id = :id")
			.param("id", request)
			.query(UUID.class)
			.single());
		return new Actor(new UUID(0, 0), "", office.id(), office.shortName(), OfficeKind.INVESTIGATOR, office.side(),
				office.country(), Set.of(), Set.of());
	}

}
