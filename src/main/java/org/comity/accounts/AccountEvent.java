package org.comity.accounts;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One entry in the history of a person's account or of an office. It is never changed or
 * removed.
 *
 * @param happenedAt when
 * @param actorName who did it; null for the command line and the demonstration
 * @param actorOffice the short name of that person's office; null likewise
 * @param kind what was done; its words stand under {@code account-event.<kind>}
 * @param detail what was and what became of it, in role codes or team names; may be empty
 */
public record AccountEvent(Instant happenedAt, @Nullable String actorName, @Nullable String actorOffice, Kind kind,
		String detail) {

	/** What can be done to an account or an office. */
	public enum Kind {

		CREATED, DEACTIVATED, REACTIVATED, ROLES_CHANGED, TEAMS_CHANGED, PASSWORD_RESET, PASSWORD_CHANGED,
		OFFICE_DEACTIVATED, OFFICE_REACTIVATED, TEAM_ADDED, SIGN_IN_CLOSED, PASSKEY_ADDED, PASSKEY_REMOVED,
		CODES_SET_UP, CODES_REMOVED, RECOVERY_CODES_MADE, RECOVERY_CODE_USED, FACTORS_REMOVED, LINK_MADE, LINK_USED,
		SESSIONS_ENDED, WORK_HANDED_ON

	}

}
