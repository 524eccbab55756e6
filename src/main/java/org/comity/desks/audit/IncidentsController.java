package org.comity.desks.audit;

import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Tone;
import org.comity.evidence.Incidents;
import org.comity.kernel.Actor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Lists the differences that were found in evidence which an auditor may know of.
 */
@Controller
class IncidentsController {

	private final Incidents incidents;

	IncidentsController(Incidents incidents) {
		this.incidents = incidents;
	}

	/** An incident with its words. */
	record Line(Incidents.Incident of, Phrase part, Phrase standing, Tone tone) {

		static Line of(Incidents.Incident incident) {
			return new Line(incident,
					Phrase.of(incident.filtered() ? "evidence.part.name.filtered" : "evidence.part.name",
							incident.number(), incident.process()),
					Phrase.of("audit.incidents." + incident.standing()), switch (incident.standing()) {
						case OPEN -> Tone.URGENT;
						case SETTLED -> Tone.GOOD;
						case GONE -> Tone.QUIET;
					});
		}

	}

	@GetMapping("/audit/incidents")
	String list(Actor actor, @RequestParam(required = false) @Nullable String before, Model model) {
		Incidents.Page page = this.incidents.page(actor, before);
		model.addAttribute("lines", page.incidents().stream().map(Line::of).toList());
		model.addAttribute("next",
				(page.next() != null) ? UriComponentsBuilder.fromPath("/audit/incidents")
					.queryParam("before", page.next())
					.encode()
					.toUriString() : null);
		model.addAttribute("firstPage", (before != null) ? "/audit/incidents" : null);
		return "audit/incidents";
	}

}
