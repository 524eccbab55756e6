package org.comity.process;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.comity.kernel.Move;
import org.comity.kernel.Mover;
import org.jspecify.annotations.Nullable;

import static org.comity.kernel.Mover.by;
import static org.comity.kernel.OfficeKind.EXECUTING_AUTHORITY;
import static org.comity.kernel.OfficeKind.PROVIDER;
import static org.comity.kernel.OfficeKind.REQUESTED_AUTHORITY;
import static org.comity.kernel.Role.ATTORNEY;
import static org.comity.kernel.Role.PROVIDER_COUNSEL;
import static org.comity.kernel.Role.SUPERVISOR;
import static org.comity.process.ProcessEffect.*;
import static org.comity.process.ProcessGuard.*;
import static org.comity.process.ProcessInput.ATTACHMENT;
import static org.comity.process.ProcessInput.CERTIFICATE;
import static org.comity.process.ProcessInput.DOCKET;
import static org.comity.process.ProcessInput.ENDS_ON;
import static org.comity.process.ProcessInput.EXPIRES_ON;
import static org.comity.process.ProcessInput.GRANTED_ON;
import static org.comity.process.ProcessInput.GROUNDS;
import static org.comity.process.ProcessInput.JUDGE;
import static org.comity.process.ProcessInput.MEANS;
import static org.comity.process.ProcessInput.MESSAGE;
import static org.comity.process.ProcessInput.OBJECTIONS;
import static org.comity.process.ProcessInput.OUTCOMES;
import static org.comity.process.ProcessInput.REASON;
import static org.comity.process.ProcessInput.RETURN_DATE;
import static org.comity.process.ProcessInput.SCOPE;
import static org.comity.process.ProcessState.ANSWERED;
import static org.comity.process.ProcessState.ANSWERING;
import static org.comity.process.ProcessState.COURT;
import static org.comity.process.ProcessState.ENDED;
import static org.comity.process.ProcessState.OBJECTED;
import static org.comity.process.ProcessState.PREPARING;
import static org.comity.process.ProcessState.QUERIED;
import static org.comity.process.ProcessState.READY;
import static org.comity.process.ProcessState.SERVED;

/**
 * The lifecycle of a process, whole: from which states, who may, what must hold, where it
 * leads, what the person is asked for, what else it writes. Nothing else changes a
 * process's state. A row that leads nowhere leaves the state as it is. Where the provider
 * has nobody here, the executing office serves on paper and records the answers: those
 * rows admit it under {@code ANSWERS_FOR_PROVIDER}.
 */
public enum ProcessMove implements Move<ProcessState> {

	// The executing office prepares it and goes to court
	APPLY(from(PREPARING).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.to(COURT)
		.mayGive(REASON, ATTACHMENT)
		.then(MAKES_APPLICATION)),
	READY_UNDER_APPOINTMENT(from(PREPARING).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(UNDER_APPOINTMENT)
		.to(READY)
		.asks(ProcessInput.COURT, DOCKET, RETURN_DATE)
		.mayGive(JUDGE, EXPIRES_ON, REASON)
		.then(RECORDS_AUTHORITY, MAKES_INSTRUMENT)),
	GRANTED(from(COURT).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(NOT_SERVED)
		.to(READY)
		.asks(ProcessInput.COURT, DOCKET, JUDGE, GRANTED_ON, RETURN_DATE)
		.mayGive(EXPIRES_ON, REASON, ATTACHMENT)
		.then(RECORDS_AUTHORITY, MAKES_INSTRUMENT)),
	NARROWED(from(COURT).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(NOT_SERVED)
		.to(READY)
		.asks(SCOPE, ProcessInput.COURT, DOCKET, JUDGE, GRANTED_ON, RETURN_DATE)
		.mayGive(EXPIRES_ON, REASON, ATTACHMENT)
		.then(RECORDS_AUTHORITY, NARROWS_SCOPE, MAKES_INSTRUMENT, TELLS_NARROWED)),
	JUDGE_ASKS(from(COURT).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(NOT_SERVED)
		.to(PREPARING)
		.asks(REASON)
		.mayGive(ATTACHMENT)),
	DENIED(from(COURT).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(NOT_SERVED)
		.to(ENDED)
		.asks(REASON)
		.mayGive(ATTACHMENT)
		.gravely()
		.then(ENDS_AS_DENIED)),
	ABANDON(from(PREPARING, COURT, READY).may(by(EXECUTING_AUTHORITY, ATTORNEY, SUPERVISOR))
		.when(NOT_SERVED)
		.to(ENDED)
		.asks(REASON)
		.gravely()
		.then(ENDS_AS_ABANDONED)),
	SERVE(from(READY).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(NOT_EXPIRED, RETURN_DATE_AHEAD)
		.to(SERVED)
		.mayGive(MESSAGE)
		.gravely()
		.then(MARKS_SERVED, TELLS_SERVED)),
	EXPIRED(from(READY).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(PAST_EXPIRY)
		.to(ENDED)
		.mayGive(REASON)
		.gravely()
		.then(ENDS_AS_EXPIRED)),

