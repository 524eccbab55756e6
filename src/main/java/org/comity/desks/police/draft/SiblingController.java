package org.comity.desks.police.draft;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.directory.Directory;
import org.comity.directory.ProviderCompany;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.letters.Letters;
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
 * Asks another provider in the same operation: one page with a button for each company,
 * and the draft is there with the offences and the facts.
 */
@Controller
@RequestMapping("/police/requests/{id}/sibling")
class SiblingController {

	private final Letters letters;

	private final Directory directory;

	private final CaseHead head;

	private final MessageSource messages;

	SiblingController(Letters letters, Directory directory, CaseHead head, MessageSource messages) {
		this.letters = letters;
		this.directory = directory;
		this.head = head;
		this.messages = messages;
	}

	@GetMapping
	String form(Actor actor, @PathVariable UUID id, Model model) {
		RequestView view = this.head.put(model, actor, id, null);
		return draw(actor, view, view.title(), Ids.next(), model);
	}

	@PostMapping
	String open(Actor actor, @PathVariable UUID id, @RequestParam UUID formKey,
			@RequestParam(defaultValue = "") String company, @RequestParam(defaultValue = "") String operation,
			Model model, HttpServletResponse response, RedirectAttributes redirect) {
		RequestView view = this.head.put(model, actor, id, null);
		requireOfficer(actor);
		String name = NewRequestController.line(operation);
		ProviderCompany asked = companies(view).stream()
			.filter((one) -> one.id().toString().equals(company))
			.findFirst()
			.orElse(null);
		Rejection refused = (asked == null) ? Rejection.at("company", "police.new.company.required")
				: (view.operation() != null) ? null
						: name.isEmpty() ? Rejection.at("operation", "police.sibling.operation.required")
								: (name.length() > NewRequestController.LONGEST) ? Rejection.at("operation",
										"police.new.operation.too-long", NewRequestController.LONGEST) : null;
		if (asked == null || refused != null) {
			response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
			model.addAttribute("errors",
					FormErrors.of((refused != null) ? List.of(refused) : List.of(), this.messages, Locale.UK));
			return draw(actor, view, operation, formKey, model);
		}
		UUID opened = this.letters.openSibling(actor, formKey, id, asked.id(), name).orElse(null);
		if (opened == null) {
			return "redirect:/requests/" + id;
		}
		redirect.addFlashAttribute("flash", Phrase.of("police.sibling.opened", asked.name()));
		return "redirect:/requests/" + opened + "/letter/edit";
	}

	private String draw(Actor actor, RequestView view, String operation, UUID formKey, Model model) {
		requireOfficer(actor);
		this.letters.draft(actor, view.id());
		model.addAttribute("id", view.id());
		model.addAttribute("operation", view.operation());
		model.addAttribute("companies", companies(view));
		model.addAttribute("values", Map.of("operation", operation));
		model.addAttribute("formKey", formKey);
		return "letters/sibling";
	}

	/** The companies of other providers that this request's channel reaches. */
	private List<ProviderCompany> companies(RequestView view) {
		return this.directory.companies()
			.stream()
			.filter((one) -> !one.provider().equals(view.company().provider()))
			.filter((one) -> one.country().equals(view.company().country()))
			.toList();
	}

	private static void requireOfficer(Actor actor) {
		if (actor.kind() != OfficeKind.INVESTIGATOR || !actor.has(Role.OFFICER)) {
			throw new NoSuchRequest();
		}
	}

}
