package org.comity.requests;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.OfficeKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Carries out what the rows of the table write besides the state.
 */
@Component
class Effects {

	/** Days within which an urgent telling is confirmed in writing (treaty article 4). */
	static final int DAYS_TO_CONFIRM = 10;

	private final Conditions conditions;

	private final Accounts accounts;

	private final References references;

	private final Directory directory;

	private final LetterFacts letters;

	private final Turns turns;

	private final ReturningParts returning;

	private final JdbcClient jdbc;

	Effects(Conditions conditions, Accounts accounts, References references, Directory directory, LetterFacts letters,
			Turns turns, ReturningParts returning, JdbcClient jdbc) {
		this.conditions = conditions;
		this.accounts = accounts;
		this.references = references;
		this.directory = directory;
		this.letters = letters;
		this.turns = turns;
		this.returning = returning;
		this.jdbc = jdbc;
	}

	void apply(Effect effect, MoveContext context, Instant now) {
		Request request = context.request();
		MoveDetails details = context.details();
		UUID id = request.id();
		UUID here = context.actor().office();
		LocalDate date = details.date();
		switch (effect) {
			case REACHES_PROSECUTOR -> {
				request.neededBy(this.letters.neededBy(id));
				reach(request, OfficeKind.PROSECUTOR, now);
			}
			case REACHES_REQUESTING_AUTHORITY -> reach(request, OfficeKind.REQUESTING_AUTHORITY, now);
			case REACHES_REQUESTED_AUTHORITY -> reach(request, OfficeKind.REQUESTED_AUTHORITY, now);
			case REACHES_EXECUTING_AUTHORITY -> reach(request, OfficeKind.EXECUTING_AUTHORITY, now);
			case NAMES_EXECUTING_OFFICE -> request.execute(java.util.Objects.requireNonNull(details.office()));
			case MARKS_ISSUED -> {
				request.issued(now);
				request.neededBy(this.letters.neededBy(id));
			}
			case MARKS_TRANSMITTED -> request.transmitted(now);
			case MARKS_REFERRED -> request.referred(now);
			case MINTS_REQUESTING_REFERENCE -> {
				if (request.requestingReference() == null) {
					request.requestingReference(mint(request, OfficeKind.REQUESTING_AUTHORITY));
				}
			}
			case MINTS_REQUESTED_REFERENCE -> request.requestedReference(mint(request, OfficeKind.REQUESTED_AUTHORITY));
			case LETTER_FALLS_DUE -> this.conditions.begin(id, Condition.WRITTEN_LETTER_DUE, here, now,
					context.today().plusDays(DAYS_TO_CONFIRM), null);
			case LETTER_HAS_COME -> this.conditions.end(id, now, Condition.WRITTEN_LETTER_DUE);
			case WITHDRAWAL_IS_ASKED ->
				this.conditions.begin(id, Condition.WITHDRAWAL_ASKED, here, now, null, details.message());
			case TERMS_ARE_PROPOSED ->
				this.conditions.begin(id, Condition.TERMS_PROPOSED, here, now, null, details.message());
			case TERMS_BIND -> {
				this.conditions.of(id)
					.stream()
					.filter((holding) -> holding.kind() == Condition.TERMS_PROPOSED)
					.forEach((holding) -> this.conditions.begin(id, Condition.TERMS_ACCEPTED, here, now, null,
							holding.text()));
				this.conditions.end(id, now, Condition.TERMS_PROPOSED);
			}
			case TERMS_LAPSE -> this.conditions.end(id, now, Condition.TERMS_PROPOSED);
			case SETS_REVIEW_DATE -> request.reviewOn(date);
			case STARTS_NOTICE -> request.noticeUntil(date);
			case ENDS_NOTICE -> request.noticeUntil(null);
			case REFUSES_ACCOUNTS ->
				details.accounts().forEach((account) -> this.accounts.settle(account, AccountOutcome.REFUSED));
			case SEALS -> this.conditions.begin(id, Condition.SEALED, here, now, null, null);
			case UNSEALS -> this.conditions.end(id, now, Condition.SEALED, Condition.SHOWN_TO_AUDITORS);
			case AUDITORS_SEE -> {
				this.conditions.end(id, now, Condition.SHOWN_TO_AUDITORS);
				this.conditions.begin(id, Condition.SHOWN_TO_AUDITORS, here, now, date, null);
			}
			case AUDITORS_SEE_NO_MORE -> this.conditions.end(id, now, Condition.SHOWN_TO_AUDITORS);
			case URGENCY_IS_GRANTED -> this.conditions.begin(id, Condition.URGENCY_GRANTED, here, now, null, null);
			case URGENCY_IS_DECLINED -> this.conditions.begin(id, Condition.URGENCY_DECLINED, here, now, null, null);
			case REOPENS -> {
				request.reopen();
				sightIsOpen(id, true);
			}
			case CLOSES_AS_DISCARDED -> close(context, Outcome.DISCARDED, now);
			case CLOSES_AS_DECLINED -> close(context, Outcome.DECLINED, now);
			case CLOSES_AS_WITHDRAWN -> close(context, Outcome.WITHDRAWN, now);
			case CLOSES_AS_REFUSED -> close(context, Outcome.REFUSED, now);
			case CLOSES_AS_UNANSWERED -> close(context, Outcome.UNANSWERED, now);
			case CLOSES_AS_EXECUTED -> close(context, executed(id), now);
			case STOPS_PARTS -> this.returning.stop(context.actor(), id);
			case USE_IS_ASKED -> {
				UUID asked = this.conditions.begin(id, Condition.USE_ASKED, here, now, null, details.message());
				this.turns.give(id, Turns.Subject.USE, asked, request.officeOf(OfficeKind.REQUESTED_AUTHORITY),
						Condition.USE_ASKED.name(), null);
			}
			case USE_IS_CONSENTED -> {
				String use = useAsked(id);
				endUse(id, now);
				this.conditions.begin(id, Condition.USE_CONSENTED, here, now, null, use);
			}
			case USE_IS_REFUSED -> endUse(id, now);
		}
	}