	// The provider answers
	ACKNOWLEDGE(
			from(SERVED).may(by(PROVIDER, PROVIDER_COUNSEL), by(EXECUTING_AUTHORITY,
					ATTORNEY))
				.when(ANSWERS_FOR_PROVIDER)
				.to(ANSWERING)
				.mayGive(MESSAGE)),
	NOT_OURS(from(SERVED).may(by(PROVIDER, PROVIDER_COUNSEL), by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(ANSWERS_FOR_PROVIDER)
		.to(QUERIED)
		.asks(MESSAGE)
		.then(MARKS_WRONG_COMPANY)),
	PRODUCE_PART(
			from(ANSWERING, QUERIED, OBJECTED).may(by(PROVIDER, PROVIDER_COUNSEL), by(EXECUTING_AUTHORITY, ATTORNEY))
				.when(ANSWERS_FOR_PROVIDER)
				.onItsOwnScreen()),
	ASK(from(ANSWERING).may(by(PROVIDER, PROVIDER_COUNSEL), by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(ANSWERS_FOR_PROVIDER)
		.to(QUERIED)
		.asks(MESSAGE)
		.mayGive(ATTACHMENT)),
	OBJECT(from(ANSWERING).may(by(PROVIDER, PROVIDER_COUNSEL), by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(ANSWERS_FOR_PROVIDER)
		.to(OBJECTED)
		.asks(OBJECTIONS, MESSAGE)
		.mayGive(ATTACHMENT)
		.then(RECORDS_OBJECTION)),
	ANSWER_IN_FULL(from(ANSWERING).may(by(PROVIDER, PROVIDER_COUNSEL), by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(ANSWERS_FOR_PROVIDER)
		.to(ANSWERED)
		.asks(OUTCOMES, CERTIFICATE)
		.mayGive(MESSAGE)
		.then(RECORDS_ANSWER, TELLS_ANSWERED)),
	LATE_PART(from(ANSWERED).may(by(PROVIDER, PROVIDER_COUNSEL), by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(ANSWERS_FOR_PROVIDER)
		.onItsOwnScreen()),

	// The executing office replies, presses, or gives way
	ANSWER(from(QUERIED, OBJECTED).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.to(ANSWERING)
		.asks(MESSAGE)
		.mayGive(RETURN_DATE, ATTACHMENT)
		.then(SETS_RETURN_DATE, CLEARS_WRONG_COMPANY)),
	NARROW(from(QUERIED, OBJECTED).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.to(ANSWERING)
		.asks(SCOPE, MESSAGE)
		.mayGive(RETURN_DATE, ATTACHMENT)
		.then(SETS_RETURN_DATE, CLEARS_WRONG_COMPANY, NARROWS_SCOPE, MAKES_INSTRUMENT, TELLS_NARROWED)),
	NEW_RETURN_DATE(from(SERVED, ANSWERING, QUERIED, OBJECTED).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.asks(RETURN_DATE, MESSAGE)
		.then(SETS_RETURN_DATE)),
	COMPEL(from(SERVED, ANSWERING, QUERIED, OBJECTED).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.to(COURT)
		.asks(MEANS, REASON)
		.mayGive(MESSAGE, ATTACHMENT)
		.gravely()
		.then(RECORDS_COMPULSION)),
	COMPELLED(from(COURT).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(SERVED_BEFORE)
		.to(ANSWERING)
		.asks(MESSAGE, RETURN_DATE)
		.mayGive(DOCKET, JUDGE, GRANTED_ON, ATTACHMENT)
		.then(SETS_RETURN_DATE, DECIDES_COMPULSION)),
	NOT_COMPELLED(from(COURT).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(SERVED_BEFORE)
		.to(OBJECTED)
		.asks(MESSAGE)
		.mayGive(DOCKET, JUDGE, GRANTED_ON, ATTACHMENT)
		.then(DECIDES_COMPULSION)),
	MODIFIED(from(COURT).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(SERVED_BEFORE)
		.to(ANSWERING)
		.asks(SCOPE, MESSAGE, RETURN_DATE)
		.mayGive(DOCKET, JUDGE, GRANTED_ON, ATTACHMENT)
		.then(SETS_RETURN_DATE, DECIDES_COMPULSION, NARROWS_SCOPE, MAKES_INSTRUMENT, TELLS_NARROWED)),
	QUASHED(from(COURT).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(SERVED_BEFORE)
		.to(ENDED)
		.asks(MESSAGE)
		.mayGive(DOCKET, JUDGE, GRANTED_ON, ATTACHMENT)
		.gravely()
		.then(DECIDES_COMPULSION, ENDS_AS_QUASHED)),
	WITHDRAW(from(SERVED, ANSWERING, QUERIED, OBJECTED, COURT).may(by(EXECUTING_AUTHORITY, ATTORNEY, SUPERVISOR))
		.when(SERVED_BEFORE)
		.to(ENDED)
		.asks(MESSAGE)
		.gravely()
		.then(SETTLES_WRONG_COMPANY, ENDS_AS_WITHDRAWN)),
	DEFICIENT(from(ANSWERED).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.to(ANSWERING)
		.asks(MESSAGE, RETURN_DATE)
		.mayGive(ATTACHMENT)
		.then(SETS_RETURN_DATE)),
	SETTLE(from(ANSWERED).may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(ANSWERED_BY_ANOTHER)
		.to(ENDED)
		.mayGive(REASON)
		.then(ENDS_AS_SETTLED)),

	// In the place of an executing office that does not act
	END_FOR_OFFICE(from(PREPARING, COURT, READY, SERVED, ANSWERING, QUERIED, OBJECTED, ANSWERED)
		.may(by(REQUESTED_AUTHORITY, SUPERVISOR))
		.to(ENDED)
		.asks(REASON)
		.mayGive(MESSAGE)
		.gravely()
		.then(SETTLES_WRONG_COMPANY, ENDS_FOR_OFFICE)),

	// What the court decides on non-disclosure, also when the process or the request is
	// over
	NON_DISCLOSURE_GRANTED(
			from(COURT, READY, SERVED, ANSWERING, QUERIED, OBJECTED, ANSWERED).may(by(EXECUTING_AUTHORITY, ATTORNEY))
				.when(NO_ORDER_IN_FORCE)
				.asks(GROUNDS, GRANTED_ON, ENDS_ON)
				.mayGive(MESSAGE, REASON)
				.then(GRANTS_NON_DISCLOSURE)),
	NON_DISCLOSURE_REFUSED(
			from(COURT, READY, SERVED, ANSWERING, QUERIED, OBJECTED, ANSWERED).may(by(EXECUTING_AUTHORITY, ATTORNEY))
				.when(NO_ORDER_IN_FORCE)
				.asks(GRANTED_ON)
				.mayGive(REASON)
				.then(REFUSES_NON_DISCLOSURE)),
	NON_DISCLOSURE_EXTENDED(from(COURT, READY, SERVED, ANSWERING, QUERIED, OBJECTED, ANSWERED, ENDED)
		.may(by(EXECUTING_AUTHORITY, ATTORNEY))
		.when(ORDER_IN_FORCE)
		.asks(GROUNDS, GRANTED_ON, ENDS_ON)
		.mayGive(MESSAGE, REASON)
		.then(EXTENDS_NON_DISCLOSURE));

	private final Row row;

	ProcessMove(Row row) {
		this.row = row;
	}

	@Override
	public Set<ProcessState> from() {
		return this.row.from;
	}

	@Override
	public List<Mover> movers() {
		return this.row.movers;
	}

	@Override
	public @Nullable ProcessState to() {
		return this.row.to;
	}

	@Override
	public List<String> guardNames() {
		return this.row.guards.stream().map(Enum::name).toList();
	}

	List<ProcessGuard> guards() {
		return this.row.guards;
	}

	List<ProcessEffect> effects() {
		return this.row.effects;
	}

	/** What the person must give. */
	public Set<ProcessInput> required() {
		return this.row.required;
	}

	/** What the person may give as well. */
	public Set<ProcessInput> optional() {
		return this.row.optional;
	}

	public boolean takes(ProcessInput input) {
		return this.row.required.contains(input) || this.row.optional.contains(input);
	}

	/** Whether the move has a form of its own; else the common one serves. */
	public boolean ownScreen() {
		return this.row.ownScreen;
	}

	/** Whether it cannot be taken back, so that the screen first says what follows. */
	public boolean grave() {
		return this.row.grave;
	}

	private static Row from(ProcessState first, ProcessState... more) {
		return new Row(EnumSet.of(first, more));
	}

	private static final class Row {

		private final Set<ProcessState> from;

		private List<Mover> movers = List.of();

		private List<ProcessGuard> guards = List.of();

		private @Nullable ProcessState to;

		private Set<ProcessInput> required = Set.of();

		private Set<ProcessInput> optional = Set.of();

		private List<ProcessEffect> effects = List.of();

		private boolean ownScreen;

		private boolean grave;

		private Row(Set<ProcessState> from) {
			this.from = Set.copyOf(from);
		}

		Row may(Mover... some) {
			this.movers = List.of(some);
			return this;
		}

		Row when(ProcessGuard... some) {
			this.guards = List.of(some);
			return this;
		}

		Row to(ProcessState state) {
			this.to = state;
			return this;
		}

		Row asks(ProcessInput... some) {
			this.required = Set.of(some);
			return this;
		}

		Row mayGive(ProcessInput... some) {
			this.optional = Set.of(some);
			return this;
		}

		Row then(ProcessEffect... some) {
			this.effects = List.of(some);
			return this;
		}

		Row onItsOwnScreen() {
			this.ownScreen = true;
			return this;
		}

		Row gravely() {
			this.grave = true;
			return this;
		}

	}

}
