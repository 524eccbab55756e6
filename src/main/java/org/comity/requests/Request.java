package org.comity.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.comity.kernel.OfficeKind;
import org.comity.proof.ChainEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/**
 * One request to one provider, under one channel. It knows where it is and which offices
 * fill its hops; it can never be moved but by {@link RequestMoves}, and holds nothing of
 * the letter's contents.
 */
@Entity
@Table(name = "request")
class Request implements Persistable<UUID> {

	@Id
	private UUID id;

	@Version
	private long version;

	private String channelCode;

	private int channelVersion;

	private String reference;

	private String title;

	private @Nullable UUID operationId;

	private @Nullable UUID parentId;

	@Enumerated(EnumType.STRING)
	private RequestState state = RequestState.DRAFT;

	@Enumerated(EnumType.STRING)
	private @Nullable Outcome outcome;

	private UUID createdBy;

	private Instant createdAt;

	private UUID investigatorOfficeId;

	private UUID prosecutorOfficeId;

	private UUID requestingOfficeId;

	private UUID requestedOfficeId;

	private UUID executingOfficeId;

	private UUID providerOfficeId;

	private UUID companyId;

	private @Nullable String requestingReference;

	private @Nullable String requestedReference;

	private @Nullable Instant issuedAt;

	private @Nullable Instant transmittedAt;

	private @Nullable Instant referredAt;

	private @Nullable Instant closedAt;

	@Enumerated(EnumType.STRING)
	private @Nullable OfficeKind closedByKind;

	private @Nullable LocalDate neededBy;

	private @Nullable LocalDate reviewOn;

	private @Nullable LocalDate noticeUntil;

	private long ledgerHeadSeq;

	@Column(nullable = false)
	private String ledgerHeadHash = ChainEntry.GENESIS;

	@Column(nullable = false)
	private String ledgerHeadMac = "";

	@jakarta.persistence.Transient
	private boolean fresh;

	@SuppressWarnings("NullAway.Init")
	protected Request() {
	}

	@SuppressWarnings("NullAway.Init")
	Request(UUID id, String channelCode, int channelVersion, String reference, String title, UUID createdBy,
			Instant createdAt) {
		this.id = id;
		this.channelCode = channelCode;
		this.channelVersion = channelVersion;
		this.reference = reference;
		this.title = title;
		this.createdBy = createdBy;
		this.createdAt = createdAt;
		this.fresh = true;
	}

	/**
	 * Names the office of each hop. Provider and company are fixed for the life of the
	 * request: one request asks one provider.
	 */
	void route(UUID investigator, UUID prosecutor, UUID requesting, UUID requested, UUID executing, UUID provider,
			UUID company) {
		this.investigatorOfficeId = investigator;
		this.prosecutorOfficeId = prosecutor;
		this.requestingOfficeId = requesting;
		this.requestedOfficeId = requested;
		this.executingOfficeId = executing;
		this.providerOfficeId = provider;
		this.companyId = company;
	}

	void belongsTo(@Nullable UUID operation, @Nullable UUID parent) {
		this.operationId = operation;
		this.parentId = parent;
	}

	/**
	 * Returns the office that fills a hop of this request.
	 */
	UUID officeOf(OfficeKind kind) {
		return switch (kind) {
			case INVESTIGATOR -> this.investigatorOfficeId;
			case PROSECUTOR -> this.prosecutorOfficeId;
			case REQUESTING_AUTHORITY -> this.requestingOfficeId;
			case REQUESTED_AUTHORITY -> this.requestedOfficeId;
			case EXECUTING_AUTHORITY -> this.executingOfficeId;
			case PROVIDER -> this.providerOfficeId;
			case OVERSIGHT, ADMINISTRATION -> throw new IllegalArgumentException(kind + " is no hop");
		};
	}

	/** Returns the office that is awaited, or null where several or none are. */
	@Nullable UUID holder() {
		OfficeKind kind = this.state.heldBy();
		return (kind != null) ? officeOf(kind) : null;
	}

	void moveTo(RequestState next) {
		this.state = next;
	}

	void close(Outcome how, Instant when, @Nullable OfficeKind by) {
		this.outcome = how;
		this.closedAt = when;
		this.closedByKind = by;
	}

	void reopen() {
		this.outcome = null;
		this.closedAt = null;
		this.closedByKind = null;
	}

	void execute(UUID office) {
		this.executingOfficeId = office;
	}

	void issued(Instant when) {
		this.issuedAt = when;
	}

	void transmitted(Instant when) {
		this.transmittedAt = when;
	}

	void referred(Instant when) {
		this.referredAt = when;
	}

	void requestingReference(String minted) {
		this.requestingReference = minted;
	}

	void requestedReference(String minted) {
		this.requestedReference = minted;
	}

	void neededBy(@Nullable LocalDate date) {
		this.neededBy = date;
	}

	void reviewOn(@Nullable LocalDate date) {
		this.reviewOn = date;
	}

	void noticeUntil(@Nullable LocalDate date) {
		this.noticeUntil = date;
	}

	void rename(String newTitle) {
		this.title = newTitle;
	}

	void ledgerHead(long seq, String hash, String seal) {
		this.ledgerHeadSeq = seq;
		this.ledgerHeadHash = hash;
		this.ledgerHeadMac = seal;
	}

	UUID id() {
		return this.id;
	}

	long version() {
		return this.version;
	}

	String channelCode() {
		return this.channelCode;
	}

	int channelVersion() {
		return this.channelVersion;
	}

	String reference() {
		return this.reference;
	}

	String title() {
		return this.title;
	}

	@Nullable UUID operationId() {
		return this.operationId;
	}

	@Nullable UUID parentId() {
		return this.parentId;
	}

	RequestState state() {
		return this.state;
	}

	@Nullable Outcome outcome() {
		return this.outcome;
	}

	UUID createdBy() {
		return this.createdBy;
	}

	Instant createdAt() {
		return this.createdAt;
	}

	UUID companyId() {
		return this.companyId;
	}

	@Nullable String requestingReference() {
		return this.requestingReference;
	}

	@Nullable String requestedReference() {
		return this.requestedReference;
	}

	@Nullable Instant issuedAt() {
		return this.issuedAt;
	}

	@Nullable Instant transmittedAt() {
		return this.transmittedAt;
	}

	@Nullable Instant referredAt() {
		return this.referredAt;
	}

	@Nullable Instant closedAt() {
		return this.closedAt;
	}

	@Nullable OfficeKind closedByKind() {
		return this.closedByKind;
	}

	@Nullable LocalDate neededBy() {
		return this.neededBy;
	}

	@Nullable LocalDate reviewOn() {
		return this.reviewOn;
	}

	@Nullable LocalDate noticeUntil() {
		return this.noticeUntil;
	}

	long ledgerHeadSeq() {
		return this.ledgerHeadSeq;
	}

	String ledgerHeadHash() {
		return this.ledgerHeadHash;
	}

	@Override
	public UUID getId() {
		return this.id;
	}

	@Override
	public boolean isNew() {
		return this.fresh;
	}

	@jakarta.persistence.PostPersist
	@jakarta.persistence.PostLoad
	void stored() {
		this.fresh = false;
	}

}
