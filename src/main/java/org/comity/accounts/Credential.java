package org.comity.accounts;

import java.util.UUID;

/**
 * What is needed to let a person in.
 *
 * @param person the person's id
 * @param password the encoded password
 * @param demonstration whether everybody knows the password
 * @param active whether both the person and their office are active
 * @param revision the person's revision
 * @param secondFactor whether the person has a passkey or time-based codes
 */
record Credential(UUID person, String password, boolean demonstration, boolean active, int revision,
		boolean secondFactor) {

	/** Whether the credential opens anything at all here and now. */
	boolean valid(boolean demonstrationEnabled) {
		return this.active && (!this.demonstration || demonstrationEnabled);
	}

	/**
	 * Whether the password alone is enough: only for the demonstration's invented people,
	 * and only while they have no second factor.
	 */
	boolean passwordIsEnough(boolean demonstrationEnabled) {
		return exempt(demonstrationEnabled) && !this.secondFactor;
	}

	/** Whether this is somebody who needs no second factor. */
	boolean exempt(boolean demonstrationEnabled) {
		return demonstrationEnabled && (this.demonstration || DemonstrationPeople.includes(this.person));
	}

}
