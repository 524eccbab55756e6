package org.comity.evidence;

/**
 * Where one part of a production is. {@link #SENT}, {@link #HELD} and {@link #DISPUTED}
 * are said of a hop, which is a column of the part: sent to it, held by it, disputed with
 * it as the sender.
 */
public enum ProductionState {

	/** The provider fills it; nobody else knows of it. */
	UPLOADING,
	/** On its way to a hop, or there and not yet checked. */
	SENT,
	/** A hop has it, and its own hashes agree with the sender's list. */
	HELD,
	/** The next hop's hashes differ from this sender's list; the sender is awaited. */
	DISPUTED,
	/**
	 * The executing office's filter went through it: another part, made of it, goes home
	 * in its place. It stays sealed there with what was withheld.
	 */
	FILTERED,
	/** The executing office's filter let nothing of it pass. */
	WITHHELD,
	/** It has come home. */
	RECEIVED,
	/** It came home, and was destroyed there when it was no longer needed. */
	DESTROYED,
	/** Its return was stopped; it stays with whoever had it. */
	STOPPED,
	/** Thrown away by the provider before it was lodged. */
	DISCARDED,
	/** Another part has taken its place. */
	SUPERSEDED;

	/** Whether it was lodged and its road is not at an end. */
	public boolean onItsWay() {
		return this == SENT || this == HELD || this == DISPUTED;
	}

	/** Whether the provider has handed it over, whatever became of it. */
	public boolean lodged() {
		return this != UPLOADING && this != DISCARDED;
	}

}
