package org.comity.desks.administrator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import org.comity.accounts.Invitations;
import org.comity.accounts.Outcome;
import org.comity.accounts.StaffAccounts;
import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.directory.CaseTeam;
import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.directory.Person;
import org.comity.kernel.Actor;
import org.comity.kernel.Rejection;
import org.comity.kernel.Role;
import org.comity.requests.Leavers;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The people of every office: who they are, what they are trusted with, and what was done
 * to their accounts. A page that shows a one-time link answers the POST itself: after a
 * redirect the link would have to lie in the stored session.
 */
@Controller
@RequestMapping("/administrator")
class PeopleController {

	/** What is shown again of a field that was far too long. */
	private static final int ECHO = 300;

	/** What the form sends where the whole office takes over. */
	private static final String ALL = "all";

	private final Directory directory;

	private final StaffAccounts accounts;

	private final Invitations invitations;

	private final Leavers leavers;

	private final Leaving leaving;

	private final AccountWords words;

	private final MessageSource messages;

	PeopleController(Directory directory, StaffAccounts accounts, Invitations invitations, Leavers leavers,
			Leaving leaving, AccountWords words, MessageSource messages) {
		this.leavers = leavers;
		this.leaving = leaving;
		this.directory = directory;
		this.accounts = accounts;
		this.invitations = invitations;
		this.words = words;
		this.messages = messages;
	}

	@GetMapping
	String desk() {
		return "redirect:/administrator/people";
	}

	@GetMapping("/people")
	String people(@RequestParam(name = "office", required = false) @Nullable String code, Model model, Locale locale) {
		List<Office> offices = this.directory.everyOffice();
		List<OfficePeople> groups = offices.stream()
			.filter((office) -> code == null || code.isEmpty() || office.code().equals(code))
			.map((office) -> group(office, locale))
			.filter((group) -> !group.people().isEmpty() || (code != null && !code.isEmpty()))
			.toList();
		model.addAttribute("groups", groups);
		model.addAttribute("offices",
				offices.stream().map((office) -> Choice.named(office.code(), office.name())).toList());
		model.addAttribute("chosenOffice", (code != null) ? code : "");
		return "administrator/people";
	}

	@GetMapping("/people/new")
	String newPerson(@RequestParam(name = "office", required = false) @Nullable String code, Model model) {
		if (code == null || code.isEmpty()) {
			model.addAttribute("offices",
					this.directory.everyOffice()
						.stream()
						.filter((office) -> this.directory.active(office.id()))
						.map((office) -> Choice.named(office.code(), office.name()))
						.toList());
			if (code != null) {
				model.addAttribute("errors", Map.of("office",
						this.messages.getMessage("administrator.new.office.missing", null, Locale.UK)));
			}
			return "administrator/new-person-office";
		}
		Office office = byCode(code);
		fillNewPerson(model, office, Map.of(), Set.of(), Set.of());
		return "administrator/new-person";
	}

	@PostMapping("/people")
	String open(Actor actor, @RequestParam(name = "office") String code, @RequestParam(defaultValue = "") String name,
			@RequestParam(defaultValue = "") String email,
			@RequestParam(required = false) @Nullable Set<@Nullable Role> roles,
			@RequestParam(required = false) @Nullable Set<@Nullable UUID> teams, Model model, Locale locale,
			HttpServletRequest request) {
		Office office = byCode(code);
		Set<Role> wantedRoles = Choice.given(roles);
		Set<UUID> wantedTeams = Choice.given(teams);
		Outcome outcome = this.accounts.open(actor, office.id(), name, email, wantedRoles, wantedTeams);
		if (outcome.refused() || outcome.person() == null) {
			model.addAttribute("errors", FormErrors.of(outcome.rejections(), this.messages, locale));
			fillNewPerson(model, office, Map.of("name", echo(name), "email", echo(email)), wantedRoles, wantedTeams);
			return "administrator/new-person";
		}
		return showLink(outcome, "administrator.opened", model, request);
	}

	@GetMapping("/people/{id}")
	String person(Actor actor, @PathVariable UUID id, Model model, Locale locale) {
		Person person = this.directory.person(id);
		fillPerson(actor, person, person.roles(), person.teams(), this.accounts.revision(id), model, locale);
		return "administrator/person";
	}

	@PostMapping("/people/{id}/roles")
	String change(Actor actor, @PathVariable UUID id, @RequestParam int version,
			@RequestParam(required = false) @Nullable Set<@Nullable Role> roles,
			@RequestParam(required = false) @Nullable Set<@Nullable UUID> teams, Model model, Locale locale,
			RedirectAttributes redirect) {
		Set<Role> wantedRoles = Choice.given(roles);
		Set<UUID> wantedTeams = Choice.given(teams);
		Outcome outcome = this.accounts.change(actor, id, version, wantedRoles, wantedTeams);
		if (outcome.refused()) {
			model.addAttribute("errors", FormErrors.of(outcome.rejections(), this.messages, locale));
			fillPerson(actor, this.directory.person(id), wantedRoles, wantedTeams, this.accounts.revision(id), model,
					locale);
			return "administrator/person";
		}
		redirect.addFlashAttribute("flash", Phrase.of("administrator.changed", this.directory.person(id).name()));
		return "redirect:/administrator/people/" + id;
	}

	@GetMapping("/people/{id}/deactivate")
	String confirmDeactivation(@PathVariable UUID id, Model model) {
		model.addAttribute("person", this.directory.person(id));
		model.addAttribute("version", this.accounts.revision(id));
		int left = this.leavers.left(id);
		model.addAttribute("left", left);
		if (left > 0) {
			List<Choice> heirs = new ArrayList<>();
			heirs.add(Choice.of(ALL, Phrase.of("administrator.deactivate.to.all")));
			this.leavers.heirs(id).forEach((team) -> heirs.add(Choice.named(team.id().toString(), team.name())));
			model.addAttribute("heirs", heirs);
			return "administrator/hand-on";
		}
		return "administrator/deactivate";
	}

