package org.comity.desks.account;

import jakarta.servlet.http.HttpServletRequest;
import org.comity.accounts.SecurityRecords;
import org.comity.accounts.Sessions;
import org.comity.desks.fragments.Phrase;
import org.comity.kernel.Actor;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Where one is signed in, and the end of it; and what was lately done in one's name.
 */
@Controller
class PlacesController {

	private final Sessions sessions;

	private final SecurityRecords records;

	PlacesController(Sessions sessions, SecurityRecords records) {
		this.sessions = sessions;
		this.records = records;
	}

	@GetMapping("/account/sessions")
	String places(Actor actor, Model model, HttpServletRequest request) {
		model.addAttribute("places", this.sessions.places(actor, request));
		model.addAttribute("lately", this.records.lately(actor));
		model.addAttribute("hours", this.sessions.longest().toHours());
		return "account/sessions";
	}

	@PostMapping("/account/sessions")
	String end(Actor actor, @RequestParam(name = "session", defaultValue = "") String session,
			HttpServletRequest request, RedirectAttributes redirect) {
		int ended = this.sessions.end(actor, session, request);
		redirect.addFlashAttribute("flash", Phrase.of("accounts.sessions.done", ended));
		return "redirect:/account/sessions";
	}

	/** Keeps the session alive, and tells how many seconds are left. */
	@GetMapping("/account/stay")
	ResponseEntity<String> stay(HttpServletRequest request) {
		return ResponseEntity.ok()
			.contentType(MediaType.TEXT_PLAIN)
			.body(this.sessions.ending(request).map((ending) -> String.valueOf(ending.secondsLeft())).orElse(""));
	}

}
