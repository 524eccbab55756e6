package org.comity.desks.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.directory.CaseTeam;
import org.comity.directory.Directory;
import org.comity.kernel.Actor;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Requests;
import org.comity.requests.Visibility;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Where a supervisor gives a request to one of the office's teams.
 */
@Controller
class TeamController {

	/** What the form sends for the whole office. */
	private static final String ALL = "all";

	private final CaseHead head;

	private final Requests requests;

	private final Visibility visibility;

	private final Directory directory;

	private final MessageSource messages;

	TeamController(CaseHead head, Requests requests, Visibility visibility, Directory directory,
			MessageSource messages) {
		this.head = head;
		this.requests = requests;
		this.visibility = visibility;
		this.directory = directory;
		this.messages = messages;
	}

	@GetMapping("/requests/{id}/team")
	String form(Actor actor, @PathVariable UUID id, Model model) {
		supervisor(actor);
		this.head.put(model, actor, id, null);
		List<Choice> choices = new ArrayList<>();
		choices.add(Choice.of(ALL, Phrase.of("team.all")));
		this.directory.teams(actor.office())
			.forEach((team) -> choices.add(Choice.named(team.id().toString(), team.name())));
		model.addAttribute("teams", choices);
		model.addAttribute("chosen",
				this.visibility.teamsOf(id, actor.office()).stream().map(UUID::toString).findFirst().orElse(ALL));
		return "requests/team";
	}

	@PostMapping("/requests/{id}/team")
	String allocate(Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String team, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		supervisor(actor);
		List<CaseTeam> own = this.directory.teams(actor.office());
		CaseTeam chosen = own.stream().filter((one) -> one.id().toString().equals(team)).findFirst().orElse(null);
		if (chosen == null && !team.equals(ALL)) {
			model.addAttribute("errors",
					FormErrors.of(List.of(Rejection.at("team", "team.required")), this.messages, java.util.Locale.UK));
			model.addAttribute("values", Map.of());
			response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
			return form(actor, id, model);
		}
		this.requests.allocate(actor, id, (chosen != null) ? chosen.id() : null);
		redirect.addFlashAttribute("flash",
				(chosen != null) ? Phrase.of("team.given", chosen.name()) : Phrase.of("team.given-to-all"));
		return "redirect:/requests/" + id;
	}

	private static void supervisor(Actor actor) {
		if (!actor.has(Role.SUPERVISOR) || !actor.kind().isHop()) {
			throw new NoSuchRequest();
		}
	}

}
