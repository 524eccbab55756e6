package org.comity.requests;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Side;
import org.comity.proof.ChainEntry;
import org.comity.proof.Fault;
import org.comity.proof.LedgerProof;
import org.comity.proof.Seals;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The append-only record of every move: one chain of hashes per request, each sealed with
 * a key that the database does not have, its head on the request. It commits with the
 * move it records or not at all. Nothing else writes an entry.
 */
@Service
public class Ledger {

	/** Random bytes to a private field. */
	private static final int SALT = 16;

	/** Random bytes to an entry. */
	private static final int ENTRY_SALT = 32;

	private final RequestRepository requests;

	private final LedgerRepository entries;

	private final EntityManager entities;

	private final JdbcClient jdbc;

	private final Seals seals;

	private final LedgerProof proof;

	private final Clock clock;

	Ledger(RequestRepository requests, LedgerRepository entries, EntityManager entities, JdbcClient jdbc, Seals seals,
			LedgerProof proof, Clock clock) {
		this.requests = requests;
		this.entries = entries;
		this.entities = entities;
		this.jdbc = jdbc;
		this.seals = seals;
		this.proof = proof;
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
		byte[] personSalt = Seals.salt(SALT);
		List<Salted> texts = line.words().texts().stream().map((text) -> new Salted(text, Seals.salt(SALT))).toList();
		ChainEntry said = new ChainEntry(Ids.next(), requestId, request.ledgerHeadSeq() + 1, now, now, side.name(),
				office, line.machine().name(), line.subject(), line.move(), line.from(), line.to(),
				String.join(" ", line.documents()), ChainEntry.personDigest(personSalt, person),
				texts.stream()
					.sorted(Comparator.comparing((one) -> one.text().kind().name()))
					.map(Salted::digest)
					.collect(Collectors.joining(" ")),
				Seals.salt(ENTRY_SALT), request.ledgerHeadHash());
		String hash = said.hash();
		LedgerEntry entry = new LedgerEntry(said, side, line.machine(), hash, this.seals.entry(hash));
		request.ledgerHead(entry.seq(), hash, this.seals.head(requestId, entry.seq(), hash));
		this.requests.save(request);
		// With the entry goes all that has changed in the request, in one update.
		this.entries.saveAndFlush(entry);
		this.jdbc.sql(
				"insert into ledger_person (entry_id, request_id, person_id, salt) values (:entry, :request, :person, :salt)")
			.param("entry", entry.id())
			.param("request", requestId)
			.param("person", person)
			.param("salt", personSalt)
			.update();
		for (Salted salted : texts) {
			LedgerWords.Text text = salted.text();
			this.jdbc
				.sql("insert into ledger_text (entry_id, request_id, kind, side, to_side, text, salt) "
						+ "values (:entry, :request, :kind, :side, :to, :text, :salt)")
				.param("entry", entry.id())
				.param("request", requestId)
				.param("kind", text.kind().name())
				.param("side", side.name())
				.param("to", salted.to())
				.param("text", text.words())
				.param("salt", salted.salt())
				.update();
		}
		return entry.id();
	}

	/** A text with the salt of its digest, which is kept beside it and nowhere else. */
	private record Salted(LedgerWords.Text text, byte[] salt) {

		@Nullable String to() {
			Side to = this.text.to();
			return (to != null) ? to.name() : null;
		}

		String digest() {
			return ChainEntry.wordsDigest(this.salt, this.text.kind().name(), to(), this.text.words());
		}

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
	 * @return the first bad entry, or empty if every entry, person, text and the head
	 * agree
	 */
	@Transactional(readOnly = true)
	public Optional<Break> verify(UUID requestId) {
		if (this.requests.findById(requestId).isEmpty()) {
			throw new NoSuchRequest();
		}
		return this.proof.of(requestId).map((fault) -> new Break(fault.seq(), fault.what()));
	}

	/**
	 * Recomputes the chain of every request that a person sees, and of those that were
	 * erased and which they would see. Of one that is gone nobody can say any more whom
	 * it had reached: that it is gone, and its id, is told to everybody who verifies all.
	 * @param faults told the first bad entry of each that does not hold
	 */
	@Transactional(readOnly = true)
	public LedgerProof.Count verifyAll(Actor actor, Consumer<Fault> faults) {
		LedgerProof.Count count = this.proof.every(
				"(" + Visibility.SEES_IN_BACKGROUND + " or " + ErasedRequests.KNOWN + ")", Visibility.parameters(actor),
				faults);
		this.proof.lost(faults);
		return count;
	}

}
