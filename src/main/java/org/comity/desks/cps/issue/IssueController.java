package org.comity.desks.cps.issue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.letter.Difference;
import org.comity.desks.letter.LetterGaps;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.letters.LetterChanges;
import org.comity.letters.LetterDraft;
import org.comity.letters.LetterReading;
import org.comity.letters.LetterVersion;
import org.comity.letters.LetterWords;
import org.comity.letters.Letters;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.RequestView;
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
 * Signs a letter off: shows what will be locked, asks for the statement under CICA 2003
 * s.7, and issues the letter or an addendum to it.
 */
@Controller
@RequestMapping("/cps/requests/{id}/issue")
class IssueController {

	private final Letters letters;

	private final LetterWords words;

	private final LetterChanges changes;

	private final LetterGaps gaps;

	private final MessageSource messages;

	private final CaseHead head;

	IssueController(Letters letters, LetterWords words, LetterChanges changes, LetterGaps gaps, MessageSource messages,
			CaseHead head) {
		this.head = head;
		this.letters = letters;
		this.words = words;
		this.changes = changes;
		this.gaps = gaps;
		this.messages = messages;
	}

	@GetMapping
	String form(Actor actor, @PathVariable UUID id, Model model) {
		return draw(actor, id, Map.of(), Ids.next(), model);
	}

	@PostMapping
	String issue(Actor actor, @PathVariable UUID id, @RequestParam UUID formKey, @RequestParam UUID drawnFrom,
			@RequestParam long draftVersion, @RequestParam(defaultValue = "") String note,
			@RequestParam(defaultValue = "false") boolean statement, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		MoveResult result = this.letters.issue(actor,
				new Letters.Issue(id, formKey, drawnFrom, draftVersion, note, statement));
		if (result.done()) {
			redirect.addFlashAttribute("flash", Phrase.of("letter.issued"));
			return "redirect:/requests/" + id;
		}
		Map<String, String> values = Map.of("note", note, "statement", String.valueOf(statement));
		if (result instanceof MoveResult.Rejected rejected) {
			response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
			List<Rejection> reasons = rejected.reasons()
				.stream()
				.filter((reason) -> !reason.code().startsWith("letter.missing."))
				.toList();
			model.addAttribute("errors", FormErrors.of(reasons, this.messages, Locale.UK));
			return draw(actor, id, values, formKey, model);
		}
		if (this.letters.issuingMove(actor, id).isEmpty()) {
			redirect.addFlashAttribute("flash", Phrase.of("letter.issue.moved"));
			return "redirect:/requests/" + id;
		}
		response.setStatus(HttpStatus.CONFLICT.value());
		model.addAttribute("errors", Map.of("", this.messages.getMessage("letter.issue.moved", null, Locale.UK)));
		return draw(actor, id, values, formKey, model);
	}

	private String draw(Actor actor, UUID id, Map<String, String> values, UUID formKey, Model model) {
		LetterDraft draft = this.letters.draft(actor, id);
		if (this.letters.issuingMove(actor, id).isEmpty()) {
			throw new NoSuchRequest();
		}
		RequestView view = this.head.put(model, actor, id, null);
		List<LetterVersion> before = this.letters.versions(actor, id);
		List<Rejection> missing = this.letters.missing(actor, id);
		model.addAttribute("id", id);
		model.addAttribute("addendum", !before.isEmpty());
		model.addAttribute("number", before.size());
		model.addAttribute("changes",
				before.isEmpty() ? List.of()
						: this.changes.between(before.get(before.size() - 1).content(), draft.content())
							.stream()
							.map(Difference::of)
							.toList());
		model.addAttribute("before", before.isEmpty() ? null : Phrase.of("letter.issue.before"));
		model.addAttribute("after", Phrase.of("letter.reading." + LetterReading.Kind.DRAFT));
		model.addAttribute("blocks",
				this.words.blocks(draft.content()).stream().filter((block) -> !block.blank()).toList());
		model.addAttribute("blocked", !missing.isEmpty());
		model.addAttribute("gaps", this.gaps.of(id, missing, null));
		model.addAttribute("values", values);
		model.addAttribute("stated", "true".equals(values.get("statement")));
		model.addAttribute("formKey", formKey);
		model.addAttribute("drawnFrom", view.drawnFrom());
		model.addAttribute("draftVersion", draft.version());
		return "letters/issue";
	}

}
