package org.comity.desks.administrator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.comity.accounts.StaffAccounts;
import org.comity.accounts.Outcome;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.directory.Person;
import org.comity.directory.ProviderCompany;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The offices that take part, their teams and companies. An office comes with a
 * migration, not from a screen: it is part of a channel in law.
 */
@Controller
@RequestMapping("/administrator/offices")
class OfficesController {

	private static final int ECHO = 300;

	private final Directory directory;

	private final StaffAccounts accounts;

	private final AccountWords words;

	private final MessageSource messages;

	OfficesController(Directory directory, StaffAccounts accounts, AccountWords words, MessageSource messages) {
		this.directory = directory;
		this.accounts = accounts;
		this.words = words;
		this.messages = messages;
	}

	@GetMapping
	String offices(Model model) {
		model.addAttribute("offices",
				this.directory.everyOffice()
					.stream()
					.map((office) -> new Line(office, this.directory.active(office.id()),
							this.directory.people(office.id()).stream().filter(Person::active).count(),
							this.directory.teams(office.id()).size()))
					.toList());
		return "administrator/offices";
	}

	@GetMapping("/{id}")
	String office(Actor actor, @PathVariable UUID id, Model model, Locale locale) {
		fill(actor, id, model, locale);
		return "administrator/office";
	}

	@PostMapping("/{id}/teams")
	String addTeam(Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String name, Model model,
			Locale locale, RedirectAttributes redirect) {
		Outcome outcome = this.accounts.addTeam(actor, id, name);
		if (outcome.refused()) {
			model.addAttribute("errors", FormErrors.of(outcome.rejections(), this.messages, locale));
			model.addAttribute("values", Map.of("name", name.substring(0, Math.min(name.length(), ECHO))));
			fill(actor, id, model, locale);
			return "administrator/office";
		}
		redirect.addFlashAttribute("flash", Phrase.of("administrator.office.team-added", name.strip()));
		return "redirect:/administrator/offices/" + id;
	}

	@GetMapping("/{id}/deactivate")
	String confirmDeactivation(@PathVariable UUID id, Model model) {
		model.addAttribute("office", this.directory.office(id));
		return "administrator/deactivate-office";
	}

	@PostMapping("/{id}/deactivate")
	String deactivate(Actor actor, @PathVariable UUID id, Model model, Locale locale, RedirectAttributes redirect) {
		return activate(actor, id, false, "administrator.office.deactivated", model, locale, redirect);
	}

	@PostMapping("/{id}/reactivate")
	String reactivate(Actor actor, @PathVariable UUID id, Model model, Locale locale, RedirectAttributes redirect) {
		return activate(actor, id, true, "administrator.office.reactivated", model, locale, redirect);
	}

	private String activate(Actor actor, UUID id, boolean active, String done, Model model, Locale locale,
			RedirectAttributes redirect) {
		Outcome outcome = this.accounts.activateOffice(actor, id, active);
		if (outcome.refused()) {
			model.addAttribute("errors", FormErrors.of(outcome.rejections(), this.messages, locale));
			fill(actor, id, model, locale);
			return "administrator/office";
		}
		redirect.addFlashAttribute("flash", Phrase.of(done, this.directory.office(id).name()));
		return "redirect:/administrator/offices/" + id;
	}

	private void fill(Actor actor, UUID id, Model model, Locale locale) {
		Office office = this.directory.office(id);
		List<ProviderCompany> companies = this.directory.companies()
			.stream()
			.filter((company) -> company.office().equals(id))
			.toList();
		model.addAttribute("office", office);
		model.addAttribute("active", this.directory.active(id));
		model.addAttribute("administration", office.kind() == OfficeKind.ADMINISTRATION);
		model.addAttribute("officeTeams", this.directory.teams(id));
		model.addAttribute("companies", companies);
		model.addAttribute("history", this.words.timeline(this.accounts.officeHistory(actor, id), locale));
	}

	/** One office in the list. */
	record Line(Office office, boolean active, long people, int teams) {
	}

}
