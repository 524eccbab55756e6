package org.comity.desks.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.documents.UploadPlace;
import org.comity.documents.UploadedForm;
import org.comity.documents.Uploads;
import org.comity.evidence.Filter;
import org.comity.evidence.PartCommand;
import org.comity.evidence.PartInput;
import org.comity.evidence.PartMoves;
import org.comity.evidence.PartView;
import org.comity.evidence.ProductionMove;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.requests.MoveResult;
import org.comity.requests.Machine;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Proposals;

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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The form of every move of a part, made from what its row in the table asks for: it says
 * what the step leads to, and one button makes it.
 */
@Controller
@RequestMapping("/evidence/{id}/moves/{name}")
class PartMoveController {

	/** The message keys of a move. */
	record Words(String label, String heading, String explanation, String consequence) {

		static Words of(ProductionMove move) {
			String key = "evidence.move." + move + ".";
			return new Words(key + "label", key + "heading", key + "explanation", key + "consequence");
		}

	}

	private final PartMoves moves;

	private final Filter filter;

	private final Proposals proposals;

	private final PartPages pages;

	private final MessageSource messages;

	PartMoveController(PartMoves moves, Filter filter, Proposals proposals, PartPages pages, MessageSource messages) {
		this.moves = moves;
		this.filter = filter;
		this.proposals = proposals;
		this.pages = pages;
		this.messages = messages;
	}

	@GetMapping
	String form(Actor actor, @PathVariable UUID id, @PathVariable String name, Model model,
			HttpServletResponse response) {
		ProductionMove move = move(actor, id, name);
		PartView part = this.pages.put(actor, id, model);
		if (!this.moves.open(actor, id).contains(move)) {
			this.moves.lastMove(actor, id).ifPresent((last) -> model.addAttribute("last", last));
			return moved(move, model, response);
		}
		if (move.byTwoAt(actor.kind())) {
			var proposal = this.proposals.standing(actor, part.request(), id, move.name());
			if (proposal.isPresent()) {
				return "redirect:/requests/" + part.request() + "/proposals/" + proposal.get().id();
			}
		}
		MultiValueMap<String, String> fresh = new LinkedMultiValueMap<>();
		fresh.add("formKey", Ids.next().toString());
		fresh.add("drawnFrom", (part.drawnFrom() != null) ? part.drawnFrom().toString() : "");
		return draw(actor, part, move, new PartMoveForm(fresh), model);
	}

	@PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	String make(Actor actor, @PathVariable UUID id, @PathVariable String name,
			@RequestParam MultiValueMap<String, String> typed, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		return decide(actor, id, move(actor, id, name), new PartMoveForm(typed), List.of(), model, response, redirect);
	}

	/** The same with a list of hashes as a file. */
	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	String makeWithList(Actor actor, @PathVariable UUID id, @PathVariable String name, HttpServletRequest request,
			Model model, HttpServletResponse response, RedirectAttributes redirect) {
		ProductionMove move = move(actor, id, name);
		if (!move.takes(PartInput.LIST)) {
			throw new NoSuchRequest();
		}
		List<Rejection> refused = new ArrayList<>();
		StringBuilder uploaded = new StringBuilder();
		UploadedForm form = Uploads.read(request, UploadPlace.HASHES, (file) -> {
			uploaded.append(new String(file.content().readAllBytes(), StandardCharsets.UTF_8)).append('\n');
		});
		MultiValueMap<String, String> typed = new LinkedMultiValueMap<>(form.fields());
		typed.set(PartMoveForm.UPLOADED, uploaded.toString());
		// A file input that was left empty is no file that is empty.
		form.rejections().stream().filter((one) -> !one.code().equals("documents.upload.empty")).forEach(refused::add);
		return decide(actor, id, move, new PartMoveForm(typed), refused, model, response, redirect);
	}

