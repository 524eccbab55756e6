package org.comity.process;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/**
 * One instrument by which one provider is compelled. Its kind, its accounts and whether
 * it is a grand jury's are fixed for its life; it can never be moved but by
 * {@link ProcessMoves}.
 */
@Entity
@Table(name = "process")
class CompulsoryProcess implements Persistable<UUID> {

	@Id
	private UUID id;

	@Version
	private long version;

	private UUID requestId;

	private String reference;

	@Enumerated(EnumType.STRING)
	private ProcessKind kind;

	@Enumerated(EnumType.STRING)
	private ProcessState state = ProcessState.PREPARING;

	private UUID executingOfficeId;

	private UUID providerOfficeId;

	private UUID companyId;

	private UUID openedBy;

	private Instant openedAt;

	private UUID formKey;

	private boolean sealed;

	private boolean grandJury;

	private @Nullable String court;

	private @Nullable String docket;

	private @Nullable String judge;

	private @Nullable LocalDate grantedOn;

	private @Nullable LocalDate expiresOn;

	private @Nullable LocalDate returnDate;

	private @Nullable Instant servedAt;

	private @Nullable Instant answeredAt;

	private @Nullable String scope;

	private boolean wrongCompany;

	@Enumerated(EnumType.STRING)
	private @Nullable EndReason endReason;

	private @Nullable Instant endedAt;

	@Transient
	private boolean fresh;

	@SuppressWarnings("NullAway.Init")
	protected CompulsoryProcess() {
	}

	CompulsoryProcess(UUID id, UUID requestId, String reference, ProcessKind kind, UUID formKey, UUID openedBy,
			Instant openedAt, Parties parties) {
		this.id = id;
		this.requestId = requestId;
		this.reference = reference;
		this.kind = kind;
		this.formKey = formKey;
		this.openedBy = openedBy;
		this.openedAt = openedAt;
		this.executingOfficeId = parties.executing();
		this.providerOfficeId = parties.provider();
		this.companyId = parties.company();
		this.fresh = true;
	}

	/** Who serves whom: the executing office, the provider's office, the company. */
	record Parties(UUID executing, UUID provider, UUID company) {
	}

	void keepSecret(boolean underSeal, boolean ofGrandJury) {
		this.sealed = underSeal;
		this.grandJury = ofGrandJury;
	}

	void moveTo(ProcessState next) {
		this.state = next;
	}

	void authority(ProcessDetails.Authority given) {
		this.court = given.court();
		this.docket = given.docket();
		this.judge = given.judge();
		this.grantedOn = given.grantedOn();
		this.expiresOn = given.expiresOn();
	}

	void returnBy(LocalDate day) {
		this.returnDate = day;
	}

	void narrowTo(String text) {
		this.scope = text;
	}

	void served(Instant when) {
		this.servedAt = when;
	}

	void answered(Instant when) {
		this.answeredAt = when;
	}

	void wrongCompany(boolean said) {
		this.wrongCompany = said;
	}

	void end(EndReason reason, Instant when) {
		this.endReason = reason;
		this.endedAt = when;
	}

	UUID id() {
		return this.id;
	}

	UUID requestId() {
		return this.requestId;
	}

	String reference() {
		return this.reference;
	}

	ProcessKind kind() {
		return this.kind;
	}

	ProcessState state() {
		return this.state;
	}

	UUID executingOfficeId() {
		return this.executingOfficeId;
	}

	UUID providerOfficeId() {
		return this.providerOfficeId;
	}

	UUID companyId() {
		return this.companyId;
	}

	UUID openedBy() {
		return this.openedBy;
	}

	Instant openedAt() {
		return this.openedAt;
	}

	UUID formKey() {
		return this.formKey;
	}

	boolean sealed() {
		return this.sealed;
	}

	boolean grandJury() {
		return this.grandJury;
	}

	@Nullable String court() {
		return this.court;
	}

	@Nullable String docket() {
		return this.docket;
	}

	@Nullable String judge() {
		return this.judge;
	}

	@Nullable LocalDate grantedOn() {
		return this.grantedOn;
	}

	@Nullable LocalDate expiresOn() {
		return this.expiresOn;
	}

	@Nullable LocalDate returnDate() {
		return this.returnDate;
	}

	@Nullable Instant servedAt() {
		return this.servedAt;
	}

	@Nullable Instant answeredAt() {
		return this.answeredAt;
	}

	@Nullable String scope() {
		return this.scope;
	}

	boolean wrongCompany() {
		return this.wrongCompany;
	}

	@Nullable EndReason endReason() {
		return this.endReason;
	}

	@Nullable Instant endedAt() {
		return this.endedAt;
	}

	@Override
	public UUID getId() {
		return this.id;
	}

	@Override
	public boolean isNew() {
		return this.fresh;
	}

	@PostPersist
	@PostLoad
	void stored() {
		this.fresh = false;
	}

}
