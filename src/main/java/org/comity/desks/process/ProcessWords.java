package org.comity.desks.process;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.desks.casefile.DetailLine;
import org.comity.desks.casefile.Due;
import org.comity.desks.fragments.Fact;
import org.comity.desks.fragments.FileEntry;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Signers;
import org.comity.desks.fragments.TimelineEntry;
import org.comity.desks.fragments.Tone;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.letters.LetterContent;
import org.comity.process.Compulsion;
import org.comity.process.Demand;
import org.comity.process.Invoice;
import org.comity.process.InvoiceMove;
import org.comity.process.NonDisclosure;
import org.comity.process.Objection;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessPaper;
import org.comity.requests.AccountOutcome;
import org.comity.requests.LedgerWords;
import org.comity.requests.Status;
import org.comity.requests.Timeline;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Puts what the process module knows into the words of the message files.
 */
@Component
public class ProcessWords {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

	private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM yyyy 'at' HH:mm", Locale.UK)
		.withZone(ZoneOffset.UTC);

	/** The moves that carry a process on its ordinary way. */
	private static final Set<ProcessMove> ONWARD = EnumSet.of(ProcessMove.APPLY, ProcessMove.READY_UNDER_APPOINTMENT,
			ProcessMove.GRANTED, ProcessMove.NARROWED, ProcessMove.SERVE, ProcessMove.EXPIRED, ProcessMove.ACKNOWLEDGE,
			ProcessMove.PRODUCE_PART, ProcessMove.ANSWER_IN_FULL, ProcessMove.ANSWER, ProcessMove.NARROW,
			ProcessMove.COMPELLED, ProcessMove.MODIFIED, ProcessMove.SETTLE, ProcessMove.DEFICIENT);

	private static final Set<ProcessMove> SILENCE = EnumSet.of(ProcessMove.NON_DISCLOSURE_GRANTED,
			ProcessMove.NON_DISCLOSURE_REFUSED, ProcessMove.NON_DISCLOSURE_EXTENDED);

	private final MessageSource messages;

	private final Clock clock;

	public ProcessWords(MessageSource messages, Clock clock) {
		this.messages = messages;
		this.clock = clock;
	}

	/**
	 * A step that is open to the reader now.
	 *
	 * @param href where it is made
	 * @param name its words
	 * @param explanation what it is for
	 * @param look the look of its button, or null for the plain one
	 */
	public record Step(String href, Phrase name, Phrase explanation, @Nullable String look) {
	}

	/**
	 * The steps open to the reader.
	 *
	 * @param onward those of the ordinary way
	 * @param more the others
	 * @param silence what the court may have decided on non-disclosure
	 */
	public record Steps(List<Step> onward, List<Step> more, List<Step> silence) {

		public boolean none() {
			return this.onward.isEmpty() && this.more.isEmpty();
		}

	}

	/**
	 * One account demanded, in words.
	 *
	 * @param ordinal its number
	 * @param kind what the identifier is
	 * @param identifier the identifier
	 * @param range the range, in UTC
	 * @param data the kinds of data
	 * @param particulars what exactly, or empty
	 * @param outcome what became of it
	 * @param outcomeTone in which tone
	 * @param told from when its user may be told
	 */
	public record DemandLine(int ordinal, Phrase kind, String identifier, Phrase range, List<Phrase> data,
			String particulars, Phrase outcome, Tone outcomeTone, Phrase told) {
	}

	/**
	 * An invoice, in words.
	 *
	 * @param number the provider's number
	 * @param amount in US dollars
	 * @param status where it is
	 * @param tone in which tone
	 * @param facts what it says
	 * @param steps what can be done with it now
	 */
	public record InvoiceLine(String number, String amount, Phrase status, Tone tone, List<Fact> facts,
			List<Step> steps) {
	}

	public LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	public String say(Phrase phrase) {
		return this.messages.getMessage(phrase.key(), phrase.args(), Locale.UK);
	}

	public String say(String key, Object... arguments) {
		return this.messages.getMessage(key, arguments, Locale.UK);
	}

	public String day(LocalDate day) {
		return DAY.format(day);
	}

	/** The day of a moment, in UTC. */
	public LocalDate dayOf(Instant instant) {
		return LocalDate.ofInstant(instant, ZoneOffset.UTC);
	}

	public String moment(Instant instant) {
		return MOMENT.format(instant);
	}

	public String status(Status status) {
		return say(new Phrase(status.code(), status.arguments().stream().map(Object::toString).toList()));
	}

	public static Tone tone(Status status) {
		return switch (status.tone()) {
			case ACTION -> Tone.MINE;
			case WAITING -> Tone.WAITING;
			case DONE -> Tone.GOOD;
			case STOPPED -> Tone.QUIET;
		};
	}

	/** A deadline in words, with its day; null without one. */
	public @Nullable String due(@Nullable LocalDate day) {
		return (day != null) ? say("due.with-day", say(Due.of(day, today()).words()), day(day)) : null;
	}

