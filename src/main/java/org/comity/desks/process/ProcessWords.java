package org.comity.desks.process;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import org.comity.desks.casefile.Due;
import org.comity.desks.fragments.FileEntry;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.TimelineEntry;
import org.comity.desks.fragments.Tone;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.process.Demand;
import org.comity.process.NonDisclosure;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessPaper;
import org.comity.requests.AccountOutcome;
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

	ProcessWords(MessageSource messages, Clock clock) {
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
	 */
	public record DemandLine(int ordinal, Phrase kind, String identifier, Phrase range, List<Phrase> data,
			String particulars, Phrase outcome, Tone outcomeTone) {
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

	public List<DemandLine> demands(List<Demand> accounts) {
		return accounts.stream().map(this::line).toList();
	}

	private DemandLine line(Demand demand) {
		AccountOutcome outcome = demand.outcome();
		Instant from = demand.from();
		Instant to = demand.to();
		Phrase range = (from != null && to != null) ? Phrase.of("process.view.range.both", moment(from), moment(to))
				: Phrase.of("process.view.range.none");
		return new DemandLine(demand.ordinal(), new Phrase("process.account." + demand.kind(), List.of()),
				demand.identifier(), range,
				demand.dataInOrder().stream().map((data) -> new Phrase("process.data." + data, List.of())).toList(),
				demand.particulars(),
				new Phrase("process.outcome." + ((outcome != null) ? outcome.name() : "open"), List.of()),
				(outcome == null) ? Tone.WAITING : (outcome == AccountOutcome.PRODUCED) ? Tone.GOOD : Tone.QUIET);
	}

	public List<FileEntry> files(List<ProcessPaper> papers) {
		return papers.stream()
			.map((paper) -> new FileEntry(paper.name(), "/documents/" + paper.id(), paper.size(),
					new Phrase("process.paper.kind." + paper.kind(), List.of()), paper.sha256(), paper.at()))
			.toList();
	}

	public List<TimelineEntry> timeline(List<Timeline.Item> items) {
		return items.stream()
			.map((item) -> new TimelineEntry(new Phrase(item.labelCode(), List.of()), item.person(), item.office(),
					item.occurredAt(), String.join("\n\n", item.words().stream().map(Timeline.Words::text).toList()),
					!item.full()))
			.toList();
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
