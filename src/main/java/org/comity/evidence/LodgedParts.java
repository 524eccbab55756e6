package org.comity.evidence;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.OfficeKind;
import org.comity.process.ProductionFacts;
import org.comity.requests.PartFacts;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells the machines below what they must know of lodged parts. A part that is still
 * being filled is nobody's business but the provider's: it keeps no request open.
 */
@Component
@Transactional(readOnly = true)
class LodgedParts implements PartFacts, ProductionFacts {

	private final Parts parts;

	LodgedParts(Parts parts) {
		this.parts = parts;
	}

	@Override
	public boolean anyUnsettled(UUID request) {
		return this.parts.anyUnsettled(request);
	}

	@Override
	public Map<OfficeKind, Instant> reached(UUID request) {
		return this.parts.firstArrivals(request);
	}

	@Override
	public boolean keptAtHome(UUID request) {
		return this.parts.ofRequest(request).stream().anyMatch((part) -> part.state() == ProductionState.RECEIVED);
	}

	@Override
	public Set<UUID> produced(UUID process) {
		return this.parts.accounts(process, PartOutcome.PRODUCED);
	}

	@Override
	public Set<UUID> noRecords(UUID process) {
		return this.parts.accounts(process, PartOutcome.NO_RECORDS);
	}

}