	private String decide(Actor actor, UUID id, ProductionMove move, PartMoveForm form, List<Rejection> refused,
			Model model, HttpServletResponse response, RedirectAttributes redirect) {
		List<Rejection> rejections = new ArrayList<>(refused);
		rejections.addAll(form.senseless(move));
		if (rejections.isEmpty()) {
			PartCommand command = form.command(id, move);
			MoveResult result = (move == ProductionMove.FILTER || move == ProductionMove.WITHHOLD_ALL)
					? this.filter.make(actor, command) : this.moves.make(actor, command);
			PartView part = this.pages.put(actor, id, model);
			if (result.done()) {
				boolean proposed = result instanceof MoveResult.Proposed;
				redirect.addFlashAttribute("flash",
						Phrase.of(proposed ? "proposal.done" : "move.production." + move + ".done"));
				return "redirect:" + after(actor, part, move);
			}
			if (result instanceof MoveResult.Stale stale) {
				return stale(actor, part, move, form, stale, model, response);
			}
			rejections.addAll(((MoveResult.Rejected) result).reasons());
			model.addAttribute("incident", part.incident());
			if (!form.hasList() && rejections.stream().anyMatch((one) -> one.code().equals("evidence.check.differs"))) {
				// The part's own page shows what differs, and the step that is open now.
				redirect.addFlashAttribute("errors", FormErrors.of(rejections, this.messages, Locale.UK));
				return "redirect:"
						+ ((actor.kind() == OfficeKind.PROVIDER) ? PartPages.provider(part) : "/evidence/" + id);
			}
		}
		PartView part = this.pages.put(actor, id, model);
		response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
		model.addAttribute("errors", FormErrors.of(rejections, this.messages, Locale.UK));
		return draw(actor, part, move, form, model);
	}

	/**
	 * Where the work goes on: behind the filter, and in place of a part, with another.
	 */
	private static String after(Actor actor, PartView part, ProductionMove move) {
		if (actor.kind() == OfficeKind.PROVIDER) {
			return "/provider/processes/" + part.process() + "/productions";
		}
		return switch (move) {
			case FILTER, FILTER_AGAIN -> "/requests/" + part.request() + "/evidence";
			default -> "/evidence/" + part.id();
		};
	}

	private String draw(Actor actor, PartView part, ProductionMove move, PartMoveForm form, Model model) {
		common(move, model);
		model.addAttribute("takesTwo", this.proposals.needed(actor, part.request(), Machine.PRODUCTION, move));
		model.addAttribute("formKey", form.formKey());
		model.addAttribute("values", form.values());
		model.addAttribute("longest", PartCommand.LONGEST);
		model.addAttribute("takesMessage", move.takes(PartInput.MESSAGE));
		model.addAttribute("takesReason", move.takes(PartInput.REASON));
		model.addAttribute("takesDate", move.takes(PartInput.DATE));
		model.addAttribute("takesList", move.takes(PartInput.LIST) && !part.files().isEmpty());
		model.addAttribute("messageLabel", move.required().contains(PartInput.MESSAGE) ? "evidence.input.message"
				: "evidence.input.message.optional");
		return "evidence/move";
	}

	private static void common(ProductionMove move, Model model) {
		model.addAttribute("moveName", PartPages.inAddress(move));
		model.addAttribute("move", Words.of(move));
		model.addAttribute("buttonLook",
				(move == ProductionMove.DESTROY || move == ProductionMove.WITHHOLD_ALL) ? "warning" : null);
	}

	/**
	 * Somebody moved first. What was typed is kept: to be sent again if the move is still
	 * open, else to be copied.
	 */
	private String stale(Actor actor, PartView part, ProductionMove move, PartMoveForm form, MoveResult.Stale stale,
			Model model, HttpServletResponse response) {
		model.addAttribute("last", stale);
		if (!this.moves.open(actor, part.id()).contains(move)) {
			model.addAttribute("typed", form.words());
			return moved(move, model, response);
		}
		response.setStatus(HttpStatus.CONFLICT.value());
		String page = draw(actor, part, move, form, model);
		@SuppressWarnings("unchecked")
		var values = (java.util.Map<String, String>) java.util.Objects.requireNonNull(model.getAttribute("values"));
		values.put("drawnFrom", (part.drawnFrom() != null) ? part.drawnFrom().toString() : "");
		return page;
	}

	private static String moved(ProductionMove move, Model model, HttpServletResponse response) {
		response.setStatus(HttpStatus.CONFLICT.value());
		common(move, model);
		return "evidence/moved";
	}

	/**
	 * Finds the move of an address.
	 * @throws NoSuchRequest if this person could never make it on this part
	 */
	private ProductionMove move(Actor actor, UUID id, String name) {
		return PartPages.fromAddress(name)
			.filter((move) -> this.moves.mayEver(actor, id, move))
			.orElseThrow(NoSuchRequest::new);
	}

}
