package org.comity.desks.administrator;

import java.util.UUID;

import org.comity.accounts.Outcome;
import org.comity.accounts.StaffAccounts;
import org.comity.kernel.Actor;
import org.comity.requests.Leavers;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends a person's part: their account, their sessions, and what waits for them alone, in
 * one transaction.
 */
@Service
class Leaving {

	private final StaffAccounts accounts;

	private final Leavers leavers;

	Leaving(StaffAccounts accounts, Leavers leavers) {
		this.accounts = accounts;
		this.leavers = leavers;
	}

	/**
	 * @param team the team that takes over; null for the whole office
	 */
	@Transactional
	public Outcome leave(Actor actor, UUID person, int seen, @Nullable UUID team) {
		Outcome outcome = this.accounts.deactivate(actor, person, seen);
		if (!outcome.refused()) {
			int handedOn = this.leavers.handOn(person, team);
			if (handedOn > 0) {
				this.accounts.noteHandedOn(actor, person, handedOn);
			}
		}
		return outcome;
	}

}
