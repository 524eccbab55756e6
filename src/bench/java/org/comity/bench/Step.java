package org.comity.bench;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.kernel.Side;
import org.comity.requests.LedgerWords.Kind;
import org.comity.requests.MoveDetails;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestState;
import org.jspecify.annotations.Nullable;

/**
 * One of the ten moves of the life that every contender tells: out to the executing
 * office with a question on the way, handed back and refused. What is said here of words,
 * offices reached and offices told serves the hand-written contender alone; the service
 * works it out.
 *
 * @param move the move
 * @param who who makes it
 * @param from the state before
 * @param to the state after
 * @param words what it says
 * @param reaches whose office sees the request from now on, or null
 * @param told whose offices are told
 */
record Step(RequestMove move, Who who, RequestState from, RequestState to, List<Words> words, @Nullable Who reaches,
		List<Who> told) {

	/** Words of a move, and the other side that may read them. */
	record Words(Kind kind, @Nullable Side to, String text) {
	}

	static final List<Step> LIFE = List.of(
			new Step(RequestMove.SUBMIT, Who.OFFICER, RequestState.DRAFT, RequestState.PROSECUTOR_REVIEW, List.of(),
					Who.PROSECUTOR, List.of(Who.PROSECUTOR)),
			new Step(RequestMove.ISSUE, Who.PROSECUTOR, RequestState.PROSECUTOR_REVIEW, RequestState.AUTHORITY_REVIEW,
					List.of(), Who.AUTHORITY, List.of(Who.AUTHORITY)),
			new Step(RequestMove.TRANSMIT, Who.AUTHORITY, RequestState.AUTHORITY_REVIEW, RequestState.REQUESTED_REVIEW,
					List.of(new Words(Kind.BASIS, null, "DPA 2018 s.75")), Who.ATTORNEY, List.of(Who.ATTORNEY)),
			new Step(RequestMove.ACKNOWLEDGE, Who.ATTORNEY, RequestState.REQUESTED_REVIEW,
					RequestState.REQUESTED_REVIEW, List.of(), null, List.of(Who.AUTHORITY)),
			new Step(RequestMove.ASK, Who.ATTORNEY, RequestState.REQUESTED_REVIEW, RequestState.INFORMATION_NEEDED,
					List.of(new Words(Kind.MESSAGE, Side.REQUESTING,
							"Who says that the suspect alone used the account, and since when?")),
					null, List.of(Who.AUTHORITY)),
			new Step(RequestMove.ANSWER_QUESTION, Who.AUTHORITY, RequestState.INFORMATION_NEEDED,
					RequestState.REQUESTED_REVIEW,
					List.of(new Words(Kind.MESSAGE, Side.REQUESTED,
							"Two witnesses, named in paragraph 14; since the spring of last year.")),
					null, List.of(Who.ATTORNEY)),
			new Step(RequestMove.REFER, Who.ATTORNEY, RequestState.REQUESTED_REVIEW, RequestState.EXECUTION_REVIEW,
					List.of(new Words(Kind.REASON, null, "Probable cause holds; the provider sits in the district.")),
					Who.ASSISTANT, List.of(Who.ASSISTANT)),
			new Step(RequestMove.ACCEPT, Who.ASSISTANT, RequestState.EXECUTION_REVIEW, RequestState.EXECUTING,
					List.of(), null, List.of()),
			new Step(RequestMove.HAND_BACK, Who.ASSISTANT, RequestState.EXECUTING, RequestState.REQUESTED_REVIEW,
					List.of(new Words(Kind.REASON, null, "The account is older than the offence; nothing to seek.")),
					null, List.of(Who.ATTORNEY, Who.AUTHORITY)),
			new Step(RequestMove.REFUSE, Who.SUPERVISOR, RequestState.REQUESTED_REVIEW, RequestState.CLOSED,
					List.of(new Words(Kind.MESSAGE, Side.REQUESTING, "The harm is below what can be executed."),
							new Words(Kind.GROUND, Side.REQUESTING, "de-minimis"),
							new Words(Kind.CONSULTATION, Side.REQUESTING, "Spoke to the authority on Monday.")),
					null, List.of(Who.OFFICER, Who.PROSECUTOR, Who.AUTHORITY, Who.ASSISTANT)));

	/** What a form would have given. */
	MoveDetails details(People people) {
		UUID office = (this.move == RequestMove.REFER) ? people.office(Who.ASSISTANT) : null;
		return new MoveDetails(text(Kind.MESSAGE), text(Kind.REASON), text(Kind.GROUND), text(Kind.CONSULTATION),
				text(Kind.BASIS), office, null, Set.of());
	}

	private @Nullable String text(Kind kind) {
		return this.words.stream().filter((one) -> one.kind() == kind).map(Words::text).findFirst().orElse(null);
	}

}
