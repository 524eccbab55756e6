package org.comity.desks.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.fragments.Fact;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.evidence.PartMoves;
import org.comity.evidence.ProductionMove;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.requests.Accounts;
import org.comity.requests.Machine;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Proposals;
import org.comity.requests.Proposals.Proposal;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What one person of an office proposed, before the second who confirms it or turns it
 * down. Everybody of the office who sees the request may read it.
 */
@Controller
class ProposalController {

	private final Proposals proposals;

	private final RequestMoves moves;

	private final PartMoves partMoves;

	private final CaseHead head;

	private final MoveWords words;

	private final MessageSource messages;

	ProposalController(Proposals proposals, RequestMoves moves, PartMoves partMoves, CaseHead head, MoveWords words,
			MessageSource messages) {
		this.proposals = proposals;
		this.moves = moves;
		this.partMoves = partMoves;
		this.head = head;
		this.words = words;
		this.messages = messages;
	}

	@GetMapping("/requests/{id}/proposals/{proposal}")
	String page(Actor actor, @PathVariable UUID id, @PathVariable("proposal") UUID named, Model model) {
		return draw(actor, find(actor, id, named), Ids.next(), "", model);
	}

	@PostMapping("/requests/{id}/proposals/{proposal}/confirm")
	String confirm(Actor actor, @PathVariable UUID id, @PathVariable("proposal") UUID named, @RequestParam UUID formKey,
			Model model, HttpServletResponse response, RedirectAttributes redirect) {
		Proposal proposal = find(actor, id, named);
		MoveResult result = ofRequest(proposal) ? this.moves.confirm(actor, named, formKey)
				: this.partMoves.confirm(actor, named, formKey);
		String done = "move." + proposal.machine().name().toLowerCase(Locale.ROOT) + "." + proposal.move() + ".done";
		return answer(actor, named, formKey, "", result, done, model, response, redirect);
	}

	@PostMapping("/requests/{id}/proposals/{proposal}/drop")
	String drop(Actor actor, @PathVariable UUID id, @PathVariable("proposal") UUID named, @RequestParam UUID formKey,
			@RequestParam(defaultValue = "") String reason, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		Proposal proposal = find(actor, id, named);
		MoveResult result = ofRequest(proposal) ? this.moves.drop(actor, named, formKey, reason)
				: this.partMoves.drop(actor, named, formKey, reason);
		return answer(actor, named, formKey, reason, result, "proposal.dropped", model, response, redirect);
	}

	private String answer(Actor actor, UUID named, UUID key, String reason, MoveResult result, String done, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		Proposal proposal = this.proposals.find(actor, named);
		if (result.done()) {
			redirect.addFlashAttribute("flash", Phrase.of(done));
			return "redirect:" + about(proposal);
		}
		if (result instanceof MoveResult.Rejected rejected) {
			response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
			model.addAttribute("errors", FormErrors.of(rejected.reasons(), this.messages, Locale.UK));
		}
		else {
			response.setStatus(HttpStatus.CONFLICT.value());
			model.addAttribute("last", result);
		}
		return draw(actor, proposal, key, reason, model);
	}

	private String draw(Actor actor, Proposal proposal, UUID key, String reason, Model model) {
		RequestView view = this.head.put(model, actor, proposal.request(), null);
		boolean mayDecide;
		if (ofRequest(proposal)) {
			RequestMove move = RequestMove.valueOf(proposal.move());
			mayDecide = move.admits(actor);
			model.addAttribute("step", this.words.of(view, move, "heading"));
			model.addAttribute("consequence", this.words.of(view, move, "consequence"));
		}
		else {
			ProductionMove move = ProductionMove.valueOf(proposal.move());
			mayDecide = move.admits(actor);
			model.addAttribute("step", Phrase.of("evidence.move." + move + ".heading"));
			model.addAttribute("consequence", Phrase.of("evidence.move." + move + ".consequence"));
		}
		boolean own = Proposals.against(actor, proposal) != null;
		model.addAttribute("proposal", proposal);
		model.addAttribute("about", about(proposal));
		model.addAttribute("given", given(actor, proposal, view));
		model.addAttribute("own", own);
		model.addAttribute("mayConfirm", proposal.stands() && mayDecide && !own);
		model.addAttribute("mayDrop", proposal.stands() && (mayDecide || own));
		model.addAttribute("formKey", key);
		model.addAttribute("values", Map.of("reason", reason));
		model.addAttribute("longest", MoveDetails.MAX_TEXT);
		return "requests/proposal";
	}

	private Proposal find(Actor actor, UUID id, UUID named) {
		Proposal proposal = this.proposals.find(actor, named);
		if (!proposal.request().equals(id)) {
			throw new NoSuchRequest();
		}
		return proposal;
	}

	/** What the proposer gave, by name. */
	private List<Fact> given(Actor actor, Proposal proposal, RequestView view) {
		MoveDetails details = proposal.details();
		List<Fact> given = new ArrayList<>();
		if (!details.accounts().isEmpty()) {
			given.add(Fact.of(Phrase.of("input.accounts.label"),
					String.join(", ",
							view.accounts()
								.stream()
								.filter((account) -> details.accounts().contains(account.id()))
								.map(Accounts.Account::identifier)
								.toList())));
		}
		String code = details.ground();
		if (code != null) {
			this.moves.groundsFor(actor, proposal.request())
				.stream()
				.filter((ground) -> ground.code().equals(code))
				.map((ground) -> Fact.of(Phrase.of("input.ground.label"),
						this.messages.getMessage(ground.messageKey(), null, Locale.UK)))
				.forEach(given::add);
		}
		words(given, "proposal.message", details.message());
		words(given, "input.consultation.label", details.consultation());
		words(given, "proposal.reason", details.reason());
		return given;
	}

	private static void words(List<Fact> given, String key, @Nullable String text) {
		if (text != null && !text.isBlank()) {
			given.add(Fact.of(Phrase.of(key), text));
		}
	}

	private static boolean ofRequest(Proposal proposal) {
		return proposal.machine() == Machine.REQUEST;
	}

	/** Where a proposal is read. */
	static String address(UUID request, UUID proposal) {
		return "/requests/" + request + "/proposals/" + proposal;
	}

	/** The page of what it is about. */
	private static String about(Proposal proposal) {
		return ofRequest(proposal) ? "/requests/" + proposal.request() : "/evidence/" + proposal.subject();
	}

}
