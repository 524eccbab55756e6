package org.comity.process;

import java.util.List;

import org.comity.requests.AccountOutcome;
import org.comity.requests.LedgerDetails;
import org.comity.requests.LedgerDetails.Name;

/**
 * What stands on the ledger of a process besides words: what it demands when it is
 * opened, and what each move was given. Only what the row of the table asks for counts as
 * given.
 */
final class ProcessLedger {

	private ProcessLedger() {
	}

	/** What a process is, and what it demands. */
	static LedgerDetails opening(CompulsoryProcess process, List<Demand> demands) {
		LedgerDetails details = LedgerDetails.none()
			.add(Name.REFERENCE, process.reference())
			.add(Name.PROCESS_KIND, process.kind())
			.add(Name.SEALED, process.sealed())
			.add(Name.GRAND_JURY, process.grandJury());
		for (Demand demand : demands) {
			details.add(Name.ACCOUNT, demand.identifier());
			demand.dataInOrder().forEach((data) -> details.add(Name.DATA, data));
			details.add(Name.FROM, demand.from()).add(Name.TO, demand.to()).add(Name.DEMANDED, demand.particulars());
		}
		return details;
	}

	/** What was given with a move. */
	static LedgerDetails details(ProcessMove move, ProcessContext context) {
		ProcessDetails given = context.details();
		LedgerDetails details = LedgerDetails.none();
		for (ProcessInput input : ProcessInput.values()) {
			if (!move.takes(input)) {
				continue;
			}
			switch (input) {
				case COURT -> details.add(Name.COURT, given.authority().court());
				case DOCKET -> details.add(Name.DOCKET, given.authority().docket());
				case JUDGE -> details.add(Name.JUDGE, given.authority().judge());
				case GRANTED_ON -> details.add(Name.DECIDED_ON, given.authority().grantedOn());
				case EXPIRES_ON -> details.add(Name.SERVE_BY, given.authority().expiresOn());
				case RETURN_DATE -> details.add(Name.RETURN_DATE, given.returnDate());
				case SCOPE -> details.add(Name.SCOPE, given.scope());
				case GROUNDS -> details.addAll(Name.SILENCE_GROUND, given.nonDisclosure().grounds());
				case ENDS_ON -> details.add(Name.SILENCE_UNTIL, given.nonDisclosure().endsOn());
				case OBJECTIONS -> details.addAll(Name.OBJECTION, given.dispute().objections());
				case MEANS -> details.add(Name.MEANS, given.dispute().means());
				case OUTCOMES -> outcomes(details, context);
				case CERTIFICATE -> {
					ProcessDetails.Certificate certificate = given.certificate();
					if (certificate != null) {
						details.add(Name.CUSTODIAN, certificate.custodian())
							.add(Name.CUSTODIAN_TITLE, certificate.title());
					}
				}
				case MESSAGE, REASON, ATTACHMENT -> {
					// Words, and documents of which the hash stands there.
				}
			}
		}
		return details;
	}

	private static void outcomes(LedgerDetails details, ProcessContext context) {
		for (Demand demand : context.accounts()) {
			AccountOutcome outcome = context.details().outcomes().get(demand.account());
			if (outcome != null) {
				details.add(Name.ACCOUNT, demand.identifier()).add(Name.ACCOUNT_OUTCOME, outcome);
			}
		}
	}

}
