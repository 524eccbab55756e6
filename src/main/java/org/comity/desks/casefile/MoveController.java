package org.comity.desks.casefile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.FileEntry;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.HeldWords;
import org.comity.desks.fragments.Phrase;
import org.comity.documents.Document;
import org.comity.documents.IncomingFile;
import org.comity.documents.UploadPlace;
import org.comity.documents.UploadedForm;
import org.comity.documents.Uploads;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.letters.Letters;
import org.comity.preservation.Preservations;
import org.comity.requests.Attachments;
import org.comity.requests.Input;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.Machine;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Proposals;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.RequestView;
import org.comity.requests.Timeline;
import org.comity.reviews.Reviews;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The form of every move that has none of its own, made from what its row in the table
 * asks for. A grave move stops first and says what it leads to.
 */
@Controller
class MoveController {

	private final CaseHead head;

	private final Moving moving;

	private final RequestMoves moves;

	private final Proposals proposals;

	private final Attachments attachments;

	private final Timeline timeline;

	private final Reviews reviews;

	private final Letters letters;

	private final Preservations preservations;

	private final MoveWords words;

	private final MessageSource messages;

	MoveController(CaseHead head, Moving moving, RequestMoves moves, Proposals proposals, Attachments attachments,
			Timeline timeline, Reviews reviews, Letters letters, Preservations preservations, MoveWords words,
			MessageSource messages) {
		this.head = head;
		this.moving = moving;
		this.moves = moves;
		this.proposals = proposals;
		this.attachments = attachments;
		this.timeline = timeline;
		this.reviews = reviews;
		this.letters = letters;
		this.preservations = preservations;
		this.words = words;
		this.messages = messages;
	}

	@GetMapping("/requests/{id}/moves/{name}")
	String form(Actor actor, @PathVariable UUID id, @PathVariable String name, Model model,
			HttpServletResponse response) {
		RequestMove move = move(actor, id, name);
		RequestView view = this.head.put(model, actor, id, null);
		if (!view.moves().contains(move)) {
			this.timeline.lastMove(actor, id, id).ifPresent((last) -> model.addAttribute("last", last));
			return moved(actor, model, view, move, response);
		}
		if (move.ownScreen()) {
			return "redirect:" + ownScreen(move, id);
		}
		if (move.byTwoAt(actor.kind())) {
			var proposal = this.proposals.standing(actor, id, id, move.name());
			if (proposal.isPresent()) {
				return "redirect:" + ProposalController.address(id, proposal.get().id());
			}
		}
		MultiValueMap<String, String> fresh = new LinkedMultiValueMap<>();
		fresh.add("formKey", Ids.next().toString());
		fresh.add("drawnFrom", view.drawnFrom().toString());
		String begun = begun(actor, id, move);
		if (!begun.isEmpty()) {
			fresh.add("message", begun);
		}
		return draw(actor, view, move, new MoveForm(fresh), model);
	}

	/**
	 * What a message begins with: what is passed on, or what the office's own review has
	 * to ask.
	 */
	private String begun(Actor actor, UUID id, RequestMove move) {
		return switch (move) {
			case RETURN_TO_POLICE, RETURN_TO_PROSECUTOR, ASK -> this.reviews.points(actor, id,
					this.letters.context(actor, id, this.preservations.keptUntil(id).orElse(null)));
			default -> Points.passedOnBy(move, Messages.toAnswer(this.timeline, actor, id));
		};
	}

	@PostMapping(path = "/requests/{id}/moves/{name}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	String make(Actor actor, @PathVariable UUID id, @PathVariable String name,
			@RequestParam MultiValueMap<String, String> typed, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		RequestMove move = ordinary(actor, id, name);
		return decide(actor, id, move, form(actor, id, move, typed), List.of(), model, response, redirect);
	}

