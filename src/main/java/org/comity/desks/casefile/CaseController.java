package org.comity.desks.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.comity.desks.casefile.CaseHead.Section;
import org.comity.desks.fragments.Fact;
import org.comity.desks.fragments.FileEntry;
import org.comity.desks.fragments.HeldWords;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Signers;
import org.comity.desks.fragments.Tone;
import org.comity.documents.Document;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;
import org.comity.proof.Checkpoints;
import org.comity.requests.Aspect;
import org.comity.requests.Ledger;
import org.comity.requests.LedgerWords;
import org.comity.requests.Overlaps;
import org.comity.requests.Papers;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestView;
import org.comity.requests.Requests;
import org.comity.requests.Retention;
import org.comity.requests.Timeline;
import org.comity.requests.Visibility;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The pages of one request that every office has.
 */
@Controller
class CaseController {

	private final CaseHead head;

	private final Requests requests;

	private final Timeline timeline;

	private final Ledger ledger;

	private final Checkpoints checkpoints;

	private final Papers papers;

	private final Visibility visibility;

	private final Overlaps overlaps;

	private final MoveWords words;

	private final Roads roads;

	private final Retention retention;

	private final Signers signers;

	private final MessageSource messages;

	CaseController(CaseHead head, Requests requests, Timeline timeline, Ledger ledger, Checkpoints checkpoints,
			Papers papers, Visibility visibility, Overlaps overlaps, MoveWords words, Roads roads, Retention retention,
			Signers signers, MessageSource messages) {
		this.head = head;
		this.requests = requests;
		this.timeline = timeline;
		this.ledger = ledger;
		this.checkpoints = checkpoints;
		this.papers = papers;
		this.visibility = visibility;
		this.overlaps = overlaps;
		this.words = words;
		this.roads = roads;
		this.retention = retention;
		this.signers = signers;
		this.messages = messages;
	}

	/**
	 * A step that is open to the reader now.
	 *
	 * @param href where it is made
	 * @param name its words
	 * @param explanation when it is the right one
	 * @param look the look of its button, or null for the plain one
	 */
	record Step(String href, Phrase name, Phrase explanation, @Nullable String look) {
	}

	/** A condition with its words. */
	record Beside(Phrase name, RequestView.Beside of, @Nullable Due due) {
	}

	/** An account with its words. */
	record AccountLine(int ordinal, String identifier, Phrase outcome, Tone outcomeTone) {
	}

	/** A milestone with its words. */
	record MilestoneLine(Phrase name, RequestView.Milestone of) {
	}

	@GetMapping("/requests/{id}")
	String overview(Actor actor, @PathVariable UUID id, Model model) {
		RequestView view = this.head.put(model, actor, id, Section.OVERVIEW);
		this.requests.opened(actor, id);
		model.addAttribute("view", view);
		List<Step> onward = view.moves()
			.stream()
			.filter(MoveTone::onward)
			.map((move) -> step(view, move, null))
			.toList();
		List<Step> more = view.moves()
			.stream()
			.filter((move) -> !MoveTone.onward(move))
			.filter((move) -> move != RequestMove.RELEASE_MILESTONE
					|| view.milestones().stream().anyMatch((one) -> one.releasedAt() == null))
			.map((move) -> step(view, move, null))
			.toList();
		List<Step> buttons = new ArrayList<>();
		for (Step step : onward) {
			buttons.add(new Step(step.href(), step.name(), step.explanation(), buttons.isEmpty() ? null : "secondary"));
		}
		model.addAttribute("onward", buttons);
		model.addAttribute("more", more);
		model.addAttribute("mayEdit", this.requests.mayEdit(actor, id));
		model.addAttribute("maySibling", actor.kind() == OfficeKind.INVESTIGATOR && actor.has(Role.OFFICER));
		model.addAttribute("mayErase", view.closedAt() != null && this.retention.concerns(actor));
		model.addAttribute("mayAllocate", mayAllocate(actor));
		model.addAttribute("asked", view.moves().isEmpty() ? List.of() : Messages.toAnswer(this.timeline, actor, id));
		RequestView.Related parent = view.parent();
		model.addAttribute("parents", (parent != null) ? List.of(parent) : List.of());
		model.addAttribute("road", this.roads.draw(view.tracker()));
		model.addAttribute("conditions", view.conditions().stream().map(this::beside).toList());
		model.addAttribute("facts", facts(view));
		model.addAttribute("accounts", view.accounts().stream().map(CaseController::account).toList());
		model.addAttribute("milestones",
				view.milestones()
					.stream()
					.map((one) -> new MilestoneLine(new Phrase("milestone." + one.kind(), List.of()), one))
					.toList());
		model.addAttribute("overlaps", this.overlaps.of(actor, id));
		model.addAttribute("held", this.visibility.sees(actor, id, Aspect.PROCESS));
		return "requests/overview";
	}

