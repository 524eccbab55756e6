package org.comity.proof;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.comity.kernel.Digests;
import org.comity.wall.InBackground;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The signed checkpoints over the heads of all chains. Each is chained to the one before,
 * and none is ever changed or taken away. The newest hash is written to the log and to a
 * file outside of the database as well.
 */
@Service
public class Checkpoints {

	/** Whoever holds this lock of the database makes the checkpoint. */
	static final long LOCK = 0x636f_6d69_7479_02L;

	private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);

	private static final String COLUMNS = "number, made_at, requests, root, changes, blinding, previous_hash, hash, "
			+ "key_id, signature";

	private static final String HEADS = """
			select r.id, r.reference, r.ledger_head_seq, r.ledger_head_hash, r.ledger_head_mac, l.seq, l.hash
			from request r left join lateral (select seq, hash from ledger_checkpoint_leaf
				where request_id = r.id order by number desc limit 1) l on true
			order by r.id""";

	/** By where their rows lie, which tells a second one of a number from the first. */
	private static final String ALL = """
			select c.ctid::text as place, c.number, c.made_at, c.requests, c.root, c.changes, c.blinding, c.previous_hash,
				c.hash, c.key_id, c.signature, l.ctid::text as leaf_place, l.request_id as leaf_request, l.seq as leaf_seq,
				l.hash as leaf_hash
			from ledger_checkpoint c left join ledger_checkpoint_leaf l on l.number = c.number
			order by c.number, c.ctid, l.request_id""";

	/** The first head that stands under no checkpoint. */
	private static final String UNDER_NONE = """
			select l.number from ledger_checkpoint_leaf l
			where not exists (select 1 from ledger_checkpoint c where c.number = l.number) order by l.number limit 1""";

	/** One is made each hour: then something is wrong. */
	static final Duration LATE = Duration.ofHours(2);

	private static final String LEAVES = """
			select distinct on (request_id) request_id, seq, hash from ledger_checkpoint_leaf
			where number <= :number order by request_id, number desc""";

	private final LedgerKeys keys;

	private final Seals seals;

	private final Streams streams;

	private final CheckpointWitness witness;

	private final JdbcClient jdbc;

	private final Clock clock;

	Checkpoints(LedgerKeys keys, Seals seals, Streams streams, CheckpointWitness witness, JdbcClient jdbc,
			Clock clock) {
		this.keys = keys;
		this.seals = seals;
		this.streams = streams;
		this.witness = witness;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** A head in a tree. */
	public record Leaf(UUID request, long seq, String hash) {
	}

	/**
	 * The first checkpoint that is not right.
	 *
	 * @param number its number
	 * @param what what is wrong with it: {@code missing}, {@code twice},
	 * {@code unreadable}, {@code previous}, {@code hash}, {@code key}, {@code signature},
	 * {@code changes}, {@code witness}, {@code root} or {@code leaf}
	 */
	public record Fault(long number, String what) {
	}

	/** Makes a checkpoint unless there is one that is younger. */
	@InBackground
	@Transactional
	public Optional<Checkpoint> make(Duration younger) {
		boolean mine = this.jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
			.param("lock", LOCK)
			.query(Boolean.class)
			.single();
		Checkpoint last = latest().orElse(null);
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		if (!mine || (last != null && last.madeAt().isAfter(now.minus(younger)))) {
			return Optional.empty();
		}
		Checkpoint made = make(last, now);
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void afterCommit() {
				Checkpoints.this.witness.add(made);
				log.info("Checkpoint {} of the ledger over {} requests, made {}: {}", made.number(), made.requests(),
						made.madeAt(), made.hash());
			}
		});
		return Optional.of(made);
	}

	private Checkpoint make(@Nullable Checkpoint last, Instant now) {
		byte[] blinding = Seals.salt(32);
		Checkpoint draft = new Checkpoint((last != null) ? last.number() + 1 : 1, now, 0, "", "", blinding,
				(last != null) ? last.hash() : ChainEntry.GENESIS, "", this.keys.signingKey(), new byte[0]);
		MerkleTree tree = new MerkleTree();
		MessageDigest changes = Digests.sha256();
		List<Leaf> moved = new ArrayList<>();
		this.streams.read(HEADS, Map.of(), (row) -> {
			Leaf head = head(row, moved);
			if (head != null) {
				tree.add(draft.leafHash(head.request(), head.seq(), head.hash()));
			}
		});
		moved.forEach((head) -> changes.update(Checkpoint.change(head.request(), head.seq(), head.hash())));
		Checkpoint made = signed(draft, tree, HexFormat.of().formatHex(changes.digest()));
		insert(made);
		for (Leaf head : moved) {
			this.jdbc
				.sql("insert into ledger_checkpoint_leaf (number, request_id, seq, hash) values (:number, :request, "
						+ ":seq, :hash)")
				.param("number", made.number())
				.param("request", head.request())
				.param("seq", head.seq())
				.param("hash", head.hash())
				.update();
		}
		return made;
	}

	/**
	 * Returns the head of a request as it enters the tree. One that was tampered with is
	 * never signed: the one that was signed last stands on in its place.
	 */
	private @Nullable Leaf head(ResultSet row, List<Leaf> moved) throws SQLException {
		UUID request = row.getObject("id", UUID.class);
		Leaf head = new Leaf(request, row.getLong("ledger_head_seq"), row.getString("ledger_head_hash"));
		String known = row.getString("hash");
		Leaf before = (known != null) ? new Leaf(request, row.getLong("seq"), known) : null;
		if (head.equals(before)) {
			return before;
		}
		if (!this.seals.holdsHead(row.getString("ledger_head_mac"), request, head.seq(), head.hash())
				|| (before != null && head.seq() <= before.seq())) {
			log.error("The head of the ledger of {} was tampered with; it is not signed", row.getString("reference"));
			return before;
		}
		moved.add(head);
		return head;
	}

	private Checkpoint signed(Checkpoint draft, MerkleTree tree, String changes) {
		Checkpoint said = new Checkpoint(draft.number(), draft.madeAt(), tree.size(),
				HexFormat.of().formatHex(tree.root()), changes, draft.blinding(), draft.previous(), "", draft.key(),
				draft.signature());
		return new Checkpoint(said.number(), said.madeAt(), said.requests(), said.root(), said.changes(),
				said.blinding(), said.previous(), Digests.sha256(said.bytes()), said.key(),
				this.keys.sign(said.bytes()));
	}

	private void insert(Checkpoint made) {
		this.jdbc
			.sql("insert into ledger_checkpoint (" + COLUMNS + ") values (:number, :made, :requests, :root, :changes, "
					+ ":blinding, :previous, :hash, :key, :signature)")
			.param("number", made.number())
			.param("made", Timestamp.from(made.madeAt()))
			.param("requests", made.requests())
			.param("root", made.root())
			.param("changes", made.changes())
			.param("blinding", made.blinding())
			.param("previous", made.previous())
			.param("hash", made.hash())
			.param("key", made.key())
			.param("signature", made.signature())
			.update();
	}

	/**
	 * What somebody took away reads as empty: nothing is signed over that, and what reads
	 * checkpoints goes on.
	 */
	private static Checkpoint read(ResultSet row) throws SQLException {
		Timestamp made = row.getTimestamp("made_at");
		return new Checkpoint(row.getLong("number"), (made != null) ? made.toInstant() : Instant.EPOCH,
				row.getLong("requests"), string(row, "root"), string(row, "changes"), bytes(row, "blinding"),
				string(row, "previous_hash"), string(row, "hash"), string(row, "key_id"), bytes(row, "signature"));
	}

	private static String string(ResultSet row, String column) throws SQLException {
		return Objects.requireNonNullElse(row.getString(column), "");
	}

	private static byte[] bytes(ResultSet row, String column) throws SQLException {
		return Objects.requireNonNullElse(row.getBytes(column), new byte[0]);
	}

	@InBackground
	@Transactional(readOnly = true)
	public Optional<Checkpoint> latest() {
		return page(Long.MAX_VALUE, 1).stream().findFirst();
	}

	/** Returns some checkpoints before a number, the newest first. */
	@InBackground
	@Transactional(readOnly = true)
	public List<Checkpoint> page(long before, int length) {
		return this.jdbc
			.sql("select " + COLUMNS
					+ " from ledger_checkpoint where number < :before order by number desc limit :length")
			.param("before", before)
			.param("length", length)
			.query((row, index) -> read(row))
			.list();
	}

	/** Reads every checkpoint, the oldest first. */
	@InBackground
	@Transactional(readOnly = true)
	public void each(Consumer<Checkpoint> reader) {
		this.streams.read("select " + COLUMNS + " from ledger_checkpoint order by number", Map.of(),
				(row) -> reader.accept(read(row)));
	}

	/** Reads the leaves of a checkpoint's tree in their order. */
	@InBackground
	@Transactional(readOnly = true)
	public void leaves(long number, Consumer<Leaf> reader) {
		this.streams.read(LEAVES, Map.of("number", number), (row) -> reader
			.accept(new Leaf(row.getObject("request_id", UUID.class), row.getLong("seq"), row.getString("hash"))));
	}

	/**
	 * Verifies every checkpoint: that none is missing, that each follows the one before,
	 * its hash, its signature, the heads that it signed, and the root of the newest; and
	 * that no head stands under a checkpoint that is not there. That the newest are there
	 * is known from the file outside of the database.
	 * @return the first that is not right, or empty if all are
	 */
	@InBackground
	@Transactional(readOnly = true)
	public Optional<Fault> verify() {
		Following following = new Following();
		this.streams.read(ALL, Map.of(), following::row);
		Fault fault = following.end();
		long[] stray = new long[1];
		boolean[] found = new boolean[1];
		this.streams.read(UNDER_NONE, Map.of(), (row) -> {
			long number = row.getLong("number");
			// Under none at all: it comes behind the last.
			stray[0] = row.wasNull() ? following.expected : number;
			found[0] = true;
		});
		if (found[0] && (fault == null || stray[0] < fault.number())) {
			fault = new Fault(stray[0], "leaf");
		}
		return Optional.ofNullable(fault);
	}

	/**
	 * Whether entries wait for a checkpoint that should long be there. No chain is wrong
	 * for that; what is not signed yet only rests on its seals.
	 */
	@InBackground
	@Transactional(readOnly = true)
	public boolean late() {
		Instant before = this.clock.instant().minus(LATE);
		Optional<Instant> made = latest().map(Checkpoint::madeAt);
		if (made.isPresent() && !made.get().isBefore(before)) {
			return false;
		}
		return this.jdbc
			.sql("select exists (select 1 from ledger_entry where "
					+ (made.isPresent() ? "recorded_at > :at" : "recorded_at < :at") + ")")
			.param("at", Timestamp.from(made.orElse(before)))
			.query(Boolean.class)
			.single();
	}

	/** What was found on the way from one checkpoint to the next. */
	private final class Following {

		private final Map<Long, String> seen = Checkpoints.this.witness.seen();

		private long expected = 1;

		private String previous = ChainEntry.GENESIS;

		private @Nullable Checkpoint current;

		private String place = "";

		/** Where there is none, one that is never reached. */
		private long number;

		private MessageDigest changes = Digests.sha256();

		private @Nullable Fault fault;

		private void row(ResultSet row) throws SQLException {
			String at = row.getString("place");
			if (this.current == null || !this.place.equals(at)) {
				finish();
				long named = row.getLong("number");
				this.number = row.wasNull() ? Long.MAX_VALUE : named;
				this.current = read(row);
				this.place = at;
				this.changes = Digests.sha256();
			}
			if (row.getString("leaf_place") != null) {
				this.changes.update(Checkpoint.change(row.getObject("leaf_request", UUID.class),
						row.getLong("leaf_seq"), row.getString("leaf_hash")));
			}
		}

		private void finish() {
			Checkpoint one = this.current;
			if (one == null || this.fault != null) {
				return;
			}
			String what;
			try {
				what = fault(one);
			}
			catch (RuntimeException ex) {
				what = "unreadable";
			}
			if (what != null) {
				bad(Math.min(this.number, this.expected), what);
			}
			this.previous = one.hash();
			this.expected++;
		}

		private @Nullable String fault(Checkpoint one) {
			if (this.number != this.expected) {
				return (this.number >= 1 && this.number < this.expected) ? "twice" : "missing";
			}
			if (!one.previous().equals(this.previous)) {
				return "previous";
			}
			if (!Digests.sha256(one.bytes()).equals(one.hash())) {
				return "hash";
			}
			if (!Checkpoints.this.keys.signed(one.key(), one.bytes(), one.signature())) {
				return Checkpoints.this.keys.knows(one.key()) ? "signature" : "key";
			}
			if (!one.changes().equals(HexFormat.of().formatHex(this.changes.digest()))) {
				return "changes";
			}
			return this.seen.getOrDefault(one.number(), one.hash()).equals(one.hash()) ? null : "witness";
		}

		private void bad(long number, String what) {
			this.fault = new Fault(number, what);
		}

		private @Nullable Fault end() {
			finish();
			Checkpoint last = this.current;
			long newest = this.seen.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
			if (this.fault == null && newest >= this.expected) {
				bad(this.expected, "missing");
			}
			if (this.fault == null && last != null && !rooted(last)) {
				bad(last.number(), "root");
			}
			return this.fault;
		}

	}

	/** Whether a checkpoint's root is that of the heads that are kept. */
	private boolean rooted(Checkpoint checkpoint) {
		MerkleTree tree = new MerkleTree();
		leaves(checkpoint.number(), (leaf) -> tree.add(checkpoint.leafHash(leaf.request(), leaf.seq(), leaf.hash())));
		return tree.size() == checkpoint.requests() && HexFormat.of().formatHex(tree.root()).equals(checkpoint.root());
	}

	private Optional<Checkpoint> find(long number) {
		return page(number + 1, 1).stream().filter((one) -> one.number() == number).findFirst();
	}

	/** What proves that a head is in a checkpoint. */
	public record Inclusion(String leaf, List<String> path) {

		public Inclusion {
			path = List.copyOf(path);
		}

	}

	/** The tree of one checkpoint, held to prove several of its heads. */
	public static final class Tree {

		private final Checkpoint checkpoint;

		private final Map<UUID, Integer> places = new HashMap<>();

		private final List<Leaf> leaves;

		private final List<List<byte[]>> levels;

		private Tree(Checkpoint checkpoint, List<Leaf> leaves) {
			this.checkpoint = checkpoint;
			this.leaves = leaves;
			leaves.forEach((leaf) -> this.places.put(leaf.request(), this.places.size()));
			this.levels = MerkleTree.levels(leaves.stream()
				.map((leaf) -> checkpoint.leafHash(leaf.request(), leaf.seq(), leaf.hash()))
				.toList());
		}

		/** Returns what proves the head of a request; empty if it is not in the tree. */
		public Optional<Inclusion> of(UUID request) {
			return Optional.ofNullable(this.places.get(request)).map((place) -> {
				Leaf leaf = this.leaves.get(place);
				return new Inclusion(this.checkpoint.leaf(request, leaf.seq(), leaf.hash()),
						MerkleTree.path(this.levels, place).stream().map(MerkleTree.Step::line).toList());
			});
		}

	}

	/** Returns the tree of a checkpoint. */
	@InBackground
	@Transactional(readOnly = true)
	public Tree tree(long number) {
		List<Leaf> leaves = new ArrayList<>();
		leaves(number, leaves::add);
		return new Tree(find(number).orElseThrow(), leaves);
	}

	/**
	 * Returns the newest checkpoint that a request's head moved in while it had no more
	 * than so many entries; empty if there is none.
	 */
	@InBackground
	@Transactional(readOnly = true)
	public Optional<Long> coveringAtMost(UUID request, long seq) {
		return this.jdbc
			.sql("select max(number) from ledger_checkpoint_leaf where request_id = :request and seq <= :seq")
			.param("request", request)
			.param("seq", seq)
			.query((row, index) -> Optional.ofNullable((Long) row.getObject(1)))
			.single();
	}

}
