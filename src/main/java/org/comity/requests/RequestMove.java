package org.comity.requests;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.comity.kernel.Move;
import org.comity.kernel.Mover;
import org.comity.kernel.OfficeKind;
import org.jspecify.annotations.Nullable;

import static org.comity.kernel.Mover.by;
import static org.comity.kernel.OfficeKind.EXECUTING_AUTHORITY;
import static org.comity.kernel.OfficeKind.INVESTIGATOR;
import static org.comity.kernel.OfficeKind.PROSECUTOR;
import static org.comity.kernel.OfficeKind.REQUESTED_AUTHORITY;
import static org.comity.kernel.OfficeKind.REQUESTING_AUTHORITY;
import static org.comity.kernel.Role.ATTORNEY;
import static org.comity.kernel.Role.CASEWORKER;
import static org.comity.kernel.Role.OFFICER;
import static org.comity.kernel.Role.SUPERVISOR;
import static org.comity.requests.Effect.*;
import static org.comity.requests.Guard.*;
import static org.comity.requests.Input.ACCOUNTS;
import static org.comity.requests.Input.ATTACHMENT;
import static org.comity.requests.Input.BASIS;
import static org.comity.requests.Input.CONSULTATION;
import static org.comity.requests.Input.DATE;
import static org.comity.requests.Input.GROUND;
import static org.comity.requests.Input.MESSAGE;
import static org.comity.requests.Input.OFFICE;
import static org.comity.requests.Input.REASON;
import static org.comity.requests.RequestState.AUTHORITY_QUERY;
import static org.comity.requests.RequestState.AUTHORITY_REVIEW;
import static org.comity.requests.RequestState.CLOSED;
import static org.comity.requests.RequestState.CONDITIONS_PROPOSED;
import static org.comity.requests.RequestState.DRAFT;
import static org.comity.requests.RequestState.EXECUTING;
import static org.comity.requests.RequestState.EXECUTION_REVIEW;
import static org.comity.requests.RequestState.INFORMATION_NEEDED;
import static org.comity.requests.RequestState.POSTPONED;
import static org.comity.requests.RequestState.PROSECUTOR_QUERY;
import static org.comity.requests.RequestState.PROSECUTOR_REVIEW;
import static org.comity.requests.RequestState.REQUESTED_REVIEW;
import static org.comity.requests.RequestState.RETURNING;
import static org.comity.requests.RequestState.WITH_PROVIDER;

/**
 * The lifecycle of a request, whole: from which states, who may, what must hold, where it
 * leads, what the person is asked for, what else it writes. Nothing else changes a
 * request's state. A row that leads nowhere leaves the state as it is; a row that nobody
 * may make is the consequence of a move in another machine.
 */
public enum RequestMove implements Move<RequestState> {

	// At the police force
	SUBMIT(from(DRAFT).may(by(INVESTIGATOR, OFFICER))
		.when(APPLICATION_COMPLETE)
		.to(PROSECUTOR_REVIEW)
		.mayGive(MESSAGE)
		.then(REACHES_PROSECUTOR)),
	DISCARD(from(DRAFT).may(by(INVESTIGATOR, OFFICER, SUPERVISOR)).to(CLOSED).asks(REASON).then(CLOSES_AS_DISCARDED)),
	ANSWER_POINTS(from(PROSECUTOR_QUERY).may(by(INVESTIGATOR, OFFICER))
		.when(APPLICATION_COMPLETE)
		.to(PROSECUTOR_REVIEW)
		.asks(MESSAGE)
		.mayGive(ATTACHMENT)),
	WITHDRAW_BEFORE_ISSUE(from(PROSECUTOR_REVIEW, PROSECUTOR_QUERY).may(by(INVESTIGATOR, OFFICER, SUPERVISOR))
		.when(NOT_ISSUED)
		.to(CLOSED)
		.asks(MESSAGE)
		.then(CLOSES_AS_WITHDRAWN)),

