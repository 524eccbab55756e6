package org.comity.accounts;

import java.util.UUID;

/**
 * What is needed to let a person in.
 *
 * @param person the person's id
 * @param password the encoded password
 * @param oneTime whether the person must choose another before anything else
 * @param demonstration whether everybody knows the password
 * @param active whether both the person and their office are active
 * @param revision the person's revision
 */
record Credential(UUID person, String password, boolean oneTime, boolean demonstration, boolean active, int revision) {

	/** Whether the credential opens anything at all here and now. */
	boolean valid(boolean demonstrationEnabled) {
		return this.active && (!this.demonstration || demonstrationEnabled);
	}

}
