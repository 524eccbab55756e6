package org.comity.process;

import java.util.Set;
import java.util.UUID;

/**
 * What the machine must know of the parts that a provider has lodged in answer to a
 * process; the evidence module knows it. Each lodged part has its certificate.
 */
public interface ProductionFacts {

	/** Ids of the accounts for which a lodged part holds data. */
	Set<UUID> produced(UUID process);

	/**
	 * Ids of the accounts for which a lodged part certifies that there are no records.
	 */
	Set<UUID> noRecords(UUID process);

}
