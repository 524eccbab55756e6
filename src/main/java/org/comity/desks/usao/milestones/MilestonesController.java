package org.comity.desks.usao.milestones;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.Choice;
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
import org.jspecify.annotations.Nullable;

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
 * The milestones of a request: what is held, and what was told and when.
 */
@Controller
@RequestMapping("/usao/requests/{id}/milestones")
class MilestonesController {

	private final CaseHead head;

	private final Releases releases;

	private final RequestMoves moves;

	private final MessageSource messages;

	MilestonesController(CaseHead head, Releases releases, RequestMoves moves, MessageSource messages) {
		this.head = head;
		this.releases = releases;
		this.moves = moves;
		this.messages = messages;
	}

	/** A milestone with its words. */
	record Line(UUID id, Phrase name, RequestView.Milestone of) {
	}

	@GetMapping
	String form(Actor actor, @PathVariable UUID id, Model model) {
		RequestView view = view(actor, id, model);
		model.addAttribute("formKey", Ids.next());
		model.addAttribute("drawnFrom", view.drawnFrom());
		model.addAttribute("values", Map.of());
		model.addAttribute("chosenOnes", Set.of());
		return "usao/milestones";
	}

	@PostMapping
	String release(Actor actor, @PathVariable UUID id, @RequestParam UUID formKey, @RequestParam UUID drawnFrom,
			@RequestParam(name = "milestones", defaultValue = "") Set<@Nullable UUID> chosen,
			@RequestParam(defaultValue = "") String reason, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		RequestView view = view(actor, id, model);
		Set<UUID> milestones = Choice.given(chosen);
		List<Rejection> rejections = new ArrayList<>();
		boolean conflict = false;
		if (milestones.isEmpty()) {
			rejections.add(Rejection.at("milestones", "milestones.required"));
		}
		else {
			try {
				this.releases.release(actor, new MoveCommand(id, RequestMove.RELEASE_MILESTONE, formKey, drawnFrom,
						MoveDetails.none().withReason(reason)), milestones);
				redirect.addFlashAttribute("flash", Phrase.of("move.request.RELEASE_MILESTONE.done"));
				return "redirect:/requests/" + id;
			}
			catch (MoveRefused ex) {
				if (ex.result() instanceof MoveResult.Repeated) {
					redirect.addFlashAttribute("flash", Phrase.of("move.request.RELEASE_MILESTONE.done"));
					return "redirect:/requests/" + id;
				}
				if (ex.result() instanceof MoveResult.Stale stale) {
					model.addAttribute("last", stale);
					conflict = true;
				}
				else if (ex.result() instanceof MoveResult.Rejected rejected) {
					rejections.addAll(rejected.reasons());
				}
			}
		}
		response.setStatus(conflict ? HttpStatus.CONFLICT.value() : HttpStatus.UNPROCESSABLE_ENTITY.value());
		model.addAttribute("errors", FormErrors.of(rejections, this.messages, Locale.UK));
		model.addAttribute("values", Map.of("reason", reason));
		model.addAttribute("chosenOnes", milestones.stream().map(UUID::toString).collect(Collectors.toSet()));
		model.addAttribute("formKey", formKey);
		model.addAttribute("drawnFrom", view.drawnFrom());
		return "usao/milestones";
	}

	private RequestView view(Actor actor, UUID id, Model model) {
		if (!this.moves.mayEver(actor, id, RequestMove.RELEASE_MILESTONE)) {
			throw new NoSuchRequest();
		}
		RequestView view = this.head.put(model, actor, id, null);
		model.addAttribute("longest", MoveDetails.MAX_TEXT);
		model.addAttribute("open", view.moves().contains(RequestMove.RELEASE_MILESTONE));
		model.addAttribute("held", lines(view, false));
		model.addAttribute("told", lines(view, true));
		return view;
	}

	private static List<Line> lines(RequestView view, boolean released) {
		return view.milestones()
			.stream()
			.filter((one) -> (one.releasedAt() != null) == released)
			.map((one) -> new Line(one.id(), new Phrase("milestone." + one.kind(), List.of()), one))
			.toList();
	}

}
