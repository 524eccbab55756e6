package org.comity.process;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.kernel.Side;
import org.comity.requests.Ledger;
import org.comity.requests.LedgerDetails;
import org.comity.requests.LedgerDetails.Name;
import org.comity.requests.LedgerWords;
import org.comity.requests.Machine;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.RequestMoved;
import org.comity.requests.Requests;
import org.comity.requests.SubmittedForms;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one place that sends an invoice and moves it. Guard, change, ledger and event are
 * one transaction, under the lock on the request.
 */
@Service
public class Invoices {

	private final JdbcClient jdbc;

	private final ProcessRepository processes;

	private final InvoiceSight sight;

	private final Requests requests;

	private final Ledger ledger;

	private final SubmittedForms forms;

	private final Directory directory;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Invoices(JdbcClient jdbc, ProcessRepository processes, InvoiceSight sight, Requests requests, Ledger ledger,
			SubmittedForms forms, Directory directory, ApplicationEventPublisher events, Clock clock) {
		this.jdbc = jdbc;
		this.processes = processes;
		this.sight = sight;
		this.requests = requests;
		this.ledger = ledger;
		this.forms = forms;
		this.directory = directory;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * What an office says to an invoice.
	 *
	 * @param message words for the other side; may be empty
	 * @param paidOn the day of payment, or null
	 * @param payment the reference of the payment; may be empty
	 */
	public record Say(String message, @Nullable LocalDate paidOn, String payment) {

		public Say {
			message = Objects.requireNonNullElse(ProcessDetails.plain(message), "").strip();
			payment = Objects.requireNonNullElse(ProcessDetails.line(payment), "");
		}

	}

	/** Whether this person sees the invoices of a process. */
	@Transactional(readOnly = true)
	public boolean sees(Actor actor, UUID process) {
		return this.sight.seesThoseOf(actor, process);
	}

	/** Whether this person may send an invoice for a process. */
	@Transactional(readOnly = true)
	public boolean maySend(Actor actor, UUID process) {
		return actor.kind() == OfficeKind.PROVIDER && actor.has(Role.PROVIDER_COUNSEL)
				&& this.sight.seesThoseOf(actor, process);
	}

	/** Returns the process of an invoice; the caller answers for who may know it. */
	@Transactional(readOnly = true)
	public UUID processOf(UUID invoice) {
		return this.sight.processOf(invoice).orElseThrow(NoSuchRequest::new);
	}

	/**
	 * Returns the invoices of a process, the oldest first; none to who may not see them.
	 */
	@Transactional(readOnly = true)
	public List<Invoice> of(Actor actor, UUID process) {
		return this.sight.seesThoseOf(actor, process) ? select(actor, "process_id = :id order by sent_at, id", process)
				: List.of();
	}

	/**
	 * Returns one invoice.
	 * @throws NoSuchRequest if this person does not see it
	 */
	@Transactional(readOnly = true)
	public Invoice find(Actor actor, UUID id) {
		if (!this.sight.sees(actor, id)) {
			throw new NoSuchRequest();
		}
		return select(actor, "id = :id", id).get(0);
	}

	/**
	 * Sends an invoice.
	 * @param formKey the form's key: the same key sends one
	 * @throws NoSuchRequest if this person may not send one for this process
	 */
	@Transactional
	public MoveResult send(Actor actor, UUID process, UUID formKey, Invoice.Bill bill) {
		UUID request = lock(process);
		if (!maySend(actor, process)) {
			throw new NoSuchRequest();
		}
		if (this.forms.seen(formKey)) {
			return new MoveResult.Repeated();
		}
		List<Rejection> found = new java.util.ArrayList<>(InvoiceRules.check(bill));
		if (taken(process, bill.number(), null)) {
			found.add(Rejection.at("number", "process.invoice.number.taken"));
		}
		if (!found.isEmpty()) {
			return new MoveResult.Rejected(found);
		}
		this.forms.accept(formKey, actor);
		UUID id = Ids.next();
		Instant now = this.clock.instant();
		this.jdbc.sql("""
				insert into invoice (id, process_id, version, number, amount, work, covers, carrier, court_order,
					state, sent_by, sent_at, changed_at, changed_by, payment, said)
				values (:id, :process, 1, :number, :amount, cast(:work as text[]), :covers, :carrier, :order,
					'SENT', :person, :now, :now, :person, '', '')
				""")
			.param("id", id)
			.param("process", process)
			.params(columns(bill))
			.param("person", actor.person())
			.param("now", Timestamp.from(now))
			.update();
		return tell(actor, request, process, id, "SEND", "", InvoiceState.SENT, LedgerWords.none().add(details(bill)),
				now);
	}

	/**
	 * Makes a move of an invoice.
	 * @param drawnFrom the version its form was drawn from
	 * @param say what the office says to it
	 * @param bill what is asked now, where the provider mends it; else null
	 * @throws NoSuchRequest if this person could never make the move
	 */
	@Transactional
	public MoveResult make(Actor actor, UUID id, InvoiceMove move, UUID formKey, long drawnFrom, Say say,
			Invoice.@Nullable Bill bill) {
		UUID process = processOf(id);
		UUID request = lock(process);
		if (!mayEver(actor, id, move)) {
			throw new NoSuchRequest();
		}
		if (this.forms.seen(formKey)) {
			return new MoveResult.Repeated();
		}
		Invoice invoice = find(actor, id);
		if (invoice.version() != drawnFrom || !move.from().contains(invoice.state())) {
			return stale(actor, id);
		}
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
		List<Rejection> found = new java.util.ArrayList<>();
		if (move == InvoiceMove.AMEND) {
			Invoice.Bill mended = Objects.requireNonNull(bill);
			found.addAll(InvoiceRules.check(mended));
			if (taken(process, mended.number(), id)) {
				found.add(Rejection.at("number", "process.invoice.number.taken"));
			}
		}
		found.addAll(InvoiceRules.check(move, say, LocalDate.ofInstant(invoice.sentAt(), ZoneOffset.UTC), today));
		if (!found.isEmpty()) {
			return new MoveResult.Rejected(found);
		}
		this.forms.accept(formKey, actor);
		InvoiceState to = Objects.requireNonNull(move.to());
		Instant now = this.clock.instant();
		this.jdbc
			.sql("update invoice set version = version + 1, number = :number, amount = :amount, "
					+ "work = cast(:work as text[]), covers = :covers, carrier = :carrier, court_order = :order, "
					+ "state = :state, changed_at = :now, changed_by = :person, paid_on = :paid, payment = :payment, "
					+ "said = :said where id = :id")
			.param("id", id)
			.params(columns((bill != null) ? bill : invoice.bill()))
			.param("state", to.name())
			.param("now", Timestamp.from(now))
			.param("person", actor.person())
			.param("paid", (to == InvoiceState.PAID) ? say.paidOn() : null)
			.param("payment", (to == InvoiceState.PAID) ? say.payment() : "")
			.param("said", say.message())
			.update();
		LedgerDetails details = (bill != null) ? details(bill) : LedgerDetails.none();
		if (to == InvoiceState.PAID) {
			details.add(Name.PAID_ON, say.paidOn()).add(Name.PAYMENT, say.payment());
		}
		Side other = (actor.kind() == OfficeKind.PROVIDER) ? Side.REQUESTED : Side.PROVIDER;
		return tell(actor, request, process, id, move.name(), invoice.state().name(), to,
				LedgerWords.none().add(LedgerWords.Kind.MESSAGE, other, say.message()).add(details), now);
	}

	/** Whether this person could make the move in some state of the invoice. */
	@Transactional(readOnly = true)
	public boolean mayEver(Actor actor, UUID id, InvoiceMove move) {
		return this.sight.sees(actor, id) && move.admits(actor) && (actor.kind() == OfficeKind.PROVIDER
				|| executes(actor, this.processes.requestOf(processOf(id)).orElseThrow(NoSuchRequest::new)));
	}

	private boolean executes(Actor actor, UUID request) {
		return actor.office().equals(this.requests.facts(request).executingOffice());
	}

	private UUID lock(UUID process) {
		UUID request = this.processes.requestOf(process).orElseThrow(NoSuchRequest::new);
		this.requests.lock(request);
		return request;
	}

	private boolean taken(UUID process, String number, @Nullable UUID except) {
		return this.jdbc
			.sql("select exists (select 1 from invoice where process_id = :process and number = :number "
					+ "and id is distinct from cast(:except as uuid))")
			.param("process", process)
			.param("number", number)
			.param("except", (except != null) ? except.toString() : null)
			.query(Boolean.class)
			.single();
	}

	private static java.util.Map<String, Object> columns(Invoice.Bill bill) {
		return java.util.Map.of("number", bill.number(), "amount", Objects.requireNonNull(bill.amount()), "work",
				"{" + String.join(",", bill.workInOrder().stream().map(Enum::name).toList()) + "}", "covers",
				bill.covers(), "carrier", Boolean.TRUE.equals(bill.carrier()), "order", bill.courtOrder());
	}

	private static LedgerDetails details(Invoice.Bill bill) {
		return LedgerDetails.none()
			.add(Name.INVOICE_NUMBER, bill.number())
			.add(Name.AMOUNT, Objects.requireNonNull(bill.amount()).toPlainString())
			.addAll(Name.WORK, bill.work())
			.add(Name.COVERS, bill.covers())
			.add(Name.CARRIER, bill.carrier())
			.add(Name.COURT_ORDER, bill.courtOrder());
	}

	/**
	 * What was said goes to the other side, on the ledger too; what is asked, and what
	 * was paid, stand there for the own side, and are read with the invoice alone.
	 */
	private MoveResult tell(Actor actor, UUID request, UUID process, UUID id, String move, String from, InvoiceState to,
			LedgerWords words, Instant now) {
		Requests.Facts about = this.requests.facts(request);
		boolean provider = actor.kind() == OfficeKind.PROVIDER;
		UUID entry = this.ledger.append(request, actor,
				new Ledger.Line(Machine.INVOICE, id, move, from, to.name(), List.of(), words));
		UUID other = provider ? about.executingOffice()
				: this.processes.findById(process).orElseThrow(NoSuchRequest::new).providerOfficeId();
		this.events.publishEvent(new RequestMoved(Ids.next(), request, entry, id, Machine.INVOICE.name(), move,
				actor.office(), actor.person(), Set.of(other), now));
		return new MoveResult.Made(entry);
	}

	/** The other side is told the office, the own side the person too. */
	private MoveResult stale(Actor actor, UUID id) {
		return this.jdbc.sql("select changed_by, changed_at from invoice where id = :id")
			.param("id", id)
			.query((row, index) -> {
				var person = this.directory.person(row.getObject("changed_by", UUID.class));
				boolean own = person.office().equals(actor.office());
				return (MoveResult) new MoveResult.Stale(own ? person.name() : null,
						this.directory.office(person.office()).shortName(), row.getTimestamp("changed_at").toInstant());
			})
			.single();
	}

	private List<Invoice> select(Actor actor, String which, UUID id) {
		return this.jdbc
			.sql("select id, process_id, version, number, amount, work, covers, carrier, court_order, state, sent_at, "
					+ "changed_at, paid_on, payment, said from invoice where " + which)
			.param("id", id)
			.query((row, index) -> {
				InvoiceState state = InvoiceState.valueOf(row.getString("state"));
				UUID invoice = row.getObject("id", UUID.class);
				Set<InvoiceWork> work = EnumSet.noneOf(InvoiceWork.class);
				for (Object one : (Object[]) row.getArray("work").getArray()) {
					work.add(InvoiceWork.valueOf(one.toString()));
				}
				Invoice.Bill bill = new Invoice.Bill(row.getString("number"), row.getBigDecimal("amount"), work,
						row.getString("covers"), row.getBoolean("carrier"), row.getString("court_order"));
				return new Invoice(invoice, row.getObject("process_id", UUID.class), row.getLong("version"), bill,
						state, row.getTimestamp("sent_at").toInstant(), row.getTimestamp("changed_at").toInstant(),
						row.getObject("paid_on", LocalDate.class), row.getString("payment"), row.getString("said"),
						List.of());
			})
			.list()
			.stream()
			.map((one) -> open(actor, one))
			.toList();
	}

	private Invoice open(Actor actor, Invoice one) {
		List<InvoiceMove> moves = Arrays.stream(InvoiceMove.values())
			.filter((move) -> move.from().contains(one.state()) && mayEver(actor, one.id(), move))
			.toList();
		return new Invoice(one.id(), one.process(), one.version(), one.bill(), one.state(), one.sentAt(),
				one.changedAt(), one.paidOn(), one.payment(), one.said(), moves);
	}

}