	@PostMapping(path = "/requests/{id}/moves/{name}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	String makeWithPapers(Actor actor, @PathVariable UUID id, @PathVariable String name, HttpServletRequest request,
			Model model, HttpServletResponse response, RedirectAttributes redirect) {
		RequestMove move = ordinary(actor, id, name);
		List<Rejection> refused = new ArrayList<>();
		UploadedForm uploaded = Uploads.read(request, UploadPlace.MESSAGE, (file) -> {
			if (move.takes(Input.ATTACHMENT)) {
				receive(actor, id, file, refused);
			}
		});
		refused.addAll(uploaded.rejections());
		return decide(actor, id, move, form(actor, id, move, uploaded.fields()), refused, model, response, redirect);
	}

	private MoveForm form(Actor actor, UUID id, RequestMove move, MultiValueMap<String, String> typed) {
		return new MoveForm(typed, Points.answeredBy(move, Messages.toAnswer(this.timeline, actor, id)));
	}

	private void receive(Actor actor, UUID id, IncomingFile file, List<Rejection> refused) throws IOException {
		UUID formKey = new MoveForm(file.fieldsBefore()).formKey();
		if (this.attachments.pending(actor, id, formKey).size() >= Attachments.MOST) {
			refused.add(Rejection.at("attachment", "input.attachment.too-many", Attachments.MOST, file.name()));
			return;
		}
		this.attachments.receive(actor, id, formKey, file);
	}

	private String decide(Actor actor, UUID id, RequestMove move, MoveForm form, List<Rejection> refused, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		form.formKey();
		form.drawnFrom();
		form.dropped().forEach((paper) -> this.attachments.drop(actor, id, form.formKey(), paper));
		if (form.wantsBack()) {
			return draw(actor, this.head.put(model, actor, id, null), move, form, model);
		}
		List<Rejection> rejections = new ArrayList<>(refused);
		rejections.addAll(form.senseless(move));
		boolean ask = MoveTone.grave(move) && !form.confirmed();
		MoveResult result = (ask || !rejections.isEmpty()) ? this.moving.foresee(actor, id, move, form).orElse(null)
				: this.moving.make(actor, id, move, form);
		if (result instanceof MoveResult.Stale stale) {
			return stale(actor, id, move, form, stale, model, response);
		}
		if (result != null && result.done()) {
			redirect.addFlashAttribute("flash", Phrase
				.of((result instanceof MoveResult.Proposed) ? "proposal.done" : "move.request." + move + ".done"));
			return "redirect:/requests/" + id;
		}
		if (result instanceof MoveResult.Rejected rejected) {
			// What was typed and is no date counts as typed, not as missing.
			rejected.reasons()
				.stream()
				.filter((one) -> one.field().isEmpty()
						|| rejections.stream().noneMatch((known) -> known.field().equals(one.field())))
				.toList()
				.forEach(rejections::add);
		}
		RequestView view = this.head.put(model, actor, id, null);
		if (!rejections.isEmpty()) {
			response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
			model.addAttribute("errors", errors(rejections, move, model));
			return draw(actor, view, move, form, model);
		}
		return confirm(actor, view, move, form, model);
	}

	/**
	 * A rule may name a part of the letter, which has no field here: it is said of the
	 * form as a whole, and the page leads to the letter.
	 */
	private Map<String, String> errors(List<Rejection> rejections, RequestMove move, Model model) {
		List<String> fields = java.util.Arrays.stream(Input.values())
			.filter(move::takes)
			.map((input) -> input.name().toLowerCase(Locale.ROOT))
			.toList();
		List<Rejection> here = new ArrayList<>();
		for (Rejection rejection : rejections) {
			boolean known = rejection.field().isEmpty() || fields.contains(rejection.field())
					|| rejection.field().startsWith(Points.FIELD);
			if (!known) {
				model.addAttribute("letterLacks", true);
			}
			here.add(known ? rejection
					: new Rejection(rejection.code(), "", rejection.citation(), rejection.arguments()));
		}
		return FormErrors.of(here, this.messages, Locale.UK);
	}

