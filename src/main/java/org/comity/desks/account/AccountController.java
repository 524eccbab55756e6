package org.comity.desks.account;

import java.util.Locale;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.accounts.Outcome;
import org.comity.accounts.PasswordChange;
import org.comity.accounts.Sessions;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.directory.CaseTeam;
import org.comity.directory.Directory;
import org.comity.directory.Person;
import org.comity.kernel.Actor;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * One's own account: who I am here, and the change of password.
 */
@Controller
class AccountController {

	private final Directory directory;

	private final PasswordChange passwords;

	private final Sessions sessions;

	private final MessageSource messages;

	AccountController(Directory directory, PasswordChange passwords, Sessions sessions, MessageSource messages) {
		this.directory = directory;
		this.passwords = passwords;
		this.sessions = sessions;
		this.messages = messages;
	}

	@GetMapping("/account")
	String account(Actor actor, Model model, Locale locale) {
		Person person = this.directory.person(actor.person());
		model.addAttribute("person", person);
		model.addAttribute("office", this.directory.office(person.office()));
		model.addAttribute("roles",
				person.roles()
					.stream()
					.sorted()
					.map((role) -> this.messages.getMessage("role." + role.name(), null, locale))
					.collect(Collectors.joining(", ")));
		model.addAttribute("teams",
				this.directory.teams(person.office())
					.stream()
					.filter((team) -> person.teams().contains(team.id()))
					.map(CaseTeam::name)
					.collect(Collectors.joining(", ")));
		return "account/account";
	}

	@GetMapping("/account/password")
	String password() {
		return "account/password";
	}

	@PostMapping("/account/password")
	String changePassword(Actor actor, @RequestParam(defaultValue = "") String current,
			@RequestParam(defaultValue = "") String fresh, @RequestParam(defaultValue = "") String repeated,
			Model model, Locale locale, HttpServletRequest request, HttpServletResponse response,
			RedirectAttributes redirect) {
		Outcome outcome = this.passwords.change(actor, current, fresh, repeated, request);
		if (outcome.refused()) {
			model.addAttribute("errors", FormErrors.of(outcome.rejections(), this.messages, locale));
			return "account/password";
		}
		this.sessions.renew(actor, request, response);
		redirect.addFlashAttribute("flash", Phrase.of("accounts.password.changed"));
		return "redirect:/account";
	}

}
