package org.comity.process;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.comity.kernel.Actor;
import org.comity.kernel.Rejection;
import org.comity.requests.AccountOutcome;
import org.comity.requests.Requests;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What stands between a person and a move of a process: whether it could ever be theirs,
 * whether it is offered now, and what is wrong with it as it was asked for. The fields
 * are those of the form. It changes nothing.
 */
@Component
class ProcessRules {

	private static final Set<AccountOutcome> ANSWERS = EnumSet.of(AccountOutcome.PRODUCED, AccountOutcome.NO_RECORDS,
			AccountOutcome.NOT_OURS);

	private final org.springframework.beans.factory.ObjectProvider<ProductionFacts> productions;

	ProcessRules(org.springframework.beans.factory.ObjectProvider<ProductionFacts> productions) {
		this.productions = productions;
	}

	/**
	 * Returns whether the process is this person's office's to move, and their role
	 * admits the move in some state. That the requested authority is the request's own
	 * follows from its seeing the process.
	 */
	static boolean mayEver(Actor actor, CompulsoryProcess process, Requests.Facts about, ProcessMove move) {
		boolean own = switch (actor.kind()) {
			case EXECUTING_AUTHORITY -> actor.office().equals(about.executingOffice());
			case PROVIDER -> actor.office().equals(process.providerOfficeId());
			default -> true;
		};
		return own && move.admits(actor);
	}

	/**
	 * Returns whether this person is shown the move: what is left to be said when it is
	 * tried does not hide it.
	 */
	static boolean offered(ProcessMove move, ProcessContext context) {
		return move.from().contains(context.process().state())
				&& mayEver(context.actor(), context.process(), context.request(), move)
				&& move.guards()
					.stream()
					.filter(ProcessGuard::hides)
					.allMatch((guard) -> guard.check(context).isEmpty());
	}

	/** Returns why the move is not made as it was asked for; empty if it may be made. */
	List<Rejection> check(ProcessMove move, ProcessContext context) {
		ProcessDetails details = context.details();
		List<Rejection> found = new ArrayList<>();
		move.guards().forEach((guard) -> found.addAll(guard.check(context)));
		text(move, ProcessInput.MESSAGE, "message", details.message(), ProcessDetails.MAX_TEXT, found);
		text(move, ProcessInput.SCOPE, "scope", details.scope(), ProcessDetails.MAX_TEXT, found);
		text(move, ProcessInput.COURT, "court", details.authority().court(), ProcessDetails.MAX_NAME, found);
		text(move, ProcessInput.DOCKET, "docket", details.authority().docket(), ProcessDetails.MAX_NAME, found);
		text(move, ProcessInput.JUDGE, "judge", details.authority().judge(), ProcessDetails.MAX_NAME, found);
		dates(move, context, found);
		if (move.required().contains(ProcessInput.GROUNDS) && details.nonDisclosure().grounds().isEmpty()) {
			found.add(Rejection.at("grounds", "process.input.grounds.required").citing("18 U.S.C. 2705(b)"));
		}
		if (move.required().contains(ProcessInput.OBJECTIONS) && details.dispute().objections().isEmpty()) {
			found.add(Rejection.at("objections", "process.input.objections.required"));
		}
		if (move.required().contains(ProcessInput.MEANS) && details.dispute().means() == null) {
			found.add(Rejection.at("means", "process.input.means.required"));
		}
		if (move.required().contains(ProcessInput.OUTCOMES)) {
			outcomes(context, found);
		}
		if (move.required().contains(ProcessInput.CERTIFICATE)) {
			certificate(details.certificate(), found);
		}
		text(move, ProcessInput.REASON, "reason", details.reason(), ProcessDetails.MAX_TEXT, found);
		if (move.takes(ProcessInput.ENDS_ON)
				&& longerThanAYear(details.authority().grantedOn(), details.nonDisclosure().endsOn())
				&& (details.reason() == null || details.reason().isBlank())) {
			found.add(Rejection.at("reason", "process.input.reason.beyond-a-year")
				.citing("18 U.S.C. 2705(b); Department of Justice policy of 2017"));
		}
		return found;
	}

	/** The Department's policy: a year or less, unless there is a reason. */
	static boolean longerThanAYear(@Nullable LocalDate decided, @Nullable LocalDate ends) {
		return decided != null && ends != null && ends.isAfter(decided.plusYears(1));
	}

