package org.comity.requests;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.comity.kernel.Side;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/**
 * One row of the ledger: what was done, by whom, when. It can never be changed or
 * deleted; the application's database role has no right to.
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

	private @Nullable UUID personId;

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

	private String textDigest;

	private String previousHash;

	private String hash;

	@SuppressWarnings("NullAway.Init")
	protected LedgerEntry() {
	}

	LedgerEntry(UUID id, UUID requestId, long seq, Instant occurredAt, Instant recordedAt, @Nullable UUID personId,
			UUID officeId, Side side, Machine machine, UUID subjectId, String move, String fromState, String toState,
			String documentHashes, String textDigest, String previousHash) {
		this.id = id;
		this.requestId = requestId;
		this.seq = seq;
		this.occurredAt = occurredAt;
		this.recordedAt = recordedAt;
		this.personId = personId;
		this.officeId = officeId;
		this.side = side;
		this.machine = machine;
		this.subjectId = subjectId;
		this.move = move;
		this.fromState = fromState;
		this.toState = toState;
		this.documentHashes = documentHashes;
		this.textDigest = textDigest;
		this.previousHash = previousHash;
		this.hash = computeHash();
	}

	/**
	 * Computes the hash of what this row says, the hash of the row before it included.
	 */
	String computeHash() {
		return Digest.of("comity-ledger-1", this.id.toString(), this.requestId.toString(), Long.toString(this.seq),
				this.occurredAt.toString(), this.recordedAt.toString(),
				(this.personId != null) ? this.personId.toString() : "", this.officeId.toString(), this.side.name(),
				this.machine.name(), this.subjectId.toString(), this.move, this.fromState, this.toState,
				this.documentHashes, this.textDigest, this.previousHash);
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

	Instant recordedAt() {
		return this.recordedAt;
	}

	@Nullable UUID personId() {
		return this.personId;
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

	String textDigest() {
		return this.textDigest;
	}

	String previousHash() {
		return this.previousHash;
	}

	String hash() {
		return this.hash;
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