	/**
	 * Returns the steps of a list of moves. A move with a screen of its own is a
	 * production, which has one address for the provider and one for the office that
	 * lodges what came on paper.
	 */
	public Steps steps(Actor actor, UUID process, List<ProcessMove> moves) {
		List<Step> onward = new ArrayList<>();
		List<Step> more = new ArrayList<>();
		List<Step> silence = new ArrayList<>();
		boolean provider = actor.kind() == OfficeKind.PROVIDER;
		for (ProcessMove move : moves) {
			String href = move.ownScreen()
					? (provider ? "/provider/processes/" : "/usao/processes/") + process + "/productions"
					: (provider ? "/provider/processes/" : "/processes/") + process + "/moves/" + inAddress(move);
			Step step = new Step(href, name(actor, move), text(move, "explain"), onward.isEmpty() ? null : "secondary");
			if (SILENCE.contains(move)) {
				silence.add(step);
			}
			else if (ONWARD.contains(move)) {
				onward.add(step);
			}
			else {
				more.add(step);
			}
		}
		return new Steps(onward, more, silence);
	}

	/**
	 * The words of a move's button: an office that records a provider's answer says so.
	 */
	Phrase name(Actor actor, ProcessMove move) {
		boolean recorded = actor.kind() != OfficeKind.PROVIDER
				&& move.movers().stream().anyMatch((mover) -> mover.kind() == OfficeKind.PROVIDER);
		return text(move, recorded ? "paper" : "label");
	}

	static Phrase text(ProcessMove move, String part) {
		return new Phrase("move.process." + move + "." + part, List.of());
	}

