package org.comity.process;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An objection that a provider raised; its words stand on the ledger.
 *
 * @param grounds on what grounds, never empty
 * @param at when
 */
public record Objection(Set<ObjectionGround> grounds, Instant at) {

	public Objection {
		grounds = Set.copyOf(grounds);
	}

	/** The grounds, always in the same order. */
	public List<ObjectionGround> inOrder() {
		return this.grounds.stream().sorted().toList();
	}

}
