package org.comity.requests;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.comity.kernel.Side;
import org.comity.proof.ChainEntry;
import org.hibernate.annotations.Immutable;
import org.springframework.data.domain.Persistable;

/**
 * One row of the ledger: what was done, by which office, when. It can never be changed or
 * deleted; the application's database role has no right to. Who did it and in which words
 * lies apart.
 */
@Entity
@Immutable
@Table(name = "ledger_entry")
class LedgerEntry implements Persistable<UUID> {

	@Id
	private UUID id;

	private UUID requestId;

	private long seq;

	private Instant occurredAt;

	private Instant recordedAt;

	private UUID officeId;

	@Enumerated(EnumType.STRING)
	private Side side;

	@Enumerated(EnumType.STRING)
	private Machine machine;

	private UUID subjectId;

	private String move;

	private String fromState;

	private String toState;

	private String documentHashes;

	private byte[] salt;

	private String personDigest;

	private String textDigest;

	private String previousHash;

	private String hash;

	private String mac;

	@SuppressWarnings("NullAway.Init")
	protected LedgerEntry() {
	}

	LedgerEntry(ChainEntry said, Side side, Machine machine, String hash, String seal) {
		this.id = said.id();
		this.requestId = said.request();
		this.seq = said.seq();
		this.occurredAt = said.occurredAt();
		this.recordedAt = said.recordedAt();
		this.officeId = said.office();
		this.side = side;
		this.machine = machine;
		this.subjectId = said.subject();
		this.move = said.move();
		this.fromState = said.from();
		this.toState = said.to();
		this.documentHashes = said.documents();
		this.salt = said.salt();
		this.personDigest = said.personDigest();
		this.textDigest = said.wordsDigest();
		this.previousHash = said.previous();
		this.hash = hash;
		this.mac = seal;
	}

	/** As its hash sees it. */
	ChainEntry said() {
		return new ChainEntry(this.id, this.requestId, this.seq, this.occurredAt, this.recordedAt, this.side.name(),
				this.officeId, this.machine.name(), this.subjectId, this.move, this.fromState, this.toState,
				this.documentHashes, this.personDigest, this.textDigest, this.salt, this.previousHash);
	}

	UUID id() {
		return this.id;
	}

	UUID requestId() {
		return this.requestId;
	}

	long seq() {
		return this.seq;
	}

	Instant occurredAt() {
		return this.occurredAt;
	}

	UUID officeId() {
		return this.officeId;
	}

	Side side() {
		return this.side;
	}

	Machine machine() {
		return this.machine;
	}

	UUID subjectId() {
		return this.subjectId;
	}

	String move() {
		return this.move;
	}

	String fromState() {
		return this.fromState;
	}

	String toState() {
		return this.toState;
	}

	String documentHashes() {
		return this.documentHashes;
	}

	String hash() {
		return this.hash;
	}

	String seal() {
		return this.mac;
	}

	@Override
	public UUID getId() {
		return this.id;
	}

	@Override
	public boolean isNew() {
		return true;
	}

}
