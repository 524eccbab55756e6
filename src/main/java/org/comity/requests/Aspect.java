package org.comity.requests;

import java.util.EnumMap;
import java.util.Map;

import org.comity.kernel.OfficeKind;
import org.comity.kernel.Side;
import org.jspecify.annotations.Nullable;

import static org.comity.requests.Access.CATEGORIES;
import static org.comity.requests.Access.COUNTS;
import static org.comity.requests.Access.CUSTODY;
import static org.comity.requests.Access.MILESTONES;
import static org.comity.requests.Access.NEVER;
import static org.comity.requests.Access.ONCE_ISSUED;
import static org.comity.requests.Access.ONCE_REACHED;
import static org.comity.requests.Access.ONCE_RECEIVED;
import static org.comity.requests.Access.ONCE_SERVED;
import static org.comity.requests.Access.ONCE_TRANSMITTED;
import static org.comity.requests.Access.OWN_OFFICE;
import static org.comity.requests.Access.OWN_SIDE;
import static org.comity.requests.Access.REASONS;

/**
 * The things a request is made of, each with who sees how much of it: the table "who sees
 * what", row by row. The columns are police, prosecutor, requesting authority, requested
 * authority, executing authority, provider, auditor of the requesting and of the
 * requested country. Nothing else in the product decides what an office may see.
 */
public enum Aspect {

	/** That the request exists, its references, hops and worklist rows. */
	CASE(ONCE_REACHED, ONCE_REACHED, ONCE_REACHED, ONCE_REACHED, ONCE_REACHED, NEVER, ONCE_REACHED, ONCE_REACHED),
	/** The draft and the officer's application. */
	APPLICATION(ONCE_REACHED, ONCE_REACHED, NEVER, NEVER, NEVER, NEVER, ONCE_REACHED, NEVER),
	/** The letter of request, its addenda and enclosures. */
	LETTER(ONCE_REACHED, ONCE_REACHED, ONCE_ISSUED, ONCE_TRANSMITTED, ONCE_TRANSMITTED, NEVER, ONCE_REACHED,
			ONCE_TRANSMITTED),
	/** Preservation: who was asked to keep what, and until when. */
	PRESERVATION(ONCE_REACHED, ONCE_REACHED, ONCE_REACHED, ONCE_REACHED, ONCE_REACHED, NEVER, ONCE_REACHED,
			ONCE_REACHED),
	/** Memoranda and court papers of the requested side. */
	US_PAPERS(NEVER, NEVER, NEVER, ONCE_REACHED, ONCE_REACHED, NEVER, NEVER, ONCE_REACHED),
	/** Processes and non-disclosure orders. */
	PROCESS(NEVER, NEVER, NEVER, ONCE_REACHED, ONCE_REACHED, ONCE_SERVED, NEVER, ONCE_REACHED),
	/** What a provider asks to be paid for its answer (18 U.S.C. 2706). */
	COSTS(NEVER, NEVER, NEVER, NEVER, ONCE_REACHED, ONCE_SERVED, NEVER, NEVER),
	/** Progress from the referral on. */
	PROGRESS(MILESTONES, MILESTONES, MILESTONES, ONCE_REACHED, ONCE_REACHED, NEVER, MILESTONES, ONCE_REACHED),
	/** The evidence itself. */
	EVIDENCE(ONCE_RECEIVED, ONCE_RECEIVED, CUSTODY, CUSTODY, ONCE_REACHED, ONCE_SERVED, CUSTODY, CUSTODY),
	/** What the filter withheld. */
	WITHHELD(CATEGORIES, REASONS, COUNTS, ONCE_REACHED, ONCE_REACHED, NEVER, NEVER, ONCE_REACHED),
	/** That another request, of whatever force, asks about the same account. */
	OVERLAPS(NEVER, NEVER, ONCE_REACHED, NEVER, NEVER, NEVER, NEVER, NEVER),
	/** The ledger. */
	LEDGER(OWN_SIDE, OWN_SIDE, OWN_SIDE, OWN_SIDE, OWN_SIDE, ONCE_SERVED, OWN_SIDE, OWN_SIDE),
	/** Who has looked at it. */
	READINGS(OWN_OFFICE, OWN_OFFICE, OWN_OFFICE, OWN_OFFICE, OWN_OFFICE, NEVER, OWN_SIDE, OWN_SIDE);

	private final Map<OfficeKind, Access> offices = new EnumMap<>(OfficeKind.class);

	private final Access requestingOversight;

	private final Access requestedOversight;

	Aspect(Access police, Access prosecutor, Access requesting, Access requested, Access executing, Access provider,
			Access requestingOversight, Access requestedOversight) {
		this.offices.put(OfficeKind.INVESTIGATOR, police);
		this.offices.put(OfficeKind.PROSECUTOR, prosecutor);
		this.offices.put(OfficeKind.REQUESTING_AUTHORITY, requesting);
		this.offices.put(OfficeKind.REQUESTED_AUTHORITY, requested);
		this.offices.put(OfficeKind.EXECUTING_AUTHORITY, executing);
		this.offices.put(OfficeKind.PROVIDER, provider);
		this.requestingOversight = requestingOversight;
		this.requestedOversight = requestedOversight;
	}

	/**
	 * Returns the row's entry for an office of some kind.
	 * @param side the side of an oversight office; not looked at for a hop
	 */
	public Access access(OfficeKind kind, @Nullable Side side) {
		if (kind == OfficeKind.OVERSIGHT) {
			return (side == Side.REQUESTING) ? this.requestingOversight : this.requestedOversight;
		}
		return this.offices.getOrDefault(kind, NEVER);
	}

}