	@PostMapping("/people/{id}/deactivate")
	String deactivate(Actor actor, @PathVariable UUID id, @RequestParam int version,
			@RequestParam(defaultValue = ALL) String to, Model model, Locale locale, RedirectAttributes redirect) {
		UUID team = this.leavers.heirs(id)
			.stream()
			.map(CaseTeam::id)
			.filter((one) -> one.toString().equals(to))
			.findFirst()
			.orElse(null);
		if (team == null && !to.equals(ALL)) {
			model.addAttribute("errors", FormErrors.of(List.of(Rejection.at("to", "administrator.deactivate.to.wrong")),
					this.messages, locale));
			return confirmDeactivation(id, model);
		}
		return answer(actor, id, this.leaving.leave(actor, id, version, team), "administrator.deactivated", model,
				locale, redirect);
	}

	@PostMapping("/people/{id}/reactivate")
	String reactivate(Actor actor, @PathVariable UUID id, @RequestParam int version, Model model, Locale locale,
			RedirectAttributes redirect) {
		return answer(actor, id, this.accounts.reactivate(actor, id, version), "administrator.reactivated", model,
				locale, redirect);
	}

	@PostMapping("/people/{id}/link")
	String sendLink(Actor actor, @PathVariable UUID id, @RequestParam int version,
			@RequestParam(required = false) boolean deviceLost, Model model, Locale locale, HttpServletRequest request,
			RedirectAttributes redirect) {
		Outcome outcome = this.accounts.sendLink(actor, id, version, deviceLost);
		if (outcome.refused()) {
			return answer(actor, id, outcome, "administrator.reset", model, locale, redirect);
		}
		return showLink(outcome, "administrator.reset", model, request);
	}

	private String answer(Actor actor, UUID id, Outcome outcome, String done, Model model, Locale locale,
			RedirectAttributes redirect) {
		Person person = this.directory.person(id);
		if (outcome.refused()) {
			model.addAttribute("errors", FormErrors.of(outcome.rejections(), this.messages, locale));
			fillPerson(actor, person, person.roles(), person.teams(), this.accounts.revision(id), model, locale);
			return "administrator/person";
		}
		redirect.addFlashAttribute("flash", Phrase.of(done, person.name()));
		return "redirect:/administrator/people/" + id;
	}

	private String showLink(Outcome outcome, String heading, Model model, HttpServletRequest request) {
		UUID id = outcome.person();
		String token = outcome.link();
		if (id == null || token == null) {
			throw new IllegalStateException("No link was made");
		}
		String link = this.invitations.link(token);
		if (link.startsWith("/")) {
			link = ServletUriComponentsBuilder.fromContextPath(request).path(link).build().toUriString();
		}
		model.addAttribute("person", this.directory.person(id));
		model.addAttribute("link", link);
		model.addAttribute("hours", this.invitations.hours());
		model.addAttribute("heading", heading);
		return "administrator/link";
	}

	private void fillNewPerson(Model model, Office office, Map<String, String> values, Set<Role> roles,
			Set<UUID> teams) {
		List<CaseTeam> ofOffice = this.directory.teams(office.id());
		model.addAttribute("office", office);
		model.addAttribute("values", values);
		fillChoices(model, office, ofOffice, roles, teams);
	}

	private void fillPerson(Actor actor, Person person, Set<Role> roles, Set<UUID> teams, int revision, Model model,
			Locale locale) {
		Office office = this.directory.office(person.office());
		List<CaseTeam> ofOffice = this.directory.teams(office.id());
		model.addAttribute("person", person);
		model.addAttribute("office", office);
		model.addAttribute("roles", this.words.roles(person.roles(), locale));
		model.addAttribute("teams", this.words.teams(ofOffice, person.teams()));
		model.addAttribute("oneself", person.id().equals(actor.person()));
		model.addAttribute("version", revision);
		model.addAttribute("history", this.words.timeline(this.accounts.history(actor, person.id()), locale));
		fillChoices(model, office, ofOffice, roles, teams);
	}

	private void fillChoices(Model model, Office office, List<CaseTeam> ofOffice, Set<Role> roles, Set<UUID> teams) {
		model.addAttribute("roleChoices", this.words.roleChoices(office));
		model.addAttribute("teamChoices", this.words.teamChoices(ofOffice));
		model.addAttribute("chosenRoles", roles.stream().map(Role::name).toList());
		model.addAttribute("chosenTeams", teams.stream().map(UUID::toString).toList());
	}

	private OfficePeople group(Office office, Locale locale) {
		List<CaseTeam> teams = this.directory.teams(office.id());
		return new OfficePeople(office, this.directory.people(office.id())
			.stream()
			.map((person) -> new Line(person.id(), person.name(), person.email(),
					this.words.roles(person.roles(), locale), this.words.teams(teams, person.teams()), person.active()))
			.toList());
	}

	private Office byCode(String code) {
		return this.directory.everyOffice()
			.stream()
			.filter((office) -> office.code().equals(code))
			.findFirst()
			.orElseThrow(() -> new NoSuchElementException("No such office"));
	}

	private static String echo(String typed) {
		return typed.substring(0, Math.min(typed.length(), ECHO));
	}

	/** The people of one office, as the list shows them. */
	record OfficePeople(Office office, List<Line> people) {
	}

	/** One person in the list. */
	record Line(UUID id, String name, String email, String roles, String teams, boolean active) {
	}

}
