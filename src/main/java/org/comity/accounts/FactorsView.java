package org.comity.accounts;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a person can sign in with beyond the password, as their own page shows it. No
 * secret is in it.
 *
 * @param passkeys their passkeys
 * @param codesSince since when time-based codes are set up; null if they are not
 * @param recoveryCodes how many recovery codes are left
 * @param drawnFrom what a form shows to say which state it was drawn from
 */
public record FactorsView(List<Passkey> passkeys, @Nullable Instant codesSince, int recoveryCodes, String drawnFrom) {

	/**
	 * A passkey.
	 *
	 * @param id its id
	 * @param label the person's name for it
	 * @param added since when it is here
	 * @param lastUsed when it last signed in
	 */
	public record Passkey(String id, String label, Instant added, @Nullable Instant lastUsed) {
	}

	/** Whether there is any. */
	public boolean any() {
		return !this.passkeys.isEmpty() || this.codesSince != null;
	}

	int count() {
		return this.passkeys.size() + ((this.codesSince != null) ? 1 : 0);
	}

}
