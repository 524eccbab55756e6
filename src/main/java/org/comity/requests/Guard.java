package org.comity.requests;

import java.util.List;
import java.util.Locale;

import org.comity.kernel.Rejection;

/**
 * What must hold before a move. A guard that hides keeps the move off the screen; the
 * others let it be tried and say what is missing.
 */
enum Guard {

	APPLICATION_COMPLETE(false), LETTER_LOCKED(false), NOT_ISSUED(true), ISSUED(true), NOT_TRANSMITTED(true),
	TRANSMITTED(true), URGENCY_ASKED(false), URGENCY_UNDECIDED_HERE(true), CONFIRMATION_DUE(true),
	NOT_ACKNOWLEDGED(true), ACKNOWLEDGED(true), NOTICE_NOT_GIVEN(true), NOTICE_EXPIRED(true), SOME_ACCOUNT_LEFT(false),
	NO_PROCESS_OPEN(true), NO_PART_ON_ITS_WAY(true), PART_ON_ITS_WAY(true), WITHDRAWAL_ASKED(true),
	WITHDRAWAL_NOT_ASKED(true), SEALED(true), NOT_SEALED(true), AUDITORS_BLIND(true), AUDITORS_SEE_IT(true),
	DECLINED_HERE(true), WITHDRAWN(true), REFUSED_OR_UNANSWERED(true), EXECUTED(true), EVIDENCE_HAS_COME(true),
	USE_ASKED(true), USE_NOT_ASKED(true);

	private final boolean hides;

	Guard(boolean hides) {
		this.hides = hides;
	}

	boolean hides() {
		return this.hides;
	}

	List<Rejection> check(MoveContext context) {
		if (this == APPLICATION_COMPLETE) {
			return context.letters().missing(context.request().id());
		}
		return holds(context) ? List.of()
				: List.of(Rejection.of("guard." + name().toLowerCase(Locale.ROOT).replace('_', '-')));
	}

	private boolean holds(MoveContext context) {
		Request request = context.request();
		return switch (this) {
			case APPLICATION_COMPLETE -> throw new IllegalStateException();
			case LETTER_LOCKED -> context.letters().lockedNotSent(request.id());
			case NOT_ISSUED -> request.issuedAt() == null;
			case ISSUED -> request.issuedAt() != null;
			case NOT_TRANSMITTED -> request.transmittedAt() == null;
			case TRANSMITTED -> request.transmittedAt() != null;
			case URGENCY_ASKED -> context.letters().urgencyAsked(request.id());
			case URGENCY_UNDECIDED_HERE -> context.letters().urgencyAsked(request.id())
					&& !context.has(Condition.URGENCY_GRANTED, context.actor().office())
					&& !context.has(Condition.URGENCY_DECLINED, context.actor().office());
			case CONFIRMATION_DUE -> context.has(Condition.WRITTEN_LETTER_DUE);
			case NOT_ACKNOWLEDGED -> request.requestedReference() == null;
			case ACKNOWLEDGED -> request.requestedReference() != null;
			case NOTICE_NOT_GIVEN -> request.noticeUntil() == null;
			case NOTICE_EXPIRED -> {
				var until = request.noticeUntil();
				yield until != null && !context.today().isBefore(until);
			}
			case SOME_ACCOUNT_LEFT -> context.accountLeft();
			case NO_PROCESS_OPEN -> !context.processes().anyOpen(request.id());
			case NO_PART_ON_ITS_WAY -> !context.parts().anyUnsettled(request.id());
			case PART_ON_ITS_WAY -> context.parts().anyUnsettled(request.id());
			case WITHDRAWAL_ASKED -> context.has(Condition.WITHDRAWAL_ASKED);
			case WITHDRAWAL_NOT_ASKED -> !context.has(Condition.WITHDRAWAL_ASKED);
			case SEALED -> context.has(Condition.SEALED);
			case NOT_SEALED -> !context.has(Condition.SEALED);
			case AUDITORS_BLIND -> !context.shownToAuditors();
			case AUDITORS_SEE_IT -> context.shownToAuditors();
			case DECLINED_HERE ->
				request.outcome() == Outcome.DECLINED && request.closedByKind() == context.actor().kind();
			case WITHDRAWN -> request.outcome() == Outcome.WITHDRAWN;
			case REFUSED_OR_UNANSWERED ->
				request.outcome() == Outcome.REFUSED || request.outcome() == Outcome.UNANSWERED;
			case EXECUTED -> request.outcome() == Outcome.EXECUTED || request.outcome() == Outcome.EXECUTED_IN_PART
					|| request.outcome() == Outcome.NO_RECORDS;
			case EVIDENCE_HAS_COME -> context.parts().reached(request.id()).containsKey(context.actor().kind());
			case USE_ASKED -> context.has(Condition.USE_ASKED);
			case USE_NOT_ASKED -> !context.has(Condition.USE_ASKED);
		};
	}

}
