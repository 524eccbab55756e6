package org.comity.process;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Rejection;
import org.comity.requests.AccountOutcome;
import org.comity.requests.Accounts;
import org.jspecify.annotations.Nullable;

/**
 * What must be right in the wish for a process. An account that was refused cannot be
 * demanded, and each kind of data needs a process that carries it. The fields are those
 * of the form; what is asked of one account has its id behind the name.
 */
final class OpeningRules {

	private OpeningRules() {
	}

	/**
	 * Says what is wrong with a wish.
	 * @param known the accounts of the request by their ids
	 */
	static List<Rejection> check(NewProcess wish, Map<UUID, Accounts.Account> known) {
		List<Rejection> found = new ArrayList<>();
		ProcessKind kind = wish.kind();
		if (kind == null) {
			found.add(Rejection.at("kind", "process.new.kind.required"));
		}
		Set<UUID> chosen = new HashSet<>(wish.wants().stream().map(NewProcess.Want::account).toList());
		boolean demandable = known.keySet().containsAll(chosen) && chosen.size() == wish.wants().size()
				&& chosen.stream().noneMatch((id) -> settledElsewhere(known, id));
		if (chosen.isEmpty() || !demandable) {
			found.add(Rejection.at("accounts", "process.new.accounts.required"));
			return found;
		}
		for (NewProcess.Want want : wish.wants()) {
			String identifier = Objects.requireNonNull(known.get(want.account())).identifier();
			check(want, kind, identifier, found);
		}
		if (wish.grandJury() && kind != null && kind != ProcessKind.SUBPOENA) {
			found.add(Rejection.at("grandJury", "process.new.grandJury.subpoena-only")
				.citing("Federal Rules of Criminal Procedure 17, 6(e)"));
		}
		if (wish.why().isBlank()) {
			found.add(Rejection.at("why", "process.new.why.required"));
		}
		else if (wish.why().length() > ProcessDetails.MAX_TEXT) {
			found.add(Rejection.at("why", "process.input.too-long", ProcessDetails.MAX_TEXT));
		}
		return found;
	}

	private static boolean settledElsewhere(Map<UUID, Accounts.Account> known, UUID account) {
		AccountOutcome outcome = Objects.requireNonNull(known.get(account)).outcome();
		return outcome == AccountOutcome.REFUSED || outcome == AccountOutcome.WITHDRAWN;
	}

	private static void check(NewProcess.Want want, @Nullable ProcessKind kind, String identifier,
			List<Rejection> found) {
		UUID account = want.account();
		if (want.data().isEmpty()) {
			found.add(Rejection.at("data-" + account, "process.new.data.required", identifier));
			return;
		}
		EnumSet.copyOf(want.data())
			.stream()
			.filter((data) -> kind != null && !kind.carries(data))
			.reduce((weaker, stronger) -> stronger)
			.ifPresent((data) -> found
				.add(Rejection.at("kind", "process.new.kind.too-weak." + data.name()).citing(data.citation())));
		boolean ranged = want.from() != null && want.to() != null;
		if (!ranged && want.data().stream().anyMatch((data) -> data != DataSought.BASIC_SUBSCRIBER)) {
			found.add(Rejection.at(((want.from() == null) ? "from-" : "to-") + account, "process.new.range.required",
					identifier));
		}
		else if (want.from() != null && want.to() != null && !want.from().isBefore(want.to())) {
			found.add(Rejection.at("to-" + account, "process.new.range.reversed", identifier));
		}
		if (want.particulars().length() > ProcessDetails.MAX_TEXT) {
			found.add(Rejection.at("particulars-" + account, "process.input.too-long", ProcessDetails.MAX_TEXT));
		}
	}

}
