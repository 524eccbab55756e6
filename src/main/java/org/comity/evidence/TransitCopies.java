package org.comity.evidence;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.comity.kernel.OfficeKind;
import org.comity.requests.Access;
import org.comity.requests.Aspect;
import org.comity.requests.Requests;
import org.comity.wall.Wall;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes away the copies that offices kept which only ever passed a part on, once it came
 * home: those who read it have copies of their own, and a byte less is a byte that cannot
 * leak. That there was a copy stays written, and its hashes stay on the ledger.
 */
@Component
class TransitCopies {

	/** The hops that see the custody of evidence, and never its content. */
	static final List<OfficeKind> HOPS = Arrays.stream(OfficeKind.values())
		.filter(OfficeKind::isHop)
		.filter((hop) -> Aspect.EVIDENCE.access(hop, null) == Access.CUSTODY)
		.toList();

	private static final int AT_ONCE = 200;

	private final PartsAtHome home;

	private final Parts parts;

	private final PartMoves moves;

	private final Requests requests;

	private final Wall wall;

	private final TransactionTemplate transaction;

	TransitCopies(PartsAtHome home, Parts parts, PartMoves moves, Requests requests, Wall wall,
			TransactionTemplate transaction) {
		this.home = home;
		this.parts = parts;
		this.moves = moves;
		this.requests = requests;
		this.wall = wall;
		this.transaction = transaction;
	}

	/**
	 * Takes away what was held in passing of parts that were received before a time.
	 */
	void sweep(Instant receivedBefore, Instant now) {
		this.home.since(receivedBefore, HOPS, AT_ONCE)
			.forEach((part, office) -> this.wall.inTheNameOf(office,
					() -> this.transaction.executeWithoutResult((status) -> take(part, now))));
	}

	/** A part that came home moves no more: that it did need not be asked again. */
	private void take(UUID id, Instant now) {
		this.requests.lock(this.parts.find(id).orElseThrow().request());
		HOPS.forEach((hop) -> this.moves.deleteAfterCommit(this.moves.destroyCopy(id, hop, now)));
	}

}
