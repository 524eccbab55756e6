package org.comity.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.comity.kernel.Ids;
import org.comity.requests.AccountOutcome;
import org.comity.requests.Accounts;
import org.comity.requests.Milestones;
import org.comity.requests.Requests;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Carries out what the rows of the table write besides the state.
 */
@Component
class ProcessEffects {

	private final Requests requests;

	private final Accounts accounts;

	private final Demands demands;

	private final Milestones milestones;

	private final NonDisclosureOrders orders;

	private final ProcessPapers papers;

	private final Affidavits affidavits;

	private final Disputes disputes;

	private final JdbcClient jdbc;

	ProcessEffects(Requests requests, Accounts accounts, Demands demands, Milestones milestones,
			NonDisclosureOrders orders, ProcessPapers papers, Affidavits affidavits, Disputes disputes,
			JdbcClient jdbc) {
		this.requests = requests;
		this.accounts = accounts;
		this.demands = demands;
		this.milestones = milestones;
		this.orders = orders;
		this.papers = papers;
		this.affidavits = affidavits;
		this.disputes = disputes;
		this.jdbc = jdbc;
	}

	/**
	 * Applies the effects of a move, in the row's order.
	 * @return the hashes of the papers made
	 */
	List<String> apply(ProcessMove move, ProcessContext context, Instant now) {
		List<String> made = new ArrayList<>();
		for (ProcessEffect effect : move.effects()) {
			apply(move, effect, context, now, made);
		}
		return made;
	}

	private void apply(ProcessMove move, ProcessEffect effect, ProcessContext context, Instant now, List<String> made) {
		CompulsoryProcess process = context.process();
		ProcessDetails details = context.details();
		UUID person = context.actor().person();
		switch (effect) {
			case MAKES_APPLICATION -> this.affidavits.find(process.id())
				.ifPresent((written) -> made
					.add(this.papers.application(process, context.accounts(), written.text(), now, person)));
			case RECORDS_AUTHORITY -> {
				process.authority(details.authority());
				process.returnBy(Objects.requireNonNull(details.returnDate()));
			}
			case NARROWS_SCOPE -> process.narrowTo(Objects.requireNonNull(details.scope()).strip());
			case SETS_RETURN_DATE -> {
				if (details.returnDate() != null) {
					process.returnBy(details.returnDate());
				}
			}
			case MARKS_SERVED -> {
				process.served(now);
				this.requests.reachProvider(process.requestId());
			}
			case MARKS_WRONG_COMPANY -> process.wrongCompany(true);
			case CLEARS_WRONG_COMPANY -> process.wrongCompany(false);
			case SETTLES_WRONG_COMPANY -> settleWrongCompany(context);
			case RECORDS_ANSWER -> recordAnswer(context, now);
			case RECORDS_OBJECTION -> this.disputes.object(process.id(), details.dispute().objections(), now, person);
			case RECORDS_COMPULSION ->
				this.disputes.file(process.id(), Objects.requireNonNull(details.dispute().means()), now, person);
			case DECIDES_COMPULSION -> this.disputes.decide(process.id(), move, details.authority(), now);
			case MAKES_INSTRUMENT -> made.add(this.papers.instrument(process, context.accounts(), now, person));
			case TELLS_SERVED, TELLS_ANSWERED, TELLS_NARROWED -> {
				// Told when the move stands on the ledger.
			}
			case GRANTS_NON_DISCLOSURE -> made.add(order(NonDisclosure.Kind.GRANTED, context, now));
			case EXTENDS_NON_DISCLOSURE -> made.add(order(NonDisclosure.Kind.EXTENDED, context, now));
			case REFUSES_NON_DISCLOSURE ->
				this.orders.add(process.id(), decision(NonDisclosure.Kind.REFUSED, details), now, person);
			case ENDS_AS_ABANDONED -> process.end(EndReason.ABANDONED, now);
			case ENDS_AS_DENIED -> process.end(EndReason.DENIED, now);
			case ENDS_AS_EXPIRED -> process.end(EndReason.EXPIRED, now);
			case ENDS_AS_QUASHED -> process.end(EndReason.QUASHED, now);
			case ENDS_AS_WITHDRAWN -> process.end(EndReason.WITHDRAWN, now);
			case ENDS_AS_SETTLED -> process.end(EndReason.SETTLED, now);
			case ENDS_FOR_OFFICE -> process.end(EndReason.ENDED_FOR_OFFICE, now);
		}
	}

	/**
	 * Notes the milestones of a move, after its own line on the ledger. A grand jury
	 * instrument makes none, ever: even that it exists is not told (Fed. R. Crim. P.
	 * 6(e)).
	 */
	void tell(ProcessMove move, CompulsoryProcess process) {
		for (ProcessEffect effect : move.effects()) {
			switch (effect) {
				case TELLS_SERVED -> tell(process, Milestones.Kind.SERVED);
				case TELLS_ANSWERED -> tell(process, Milestones.Kind.ANSWERED);
				case TELLS_NARROWED -> tell(process, Milestones.Kind.NARROWED);
				default -> {
				}
			}
		}
	}

	private void tell(CompulsoryProcess process, Milestones.Kind kind) {
		if (!process.grandJury()) {
			this.milestones.happened(process.requestId(), process.id(), kind, process.sealed());
		}
	}

	/** What the provider said last stands: another company holds these accounts. */
	private void settleWrongCompany(ProcessContext context) {
		if (!context.process().wrongCompany()) {
			return;
		}
		context.accounts()
			.stream()
			.filter((demand) -> demand.outcome() == null)
			.forEach((demand) -> settle(context.process(), demand.account(), AccountOutcome.NOT_OURS));
	}

	private void settle(CompulsoryProcess process, UUID account, AccountOutcome outcome) {
		this.demands.settle(process.id(), account, outcome);
		this.accounts.settle(account, outcome);
	}

	private void recordAnswer(ProcessContext context, Instant now) {
		CompulsoryProcess process = context.process();
		for (Map.Entry<UUID, AccountOutcome> each : context.details().outcomes().entrySet()) {
			settle(process, each.getKey(), each.getValue());
		}
		ProcessDetails.Certificate certificate = Objects.requireNonNull(context.details().certificate());
		this.jdbc
			.sql("insert into process_answer (id, process_id, custodian, title, answered_at, recorded_by) "
					+ "values (:id, :process, :custodian, :title, :now, :person)")
			.param("id", Ids.next())
			.param("process", process.id())
			.param("custodian", certificate.custodian())
			.param("title", certificate.title())
			.param("now", java.sql.Timestamp.from(now))
			.param("person", context.actor().person())
			.update();
		process.answered(now);
	}

	/** Whether this person recorded the newest answer. */
	boolean answeredBy(UUID process, UUID person) {
		return this.jdbc
			.sql("select recorded_by from process_answer where process_id = :process "
					+ "order by answered_at desc, id desc limit 1")
			.param("process", process)
			.query(UUID.class)
			.optional()
			.filter(person::equals)
			.isPresent();
	}

	private String order(NonDisclosure.Kind kind, ProcessContext context, Instant now) {
		CompulsoryProcess process = context.process();
		UUID person = context.actor().person();
		this.orders.add(process.id(), decision(kind, context.details()), now, person);
		return this.papers.nonDisclosure(process, this.orders.of(process.id(), context.today()), now, person);
	}

	private static NonDisclosure.Decision decision(NonDisclosure.Kind kind, ProcessDetails details) {
		return new NonDisclosure.Decision(kind, details.nonDisclosure().grounds(),
				Objects.requireNonNull(details.authority().grantedOn()), details.nonDisclosure().endsOn());
	}

}
