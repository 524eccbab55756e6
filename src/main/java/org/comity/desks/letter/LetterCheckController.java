package org.comity.desks.letter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.letters.LetterDraft;
import org.comity.letters.LetterSection;
import org.comity.letters.Letters;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.RequestView;
import org.comity.requests.Requests;
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
 * Check your answers, and what follows: an officer submits, a prosecutor goes on to sign.
 */
@Controller
@RequestMapping("/requests/{id}/letter/check")
class LetterCheckController {

	private static final Set<RequestMove> ISSUING = Set.of(RequestMove.ISSUE, RequestMove.REISSUE,
			RequestMove.CONFIRM_IN_WRITING);

	private final Letters letters;

	private final LetterPath path;

	private final LetterAnswers answers;

	private final LetterOutlook outlook;

	private final LetterGaps gaps;

	private final Requests requests;

	private final RequestMoves moves;

	private final MessageSource messages;

	private final CaseHead head;

	LetterCheckController(Letters letters, LetterPath path, LetterAnswers answers, LetterOutlook outlook,
			LetterGaps gaps, Requests requests, RequestMoves moves, MessageSource messages, CaseHead head) {
		this.head = head;
		this.letters = letters;
		this.path = path;
		this.answers = answers;
		this.outlook = outlook;
		this.gaps = gaps;
		this.requests = requests;
		this.moves = moves;
		this.messages = messages;
	}

	/** A section with its answers, and where it is answered or added to. */
	record Part(String titleKey, String slug, String address, boolean list, List<LetterAnswers.Said> said) {

		public boolean blank() {
			return this.said.stream().allMatch(LetterAnswers.Said::blank);
		}

	}

	@GetMapping
	String check(Actor actor, @PathVariable UUID id, Model model) {
		return draw(actor, id, Ids.next(), null, model);
	}

	private String draw(Actor actor, UUID id, UUID formKey, @Nullable UUID drawnFrom, Model model) {
		LetterDraft draft = this.letters.editable(actor, id);
		RequestView view = this.head.put(model, actor, id, null);
		List<Rejection> missing = this.letters.missing(actor, id);
		model.addAttribute("id", id);
		model.addAttribute("parts", parts(id, draft));
		model.addAttribute("expected", this.outlook.of(draft.content()));
		model.addAttribute("gaps", this.gaps.of(id, missing, null));
		model.addAttribute("maySubmit", missing.isEmpty() && view.moves().contains(RequestMove.SUBMIT));
		model.addAttribute("mayAnswer", missing.isEmpty() && view.moves().contains(RequestMove.ANSWER_POINTS));
		model.addAttribute("mayIssue", missing.isEmpty() && view.moves().stream().anyMatch(ISSUING::contains));
		model.addAttribute("formKey", formKey);
		model.addAttribute("drawnFrom", (drawnFrom != null) ? drawnFrom : view.drawnFrom());
		return "letters/check";
	}

	private List<Part> parts(UUID id, LetterDraft draft) {
		return java.util.Arrays.stream(LetterSection.values())
			.map((section) -> new Part("letter." + section.key(), section.slug(), this.path.entry(id, draft, section),
					section.list(), this.answers.of(id, draft, section, null, "check", false)))
			.toList();
	}

	@PostMapping
	String submit(Actor actor, @PathVariable UUID id, @RequestParam UUID formKey, @RequestParam UUID drawnFrom,
			@RequestParam(defaultValue = "") String message, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		MoveDetails details = message.isBlank() ? MoveDetails.none() : MoveDetails.message(message.strip());
		MoveResult result = this.moves.make(actor,
				new MoveCommand(id, RequestMove.SUBMIT, formKey, drawnFrom, details));
		if (result.done()) {
			redirect.addFlashAttribute("flash", Phrase.of("letter.submitted"));
			return "redirect:/requests/" + id;
		}
		model.addAttribute("values", Map.of("message", message));
		if (result instanceof MoveResult.Stale) {
			response.setStatus(HttpStatus.CONFLICT.value());
			model.addAttribute("errors", Map.of("", this.messages.getMessage("letter.check.stale", null, Locale.UK)));
			if (!this.requests.mayEdit(actor, id)) {
				redirect.addFlashAttribute("flash", Phrase.of("letter.check.stale"));
				return "redirect:/requests/" + id;
			}
			return draw(actor, id, Ids.next(), null, model);
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
		if (result instanceof MoveResult.Rejected rejected) {
			model.addAttribute("errors",
					FormErrors.of(rejected.reasons()
						.stream()
						.filter((reason) -> !reason.code().startsWith("letter.missing."))
						.toList(), this.messages, Locale.UK));
		}
		return draw(actor, id, formKey, drawnFrom, model);
	}

}
