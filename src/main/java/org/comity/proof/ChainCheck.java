package org.comity.proof;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Follows chains row by row, in the order of {@link LedgerProof#ROWS}, and tells the
 * first bad entry of each. It remembers one request and one entry, and nothing else.
 */
final class ChainCheck {

	private final Seals seals;

	private final Consumer<Fault> faults;

	private @Nullable UUID request;

	private String reference = "";

	private long headSeq;

	private String headHash = "";

	private String headSeal = "";

	private long sealedSeq;

	/** Whether the persons and words of this chain were erased. */
	private boolean erased;

	private String lastMove = "";

	private boolean broken;

	private String previous = ChainEntry.GENESIS;

	private long expected = 1;

	private @Nullable Open entry;

	private long requests;

	private long entries;

	/** An entry whose texts may still come. */
	private record Open(ChainEntry said, String hash, String seal, @Nullable String checkpoint, boolean person,
			boolean nobody, List<String[]> texts) {

		/** Whether neither who made it nor its words are there. */
		boolean bare() {
			return this.nobody && this.texts.isEmpty();
		}

	}

	/** The entry with which the records of a request end. */
	static final String ERASURE = "ERASE";

	/** What stays whole: who erased the records, and why. */
	private static final Set<String> WHOLE = Set.of(ERASURE, "ASK_ERASURE");

	ChainCheck(Seals seals, Consumer<Fault> faults) {
		this.seals = seals;
		this.faults = faults;
	}

	void row(ResultSet row) throws SQLException {
		UUID of = row.getObject("chain", UUID.class);
		if (!of.equals(this.request)) {
			endOfChain();
			begin(of, row);
		}
		UUID id = row.getObject("id", UUID.class);
		if (id == null) {
			return;
		}
		Open open = this.entry;
		if (open == null || !open.said().id().equals(id)) {
			endOfEntry();
			open = open(row, id);
			this.entry = open;
			this.entries++;
		}
		String kind = row.getString("kind");
		if (kind != null) {
			boolean own = of.equals(row.getObject("text_request", UUID.class))
					&& open.said().side().equals(row.getString("text_side"));
			open.texts()
				.add(new String[] { kind, own ? ChainEntry.wordsDigest(row.getBytes("text_salt"), kind,
						row.getString("to_side"), row.getString("text")) : "misplaced" });
		}
	}

	private void begin(UUID of, ResultSet row) throws SQLException {
		this.request = of;
		this.reference = row.getString("reference");
		this.headSeq = row.getLong("ledger_head_seq");
		this.headHash = row.getString("ledger_head_hash");
		this.headSeal = row.getString("ledger_head_mac");
		this.sealedSeq = row.getLong("sealed_seq");
		this.erased = row.getBoolean("erased");
		this.lastMove = "";
		this.broken = false;
		this.previous = ChainEntry.GENESIS;
		this.expected = 1;
		this.requests++;
	}

	private static Open open(ResultSet row, UUID id) throws SQLException {
		ChainEntry said = new ChainEntry(id, row.getObject("chain", UUID.class), row.getLong("seq"),
				time(row, "occurred_at"), time(row, "recorded_at"), row.getString("side"),
				row.getObject("office_id", UUID.class), row.getString("machine"),
				row.getObject("subject_id", UUID.class), row.getString("move"), row.getString("from_state"),
				row.getString("to_state"), row.getString("document_hashes"), row.getString("person_digest"),
				row.getString("text_digest"), row.getBytes("salt"), row.getString("previous_hash"));
		byte[] salt = row.getBytes("person_salt");
		boolean person = salt != null && said.request().equals(row.getObject("person_request", UUID.class))
				&& said.personDigest().equals(ChainEntry.personDigest(salt, row.getObject("person_id", UUID.class)));
		return new Open(said, row.getString("hash"), row.getString("mac"), row.getString("checkpoint_hash"), person,
				salt == null, new ArrayList<>());
	}

	private static Instant time(ResultSet row, String column) throws SQLException {
		return row.getTimestamp(column).toInstant();
	}

	private void endOfEntry() {
		Open open = this.entry;
		this.entry = null;
		if (open == null || this.broken) {
			return;
		}
		ChainEntry said = open.said();
		boolean gone = this.erased && open.bare() && !WHOLE.contains(said.move());
		if (said.seq() != this.expected) {
			bad(Math.min(said.seq(), this.expected), "missing");
		}
		else if (!said.previous().equals(this.previous)) {
			bad(said.seq(), "previous");
		}
		else if (!said.hash().equals(open.hash())) {
			bad(said.seq(), "hash");
		}
		else if (!this.seals.holdsEntry(open.seal(), open.hash())) {
			bad(said.seq(), "seal");
		}
		else if (!open.person() && !gone) {
			bad(said.seq(), "person");
		}
		else if (!texts(open).equals(said.wordsDigest()) && !gone) {
			bad(said.seq(), "words");
		}
		else if (open.checkpoint() != null && !open.checkpoint().equals(open.hash())) {
			bad(said.seq(), "checkpoint");
		}
		this.previous = open.hash();
		this.lastMove = said.move();
		this.expected++;
	}

	private static String texts(Open open) {
		open.texts().sort((one, other) -> one[0].compareTo(other[0]));
		return String.join(" ", open.texts().stream().map((text) -> text[1]).toList());
	}

	private void endOfChain() {
		endOfEntry();
		if (this.request == null || this.broken) {
			return;
		}
		if (this.expected == 1 || this.sealedSeq >= this.expected) {
			bad(this.expected, "missing");
		}
		else if (this.headSeq != this.expected - 1 || !this.headHash.equals(this.previous)
				|| !this.seals.holdsHead(this.headSeal, this.request, this.headSeq, this.headHash)) {
			bad(this.expected, "head");
		}
		else if (this.erased && !this.lastMove.equals(ERASURE)) {
			bad(this.expected, "erasure");
		}
	}

	private void bad(long seq, String what) {
		this.broken = true;
		this.faults.accept(new Fault(java.util.Objects.requireNonNull(this.request), this.reference, seq, what));
	}

	/** Says that there are no more rows. */
	LedgerProof.Count end() {
		endOfChain();
		return new LedgerProof.Count(this.requests, this.entries);
	}

}
