package org.comity.proof;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.comity.kernel.Side;
import org.jspecify.annotations.Nullable;

/**
 * Follows chains row by row, in the order of {@link LedgerProof#ROWS}, and tells the
 * first bad entry of each. It remembers one request and one entry, and nothing else.
 * Nothing that a row holds, or lacks, keeps it from the rows behind.
 */
final class ChainCheck {

	/** The entry with which the records of a request end. */
	static final String ERASURE = "ERASE";

	/** What stays whole: who erased the records, and why. */
	private static final Set<String> WHOLE = Set.of(ERASURE, "ASK_ERASURE");

	/** The machine whose entries say the state of the request. */
	private static final String REQUEST = "REQUEST";

	private static final Set<String> SIDES = Arrays.stream(Side.values())
		.map(Side::name)
		.collect(Collectors.toUnmodifiableSet());

	/**
	 * The bytes of an entry's salt. A key of an HMAC is filled up with zeros, so that
	 * another length could mean the same.
	 */
	private static final int ENTRY_SALT = 32;

	/** The bytes of the salt of a person or a text. */
	private static final int SALT = 16;

	/** In the place of the digest of a text that is not as it was written. */
	private static final String MISPLACED = "misplaced";

	private final Seals seals;

	/** Requests with a person or a text of an entry that is not there. */
	private final Set<UUID> strays;

	private final Consumer<Fault> faults;

	private @Nullable UUID request;

	private String reference = "";

	private @Nullable String state;

	private long headSeq;

	private @Nullable String headHash;

	private @Nullable String headSeal;

	private long sealedSeq;

	/** Whether the persons and words of this chain were erased. */
	private boolean erased;

	private String lastMove = "";

	private String lastState = "";

	private boolean broken;

	private String previous = ChainEntry.GENESIS;

	private long expected = 1;

	private @Nullable Open entry;

	private long requests;

	private long entries;

	/**
	 * An entry whose texts may still come.
	 *
	 * @param place where its row lies
	 * @param seq its number; where there is none, one that is never reached
	 * @param said what it says; null if something of it is not there
	 * @param places where the rows of its texts lie, as often as they came
	 */
	private record Open(String place, long seq, @Nullable ChainEntry said, String hash, String seal,
			@Nullable String checkpoint, boolean person, boolean nobody, List<String[]> texts, List<String> places) {

		/** Whether neither who made it nor its words are there. */
		boolean bare() {
			return this.nobody && this.texts.isEmpty();
		}

		/**
		 * Whether a row came again: each comes as often as there are rows of who made it,
		 * and of the request.
		 */
		boolean twice() {
			return new HashSet<>(this.places).size() < this.places.size();
		}

	}

	ChainCheck(Seals seals, Set<UUID> strays, Consumer<Fault> faults) {
		this.seals = seals;
		this.strays = strays;
		this.faults = faults;
	}

	void row(ResultSet row) throws SQLException {
		UUID of = row.getObject("chain", UUID.class);
		if (of == null) {
			// What was its chain is named as one that has lost its request.
			return;
		}
		if (!of.equals(this.request)) {
			endOfChain();
			begin(of, row);
		}
		String place = row.getString("entry_row");
		if (place == null) {
			return;
		}
		Open open = this.entry;
		if (open == null || !open.place().equals(place)) {
			endOfEntry();
			open = open(row, place);
			this.entry = open;
			this.entries++;
		}
		String text = row.getString("text_row");
		open.places().add((text != null) ? text : "");
		if (text != null) {
			open.texts().add(text(row, open.said()));
		}
	}

	private void begin(UUID of, ResultSet row) throws SQLException {
		String named = row.getString("reference");
		this.request = of;
		this.reference = (named != null) ? named : of.toString();
		this.state = row.getString("state");
		this.headSeq = row.getLong("ledger_head_seq");
		this.headHash = row.getString("ledger_head_hash");
		this.headSeal = row.getString("ledger_head_mac");
		this.sealedSeq = row.getLong("sealed_seq");
		this.erased = row.getBoolean("erased");
		this.lastMove = "";
		this.lastState = "";
		this.broken = false;
		this.previous = ChainEntry.GENESIS;
		this.expected = 1;
		this.requests++;
	}

	private static Open open(ResultSet row, String place) throws SQLException {
		long number = row.getLong("seq");
		long seq = row.wasNull() ? Long.MAX_VALUE : number;
		boolean nobody = row.getString("person_row") == null;
		try {
			ChainEntry said = said(row);
			return new Open(place, seq, said, string(row, "hash"), string(row, "mac"), row.getString("checkpoint_hash"),
					person(row, said), nobody, new ArrayList<>(), new ArrayList<>());
		}
		catch (RuntimeException ex) {
			return new Open(place, seq, null, "", "", null, false, nobody, new ArrayList<>(), new ArrayList<>());
		}
	}

