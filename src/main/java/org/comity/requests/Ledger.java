package org.comity.requests;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Side;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The append-only record of every move: one chain of hashes per request, its head on the
 * request. It commits with the move it records or not at all.
 */
@Service
public class Ledger {

	static final String GENESIS = "0".repeat(64);

	private final RequestRepository requests;

	private final LedgerRepository entries;

	private final EntityManager entities;

	private final JdbcClient jdbc;

	private final Clock clock;

	Ledger(RequestRepository requests, LedgerRepository entries, EntityManager entities, JdbcClient jdbc, Clock clock) {
		this.requests = requests;
		this.entries = entries;
		this.entities = entities;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * What is to be written.
	 *
	 * @param machine the machine that moved
	 * @param subject the request, process or part
	 * @param move the name of its row in the machine's table
	 * @param from the state before
	 * @param to the state after
	 * @param documents SHA-256 of each document that goes with it
	 * @param words its words
	 */
	public record Line(Machine machine, UUID subject, String move, String from, String to, List<String> documents,
			LedgerWords words) {
	}

	/**
	 * Appends one entry in the name of a person. The caller's transaction holds the lock
	 * on the request.
	 * @return the id of the entry
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public UUID append(UUID requestId, Actor actor, Line line) {
		return append(requestId, actor.person(), actor.office(), actor.kind().side(), line);
	}

	/**
	 * Appends one entry in the system's own name, as the consequence of what an office
	 * did.
	 * @return the id of the entry
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public UUID appendConsequence(UUID requestId, Actor cause, Line line) {
		return append(requestId, null, cause.office(), cause.kind().side(), line);
	}

	/**
	 * Appends one entry in the system's own name, for an office that need not have done
	 * anything just now.
	 * @return the id of the entry
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	UUID appendForOffice(UUID requestId, UUID office, Side side, Line line) {
		return append(requestId, null, office, side, line);
	}

	private UUID append(UUID requestId, @Nullable UUID person, UUID office, Side side, Line line) {
		Request request = locked(requestId);
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		LedgerEntry entry = new LedgerEntry(Ids.next(), requestId, request.ledgerHeadSeq() + 1, now, now, person,
				office, side, line.machine(), line.subject(), line.move(), line.from(), line.to(),
				String.join(" ", line.documents()), line.words().digest(), request.ledgerHeadHash());
		request.ledgerHead(entry.seq(), entry.hash());
		this.requests.save(request);
		// With the entry goes all that has changed in the request, in one update.
		this.entries.saveAndFlush(entry);
		for (LedgerWords.Text text : line.words().texts()) {
			this.jdbc
				.sql("insert into ledger_text (entry_id, request_id, kind, side, to_side, text) "
						+ "values (:entry, :request, :kind, :side, :to, :text)")
				.param("entry", entry.id())
				.param("request", requestId)
				.param("kind", text.kind().name())
				.param("side", side.name())
				.param("to", (text.to() != null) ? text.to().name() : null)
				.param("text", text.words())
				.update();
		}
		return entry.id();
	}

	/**
	 * The caller holds the lock; the database is asked for it again only where it might
	 * not.
	 */
	private Request locked(UUID id) {
		Request request = this.entities.find(Request.class, id, LockModeType.PESSIMISTIC_WRITE);
		if (request == null) {
			throw new NoSuchRequest();
		}
		return request;
	}

	/**
	 * Where a chain is broken.
	 *
	 * @param seq the first bad entry
	 * @param what what is wrong with it
	 */
	public record Break(long seq, String what) {
	}

	/**
	 * Recomputes the chain of one request.
	 * @return the first bad entry, or empty if every entry, text and the head agree
	 */
	@Transactional(readOnly = true)
	public Optional<Break> verify(UUID requestId) {
		Request request = this.requests.findById(requestId).orElseThrow(NoSuchRequest::new);
		String previous = GENESIS;
		long expected = 1;
		for (LedgerEntry entry : this.entries.findByRequestIdOrderBySeq(requestId)) {
			if (entry.seq() != expected) {
				return Optional.of(new Break(expected, "missing"));
			}
			if (!entry.previousHash().equals(previous)) {
				return Optional.of(new Break(entry.seq(), "previous"));
			}
			if (!entry.computeHash().equals(entry.hash())) {
				return Optional.of(new Break(entry.seq(), "hash"));
			}
			if (!LedgerWords.digest(texts(entry.id())).equals(entry.textDigest())) {
				return Optional.of(new Break(entry.seq(), "words"));
			}
			previous = entry.hash();
			expected++;
		}
		if (request.ledgerHeadSeq() != expected - 1 || !Objects.equals(request.ledgerHeadHash(), previous)) {
			return Optional.of(new Break(expected, "head"));
		}
		return Optional.empty();
	}

	private List<LedgerWords.Text> texts(UUID entry) {
		List<LedgerWords.Text> texts = new ArrayList<>(
				this.jdbc.sql("select kind, to_side, text from ledger_text where entry_id = :entry")
					.param("entry", entry)
					.query((row, index) -> new LedgerWords.Text(LedgerWords.Kind.valueOf(row.getString("kind")),
							(row.getString("to_side") != null) ? Side.valueOf(row.getString("to_side")) : null,
							row.getString("text")))
					.list());
		texts.sort((one, other) -> one.kind().compareTo(other.kind()));
		return texts;
	}

}
