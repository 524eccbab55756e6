package org.comity.desks.shell;

import org.comity.kernel.Actor;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Sends each person to their own home.
 */
@Controller
class HomeController {

	@GetMapping("/")
	String home(Actor actor) {
		return "redirect:" + Navigation.home(actor.kind());
	}

}