	private String draw(Actor actor, RequestView view, RequestMove move, MoveForm form, Model model) {
		UUID id = view.id();
		common(actor, view, move, model);
		List<CaseController.Entry> asked = Messages.toAnswer(this.timeline, actor, id);
		List<String> points = Points.answeredBy(move, asked);
		model.addAttribute("asked", asked);
		model.addAttribute("points",
				IntStream.range(0, points.size())
					.mapToObj((i) -> new Point(Points.FIELD + (i + 1), i + 1, points.get(i)))
					.toList());
		model.addAttribute("formKey", form.formKey());
		model.addAttribute("drawnFrom", form.drawnFrom());
		model.addAttribute("values", form.values());
		model.addAttribute("chosenAccounts", form.chosenAccounts());
		model.addAttribute("longest", MoveDetails.MAX_TEXT);
		model.addAttribute("takesReason", move.takes(Input.REASON));
		model.addAttribute("takesMessage", move.takes(Input.MESSAGE));
		model.addAttribute("takesConsultation", move.takes(Input.CONSULTATION));
		model.addAttribute("takesBasis", move.takes(Input.BASIS));
		model.addAttribute("takesDate", move.takes(Input.DATE));
		model.addAttribute("takesAttachment", move.takes(Input.ATTACHMENT));
		model.addAttribute("messageLabel", !points.isEmpty() ? "input.message.more"
				: move.required().contains(Input.MESSAGE) ? "input.message.label" : "input.message.optional");
		model.addAttribute("reasonLabel",
				move.required().contains(Input.REASON) ? "input.reason.label" : "input.reason.optional");
		model.addAttribute("hintPhrase", this.words.of(view, move, "hint", "input.reason.hint"));
		model.addAttribute("dateLabel", this.words.of(view, move, "date.label", "input.date.label"));
		model.addAttribute("dateHint", this.words.of(view, move, "date.hint", "input.date.hint"));
		model.addAttribute("officeLabel", this.words.of(view, move, "office.label", "input.office.label"));
		if (move.takes(Input.GROUND)) {
			model.addAttribute("grounds",
					this.moves.groundsFor(actor, id)
						.stream()
						.map((ground) -> Choice.of(ground.code(), new Phrase(ground.messageKey(), List.of()))
							.withHint(Phrase.of("input.ground.citation", ground.citation())))
						.toList());
		}
		if (move.takes(Input.OFFICE)) {
			model.addAttribute("offices", offices(actor, view));
		}
		if (move.takes(Input.ACCOUNTS)) {
			model.addAttribute("accountChoices",
					view.accounts()
						.stream()
						.filter((account) -> account.outcome() == null)
						.map((account) -> Choice.named(account.id().toString(), account.identifier()))
						.toList());
		}
		List<Document> papers = move.takes(Input.ATTACHMENT) ? this.attachments.pending(actor, id, form.formKey())
				: List.of();
		model.addAttribute("papers", papers.stream()
			.map((one) -> new Paper(one.id(), new FileEntry(one.name(), null, one.size(), null, one.sha256(), null),
					HeldWords.of(one.held())))
			.toList());
		model.addAttribute("attachmentHint", Phrase.of("input.attachment.hint", Attachments.MOST,
				UploadPlace.MESSAGE.largest() / UploadPlace.MEGABYTE));
		return "requests/move";
	}

	/** A point to be answered in a field of its own. */
	record Point(String field, int number, String text) {
	}

	/** A paper that hangs on the form. */
	record Paper(UUID id, FileEntry entry, @Nullable Phrase held) {
	}

	private List<Choice> offices(Actor actor, RequestView view) {
		UUID proposed = view.offices()
			.stream()
			.filter((party) -> party.kind() == org.comity.kernel.OfficeKind.EXECUTING_AUTHORITY)
			.map(RequestView.Party::office)
			.findFirst()
			.orElse(null);
		return this.moves.officesFor(actor, view.id()).stream().map((office) -> {
			Choice choice = Choice.named(office.id().toString(), office.name());
			return office.id().equals(proposed) ? choice.withHint(Phrase.of("input.office.proposed")) : choice;
		}).toList();
	}