	private @Nullable String useAsked(UUID request) {
		return this.conditions.of(request)
			.stream()
			.filter((holding) -> holding.kind() == Condition.USE_ASKED)
			.map(Conditions.Holding::text)
			.findFirst()
			.orElse(null);
	}

	private void endUse(UUID request, Instant now) {
		this.conditions.of(request)
			.stream()
			.filter((holding) -> holding.kind() == Condition.USE_ASKED)
			.forEach((holding) -> this.turns.end(holding.id()));
		this.conditions.end(request, now, Condition.USE_ASKED);
	}

	/**
	 * Works out the outcome of an execution from what became of the accounts.
	 */
	private Outcome executed(UUID request) {
		List<@Nullable AccountOutcome> outcomes = new java.util.ArrayList<>();
		this.accounts.of(request).forEach((account) -> outcomes.add(account.outcome()));
		boolean some = outcomes.contains(AccountOutcome.PRODUCED);
		boolean all = !outcomes.isEmpty() && outcomes.stream().allMatch((one) -> one == AccountOutcome.PRODUCED);
		if (all) {
			return Outcome.EXECUTED;
		}
		if (some) {
			return Outcome.EXECUTED_IN_PART;
		}
		return outcomes.contains(AccountOutcome.NO_RECORDS) ? Outcome.NO_RECORDS : Outcome.UNANSWERED;
	}

	private void close(MoveContext context, Outcome outcome, Instant now) {
		Request request = context.request();
		request.close(outcome, now, context.actor().kind());
		sightIsOpen(request.id(), false);
		this.conditions.end(request.id(), now, Condition.WITHDRAWAL_ASKED, Condition.WRITTEN_LETTER_DUE,
				Condition.TERMS_PROPOSED);
		AccountOutcome open = switch (outcome) {
			case REFUSED -> AccountOutcome.REFUSED;
			case WITHDRAWN -> AccountOutcome.WITHDRAWN;
			default -> null;
		};
		if (open != null) {
			this.accounts.of(request.id())
				.stream()
				.filter((account) -> account.outcome() == null)
				.forEach((account) -> this.accounts.settle(account.id(), open));
		}
	}

	private String mint(Request request, OfficeKind kind) {
		return this.references.mint(this.directory.office(request.officeOf(kind)).code());
	}

	private void reach(Request request, OfficeKind kind, Instant now) {
		reach(request.id(), request.officeOf(kind), kind, null, now);
	}

	/**
	 * Lets an office see a request from now on; an office that saw it before keeps its
	 * day.
	 */
	void reach(UUID request, UUID office, OfficeKind kind, @Nullable UUID team, Instant now) {
		this.jdbc
			.sql("insert into request_sight (request_id, office_id, side, team_id, since) "
					+ "values (:request, :office, :side, :team, :since) on conflict do nothing")
			.param("request", request)
			.param("office", office)
			.param("side", kind.side().name())
			.param("team", team)
			.param("since", java.sql.Timestamp.from(now))
			.update();
	}

	/** For the lists that ask what is open: who sees it stays the same. */
	private void sightIsOpen(UUID request, boolean open) {
		this.jdbc.sql("update request_sight set open = :open where request_id = :request")
			.param("open", open)
			.param("request", request)
			.update();
	}

	List<UUID> sightOf(UUID request, UUID office) {
		return this.jdbc.sql("select office_id from request_sight where request_id = :request and office_id = :office")
			.param("request", request)
			.param("office", office)
			.query(UUID.class)
			.list();
	}

	/**
	 * The offices the request has reached, the provider left out: it never sees the case.
	 */
	List<UUID> reachedHops(UUID request) {
		return this.jdbc.sql("select office_id from request_sight where request_id = :request and side <> 'PROVIDER'")
			.param("request", request)
			.query(UUID.class)
			.list();
	}

}
