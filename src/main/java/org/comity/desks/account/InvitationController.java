package org.comity.desks.account;

import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.accounts.Invitations;
import org.comity.accounts.Outcome;
import org.comity.accounts.Sessions;
import org.comity.desks.fragments.FormErrors;
import org.comity.directory.Directory;
import org.comity.directory.Person;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where a one-time link leads: the choice of how to sign in. One that works no more says
 * so, and no more.
 */
@Controller
class InvitationController {

	private final Invitations invitations;

	private final Sessions sessions;

	private final Directory directory;

	private final MessageSource messages;

	InvitationController(Invitations invitations, Sessions sessions, Directory directory, MessageSource messages) {
		this.invitations = invitations;
		this.sessions = sessions;
		this.directory = directory;
		this.messages = messages;
	}

	@GetMapping("/invitation/{token}")
	String invitation(@PathVariable String token, Model model, HttpServletResponse response) {
		// The address is the secret: no page learns it from this one.
		response.setHeader("Referrer-Policy", "no-referrer");
		Optional<Person> person = this.invitations.invited(token);
		model.addAttribute("invited", person.orElse(null));
		model.addAttribute("token", token);
		person.ifPresent((one) -> model.addAttribute("office", this.directory.office(one.office())));
		return "account/invitation";
	}

	@PostMapping("/invitation/{token}")
	String accept(@PathVariable String token, @RequestParam(defaultValue = "") String way,
			@RequestParam(defaultValue = "") String fresh, @RequestParam(defaultValue = "") String repeated,
			Model model, Locale locale, HttpServletRequest request, HttpServletResponse response) {
		boolean passkey = way.equals("passkey");
		Outcome outcome = passkey ? this.invitations.chooseNoPassword(token)
				: this.invitations.choosePassword(token, fresh, repeated);
		if (outcome.refused() || outcome.person() == null) {
			model.addAttribute("errors", FormErrors.of(outcome.rejections(), this.messages, locale));
			return invitation(token, model, response);
		}
		this.sessions.beginWithLink(outcome.person(), request, response);
		return passkey ? "redirect:/account/second-factors/passkey" : "redirect:/";
	}

}
