package org.comity.desks.account;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.accounts.FactorsView;
import org.comity.accounts.Outcome;
import org.comity.accounts.Passkeys;
import org.comity.accounts.SecondFactors;
import org.comity.accounts.Sessions;
import org.comity.accounts.Standing;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.kernel.Actor;

import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What one signs in with beyond the password. A page that shows recovery codes answers
 * the POST itself: after a redirect they would have to lie in the stored session.
 */
@Controller
@RequestMapping("/account/second-factors")
class SecondFactorsController {

	private static final int ECHO = 300;

	private static final String HOME = "redirect:/account/second-factors";

	private final SecondFactors factors;

	private final Passkeys passkeys;

	private final Sessions sessions;

	private final MessageSource messages;

	SecondFactorsController(SecondFactors factors, Passkeys passkeys, Sessions sessions, MessageSource messages) {
		this.factors = factors;
		this.passkeys = passkeys;
		this.sessions = sessions;
		this.messages = messages;
	}

	@GetMapping
	String overview(Actor actor, Model model, HttpServletRequest request) {
		fill(actor, model, request);
		return "account/second-factors";
	}

	@GetMapping("/code")
	String codes(Actor actor, Model model, HttpServletRequest request) {
		model.addAttribute("secret", this.factors.pendingSecret(actor, request));
		return "account/codes";
	}

	/** The secret as a picture, which only its own person's session can ask for. */
	@GetMapping("/code/picture")
	ResponseEntity<String> picture(Actor actor, HttpServletRequest request) {
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType("image/svg+xml"))
			.body(this.factors.pendingPicture(actor, request));
	}

	@PostMapping("/code")
	String setUpCodes(Actor actor, @RequestParam(defaultValue = "") String code, Model model, Locale locale,
			HttpServletRequest request, HttpServletResponse response, RedirectAttributes redirect) {
		Outcome outcome = this.factors.setUpCodes(actor, code, request);
		if (outcome.refused()) {
			model.addAttribute("errors", FormErrors.of(outcome.rejections(), this.messages, locale));
			model.addAttribute("values", Map.of("code", echo(code)));
			return codes(actor, model, request);
		}
		return added(actor, false, "accounts.codes.added", model, request, response, redirect);
	}

	@GetMapping("/passkey")
	String passkey(Actor actor, Model model, HttpServletRequest request) {
		model.addAttribute("options", this.passkeys.making(request).orElse(null));
		return "account/passkey";
	}

	@PostMapping("/passkey")
	String addPasskey(Actor actor, @RequestParam(defaultValue = "") String credential,
			@RequestParam(defaultValue = "") String label, Model model, Locale locale, HttpServletRequest request,
			HttpServletResponse response, RedirectAttributes redirect) {
		Outcome outcome = this.passkeys.add(actor, credential, label, request);
		if (outcome.refused()) {
			model.addAttribute("errors", FormErrors.of(outcome.rejections(), this.messages, locale));
			model.addAttribute("values", Map.of("label", echo(label)));
			return passkey(actor, model, request);
		}
		return added(actor, true, "accounts.passkey.added", model, request, response, redirect);
	}

	@PostMapping("/recovery-codes")
	String newRecoveryCodes(Actor actor, @RequestParam(defaultValue = "") String drawnFrom, Model model) {
		List<String> codes = this.factors.newRecoveryCodes(actor, drawnFrom);
		return codes.isEmpty() ? HOME : shown(codes, model);
	}

	@PostMapping("/remove")
	String remove(Actor actor, @RequestParam(defaultValue = "") String factor, Model model, Locale locale,
			HttpServletRequest request, RedirectAttributes redirect) {
		Outcome outcome = this.factors.remove(actor, factor);
		if (outcome.refused()) {
			model.addAttribute("errors", FormErrors.of(outcome.rejections(), this.messages, locale));
			return overview(actor, model, request);
		}
		redirect.addFlashAttribute("flash", Phrase.of("accounts.factors.removed"));
		return HOME;
	}

	/** With the first factor come the recovery codes. */
	private String added(Actor actor, boolean passkey, String done, Model model, HttpServletRequest request,
			HttpServletResponse response, RedirectAttributes redirect) {
		this.sessions.enrolled(passkey, request, response);
		List<String> codes = this.factors.firstRecoveryCodes(actor);
		if (!codes.isEmpty()) {
			return shown(codes, model);
		}
		redirect.addFlashAttribute("flash", Phrase.of(done));
		return HOME;
	}

	private static String shown(List<String> codes, Model model) {
		model.addAttribute("codes", codes);
		return "account/recovery-codes";
	}

	private void fill(Actor actor, Model model, HttpServletRequest request) {
		FactorsView view = this.factors.of(actor);
		model.addAttribute("factors", view);
		model.addAttribute("whole", Standing.of(request).map(Standing::whole).orElse(true));
		model.addAttribute("passkeysHere", this.passkeys.making(request).isPresent());
	}

	private static String echo(String typed) {
		return typed.substring(0, Math.min(typed.length(), ECHO));
	}

}
