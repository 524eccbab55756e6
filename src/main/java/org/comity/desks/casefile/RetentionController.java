package org.comity.desks.casefile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.DateEntry;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.requests.ErasedRequests;
import org.comity.requests.MoveDetails;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Retention;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What becomes of the records of closed requests: those whose time is over, the decision
 * about one of them, and the register of those that were erased.
 */
@Controller
class RetentionController {

	private static final String KEEP = "KEEP";

	private static final String ERASE = "ERASE";

	private final CaseHead head;

	private final Retention retention;

	private final ErasedRequests erased;

	private final MessageSource messages;

	RetentionController(CaseHead head, Retention retention, ErasedRequests erased, MessageSource messages) {
		this.head = head;
		this.retention = retention;
		this.erased = erased;
		this.messages = messages;
	}

	@GetMapping("/retention")
	String due(Actor actor, Model model) {
		if (!this.retention.concerns(actor)) {
			throw new NoSuchRequest();
		}
		model.addAttribute("due", this.retention.due(actor));
		model.addAttribute("reads", this.erased.reads(actor));
		return "requests/retention-due";
	}

	@GetMapping("/erased-requests")
	String register(Actor actor, Model model) {
		if (!this.erased.reads(actor)) {
			throw new NoSuchRequest();
		}
		model.addAttribute("erased", this.erased.of(actor));
		model.addAttribute("back", this.retention.concerns(actor) ? "/retention" : "/audit");
		return "requests/erased";
	}

	@GetMapping("/requests/{id}/retention")
	String page(Actor actor, @PathVariable UUID id, Model model) {
		return draw(actor, id, Ids.next(), Map.of(), model);
	}

	@PostMapping("/requests/{id}/retention")
	String decide(Actor actor, @PathVariable UUID id, @RequestParam UUID formKey,
			@RequestParam MultiValueMap<String, String> typed, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		Map<String, String> values = new LinkedHashMap<>(typed.toSingleValueMap());
		String decision = values.getOrDefault("decision", "");
		String reason = values.getOrDefault("reason", "");
		List<Rejection> wrong = new ArrayList<>();
		this.retention.records(actor, id);
		switch (decision) {
			case KEEP -> {
				DateEntry until = new DateEntry(values.get("until.day"), values.get("until.month"),
						values.get("until.year"));
				if (until.date().isEmpty() && !until.isBlank()) {
					wrong.add(Rejection.at("until", "input.date.invalid"));
				}
				else {
					wrong.addAll(this.retention.keep(actor, id, until.date().orElse(null), reason, formKey));
				}
			}
			case ERASE -> wrong.addAll(this.retention.ask(actor, id, reason, formKey));
			default -> wrong.add(Rejection.at("decision", "retention.decision.required"));
		}
		if (wrong.isEmpty()) {
			redirect.addFlashAttribute("flash",
					Phrase.of(decision.equals(KEEP) ? "retention.keeps" : "retention.asked.flash"));
			return "redirect:/requests/" + id + "/retention";
		}
		return refused(actor, id, formKey, wrong, values, model, response);
	}

	@PostMapping("/requests/{id}/retention/erase")
	String erase(Actor actor, @PathVariable UUID id, @RequestParam UUID formKey, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		List<Rejection> wrong = this.retention.erase(actor, id, formKey);
		if (wrong.isEmpty()) {
			redirect.addFlashAttribute("flash", Phrase.of("retention.erased"));
			return "redirect:/erased-requests";
		}
		return refused(actor, id, formKey, wrong, Map.of(), model, response);
	}

	private String refused(Actor actor, UUID id, UUID formKey, List<Rejection> wrong, Map<String, String> values,
			Model model, HttpServletResponse response) {
		response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
		model.addAttribute("errors", FormErrors.of(wrong, this.messages, Locale.UK));
		return draw(actor, id, formKey, values, model);
	}

	private String draw(Actor actor, UUID id, UUID formKey, Map<String, String> values, Model model) {
		Retention.Records records = this.retention.records(actor, id);
		this.head.put(model, actor, id, null);
		model.addAttribute("records", records);
		model.addAttribute("asked", records.asked());
		model.addAttribute("kept", records.decisions().stream().filter((one) -> one.until() != null).toList());
		List<Choice> choices = new ArrayList<>();
		if (records.mayKeep()) {
			choices.add(Choice.of(KEEP, Phrase.of("retention.decision.keep")));
		}
		if (records.mayAsk() && records.obstacles().isEmpty()) {
			choices.add(Choice.of(ERASE, Phrase.of("retention.decision.erase"))
				.withHint(Phrase.of("retention.decision.erase.hint")));
		}
		model.addAttribute("choices", choices);
		model.addAttribute("obstacles",
				records.obstacles()
					.stream()
					.flatMap((one) -> FormErrors.of(List.of(one), this.messages, Locale.UK).values().stream())
					.toList());
		model.addAttribute("formKey", formKey);
		// Where there is nothing to choose, nobody need choose it.
		model.addAttribute("values",
				(values.isEmpty() && choices.size() == 1) ? Map.of("decision", choices.get(0).value()) : values);
		model.addAttribute("longest", MoveDetails.MAX_TEXT);
		return "requests/retention";
	}

}
