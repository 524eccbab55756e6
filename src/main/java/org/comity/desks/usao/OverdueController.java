package org.comity.desks.usao;

import org.comity.kernel.Actor;
import org.comity.process.OverdueProviders;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The providers that have not answered in time, for the people of an executing office.
 */
@Controller
class OverdueController {

	private final OverdueProviders overdue;

	OverdueController(OverdueProviders overdue) {
		this.overdue = overdue;
	}

	@GetMapping("/usao/overdue")
	String list(Actor actor, Model model) {
		model.addAttribute("lines", this.overdue.of(actor));
		return "usao/overdue";
	}

}
