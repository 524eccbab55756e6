package org.comity.requests;

import java.util.UUID;

/**
 * What the machine must know of the processes opened for a request; the process module
 * knows it.
 */
public interface ProcessFacts {

	/** Whether any process has not ended. */
	boolean anyOpen(UUID request);

	/** Whether any process is served and awaits the provider. */
	boolean anyWithProvider(UUID request);

}
