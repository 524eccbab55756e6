package org.comity.requests;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.comity.kernel.OfficeKind;

/**
 * What the machine must know of the parts of the evidence; the evidence module knows it.
 */
public interface PartFacts {

	/**
	 * Whether any lodged part is neither received, withheld nor superseded. One that the
	 * provider is still filling keeps no request open: it may never be lodged.
	 */
	boolean anyUnsettled(UUID request);

	/**
	 * When evidence first reached each hop on its way home; a hop not reached is absent.
	 */
	Map<OfficeKind, Instant> reached(UUID request);

	/**
	 * Whether evidence that came home is kept: its own review has not come to its
	 * destruction.
	 */
	boolean keptAtHome(UUID request);

}