	private void common(Actor actor, RequestView view, RequestMove move, Model model) {
		model.addAttribute("view", view);
		model.addAttribute("moveName", MoveWords.inAddress(move));
		model.addAttribute("moveLabel", this.words.of(view, move, "label"));
		model.addAttribute("moveHeading", this.words.of(view, move, "heading"));
		model.addAttribute("explanation", this.words.of(view, move, "explanation"));
		model.addAttribute("consequence", this.words.of(view, move, "consequence"));
		model.addAttribute("takesTwo", this.proposals.needed(actor, view.id(), Machine.REQUEST, move));
		model.addAttribute("stops", MoveTone.grave(move));
		model.addAttribute("buttonLook", MoveTone.ends(move) ? "warning" : null);
	}

	private String confirm(Actor actor, RequestView view, RequestMove move, MoveForm form, Model model) {
		common(actor, view, move, model);
		model.addAttribute("formKey", form.formKey());
		model.addAttribute("drawnFrom", form.drawnFrom());
		model.addAttribute("carried", form.carried());
		return "requests/confirm";
	}

	/**
	 * Somebody moved first. What was typed is kept: to be sent again if the move is still
	 * open, else to be copied.
	 */
	private String stale(Actor actor, UUID id, RequestMove move, MoveForm form, MoveResult.Stale stale, Model model,
			HttpServletResponse response) {
		RequestView view = this.head.put(model, actor, id, null);
		model.addAttribute("last", stale);
		if (!view.moves().contains(move)) {
			model.addAttribute("typed", form.carried()
				.stream()
				.map((field) -> field.getKey().startsWith(Points.FIELD) ? Map.entry("message", field.getValue())
						: field)
				.filter((field) -> List.of("message", "reason", "consultation", "basis").contains(field.getKey())
						&& !field.getValue().isBlank())
				.toList());
			return moved(actor, model, view, move, response);
		}
		response.setStatus(HttpStatus.CONFLICT.value());
		MultiValueMap<String, String> again = new LinkedMultiValueMap<>(form.typed());
		again.set("drawnFrom", view.drawnFrom().toString());
		again.remove("confirmed");
		return draw(actor, view, move, new MoveForm(again, form.points()), model);
	}

	private String moved(Actor actor, Model model, RequestView view, RequestMove move, HttpServletResponse response) {
		response.setStatus(HttpStatus.CONFLICT.value());
		common(actor, view, move, model);
		return "requests/moved";
	}

	/**
	 * Finds the move of an address.
	 * @throws NoSuchRequest if this person could never make it on this request
	 */
	private RequestMove move(Actor actor, UUID id, String name) {
		return MoveWords.fromAddress(name)
			.filter((move) -> this.moves.mayEver(actor, id, move))
			.orElseThrow(NoSuchRequest::new);
	}

	/** As {@link #move}; one that writes more than words is not made by this form. */
	private RequestMove ordinary(Actor actor, UUID id, String name) {
		RequestMove move = move(actor, id, name);
		if (move.ownScreen()) {
			throw new NoSuchRequest();
		}
		return move;
	}

	private static String ownScreen(RequestMove move, UUID id) {
		return switch (move) {
			case ISSUE, REISSUE, CONFIRM_IN_WRITING -> "/cps/requests/" + id + "/issue";
			case OPEN_SUPPLEMENT -> "/cps/requests/" + id + "/supplement";
			case OPEN_PROCESS -> "/usao/requests/" + id + "/processes/new";
			case RELEASE_MILESTONE -> "/usao/requests/" + id + "/milestones";
			case OVERRULE_ADVICE -> "/requests/" + id + "/review";
			default -> throw new IllegalStateException("No screen of its own: " + move);
		};
	}

}