	private Step step(RequestView view, RequestMove move, @Nullable String look) {
		return new Step("/requests/" + view.id() + "/moves/" + MoveWords.inAddress(move),
				this.words.of(view, move, "label"), this.words.of(view, move, "explanation"), look);
	}

	private boolean mayAllocate(Actor actor) {
		return actor.has(Role.SUPERVISOR) && actor.kind().isHop();
	}

	private Beside beside(RequestView.Beside holding) {
		return new Beside(new Phrase("condition." + holding.kind(), List.of()), holding,
				(holding.until() != null) ? Due.of(holding.until(), this.head.today()) : null);
	}

	private static AccountLine account(org.comity.requests.Accounts.Account account) {
		var outcome = account.outcome();
		return new AccountLine(account.ordinal(), account.identifier(),
				new Phrase("account-outcome." + ((outcome != null) ? outcome.name() : "none"), List.of()),
				(outcome == null) ? Tone.WAITING : switch (outcome) {
					case PRODUCED -> Tone.GOOD;
					case NO_RECORDS, NOT_OURS, REFUSED, WITHDRAWN -> Tone.QUIET;
				});
	}

	private List<Fact> facts(RequestView view) {
		List<Fact> facts = new ArrayList<>();
		for (RequestView.Party party : view.offices()) {
			if (party.kind() != OfficeKind.PROVIDER) {
				facts.add(Fact.of(new Phrase("hop." + party.kind(), List.of()), party.name()));
			}
		}
		facts.add(Fact.of(Phrase.of("overview.company"), view.company().name()));
		return facts;
	}

	@GetMapping("/requests/{id}/timeline")
	String timeline(Actor actor, @PathVariable UUID id, Model model) {
		this.head.put(model, actor, id, Section.TIMELINE);
		model.addAttribute("entries", this.timeline.of(actor, id).stream().map(Entry::of).toList());
		model.addAttribute("broken", this.ledger.verify(id).orElse(null));
		model.addAttribute("checkpoint", this.checkpoints.latest().orElse(null));
		return "requests/timeline";
	}

	/**
	 * One entry of the ledger as the page shows it.
	 *
	 * @param title what was done
	 * @param of the entry
	 * @param texts its words
	 */
	record Entry(Phrase title, Timeline.Item of, List<Text> texts) {

		static Entry of(Timeline.Item item) {
			return new Entry(new Phrase(item.labelCode(), List.of()), item,
					item.words().stream().map(Text::of).toList());
		}

	}

	/**
	 * Words of an entry.
	 *
	 * @param name what they are
	 * @param plain the words, or null where they are a code
	 * @param coded the words of a code, or null
	 * @param details where they are no words, what was given besides
	 * @param shared whether another side reads them too
	 */
	record Text(Phrase name, @Nullable String plain, @Nullable Phrase coded, List<DetailLine> details, boolean shared) {

		static Text of(Timeline.Words words) {
			Phrase name = new Phrase("words." + words.kind(), List.of());
			return switch (words.kind()) {
				case GROUND -> new Text(name, null, Phrase.of("ground." + words.text()), List.of(), words.shared());
				case DETAILS -> new Text(name, null, null, DetailLine.of(words.text()), words.shared());
				default -> new Text(name, words.text(), null, List.of(), words.shared());
			};
		}

	}

	@GetMapping("/requests/{id}/documents")
	String documents(Actor actor, @PathVariable UUID id, Model model) {
		this.head.put(model, actor, id, Section.DOCUMENTS);
		List<Papers.Paper> papers = this.papers.of(actor, id);
		Map<String, String> signers = this.signers
			.of(papers.stream().map((paper) -> paper.document().sha256()).toList());
		model.addAttribute("files", papers.stream().map((paper) -> entry(paper, signers)).toList());
		return "requests/documents";
	}

	/** A file that is held back is shown and cannot be opened. */
	private FileEntry entry(Papers.Paper paper, Map<String, String> signers) {
		Document document = paper.document();
		Phrase held = HeldWords.of(document.held());
		return new FileEntry(paper.name(), (held == null) ? "/documents/" + document.id() : null, document.size(),
				(held == null) ? kind(document.kind()) : held, document.sha256(), document.createdAt(),
				signers.get(document.sha256()));
	}

	private Phrase kind(String kind) {
		String key = "document." + kind;
		boolean written = this.messages.getMessage(key, null, null, Locale.UK) != null;
		return new Phrase(written ? key : "document.other", List.of());
	}

}
