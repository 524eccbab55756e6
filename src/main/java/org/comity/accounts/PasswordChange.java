package org.comity.accounts;

import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import org.comity.accounts.SecurityRecord.Kind;
import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Rejection;

import org.springframework.stereotype.Service;

/**
 * The change of one's own password, as it is asked for: wrong current passwords are
 * counted and written down like wrong ones at the door, or an open session would be a way
 * to guess that has no end.
 */
@Service
public class PasswordChange {

	private final StaffAccounts accounts;

	private final Directory directory;

	private final SignInThrottle throttle;

	private final KnownBrowsers browsers;

	private final SecurityRecords records;

	PasswordChange(StaffAccounts accounts, Directory directory, SignInThrottle throttle, KnownBrowsers browsers,
			SecurityRecords records) {
		this.accounts = accounts;
		this.directory = directory;
		this.throttle = throttle;
		this.browsers = browsers;
		this.records = records;
	}

	/** As {@link StaffAccounts#changePassword}, unless the door is closed. */
	public Outcome change(Actor actor, String current, String fresh, String repeated, HttpServletRequest request) {
		String browser = this.browsers.mark(actor.person(), KnownBrowsers.sent(request)).orElse(null);
		SignInThrottle.Attempt taken = this.throttle.take(this.directory.person(actor.person()).email(), browser,
				request.getRemoteAddr());
		Duration closed = taken.closed();
		if (closed != null) {
			this.records.record(Kind.DOOR_CLOSED, actor.person(), "", request);
			return Outcome.refused(Rejection.at(StaffAccounts.CURRENT, "accounts.password.closed",
					new SignInClosedException(closed).minutes()));
		}
		Outcome outcome = this.accounts.changePassword(actor, current, fresh, repeated);
		if (outcome.rejections().stream().anyMatch((one) -> one.field().equals(StaffAccounts.CURRENT))) {
			this.throttle.failed(taken);
			this.records.record(Kind.WRONG_PASSWORD, actor.person(), "", request);
		}
		else {
			this.throttle.succeeded(taken);
		}
		return outcome;
	}

}