	// At the prosecutor
	RETURN_TO_POLICE(from(PROSECUTOR_REVIEW).may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR))
		.to(PROSECUTOR_QUERY)
		.asks(MESSAGE)
		.mayGive(ATTACHMENT)),
	DECLINE_TO_ISSUE(from(PROSECUTOR_REVIEW).may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR, SUPERVISOR))
		.when(NOT_TRANSMITTED)
		.to(CLOSED)
		.asks(MESSAGE)
		.then(CLOSES_AS_DECLINED)),
	ISSUE(from(PROSECUTOR_REVIEW).may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR))
		.when(LETTER_LOCKED)
		.to(AUTHORITY_REVIEW)
		.onItsOwnScreen()
		.then(MARKS_ISSUED, REACHES_REQUESTING_AUTHORITY)),
	TELL_URGENTLY(from(PROSECUTOR_REVIEW).may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR))
		.when(NOT_TRANSMITTED, URGENCY_ASKED)
		.to(REQUESTED_REVIEW)
		.asks(MESSAGE, BASIS)
		.mayGive(ATTACHMENT)
		.then(REACHES_REQUESTING_AUTHORITY, REACHES_REQUESTED_AUTHORITY, LETTER_FALLS_DUE)),
	CONFIRM_IN_WRITING(from(REQUESTED_REVIEW, INFORMATION_NEEDED, CONDITIONS_PROPOSED, POSTPONED, EXECUTION_REVIEW,
			EXECUTING, WITH_PROVIDER)
		.may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR))
		.when(CONFIRMATION_DUE, LETTER_LOCKED)
		.onItsOwnScreen()
		.then(MARKS_ISSUED, MARKS_TRANSMITTED, LETTER_HAS_COME)),
	RECALL_FROM_POLICE(from(PROSECUTOR_QUERY).may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR, SUPERVISOR))
		.to(PROSECUTOR_REVIEW)
		.asks(MESSAGE)),
	REISSUE(from(AUTHORITY_QUERY).may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR))
		.when(LETTER_LOCKED)
		.to(AUTHORITY_REVIEW)
		.onItsOwnScreen()
		.then(MARKS_ISSUED)),
	ASK_POLICE(from(AUTHORITY_QUERY).may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR))
		.to(PROSECUTOR_QUERY)
		.asks(MESSAGE)
		.mayGive(ATTACHMENT)),
	GIVE_VIEW(from(CONDITIONS_PROPOSED).may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR)).asks(MESSAGE)),
	WITHDRAW(from(PROSECUTOR_REVIEW, PROSECUTOR_QUERY, AUTHORITY_REVIEW, AUTHORITY_QUERY, REQUESTED_REVIEW,
			INFORMATION_NEEDED, CONDITIONS_PROPOSED, POSTPONED)
		.may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR, SUPERVISOR))
		.when(NO_PART_ON_ITS_WAY)
		.to(CLOSED)
		.asks(MESSAGE)
		.then(CLOSES_AS_WITHDRAWN)),
	ASK_WITHDRAWAL(from(EXECUTION_REVIEW, EXECUTING, WITH_PROVIDER)
		.may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR, SUPERVISOR))
		.when(WITHDRAWAL_NOT_ASKED)
		.asks(MESSAGE)
		.then(WITHDRAWAL_IS_ASKED)),
	OPEN_SUPPLEMENT(from(REQUESTED_REVIEW, INFORMATION_NEEDED, CONDITIONS_PROPOSED, POSTPONED, EXECUTION_REVIEW,
			EXECUTING, WITH_PROVIDER, RETURNING, CLOSED)
		.may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR))
		.when(TRANSMITTED)
		.asks(REASON)
		.onItsOwnScreen()),

	// At the central authority that asks
	RETURN_TO_PROSECUTOR(from(AUTHORITY_REVIEW).may(by(REQUESTING_AUTHORITY, CASEWORKER))
		.to(AUTHORITY_QUERY)
		.asks(MESSAGE)
		.mayGive(ATTACHMENT)),
	DECLINE_TO_TRANSMIT(from(AUTHORITY_REVIEW).may(by(REQUESTING_AUTHORITY, SUPERVISOR))
		.when(NOT_TRANSMITTED)
		.to(CLOSED)
		.asks(MESSAGE)
		.then(CLOSES_AS_DECLINED)),
	TRANSMIT(from(AUTHORITY_REVIEW).may(by(REQUESTING_AUTHORITY, CASEWORKER))
		.to(REQUESTED_REVIEW)
		.asks(BASIS)
		.mayGive(MESSAGE, ATTACHMENT)
		.then(MARKS_TRANSMITTED, MINTS_REQUESTING_REFERENCE, REACHES_REQUESTED_AUTHORITY, LETTER_HAS_COME)),
	RECALL_FROM_PROSECUTOR(from(AUTHORITY_QUERY, PROSECUTOR_REVIEW, PROSECUTOR_QUERY)
		.may(by(REQUESTING_AUTHORITY, CASEWORKER, SUPERVISOR))
		.when(ISSUED)
		.to(AUTHORITY_REVIEW)
		.asks(MESSAGE)),
	ANSWER_QUESTION(from(INFORMATION_NEEDED).may(by(REQUESTING_AUTHORITY, CASEWORKER))
		.to(REQUESTED_REVIEW)
		.asks(MESSAGE)
		.mayGive(ATTACHMENT)
		.then(ENDS_NOTICE)),
	PASS_ON(from(INFORMATION_NEEDED).may(by(REQUESTING_AUTHORITY, CASEWORKER))
		.to(AUTHORITY_QUERY)
		.asks(MESSAGE)
		.then(ENDS_NOTICE)),
	ACCEPT_CONDITIONS(from(CONDITIONS_PROPOSED).may(by(REQUESTING_AUTHORITY, CASEWORKER, SUPERVISOR))
		.to(REQUESTED_REVIEW)
		.asks(MESSAGE)
		.then(TERMS_BIND)),
	REJECT_CONDITIONS(from(CONDITIONS_PROPOSED).may(by(REQUESTING_AUTHORITY, CASEWORKER, SUPERVISOR))
		.to(REQUESTED_REVIEW)
		.asks(MESSAGE)
		.then(TERMS_LAPSE)),
	COUNTER_CONDITIONS(from(CONDITIONS_PROPOSED).may(by(REQUESTING_AUTHORITY, CASEWORKER, SUPERVISOR))
		.to(REQUESTED_REVIEW)
		.asks(MESSAGE)
		.then(TERMS_LAPSE)),

	// At the central authority that is asked
	ACKNOWLEDGE(from(REQUESTED_REVIEW).may(by(REQUESTED_AUTHORITY, CASEWORKER, ATTORNEY))
		.when(NOT_ACKNOWLEDGED)
		.mayGive(MESSAGE)
		.then(MINTS_REQUESTED_REFERENCE)),
	ASK(from(REQUESTED_REVIEW).may(by(REQUESTED_AUTHORITY, ATTORNEY))
		.to(INFORMATION_NEEDED)
		.asks(MESSAGE)
		.mayGive(ATTACHMENT)),
	PROPOSE_CONDITIONS(from(REQUESTED_REVIEW).may(by(REQUESTED_AUTHORITY, ATTORNEY))
		.to(CONDITIONS_PROPOSED)
		.asks(MESSAGE)
		.then(TERMS_ARE_PROPOSED)),
	POSTPONE(from(REQUESTED_REVIEW).may(by(REQUESTED_AUTHORITY, ATTORNEY, SUPERVISOR))
		.to(POSTPONED)
		.asks(MESSAGE, DATE)
		.then(SETS_REVIEW_DATE)),
	REFUSE(from(REQUESTED_REVIEW, POSTPONED).may(by(REQUESTED_AUTHORITY, SUPERVISOR))
		.byTwo(by(REQUESTED_AUTHORITY, ATTORNEY, SUPERVISOR))
		.when(NO_PART_ON_ITS_WAY)
		.to(CLOSED)
		.asks(GROUND, MESSAGE, CONSULTATION)
		.then(CLOSES_AS_REFUSED)),
	REFUSE_PART(from(REQUESTED_REVIEW).may(by(REQUESTED_AUTHORITY, SUPERVISOR))
		.byTwo(by(REQUESTED_AUTHORITY, ATTORNEY, SUPERVISOR))
		.when(SOME_ACCOUNT_LEFT)
		.asks(ACCOUNTS, GROUND, MESSAGE, CONSULTATION)
		.then(REFUSES_ACCOUNTS)),
	REFER(from(REQUESTED_REVIEW).may(by(REQUESTED_AUTHORITY, ATTORNEY))
		.when(ACKNOWLEDGED)
		.to(EXECUTION_REVIEW)
		.asks(OFFICE, REASON)
		.mayGive(ATTACHMENT)
		.then(NAMES_EXECUTING_OFFICE, MARKS_REFERRED, REACHES_EXECUTING_AUTHORITY)),
	RECALL_QUESTION(from(INFORMATION_NEEDED).may(by(REQUESTED_AUTHORITY, ATTORNEY, SUPERVISOR))
		.to(REQUESTED_REVIEW)
		.asks(MESSAGE)
		.then(ENDS_NOTICE)),
	GIVE_NOTICE(from(INFORMATION_NEEDED).may(by(REQUESTED_AUTHORITY, ATTORNEY))
		.when(NOTICE_NOT_GIVEN)
		.asks(MESSAGE, DATE)
		.then(STARTS_NOTICE)),
	CLOSE_UNANSWERED(from(INFORMATION_NEEDED).may(by(REQUESTED_AUTHORITY, SUPERVISOR))
		.when(NOTICE_EXPIRED)
		.to(CLOSED)
		.asks(MESSAGE)
		.then(ENDS_NOTICE, CLOSES_AS_UNANSWERED, STOPS_PARTS)),
	RETRACT_CONDITIONS(from(CONDITIONS_PROPOSED).may(by(REQUESTED_AUTHORITY, ATTORNEY, SUPERVISOR))
		.to(REQUESTED_REVIEW)
		.asks(MESSAGE)
		.then(TERMS_LAPSE)),
	RESUME(from(POSTPONED).may(by(REQUESTED_AUTHORITY, ATTORNEY, SUPERVISOR)).to(REQUESTED_REVIEW).asks(MESSAGE)),
	EXTEND_POSTPONEMENT(from(POSTPONED).may(by(REQUESTED_AUTHORITY, ATTORNEY, SUPERVISOR))
		.asks(MESSAGE, DATE)
		.then(SETS_REVIEW_DATE)),
	RECALL_REFERRAL(from(EXECUTION_REVIEW, EXECUTING).may(by(REQUESTED_AUTHORITY, ATTORNEY, SUPERVISOR))
		.when(NO_PROCESS_OPEN)
		.to(REQUESTED_REVIEW)
		.asks(REASON)),

	// At the executing office
	HAND_BACK(from(EXECUTION_REVIEW, EXECUTING).may(by(EXECUTING_AUTHORITY, ATTORNEY, SUPERVISOR))
		.when(NO_PROCESS_OPEN, NO_PART_ON_ITS_WAY)
		.to(REQUESTED_REVIEW)
		.asks(REASON)
		.mayGive(ATTACHMENT)),
	TRANSFER(from(EXECUTION_REVIEW)
		.may(by(EXECUTING_AUTHORITY, ATTORNEY, SUPERVISOR), by(REQUESTED_AUTHORITY, ATTORNEY, SUPERVISOR))
		.asks(OFFICE, REASON)
		.then(NAMES_EXECUTING_OFFICE, REACHES_EXECUTING_AUTHORITY)),
	ACCEPT(from(EXECUTION_REVIEW).may(by(EXECUTING_AUTHORITY, ATTORNEY)).to(EXECUTING).mayGive(REASON)),
	OPEN_PROCESS(from(EXECUTING, WITH_PROVIDER).may(by(EXECUTING_AUTHORITY, ATTORNEY)).onItsOwnScreen()),
	SEAL(from(EXECUTION_REVIEW, EXECUTING, WITH_PROVIDER).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(NOT_SEALED)
		.asks(REASON)
		.then(SEALS)),
	UNSEAL(from(EXECUTION_REVIEW, EXECUTING, WITH_PROVIDER, RETURNING, CLOSED).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(Guard.SEALED)
		.asks(REASON)
		.then(UNSEALS)),
	SHOW_AUDITORS(from(EXECUTION_REVIEW, EXECUTING, WITH_PROVIDER, RETURNING, CLOSED)
		.may(by(EXECUTING_AUTHORITY, ATTORNEY, SUPERVISOR))
		.when(Guard.SEALED, AUDITORS_BLIND)
		.asks(REASON, DATE)
		.then(AUDITORS_SEE)),
	HIDE_FROM_AUDITORS(
			from(EXECUTION_REVIEW, EXECUTING, WITH_PROVIDER, RETURNING, CLOSED)
				.may(by(EXECUTING_AUTHORITY, ATTORNEY, SUPERVISOR))
				.when(Guard.SEALED, AUDITORS_SEE_IT)
				.asks(REASON)
				.then(AUDITORS_SEE_NO_MORE)),
	RELEASE_MILESTONE(from(EXECUTING, WITH_PROVIDER, RETURNING, CLOSED).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.mayGive(REASON)
		.onItsOwnScreen()),
	COMPLETE_AND_RETURN(from(EXECUTING).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(NO_PROCESS_OPEN, PART_ON_ITS_WAY)
		.to(RETURNING)
		.mayGive(MESSAGE)),
	COMPLETE(from(EXECUTING).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(NO_PROCESS_OPEN, NO_PART_ON_ITS_WAY)
		.to(CLOSED)
		.asks(MESSAGE)
		.then(CLOSES_AS_EXECUTED)),
	CONFIRM_WITHDRAWAL(from(EXECUTION_REVIEW, EXECUTING)
		.may(by(EXECUTING_AUTHORITY, ATTORNEY), by(REQUESTED_AUTHORITY, ATTORNEY, SUPERVISOR))
		.when(WITHDRAWAL_ASKED, NO_PROCESS_OPEN, NO_PART_ON_ITS_WAY)
		.to(CLOSED)
		.asks(MESSAGE)
		.then(CLOSES_AS_WITHDRAWN)),
	STOP_RETURN(from(REQUESTED_REVIEW, EXECUTION_REVIEW, EXECUTING, RETURNING)
		.may(by(EXECUTING_AUTHORITY, SUPERVISOR), by(REQUESTED_AUTHORITY, SUPERVISOR))
		.when(NO_PROCESS_OPEN, PART_ON_ITS_WAY)
		.to(CLOSED)
		.asks(MESSAGE)
		.then(CLOSES_AS_EXECUTED, STOPS_PARTS)),

	// Evidence is used for the purpose that was stated, unless the other side consents
	// (treaty article 7)
	ASK_OTHER_USE(
			from(EXECUTING, WITH_PROVIDER, RETURNING, CLOSED).may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR))
				.when(EVIDENCE_HAS_COME, USE_NOT_ASKED)
				.asks(MESSAGE)
				.then(USE_IS_ASKED)),
	CONSENT_TO_USE(from(EXECUTING, WITH_PROVIDER, RETURNING, CLOSED).may(by(REQUESTED_AUTHORITY, ATTORNEY, SUPERVISOR))
		.when(Guard.USE_ASKED)
		.asks(MESSAGE)
		.then(USE_IS_CONSENTED)),
	REFUSE_USE(from(EXECUTING, WITH_PROVIDER, RETURNING, CLOSED).may(by(REQUESTED_AUTHORITY, ATTORNEY, SUPERVISOR))
		.when(Guard.USE_ASKED)
		.asks(MESSAGE)
		.then(USE_IS_REFUSED)),

	// At any receiving hop
	GRANT_URGENCY(from(PROSECUTOR_REVIEW, AUTHORITY_REVIEW, REQUESTED_REVIEW, EXECUTION_REVIEW, EXECUTING)
		.may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR), by(REQUESTING_AUTHORITY, CASEWORKER),
				by(REQUESTED_AUTHORITY, ATTORNEY, CASEWORKER), by(EXECUTING_AUTHORITY, ATTORNEY))
		.whenHolder()
		.when(URGENCY_UNDECIDED_HERE)
		.mayGive(REASON)
		.then(URGENCY_IS_GRANTED)),
	DECLINE_URGENCY(from(PROSECUTOR_REVIEW, AUTHORITY_REVIEW, REQUESTED_REVIEW, EXECUTION_REVIEW, EXECUTING)
		.may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR), by(REQUESTING_AUTHORITY, CASEWORKER),
				by(REQUESTED_AUTHORITY, ATTORNEY, CASEWORKER), by(EXECUTING_AUTHORITY, ATTORNEY))
		.whenHolder()
		.when(URGENCY_UNDECIDED_HERE)
		.asks(MESSAGE)
		.then(URGENCY_IS_DECLINED)),

	OVERRULE_ADVICE(from(PROSECUTOR_REVIEW, AUTHORITY_REVIEW, REQUESTED_REVIEW)
		.may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR), by(REQUESTING_AUTHORITY, CASEWORKER),
				by(REQUESTED_AUTHORITY, ATTORNEY))
		.whenHolder()
		.asks(REASON)
		.onItsOwnScreen()),

	// Again, with a reason, by the one who decided
	REOPEN_DECLINED_LETTER(from(CLOSED).may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR, SUPERVISOR))
		.when(DECLINED_HERE)
		.to(PROSECUTOR_REVIEW)
		.asks(MESSAGE)
		.then(REOPENS)),
	REOPEN_WITHDRAWN(from(CLOSED).may(by(PROSECUTOR, org.comity.kernel.Role.PROSECUTOR, SUPERVISOR))
		.when(WITHDRAWN)
		.to(PROSECUTOR_REVIEW)
		.asks(MESSAGE)
		.then(REOPENS)),
	REOPEN_DECLINED_TRANSMISSION(from(CLOSED).may(by(REQUESTING_AUTHORITY, SUPERVISOR))
		.when(DECLINED_HERE)
		.to(AUTHORITY_REVIEW)
		.asks(MESSAGE)
		.then(REOPENS)),
	REOPEN_REFUSED(from(CLOSED).may(by(REQUESTED_AUTHORITY, SUPERVISOR))
		.when(REFUSED_OR_UNANSWERED)
		.to(REQUESTED_REVIEW)
		.asks(MESSAGE)
		.then(REOPENS)),
	REOPEN_EXECUTED(from(CLOSED).may(by(EXECUTING_AUTHORITY, ATTORNEY, SUPERVISOR))
		.when(EXECUTED)
		.to(EXECUTION_REVIEW)
		.asks(REASON)
		.then(REOPENS)),

	// Consequences of moves in the other machines, and of time
	DRAFT_LAPSES(from(DRAFT).bySystem().to(CLOSED).then(CLOSES_AS_DISCARDED)),
	PROCESS_SERVED(from(EXECUTING).bySystem().to(WITH_PROVIDER)),
	PROVIDER_DONE(from(WITH_PROVIDER).bySystem().to(EXECUTING)),
	PARTS_SETTLED(from(RETURNING).bySystem().to(CLOSED).then(CLOSES_AS_EXECUTED));

	private final Row row;

	RequestMove(Row row) {
		this.row = row;
	}

	@Override
	public Set<RequestState> from() {
		return this.row.from;
	}

	@Override
	public List<Mover> movers() {
		return this.row.movers;
	}

	@Override
	public List<Mover> proposers() {
		return this.row.proposers;
	}

	@Override
	public @Nullable RequestState to() {
		return this.row.to;
	}

	@Override
	public List<String> guardNames() {
		return Stream
			.concat(this.row.holderOnly ? Stream.of("HOLDER") : Stream.empty(),
					this.row.guards.stream().map(Enum::name))
			.toList();
	}

	List<Guard> guards() {
		return this.row.guards;
	}

	List<Effect> effects() {
		return this.row.effects;
	}

	/** What the person must give. */
	public Set<Input> required() {
		return this.row.required;
	}

	/** What the person may give as well. */
	public Set<Input> optional() {
		return this.row.optional;
	}

	public boolean takes(Input input) {
		return this.row.required.contains(input) || this.row.optional.contains(input);
	}

	/** Whether the move has a form of its own; else the common one serves. */
	public boolean ownScreen() {
		return this.row.ownScreen;
	}

	boolean holderOnly() {
		return this.row.holderOnly;
	}

	private static Row from(RequestState first, RequestState... more) {
		return new Row(EnumSet.of(first, more));
	}

	private static final class Row {

		private final Set<RequestState> from;

		private List<Mover> movers = List.of();

		private List<Mover> proposers = List.of();

		private List<Guard> guards = List.of();

		private @Nullable RequestState to;

		private Set<Input> required = Set.of();

		private Set<Input> optional = Set.of();

		private List<Effect> effects = List.of();

		private boolean ownScreen;

		private boolean holderOnly;

		private Row(Set<RequestState> from) {
			this.from = Set.copyOf(from);
		}

		Row may(Mover... some) {
			this.movers = List.of(some);
			return this;
		}

		Row byTwo(Mover... first) {
			this.proposers = List.of(first);
			return this;
		}

		Row bySystem() {
			this.movers = List.of();
			return this;
		}

		Row whenHolder() {
			this.holderOnly = true;
			return this;
		}

		Row when(Guard... some) {
			this.guards = List.of(some);
			return this;
		}

		Row to(RequestState state) {
			this.to = state;
			return this;
		}

		Row asks(Input... some) {
			this.required = Set.of(some);
			return this;
		}

		Row mayGive(Input... some) {
			this.optional = Set.of(some);
			return this;
		}

		Row then(Effect... some) {
			this.effects = List.of(some);
			return this;
		}

		Row onItsOwnScreen() {
			this.ownScreen = true;
			return this;
		}

	}

}