	/** What stands in an address for a move. */
	static String inAddress(ProcessMove move) {
		return move.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** A range in words, in UTC. */
	public Phrase range(@Nullable Instant from, @Nullable Instant to) {
		if (from != null && to != null) {
			return Phrase.of("process.view.range.both", moment(from), moment(to));
		}
		if (from != null) {
			return Phrase.of("process.view.range.from", moment(from));
		}
		return (to != null) ? Phrase.of("process.view.range.to", moment(to)) : Phrase.of("process.view.range.none");
	}

	/** The day of a fact, and its time if it is known; empty where neither is. */
	public String when(LetterContent.@Nullable When when) {
		if (when == null || when.date() == null) {
			return "";
		}
		return (when.time() == null) ? day(when.date())
				: moment(when.date().atTime(when.time()).toInstant(ZoneOffset.UTC));
	}

	/** What is not yet demanded, in a sentence. */
	public Phrase notYet(NotYetDemanded open) {
		String data = say("process.data." + open.data());
		return open.whole()
				? Phrase.of("process.not-yet.whole", open.account().identifier(), data,
						say("process.kind." + open.data().least()))
				: Phrase.of("process.not-yet.part", open.account().identifier(), data, String.join("; ",
						open.rest().stream().map((one) -> say(range(one.from(), one.to()))).toList()));
	}

	/**
	 * The accounts demanded.
	 * @param toldFrom the first day on which each one's user may be told; nothing for now
	 */
	public List<DemandLine> demands(List<Demand> accounts, Map<UUID, LocalDate> toldFrom) {
		return accounts.stream().map((one) -> line(one, toldFrom.get(one.account()))).toList();
	}

	/** What is in dispute, as facts: objections by their grounds, and compulsion. */
	public List<Fact> disputes(List<Objection> objections, List<Compulsion> compulsions) {
		List<Fact> facts = new ArrayList<>();
		objections.forEach((one) -> facts
			.add(Fact.of(Phrase.of("process.view.objection"), say("process.view.objection.on", moment(one.at()), String
				.join("; ", one.inOrder().stream().map((ground) -> say("process.objection." + ground)).toList())))));
		compulsions.forEach((one) -> facts.add(Fact.of(Phrase.of("process.view.compulsion"), compulsion(one))));
		return facts;
	}

	private String compulsion(Compulsion one) {
		String filed = say("process.view.compulsion.filed", say("process.means." + one.means()), moment(one.filedAt()));
		ProcessMove decision = one.decision();
		if (decision == null) {
			return filed + "\n" + say("process.view.compulsion.awaited");
		}
		StringBuilder said = new StringBuilder(filed).append('\n').append(say("move.process." + decision + ".done"));
		if (one.decidedOn() != null) {
			said.append(", ").append(day(one.decidedOn()));
		}
		for (String more : new String[] { one.docket(), one.judge() }) {
			if (more != null && !more.isBlank()) {
				said.append(", ").append(more);
			}
		}
		return said.toString();
	}

	/** The invoices of a process. */
	public List<InvoiceLine> invoices(List<Invoice> some) {
		return some.stream().map(this::line).toList();
	}

	private InvoiceLine line(Invoice invoice) {
		Invoice.Bill bill = invoice.bill();
		List<Fact> facts = new ArrayList<>();
		facts.add(Fact.of(Phrase.of("process.invoice.sentOn"), moment(invoice.sentAt())));
		facts.add(Fact.of(Phrase.of("process.invoice.work"), String.join("; ",
				bill.workInOrder().stream().map((one) -> say("process.invoice.work." + one)).toList())));
		facts.add(Fact.of(Phrase.of("process.invoice.covers"), bill.covers()));
		if (!bill.courtOrder().isEmpty()) {
			facts.add(Fact.of(Phrase.of("process.invoice.courtOrder"), bill.courtOrder()));
		}
		if (invoice.paidOn() != null) {
			facts.add(Fact.of(Phrase.of("process.invoice.paidOn"), day(invoice.paidOn())));
		}
		if (!invoice.payment().isEmpty()) {
			facts.add(Fact.of(Phrase.of("process.invoice.payment"), invoice.payment()));
		}
		if (!invoice.said().isEmpty()) {
			facts.add(Fact.of(Phrase.of("process.invoice.said"), invoice.said()));
		}
		Tone tone = switch (invoice.state()) {
			case SENT -> Tone.WAITING;
			case DISPUTED -> Tone.LATE;
			case PAID -> Tone.GOOD;
		};
		return new InvoiceLine(bill.number(), amount(Objects.requireNonNull(bill.amount())),
				new Phrase("process.invoice.state." + invoice.state(), List.of()), tone, facts,
				invoice.moves().stream().map((move) -> step(invoice, move)).toList());
	}

	private static Step step(Invoice invoice, InvoiceMove move) {
		boolean provider = move == InvoiceMove.AMEND;
		return new Step(
				(provider ? "/provider" : "/usao") + "/invoices/" + invoice.id() + "/"
						+ move.name().toLowerCase(Locale.ROOT),
				new Phrase("move.invoice." + move + ".label", List.of()),
				new Phrase("move.invoice." + move + ".explain", List.of()), null);
	}

	/** An amount of US dollars. */
	private String amount(BigDecimal dollars) {
		return say("process.invoice.dollars", String.format(Locale.UK, "%,.2f", dollars));
	}

	private DemandLine line(Demand demand, @Nullable LocalDate toldFrom) {
		AccountOutcome outcome = demand.outcome();
		Instant from = demand.from();
		Instant to = demand.to();
		Phrase range = range(from, to);
		return new DemandLine(demand.ordinal(), new Phrase("process.account." + demand.kind(), List.of()),
				demand.identifier(), range,
				demand.dataInOrder().stream().map((data) -> new Phrase("process.data." + data, List.of())).toList(),
				demand.particulars(),
				new Phrase("process.outcome." + ((outcome != null) ? outcome.name() : "open"), List.of()),
				(outcome == null) ? Tone.WAITING : (outcome == AccountOutcome.PRODUCED) ? Tone.GOOD : Tone.QUIET,
				(toldFrom != null)
						? Phrase.of("process.told.from", day(toldFrom), ChronoUnit.DAYS.between(today(), toldFrom))
						: Phrase.of("process.told.now"));
	}

	public List<FileEntry> files(List<ProcessPaper> papers, Signers signing) {
		Map<String, String> signers = signing.of(papers.stream().map(ProcessPaper::sha256).toList());
		return papers.stream()
			.map((paper) -> new FileEntry(paper.name(), "/documents/" + paper.id(), paper.size(),
					new Phrase("process.paper.kind." + paper.kind(), List.of()), paper.sha256(), paper.at(),
					signers.get(paper.sha256())))
			.toList();
	}

	public List<TimelineEntry> timeline(List<Timeline.Item> items) {
		return items.stream()
			.map((item) -> new TimelineEntry(new Phrase(item.labelCode(), List.of()), item.person(), item.office(),
					item.occurredAt(), String.join("\n\n", item.words().stream().map(this::text).toList()),
					!item.full()))
			.toList();
	}

	private String text(Timeline.Words words) {
		if (words.kind() != LedgerWords.Kind.DETAILS) {
			return words.text();
		}
		return DetailLine.of(words.text())
			.stream()
			.map((line) -> say("detail.line", say(line.name()),
					Objects.requireNonNullElseGet(line.plain(), () -> say(Objects.requireNonNull(line.coded())))))
			.collect(Collectors.joining("\n"));
	}

	/**
	 * Whether the user may be told, in a sentence.
	 * @param keys {@code provider.process.silence} for the one who is bound,
	 * {@code process.silence} for the others
	 */
	public Phrase silence(String keys, NonDisclosure order) {
		String key = keys + "." + order.standing();
		LocalDate until = order.until();
		return switch (order.standing()) {
			case IN_FORCE -> new Phrase(key, List.of((until != null) ? day(until) : "", order.daysLeft(today())));
			case LAPSED -> new Phrase(key, List.of((until != null) ? day(until) : ""));
			case NONE, REFUSED -> new Phrase(key, List.of());
		};
	}

	public static Tone silenceTone(NonDisclosure order) {
		return order.inForce() ? Tone.LATE : Tone.NEUTRAL;
	}

}
