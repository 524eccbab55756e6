package org.comity.evidence.custody;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Who held one part of a production, from the custodian to the reader of this log. It is
 * complete for its reader and never for anybody else: people are named on the reader's
 * own side alone, offices everywhere. It bears the time of its last event and no other,
 * so that the same life gives the same papers.
 *
 * @param request the request's reference as the reader knows it
 * @param designation what the part is called, unique in the request
 * @param process the reference of the process that the part answers, or null for those
 * who do not see processes
 * @param producer the company that lodged it
 * @param manifest the SHA-256 of the list of files in the format of {@code sha256sum},
 * names without folder, 64 lower-case hexadecimal digits
 * @param files the files, in the order of that list
 * @param use for what the evidence may be used
 * @param conditions what was accepted beyond that; may be empty
 * @param events what happened, oldest first; never empty
 */
public record CustodyLog(String request, String designation, @Nullable String process, String producer, String manifest,
		List<Item> files, String use, List<String> conditions, List<Event> events) {

	public CustodyLog {
		files = List.copyOf(files);
		conditions = List.copyOf(conditions);
		events = List.copyOf(events);
		if (events.isEmpty()) {
			throw new IllegalArgumentException("A part has been lodged, or there is nothing to tell");
		}
	}

	/** When the last event happened: as of then the log is complete. */
	public Instant asOf() {
		return this.events.get(this.events.size() - 1).at();
	}

	/**
	 * What can happen to a part.
	 */
	public enum Kind {

		/** The producer handed it over. */
		LODGED,
		/** A holder counted the hashes again, and they agree with the sender's. */
		CHECKED_AGREES,
		/** They differ. */
		CHECKED_DIFFERS,
		/** A holder sent it on. */
		FORWARDED,
		/** A receiver sent it back as not what was sent. */
		DISPUTED,
		/** The sender sent it again. */
		RESENT,
		/** The executing office left something out; a new list names the rest. */
		FILTERED,
		/** The producer put another part in its place. */
		REPLACED,
		/** The investigators took it for good. */
		RECEIVED,
		/** It goes no further. */
		STOPPED,
		/** The holder's bytes were destroyed. */
		DESTROYED

	}

	/**
	 * One file.
	 *
	 * @param name its name
	 * @param size in bytes
	 * @param sha256 64 lower-case hexadecimal digits
	 */
	public record Item(String name, long size, String sha256) {
	}

	/**
	 * One thing that happened.
	 *
	 * @param ordinal its number in this log, from 1
	 * @param at when
	 * @param kind what
	 * @param from the office that did it
	 * @param to the office it went to, or null if it went nowhere
	 * @param person who did it, or null for people of the other side
	 * @param note what they wrote, or null
	 * @param entry the hash of the ledger entry, or null if the reader has no such entry
	 */
	public record Event(int ordinal, Instant at, Kind kind, String from, @Nullable String to, @Nullable String person,
			@Nullable String note, @Nullable String entry) {
	}

}
