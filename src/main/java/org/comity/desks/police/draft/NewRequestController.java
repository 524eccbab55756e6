package org.comity.desks.police.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.directory.CaseTeam;
import org.comity.directory.Channel;
import org.comity.directory.Directory;
import org.comity.directory.ProviderCompany;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Requests;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Begins a request: what it is about, and which company it asks. Everything else is the
 * letter's.
 */
@Controller
@RequestMapping("/police/requests/new")
class NewRequestController {

	private static final String CHANNEL = "UK-US-MLAT";

	static final int LONGEST = 120;

	private final Requests requests;

	private final Directory directory;

	private final MessageSource messages;

	NewRequestController(Requests requests, Directory directory, MessageSource messages) {
		this.requests = requests;
		this.directory = directory;
		this.messages = messages;
	}

	@GetMapping
	String form(Actor actor, Model model) {
		requireOfficer(actor);
		List<CaseTeam> teams = teams(actor);
		Map<String, String> values = new LinkedHashMap<>();
		if (!teams.isEmpty()) {
			values.put("team", teams.get(0).id().toString());
		}
		return draw(actor, values, Ids.next(), model);
	}

	@PostMapping
	String open(Actor actor, @RequestParam UUID formKey, @RequestParam(defaultValue = "") String title,
			@RequestParam(defaultValue = "") String company, @RequestParam(defaultValue = "") String operation,
			@RequestParam(defaultValue = "") String team, Model model, HttpServletResponse response) {
		requireOfficer(actor);
		List<Rejection> rejections = new ArrayList<>();
		String name = line(title);
		if (name.isEmpty()) {
			rejections.add(Rejection.at("title", "police.new.title.required"));
		}
		else if (name.length() > LONGEST) {
			rejections.add(Rejection.at("title", "police.new.title.too-long", LONGEST));
		}
		ProviderCompany asked = company(company, rejections);
		if (line(operation).length() > LONGEST) {
			rejections.add(Rejection.at("operation", "police.new.operation.too-long", LONGEST));
		}
		UUID chosen = team(actor, team, rejections);
		if (!rejections.isEmpty() || asked == null) {
			response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
			model.addAttribute("errors", FormErrors.of(rejections, this.messages, Locale.UK));
			return draw(actor,
					new LinkedHashMap<>(
							Map.of("title", title, "company", company, "operation", operation, "team", team)),
					formKey, model);
		}
		Optional<UUID> opened = this.requests.open(actor, formKey,
				new Requests.NewRequest(name, asked.id(), CHANNEL, line(operation), chosen));
		return opened.map((id) -> "redirect:/requests/" + id + "/letter/edit").orElse("redirect:/work");
	}

	private @Nullable ProviderCompany company(String typed, List<Rejection> rejections) {
		ProviderCompany found = this.directory.companies()
			.stream()
			.filter((one) -> one.id().toString().equals(typed))
			.findFirst()
			.orElse(null);
		if (found == null) {
			rejections.add(Rejection.at("company", "police.new.company.required"));
			return null;
		}
		Channel channel = this.directory.channel(CHANNEL);
		if (!found.country().equals(channel.requestedCountry())) {
			rejections.add(Rejection.at("company", "channel.company-abroad", found.name()));
			return null;
		}
		return found;
	}

	private @Nullable UUID team(Actor actor, String typed, List<Rejection> rejections) {
		List<CaseTeam> teams = teams(actor);
		if (teams.isEmpty()) {
			return null;
		}
		for (CaseTeam team : teams) {
			if (team.id().toString().equals(typed)) {
				return team.id();
			}
		}
		if (teams.size() == 1) {
			return teams.get(0).id();
		}
		rejections.add(Rejection.at("team", "police.new.team.required"));
		return null;
	}

	private String draw(Actor actor, Map<String, String> values, UUID formKey, Model model) {
		List<CaseTeam> teams = teams(actor);
		model.addAttribute("values", values);
		model.addAttribute("formKey", formKey);
		model.addAttribute("companies",
				this.directory.companies()
					.stream()
					.map((company) -> Choice.named(company.id().toString(), company.name())
						.withHint(Phrase.of("police.new.company.where",
								this.messages.getMessage("country." + company.country(), null, Locale.UK))))
					.toList());
		model.addAttribute("teams", (teams.size() > 1)
				? teams.stream().map((team) -> Choice.named(team.id().toString(), team.name())).toList() : List.of());
		return "letters/new";
	}

	private List<CaseTeam> teams(Actor actor) {
		return this.directory.teams(actor.office())
			.stream()
			.filter((team) -> actor.teams().contains(team.id()))
			.toList();
	}

	private static void requireOfficer(Actor actor) {
		if (!actor.has(Role.OFFICER)) {
			throw new NoSuchRequest();
		}
	}

	static String line(String typed) {
		return java.text.Normalizer.normalize(typed, java.text.Normalizer.Form.NFC)
			.replaceAll("[\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]+", " ")
			.replaceAll("\\s+", " ")
			.strip();
	}

}
