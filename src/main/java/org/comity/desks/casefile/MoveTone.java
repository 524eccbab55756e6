package org.comity.desks.casefile;

import java.util.EnumSet;
import java.util.Set;

import org.comity.requests.RequestMove;
import org.comity.requests.RequestState;

/**
 * How a move is offered: as the next step, as one of the other steps, and whether the
 * person is stopped first and told what it leads to.
 */
final class MoveTone {

	/** What carries a request on its way. */
	private static final Set<RequestMove> ONWARD = EnumSet.of(RequestMove.SUBMIT, RequestMove.ANSWER_POINTS,
			RequestMove.ISSUE, RequestMove.REISSUE, RequestMove.CONFIRM_IN_WRITING, RequestMove.TRANSMIT,
			RequestMove.ANSWER_QUESTION, RequestMove.ACCEPT_CONDITIONS, RequestMove.ACKNOWLEDGE, RequestMove.REFER,
			RequestMove.RESUME, RequestMove.ACCEPT, RequestMove.OPEN_PROCESS, RequestMove.COMPLETE_AND_RETURN,
			RequestMove.COMPLETE, RequestMove.CONFIRM_WITHDRAWAL, RequestMove.CONSENT_TO_USE);

	/** What cannot be taken back, though it closes nothing. */
	private static final Set<RequestMove> BINDING = EnumSet.of(RequestMove.TELL_URGENTLY, RequestMove.TRANSMIT,
			RequestMove.ASK_WITHDRAWAL, RequestMove.ACCEPT_CONDITIONS, RequestMove.REFUSE_PART, RequestMove.REFER,
			RequestMove.UNSEAL, RequestMove.SHOW_AUDITORS, RequestMove.CONSENT_TO_USE);

	private MoveTone() {
	}

	static boolean onward(RequestMove move) {
		return ONWARD.contains(move);
	}

	/** Whether the consequence is stated on a page of its own before the move is made. */
	static boolean grave(RequestMove move) {
		return move.to() == RequestState.CLOSED || BINDING.contains(move);
	}

	/** Whether the button that makes it is a warning. */
	static boolean ends(RequestMove move) {
		return move.to() == RequestState.CLOSED && !onward(move) || move == RequestMove.REFUSE_PART;
	}

}