	/** Of an entry everything is there. */
	private static ChainEntry said(ResultSet row) throws SQLException {
		byte[] salt = row.getBytes("salt");
		if (salt == null || salt.length != ENTRY_SALT) {
			throw new IllegalStateException("The salt is none");
		}
		return new ChainEntry(uuid(row, "id"), uuid(row, "chain"), row.getLong("seq"), time(row, "occurred_at"),
				time(row, "recorded_at"), string(row, "side"), uuid(row, "office_id"), string(row, "machine"),
				uuid(row, "subject_id"), string(row, "move"), string(row, "from_state"), string(row, "to_state"),
				string(row, "document_hashes"), string(row, "person_digest"), string(row, "text_digest"), salt,
				string(row, "previous_hash"));
	}

	private static boolean person(ResultSet row, ChainEntry said) throws SQLException {
		byte[] salt = row.getBytes("person_salt");
		return salt != null && salt.length == SALT && said.request().equals(row.getObject("person_request", UUID.class))
				&& said.personDigest().equals(ChainEntry.personDigest(salt, row.getObject("person_id", UUID.class)));
	}

	/** The kind of a text, and its digest if it is one of this entry. */
	private static String[] text(ResultSet row, @Nullable ChainEntry said) throws SQLException {
		String kind = row.getString("kind");
		String to = row.getString("to_side");
		String words = row.getString("text");
		byte[] salt = row.getBytes("text_salt");
		// What is no side could stand for none, or take a line of the words with it.
		boolean own = said != null && kind != null && words != null && salt != null && salt.length == SALT
				&& (to == null || SIDES.contains(to))
				&& said.request().equals(row.getObject("text_request", UUID.class))
				&& said.side().equals(row.getString("text_side"));
		return new String[] { (kind != null) ? kind : "",
				own ? ChainEntry.wordsDigest(salt, kind, to, words) : MISPLACED };
	}

	private static String string(ResultSet row, String column) throws SQLException {
		return Objects.requireNonNull(row.getString(column), column);
	}

	private static UUID uuid(ResultSet row, String column) throws SQLException {
		return Objects.requireNonNull(row.getObject(column, UUID.class), column);
	}

	private static Instant time(ResultSet row, String column) throws SQLException {
		return Objects.requireNonNull(row.getTimestamp(column), column).toInstant();
	}

	private void endOfEntry() {
		Open open = this.entry;
		this.entry = null;
		if (open == null || this.broken) {
			return;
		}
		ChainEntry said = open.said();
		String what;
		try {
			what = fault(open);
		}
		catch (RuntimeException ex) {
			what = "unreadable";
		}
		if (what != null || said == null) {
			bad(Math.min(open.seq(), this.expected), (what != null) ? what : "unreadable");
			return;
		}
		this.previous = open.hash();
		this.lastMove = said.move();
		if (said.machine().equals(REQUEST)) {
			this.lastState = said.to();
		}
		this.expected++;
	}

	private @Nullable String fault(Open open) {
		ChainEntry said = open.said();
		if (open.seq() != this.expected) {
			return (open.seq() >= 1 && open.seq() < this.expected) ? "twice" : "missing";
		}
		if (said == null) {
			return "unreadable";
		}
		boolean gone = this.erased && open.bare() && !WHOLE.contains(said.move());
		if (!said.previous().equals(this.previous)) {
			return "previous";
		}
		if (!said.hash().equals(open.hash())) {
			return "hash";
		}
		if (!this.seals.holdsEntry(open.seal(), open.hash())) {
			return "seal";
		}
		if (open.twice()) {
			return "twice";
		}
		if (!open.person() && !gone) {
			return "person";
		}
		if (!texts(open).equals(said.wordsDigest()) && !gone) {
			return "words";
		}
		return (open.checkpoint() != null && !open.checkpoint().equals(open.hash())) ? "checkpoint" : null;
	}

	private static String texts(Open open) {
		open.texts().sort((one, other) -> one[0].compareTo(other[0]));
		return String.join(" ", open.texts().stream().map((text) -> text[1]).toList());
	}

	private void endOfChain() {
		endOfEntry();
		UUID of = this.request;
		if (of == null || this.broken) {
			return;
		}
		if (this.expected == 1 || this.sealedSeq >= this.expected) {
			bad(this.expected, "missing");
		}
		else if (this.headSeq != this.expected - 1 || !this.previous.equals(this.headHash)
				|| !this.seals.holdsHead(this.headSeal, of, this.headSeq, this.headHash)) {
			bad(this.expected, "head");
		}
		else if (this.strays.contains(of)) {
			bad(this.expected, "stray");
		}
		else if (!this.lastState.equals(this.state)) {
			bad(this.expected, "state");
		}
		else if (this.erased && !this.lastMove.equals(ERASURE)) {
			bad(this.expected, "erasure");
		}
	}

	private void bad(long seq, String what) {
		this.broken = true;
		this.faults.accept(new Fault(Objects.requireNonNull(this.request), this.reference, seq, what));
	}

	/** Says that there are no more rows. */
	LedgerProof.Count end() {
		endOfChain();
		return new LedgerProof.Count(this.requests, this.entries);
	}

}
