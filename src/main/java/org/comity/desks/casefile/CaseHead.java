package org.comity.desks.casefile;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.comity.desks.fragments.Fact;
import org.comity.desks.fragments.Mark;
import org.comity.desks.fragments.NavigationItem;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Tone;
import org.comity.evidence.Evidence;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.preservation.Preservations;
import org.comity.requests.Aspect;
import org.comity.requests.Condition;
import org.comity.requests.EmergencyAccess;
import org.comity.requests.Proposals;
import org.comity.requests.RequestView;
import org.comity.requests.Requests;
import org.comity.requests.Status;
import org.comity.requests.Visibility;
import org.comity.reviews.Reviews;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * The head that every page below /requests/{id} has: the identity bar and the sub
 * navigation. A page calls {@link #put} and begins its content with
 * {@code requests/head :: caseHead}.
 */
@Component
public class CaseHead {

	/** The pages of a request. */
	public enum Section {

		OVERVIEW(""), LETTER("/letter"), REVIEW("/review"), DOCUMENTS("/documents"), PRESERVATION("/preservation"),
		PROCESSES("/processes"), EVIDENCE("/evidence"), TIMELINE("/timeline");

		private final String path;

		Section(String path) {
			this.path = path;
		}

	}

	/**
	 * What the fragment draws.
	 *
	 * @param id the request
	 * @param title its title
	 * @param ownReference the reference the reader's office knows it by
	 * @param statusText whose move it is, in words
	 * @param statusTone in which tone
	 * @param facts the line beneath
	 * @param marks conditions beside the state
	 * @param clock that the data may soon be gone, or is; null while there is no cause
	 * @param sections the pages this reader can go to
	 * @param proposals what waits for a second person of this reader's office
	 * @param openings who of the office opened it in an emergency
	 */
	public record Head(UUID id, String title, String ownReference, String statusText, Tone statusTone, List<Fact> facts,
			List<Mark> marks, @Nullable Mark clock, List<NavigationItem> sections, List<Notable> proposals,
			List<Notable> openings) {
	}

	/**
	 * Something of the office's own that stands out: what, whose, and where it is read.
	 */
	public record Notable(String href, String text, String name) {
	}

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

	private final Requests requests;

	private final Visibility visibility;

	private final Evidence evidence;

	private final Reviews reviews;

	private final Proposals proposals;

	private final EmergencyAccess emergency;

	private final Preservations preservations;

	private final MessageSource messages;

	private final Clock clock;

	CaseHead(Requests requests, Visibility visibility, Evidence evidence, Reviews reviews, Proposals proposals,
			EmergencyAccess emergency, Preservations preservations, MessageSource messages, Clock clock) {
		this.evidence = evidence;
		this.reviews = reviews;
		this.proposals = proposals;
		this.emergency = emergency;
		this.preservations = preservations;
		this.requests = requests;
		this.visibility = visibility;
		this.messages = messages;
		this.clock = clock;
	}

	/**
	 * Puts the head of a request's page into the model as {@code head}.
	 * @return the request as this person sees it
	 * @throws org.comity.requests.NoSuchRequest if they do not see it
	 */
	public RequestView put(Model model, Actor actor, UUID id, @Nullable Section current) {
		RequestView view = this.requests.view(actor, id);
		model.addAttribute("head", head(actor, view, current));
		return view;
	}

	Head head(Actor actor, RequestView view, @Nullable Section current) {
		Preservations.Standing kept = this.preservations.standing(actor, view.id()).orElse(null);
		List<Fact> facts = facts(actor, view);
		if (kept != null) {
			facts.add(Fact.of(Phrase.of("head.preserved"), text(kept(kept))));
		}
		return new Head(view.id(), view.title(), ownReference(actor, view), text(view.status()), tone(view.status()),
				facts, marks(actor, view), (kept != null) ? clock(kept) : null, sections(actor, view.id(), current),
				proposed(actor, view.id()), opened(actor, view.id()));
	}

	private List<Notable> opened(Actor actor, UUID id) {
		return this.emergency.standing(actor, id)
			.stream()
			.map((one) -> new Notable("/requests/" + id + "/emergency-access/" + one.id(), one.reason(), one.name()))
			.toList();
	}

	private List<Notable> proposed(Actor actor, UUID id) {
		return this.proposals.standing(actor, id)
			.stream()
			.map((one) -> new Notable(ProposalController.address(id, one.id()),
					text(Phrase.of("move." + one.machine().name().toLowerCase(Locale.ROOT) + ".PROPOSE_" + one.move()
							+ ".done")),
					one.name()))
			.toList();
	}

	private static Phrase kept(Preservations.Standing kept) {
		LocalDate until = kept.until();
		if (until == null) {
			return Phrase.of("head.preserved.never");
		}
		return (kept.daysLeft() < 0) ? Phrase.of("head.preserved.lapsed", DAY.format(until))
				: Phrase.of("head.preserved.until", DAY.format(until), kept.daysLeft());
	}

	/**
	 * Returns the clock for a page that has no head of its request; null while there is
	 * no cause, or for those who may not see it.
	 */
	public @Nullable Mark clock(Actor actor, UUID request) {
		return this.preservations.standing(actor, request).map(this::clock).orElse(null);
	}

	/** The clock that every page of a request shows once a period runs out. */
	private @Nullable Mark clock(Preservations.Standing kept) {
		return switch (kept.warning()) {
			case NONE -> null;
			case DAY_60, DAY_75 -> new Mark(text(Phrase.of("head.preserved.mark", kept.daysLeft())), Tone.SOON);
			case DAY_85 -> new Mark(text(Phrase.of("head.preserved.mark", kept.daysLeft())), Tone.LATE);
			case LAPSED -> new Mark(text(Phrase.of("head.preserved.mark.lapsed")), Tone.LATE);
		};
	}

	LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	String text(Status status) {
		return text(new Phrase(status.code(), status.arguments().stream().map(Object::toString).toList()));
	}

	String text(Phrase phrase) {
		return this.messages.getMessage(phrase.key(), phrase.args(), Locale.UK);
	}

	static Tone tone(Status status) {
		return switch (status.tone()) {
			case ACTION -> Tone.MINE;
			case WAITING -> Tone.WAITING;
			case DONE -> Tone.GOOD;
			case STOPPED -> Tone.QUIET;
		};
	}

	private static String ownReference(Actor actor, RequestView view) {
		String own = switch (actor.kind()) {
			case REQUESTING_AUTHORITY -> view.requestingReference();
			case REQUESTED_AUTHORITY, EXECUTING_AUTHORITY -> view.requestedReference();
			default -> null;
		};
		return (own != null) ? own : view.reference();
	}

	private List<Fact> facts(Actor actor, RequestView view) {
		List<Fact> facts = new ArrayList<>();
		LocalDate due = view.dueOn();
		if (due != null) {
			Due words = Due.of(due, today());
			facts.add(Fact.of(Phrase.of("head.due"), this.messages.getMessage("due.with-day",
					new Object[] { text(words.words()), DAY.format(due) }, Locale.UK)));
		}
		facts.add(Fact.of(Phrase.of("head.provider"), view.company().name()));
		String own = ownReference(actor, view);
		reference(facts, "head.reference.INVESTIGATOR", view.reference(), own);
		reference(facts, "head.reference.REQUESTING_AUTHORITY", view.requestingReference(), own);
		reference(facts, "head.reference.REQUESTED_AUTHORITY", view.requestedReference(), own);
		if (view.operation() != null) {
			facts.add(Fact.of(Phrase.of("head.operation"), view.operation()));
		}
		return facts;
	}

	private static void reference(List<Fact> facts, String key, @Nullable String given, String own) {
		if (given != null && !given.equals(own)) {
			facts.add(Fact.of(new Phrase(key, List.of()), given));
		}
	}

	/** Urgency is each office's own: what another has granted stands further down. */
	private List<Mark> marks(Actor actor, RequestView view) {
		return view.conditions()
			.stream()
			.filter((holding) -> holding.kind() != Condition.URGENCY_GRANTED
					|| holding.office().equals(actor.officeName()) && view.closedAt() == null)
			.map(RequestView.Beside::kind)
			.distinct()
			.filter((kind) -> kind != Condition.URGENCY_DECLINED && kind != Condition.TERMS_PROPOSED)
			.map((kind) -> new Mark(text(Phrase.of("condition." + kind)), switch (kind) {
				case URGENCY_GRANTED -> Tone.URGENT;
				case WRITTEN_LETTER_DUE, WITHDRAWAL_ASKED -> Tone.SOON;
				default -> Tone.NEUTRAL;
			}))
			.toList();
	}

	private List<NavigationItem> sections(Actor actor, UUID id, @Nullable Section current) {
		List<NavigationItem> items = new ArrayList<>();
		for (Section section : Section.values()) {
			if (open(actor, id, section)) {
				items.add(
						new NavigationItem("/requests/" + id + section.path, "section." + section, section == current));
			}
		}
		return items;
	}

	private boolean open(Actor actor, UUID id, Section section) {
		return switch (section) {
			case OVERVIEW, DOCUMENTS, TIMELINE -> true;
			case LETTER -> this.visibility.lettersUntil(actor, id) != null;
			case REVIEW -> this.reviews.reads(actor, id);
			case PRESERVATION -> this.visibility.sees(actor, id, Aspect.PRESERVATION);
			case PROCESSES -> this.visibility.sees(actor, id, Aspect.PROCESS);
			case EVIDENCE -> this.visibility.sees(actor, id, Aspect.PROCESS) || this.evidence.any(actor, id);
		};
	}

}
