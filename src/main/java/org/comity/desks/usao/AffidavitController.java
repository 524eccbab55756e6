package org.comity.desks.usao;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.process.ProcessWords;
import org.comity.kernel.Actor;
import org.comity.kernel.Rejection;
import org.comity.letters.Letters;
import org.comity.process.Affidavit;
import org.comity.process.Affidavits;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessView;
import org.comity.process.Processes;
import org.comity.requests.NoSuchRequest;
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
 * The statement in support of an application to the court: a first text from the letter,
 * then the attorney's own. For the attorneys of the executing office alone.
 */
@Controller
class AffidavitController {

	private static final String ADDRESS = "/usao/processes/{id}/affidavit";

	private final Affidavits affidavits;

	private final Processes processes;

	private final Letters letters;

	private final CaseHead head;

	private final ProcessWords words;

	private final MessageSource messages;

	AffidavitController(Affidavits affidavits, Processes processes, Letters letters, CaseHead head, ProcessWords words,
			MessageSource messages) {
		this.head = head;
		this.affidavits = affidavits;
		this.processes = processes;
		this.letters = letters;
		this.words = words;
		this.messages = messages;
	}

	/**
	 * Draws the form.
	 * @param again whether to begin again from the letter, though something is saved
	 */
	@GetMapping(ADDRESS)
	String form(Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean again, Model model) {
		ProcessView view = view(actor, id);
		if (!view.moves().contains(ProcessMove.APPLY)) {
			return "redirect:/processes/" + id;
		}
		Optional<Affidavit> saved = this.affidavits.of(actor, id);
		Optional<AffidavitText> proposal = proposal(actor, view);
		boolean first = saved.isEmpty() || again;
		String text = first ? proposal.map(AffidavitText::text).orElse("") : saved.get().text();
		model.addAttribute("proposed", first && proposal.isPresent());
		return draw(actor, view, saved, proposal, text, saved.map(Affidavit::version).orElse(0L), model);
	}

	@PostMapping(ADDRESS)
	String save(Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String text,
			@RequestParam(defaultValue = "") String version, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		ProcessView view = view(actor, id);
		Affidavits.Saving saving = this.affidavits.save(actor, id, text, number(version));
		if (saving instanceof Affidavits.Saving.Saved) {
			redirect.addFlashAttribute("flash", Phrase.of("process.affidavit.saved"));
			return "redirect:/processes/" + id;
		}
		Optional<Affidavit> saved = this.affidavits.of(actor, id);
		long known = number(version);
		if (saving instanceof Affidavits.Saving.Stale stale) {
			response.setStatus(HttpStatus.CONFLICT.value());
			model.addAttribute("theirs", stale.theirs());
			known = stale.theirs().version();
		}
		else if (saving instanceof Affidavits.Saving.Refused refused) {
			response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
			List<Rejection> reasons = refused.reasons();
			model.addAttribute("errors", FormErrors.of(reasons, this.messages, Locale.UK));
		}
		return draw(actor, view, saved, proposal(actor, view), text, known, model);
	}

	/** A form without a version was not drawn by us. */
	private static long number(String typed) {
		try {
			return Long.parseLong(typed);
		}
		catch (NumberFormatException ex) {
			throw new NoSuchRequest();
		}
	}

	private ProcessView view(Actor actor, UUID id) {
		if (!this.affidavits.mayEver(actor, id)) {
			throw new NoSuchRequest();
		}
		return this.processes.view(actor, id);
	}

	private Optional<AffidavitText> proposal(Actor actor, ProcessView view) {
		return this.letters.latest(actor, view.request())
			.map((letter) -> AffidavitText.of(letter, view.kind(), view.accounts(), view.company(), this.words));
	}

	private String draw(Actor actor, ProcessView view, Optional<Affidavit> saved, Optional<AffidavitText> proposal,
			String text, long version, Model model) {
		model.addAttribute("view", view);
		model.addAttribute("clock", this.head.clock(actor, view.request()));
		model.addAttribute("values", Map.of("text", text));
		model.addAttribute("version", version);
		model.addAttribute("longest", Affidavit.LONGEST);
		model.addAttribute("saved", saved.map(this::saved).orElse(null));
		model.addAttribute("leftOut", proposal.map(AffidavitText::leftOut).orElse(List.of()));
		model.addAttribute("hasLetter", proposal.isPresent());
		return "usao/affidavit";
	}

	private @Nullable Phrase saved(Affidavit affidavit) {
		return Phrase.of("process.affidavit.saved.by", affidavit.savedBy(), this.words.moment(affidavit.savedAt()));
	}

}
