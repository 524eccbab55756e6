package org.comity.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.documents.BlobStore;
import org.comity.requests.Ledger;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the tests of a killed process must do inside of it.
 */
public final class EvidenceAccess {

	private EvidenceAccess() {
	}

	/** Clears away what was begun before a time, as happens by itself in time. */
	public static void sweep(Productions productions, PartMoves moves, Instant before) throws IOException {
		productions.sweep(before);
		moves.sweep(before);
	}

	/** Says what does not hold of a request. */
	public static List<String> broken(JdbcClient jdbc, Ledger ledger, Path data, BlobStore blobs, UUID request) {
		return new WholeLife(jdbc, ledger, data.resolve("evidence"), blobs).broken(request, Set.of());
	}

}
