package org.comity.requests;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * That somebody opened something of a request. Looking at the same thing again within ten
 * minutes is the same reading.
 *
 * @param id of the reading; later ones are greater
 * @param request the request, or null for an export
 * @param reference its reference, or null
 * @param person the reader's name
 * @param office the reader's office
 * @param thing what was opened
 * @param subject which document, process, part or file, or null
 * @param openedAt when
 */
public record Reading(UUID id, @Nullable UUID request, @Nullable String reference, String person, String office,
		Thing thing, @Nullable UUID subject, Instant openedAt) {

	/** What can be opened. */
	public enum Thing {

		/** A page of the request. */
		REQUEST,
		/** A page of the letter, or its data. */
		LETTER,
		/** A stored document. */
		DOCUMENT,
		/** A page of a process. */
		PROCESS,
		/** A page of an invoice. */
		INVOICE,
		/** A page of a part of the evidence. */
		PART,
		/** A file of evidence, or a look into it. */
		FILE,
		/** A whole part. */
		PACKAGE,
		/** A paper that is made when it is asked for. */
		REPORT,
		/** The ledger, exported. */
		EXPORT

	}

	/** By what an address names a request. */
	public enum Root {

		/** By itself. */
		REQUEST("select cast(:key as uuid) as request_id"),
		/** By one of its documents. */
		DOCUMENT("select request_id from document where id = :key"),
		/** By a process. */
		PROCESS("select request_id from process where id = :key"),
		/** By a part of the evidence. */
		PART("select request_id from production_part where id = :key"),
		/** By what a provider asks to be paid for a process. */
		INVOICE("select p.request_id from invoice i join process p on p.id = i.process_id where i.id = :key");

		private final String request;

		Root(String request) {
			this.request = request;
		}

		String request() {
			return this.request;
		}

	}

}
