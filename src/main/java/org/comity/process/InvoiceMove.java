package org.comity.process;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.comity.kernel.Move;
import org.comity.kernel.Mover;
import org.jspecify.annotations.Nullable;

import static org.comity.kernel.Mover.by;
import static org.comity.kernel.OfficeKind.EXECUTING_AUTHORITY;
import static org.comity.kernel.OfficeKind.PROVIDER;
import static org.comity.kernel.Role.ATTORNEY;
import static org.comity.kernel.Role.PROVIDER_COUNSEL;

/**
 * The life of an invoice after it was sent, whole. The office pays or disputes; the
 * provider mends what is disputed; nobody takes a payment back.
 */
public enum InvoiceMove implements Move<InvoiceState> {

	DISPUTE(EnumSet.of(InvoiceState.SENT), by(EXECUTING_AUTHORITY, ATTORNEY), InvoiceState.DISPUTED),
	PAY(EnumSet.of(InvoiceState.SENT, InvoiceState.DISPUTED), by(EXECUTING_AUTHORITY, ATTORNEY), InvoiceState.PAID),
	AMEND(EnumSet.of(InvoiceState.SENT, InvoiceState.DISPUTED), by(PROVIDER, PROVIDER_COUNSEL), InvoiceState.SENT);

	private final Set<InvoiceState> from;

	private final Mover mover;

	private final InvoiceState to;

	InvoiceMove(Set<InvoiceState> from, Mover mover, InvoiceState to) {
		this.from = Set.copyOf(from);
		this.mover = mover;
		this.to = to;
	}

	@Override
	public Set<InvoiceState> from() {
		return this.from;
	}

	@Override
	public List<Mover> movers() {
		return List.of(this.mover);
	}

	@Override
	public @Nullable InvoiceState to() {
		return this.to;
	}

	@Override
	public List<String> guardNames() {
		return List.of();
	}

}
