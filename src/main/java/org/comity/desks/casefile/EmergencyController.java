package org.comity.desks.casefile;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.requests.EmergencyAccess;
import org.comity.requests.EmergencyAccess.Opening;
import org.comity.requests.MoveDetails;
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
 * Opens a request of another team in an emergency, and shows it to the supervisor who
 * looks at it afterwards.
 */
@Controller
class EmergencyController {

	private static final String YES = "yes";

	private static final String NO = "no";

	private final EmergencyAccess access;

	private final MessageSource messages;

	EmergencyController(EmergencyAccess access, MessageSource messages) {
		this.access = access;
		this.messages = messages;
	}

	@GetMapping("/emergency-access")
	String form(Actor actor, Model model) {
		if (!this.access.offered(actor)) {
			throw new NoSuchRequest();
		}
		return draw(Ids.next(), Map.of(), model);
	}

	@PostMapping("/emergency-access")
	String open(Actor actor, @RequestParam UUID formKey, @RequestParam(defaultValue = "") String reference,
			@RequestParam(defaultValue = "") String reason, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		EmergencyAccess.Result result = this.access.open(actor, reference, reason, formKey);
		if (result.request() == null) {
			refused(result.rejections(), model, response);
			return draw(formKey, Map.of("reference", reference, "reason", reason), model);
		}
		redirect.addFlashAttribute("flash", Phrase.of("emergency.opened", EmergencyAccess.LASTS.toHours()));
		return "redirect:/requests/" + result.request();
	}

	private String draw(UUID key, Map<String, String> values, Model model) {
		model.addAttribute("formKey", key);
		model.addAttribute("values", values);
		model.addAttribute("longest", MoveDetails.MAX_TEXT);
		model.addAttribute("hours", EmergencyAccess.LASTS.toHours());
		return "requests/emergency";
	}

	@GetMapping("/requests/{id}/emergency-access/{opening}")
	String page(Actor actor, @PathVariable UUID id, @PathVariable("opening") UUID named, Model model) {
		return draw(actor, find(actor, id, named), Ids.next(), Map.of(), model);
	}

	@PostMapping("/requests/{id}/emergency-access/{opening}/review")
	String review(Actor actor, @PathVariable UUID id, @PathVariable("opening") UUID named, @RequestParam UUID formKey,
			@RequestParam(required = false) @Nullable String justified, @RequestParam(defaultValue = "") String finding,
			Model model, HttpServletResponse response, RedirectAttributes redirect) {
		find(actor, id, named);
		Boolean right = YES.equals(justified) ? Boolean.TRUE : NO.equals(justified) ? Boolean.FALSE : null;
		List<Rejection> rejections = this.access.review(actor, named, right, finding, formKey);
		if (rejections.isEmpty()) {
			redirect.addFlashAttribute("flash", Phrase.of("emergency.reviewed"));
			return "redirect:/requests/" + id + "/emergency-access/" + named;
		}
		refused(rejections, model, response);
		return draw(actor, find(actor, id, named), formKey,
				Map.of("justified", (justified != null) ? justified : "", "finding", finding), model);
	}

	private Opening find(Actor actor, UUID id, UUID named) {
		Opening opening = this.access.find(actor, named);
		if (!opening.request().equals(id)) {
			throw new NoSuchRequest();
		}
		return opening;
	}

	private String draw(Actor actor, Opening opening, UUID key, Map<String, String> values, Model model) {
		model.addAttribute("opening", opening);
		model.addAttribute("mayReview", this.access.mayReview(actor, opening));
		model.addAttribute("answers", List.of(Choice.of(YES, Phrase.of("emergency.justified.yes")),
				Choice.of(NO, Phrase.of("emergency.justified.no"))));
		model.addAttribute("formKey", key);
		model.addAttribute("values", values);
		model.addAttribute("longest", MoveDetails.MAX_TEXT);
		return "requests/opening";
	}

	private void refused(List<Rejection> rejections, Model model, HttpServletResponse response) {
		response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
		model.addAttribute("errors", FormErrors.of(rejections, this.messages, Locale.UK));
	}

}