	private static void text(ProcessMove move, ProcessInput input, String field, @Nullable String words, int most,
			List<Rejection> found) {
		boolean blank = words == null || words.isBlank();
		if (blank && move.required().contains(input)) {
			found.add(Rejection.at(field, "process.input." + field + ".required"));
		}
		if (words != null && words.length() > most) {
			found.add(Rejection.at(field, "process.input.too-long", most));
		}
	}

	private static void dates(ProcessMove move, ProcessContext context, List<Rejection> found) {
		ProcessDetails details = context.details();
		LocalDate today = context.today();
		LocalDate granted = details.authority().grantedOn();
		LocalDate expires = details.authority().expiresOn();
		LocalDate ends = details.nonDisclosure().endsOn();
		LocalDate until = context.nonDisclosure().until();
		if (given(move, ProcessInput.GRANTED_ON, "grantedOn", granted, found) && granted != null
				&& granted.isAfter(today)) {
			found.add(Rejection.at("grantedOn", "process.input.grantedOn.future"));
		}
		boolean warrant = context.process().kind() == ProcessKind.WARRANT;
		if (move.takes(ProcessInput.EXPIRES_ON) && expires == null && warrant) {
			found.add(Rejection.at("expiresOn", "process.input.expiresOn.required")
				.citing("Federal Rules of Criminal Procedure 41(e)(2)"));
		}
		if (expires != null && expires.isBefore(today)) {
			found.add(Rejection.at("expiresOn", "process.input.expiresOn.past"));
		}
		if (given(move, ProcessInput.RETURN_DATE, "returnDate", details.returnDate(), found)
				&& details.returnDate() != null && !details.returnDate().isAfter(today)) {
			found.add(Rejection.at("returnDate", "process.input.returnDate.past"));
		}
		if (given(move, ProcessInput.ENDS_ON, "endsOn", ends, found) && ends != null) {
			if (!ends.isAfter(today)) {
				found.add(Rejection.at("endsOn", "process.input.endsOn.past"));
			}
			else if (move == ProcessMove.NON_DISCLOSURE_EXTENDED && until != null && !ends.isAfter(until)) {
				found.add(Rejection.at("endsOn", "process.input.endsOn.no-extension"));
			}
		}
	}

	/** Whether the move takes the date; says so where it is missing. */
	private static boolean given(ProcessMove move, ProcessInput input, String field, @Nullable LocalDate date,
			List<Rejection> found) {
		if (date == null && move.required().contains(input)) {
			found.add(Rejection.at(field, "process.input." + field + ".required"));
		}
		return move.takes(input);
	}

	/**
	 * Every account demanded is answered, and what is said to be produced or not to be
	 * there is borne out by a lodged part: its certificate travels home. Where the answer
	 * comes on paper, the executing office has lodged what came.
	 */
	private void outcomes(ProcessContext context, List<Rejection> found) {
		ProductionFacts parts = this.productions.getIfAvailable();
		for (Demand demand : context.accounts()) {
			AccountOutcome outcome = context.details().outcomes().get(demand.account());
			String field = "outcome-" + demand.account();
			if (outcome == null || !ANSWERS.contains(outcome)) {
				found.add(Rejection.at(field, "process.input.outcome.required", demand.identifier()));
			}
			else if (outcome != AccountOutcome.NOT_OURS) {
				boolean lodged = parts != null
						&& (outcome == AccountOutcome.PRODUCED ? parts.produced(context.process().id())
								: parts.noRecords(context.process().id()))
							.contains(demand.account());
				if (!lodged) {
					found
						.add(Rejection.at(
								field, "process.input.outcome."
										+ outcome.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".not-lodged",
								demand.identifier()));
				}
			}
		}
	}

	private static void certificate(ProcessDetails.@Nullable Certificate certificate, List<Rejection> found) {
		String citation = "Federal Rules of Evidence 902(11), 902(13)";
		if (certificate == null || certificate.custodian().isBlank()) {
			found.add(Rejection.at("custodian", "process.input.custodian.required").citing(citation));
		}
		else if (certificate.custodian().length() > ProcessDetails.MAX_NAME) {
			found.add(Rejection.at("custodian", "process.input.too-long", ProcessDetails.MAX_NAME));
		}
		if (certificate == null || certificate.title().isBlank()) {
			found.add(Rejection.at("custodianTitle", "process.input.custodianTitle.required"));
		}
		else if (certificate.title().length() > ProcessDetails.MAX_NAME) {
			found.add(Rejection.at("custodianTitle", "process.input.too-long", ProcessDetails.MAX_NAME));
		}
	}

}
