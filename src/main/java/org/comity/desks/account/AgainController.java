package org.comity.desks.account;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import org.comity.accounts.FactorsView;
import org.comity.accounts.Passkeys;
import org.comity.accounts.SecondFactors;
import org.comity.accounts.Standing;
import org.comity.desks.fragments.Phrase;
import org.comity.kernel.Actor;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Asks for a factor: after the password, and before a grave act. What is shown goes to
 * the sign-in itself, which leads back.
 */
@Controller
class AgainController {

	private final SecondFactors factors;

	private final Passkeys passkeys;

	AgainController(SecondFactors factors, Passkeys passkeys) {
		this.factors = factors;
		this.passkeys = passkeys;
	}

	@GetMapping("/account/again")
	String ask(Actor actor, @RequestParam(defaultValue = "") String to, Model model, HttpServletRequest request) {
		FactorsView view = this.factors.of(actor);
		if (!view.any()) {
			return "redirect:/account/second-factors";
		}
		Set<String> said = request.getParameterMap().keySet();
		model.addAttribute("to", to);
		model.addAttribute("whole", Standing.of(request).map(Standing::whole).orElse(true));
		model.addAttribute("codesToo", view.codesSince() != null);
		Optional<String> options = view.passkeys().isEmpty() ? Optional.empty() : this.passkeys.asking(request);
		model.addAttribute("options", options.orElse(null));
		model.addAttribute("problem", said.contains("error") ? Phrase.of("accounts.again.wrong") : said.contains("wait")
				? Phrase.of("accounts.sign-in.closed", SignInController.minutes(request)) : null);
		return "account/again";
	}

	@GetMapping("/account/kept/{id}")
	String kept(@PathVariable UUID id, Model model, HttpServletRequest request) {
		model.addAttribute("kept", KeptForm.kept(request, id).orElse(null));
		return "account/kept";
	}

}
