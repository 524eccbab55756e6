package org.comity.desks.cps.supplement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveRefused;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.RequestView;
import org.comity.requests.Requests;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Opens a supplement: a draft for the police that carries the parent's road and has a
 * life of its own.
 */
@Controller
@RequestMapping("/cps/requests/{id}/supplement")
class SupplementController {

	/** The longest title, in characters. */
	private static final int LONGEST_TITLE = 120;

	private final CaseHead head;

	private final Requests requests;

	private final RequestMoves moves;

	private final MessageSource messages;

	SupplementController(CaseHead head, Requests requests, RequestMoves moves, MessageSource messages) {
		this.head = head;
		this.requests = requests;
		this.moves = moves;
		this.messages = messages;
	}

	@GetMapping
	String form(Actor actor, @PathVariable UUID id, Model model, HttpServletResponse response) {
		RequestView view = view(actor, id, model);
		if (!view.moves().contains(RequestMove.OPEN_SUPPLEMENT)) {
			response.setStatus(HttpStatus.CONFLICT.value());
			return "cps/supplement-closed";
		}
		model.addAttribute("formKey", Ids.next());
		model.addAttribute("drawnFrom", view.drawnFrom());
		model.addAttribute("values", Map.of("title", view.title()));
		return "cps/supplement";
	}

	@PostMapping
	String open(Actor actor, @PathVariable UUID id, @RequestParam UUID formKey, @RequestParam UUID drawnFrom,
			@RequestParam(defaultValue = "") String title, @RequestParam(defaultValue = "") String reason, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		RequestView view = view(actor, id, model);
		List<Rejection> rejections = new ArrayList<>();
		String name = title.codePoints()
			.filter((one) -> Character.getType(one) != Character.CONTROL)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString()
			.strip();
		if (name.isEmpty()) {
			rejections.add(Rejection.at("title", "supplement.title.required"));
		}
		else if (name.length() > LONGEST_TITLE) {
			rejections.add(Rejection.at("title", "input.text.too-long", LONGEST_TITLE));
		}
		MoveCommand command = new MoveCommand(id, RequestMove.OPEN_SUPPLEMENT, formKey, drawnFrom,
				MoveDetails.none().withReason(reason));
		if (rejections.isEmpty()) {
			try {
				UUID child = this.requests.openSupplement(actor, command, name);
				redirect.addFlashAttribute("flash", Phrase.of("move.request.OPEN_SUPPLEMENT.done"));
				return "redirect:/requests/" + child;
			}
			catch (MoveRefused ex) {
				if (ex.result() instanceof MoveResult.Repeated) {
					redirect.addFlashAttribute("flash", Phrase.of("move.request.OPEN_SUPPLEMENT.done"));
					return "redirect:/requests/" + id;
				}
				if (ex.result() instanceof MoveResult.Stale stale) {
					model.addAttribute("last", stale);
				}
				else if (ex.result() instanceof MoveResult.Rejected rejected) {
					rejections.addAll(rejected.reasons());
				}
			}
		}
		else if (this.moves.foresee(actor, command).orElse(null) instanceof MoveResult.Rejected rejected) {
			rejections.addAll(rejected.reasons());
		}
		response
			.setStatus(rejections.isEmpty() ? HttpStatus.CONFLICT.value() : HttpStatus.UNPROCESSABLE_ENTITY.value());
		model.addAttribute("errors", FormErrors.of(rejections, this.messages, Locale.UK));
		model.addAttribute("values", Map.of("title", title, "reason", reason));
		model.addAttribute("formKey", formKey);
		model.addAttribute("drawnFrom", view.drawnFrom());
		return "cps/supplement";
	}

	private RequestView view(Actor actor, UUID id, Model model) {
		if (!this.moves.mayEver(actor, id, RequestMove.OPEN_SUPPLEMENT)) {
			throw new NoSuchRequest();
		}
		model.addAttribute("longest", MoveDetails.MAX_TEXT);
		return this.head.put(model, actor, id, null);
	}

}
