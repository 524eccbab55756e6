package org.comity.process;

import org.comity.kernel.OfficeKind;
import org.jspecify.annotations.Nullable;

/**
 * Where one process is. Each open state names the kind of office whose turn it is; in
 * {@link #COURT} the executing office waits for the court and records what it decides.
 */
public enum ProcessState {

	PREPARING(OfficeKind.EXECUTING_AUTHORITY), COURT(OfficeKind.EXECUTING_AUTHORITY),
	READY(OfficeKind.EXECUTING_AUTHORITY), SERVED(OfficeKind.PROVIDER), ANSWERING(OfficeKind.PROVIDER),
	QUERIED(OfficeKind.EXECUTING_AUTHORITY), OBJECTED(OfficeKind.EXECUTING_AUTHORITY),
	ANSWERED(OfficeKind.EXECUTING_AUTHORITY), ENDED(null);

	private final @Nullable OfficeKind heldBy;

	ProcessState(@Nullable OfficeKind heldBy) {
		this.heldBy = heldBy;
	}

	/** Returns the kind of office that is awaited, or null when the process has ended. */
	public @Nullable OfficeKind heldBy() {
		return this.heldBy;
	}

	/** Returns whether the provider is awaited. */
	public boolean withProvider() {
		return this.heldBy == OfficeKind.PROVIDER;
	}

	public boolean open() {
		return this != ENDED;
	}

}
