package org.comity.desks.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.comity.accounts.DemonstrationPeople;
import org.comity.accounts.Passkeys;
import org.comity.accounts.Sessions;
import org.comity.accounts.SignedIn;
import org.comity.desks.fragments.Phrase;
import org.comity.directory.CaseTeam;
import org.comity.directory.Directory;
import org.comity.directory.Person;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Role;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The door. In a demonstration it lists everyone who can come in.
 */
@Controller
class SignInController {

	private final Sessions sessions;

	private final Directory directory;

	private final Passkeys passkeys;

	private final ObjectProvider<DemonstrationPeople> demonstration;

	SignInController(Sessions sessions, Directory directory, Passkeys passkeys,
			ObjectProvider<DemonstrationPeople> demonstration) {
		this.sessions = sessions;
		this.passkeys = passkeys;
		this.directory = directory;
		this.demonstration = demonstration;
	}

	@GetMapping("/sign-in")
	String form(HttpServletRequest request, Model model) {
		if (SignedIn.actorNow().isPresent()) {
			return "redirect:/";
		}
		Set<String> said = request.getParameterMap().keySet();
		model.addAttribute("problem",
				said.contains("error") ? Phrase.of("accounts.sign-in.failed") : said.contains("passkey")
						? Phrase.of("accounts.passkey.refused")
						: said.contains("wait") ? Phrase.of("accounts.sign-in.closed", minutes(request)) : null);
		model.addAttribute("notice", said.contains("out") ? "accounts.sign-in.out"
				: said.contains("ended") ? "accounts.sign-in.ended" : null);
		model.addAttribute("options", this.passkeys.asking(request).orElse(null));
		model.addAttribute("typedEmail", this.sessions.takeTypedEmail(request).orElse(""));
		this.demonstration.ifAvailable((people) -> {
			model.addAttribute("hops", hops(people));
			model.addAttribute("sharedPassword", people.password());
		});
		return "account/sign-in";
	}

	/** Only a number that the door itself gives is shown again. */
	static int minutes(HttpServletRequest request) {
		String wait = String.valueOf(request.getParameter("wait"));
		return wait.matches("[1-9]|1[0-5]") ? Integer.parseInt(wait) : 15;
	}

	private List<Hop> hops(DemonstrationPeople people) {
		List<Hop> hops = new ArrayList<>();
		for (DemonstrationPeople.Group group : people.groups()) {
			OfficeKind kind = group.office().kind();
			if (hops.isEmpty() || hops.get(hops.size() - 1).kind() != kind) {
				hops.add(new Hop(kind, new ArrayList<>()));
			}
			List<CaseTeam> teams = this.directory.teams(group.office().id());
			hops.get(hops.size() - 1)
				.offices()
				.add(new Room(group.office().name(),
						group.people().stream().map((person) -> guest(kind, person, teams)).toList()));
		}
		return hops;
	}

	private static Guest guest(OfficeKind kind, Person person, List<CaseTeam> teams) {
		Role role = person.roles().stream().sorted().findFirst().orElseThrow();
		// A team says something only where the office has several, with a wall between
		// them.
		List<String> names = teams.stream()
			.filter((team) -> teams.size() > 1 && person.teams().contains(team.id()))
			.map(CaseTeam::name)
			.toList();
		return new Guest(person.name(), person.email(), "role." + role.name(),
				"accounts.does." + kind.name() + "." + role.name(), String.join(", ", names));
	}

	/** The offices of one kind. */
	record Hop(OfficeKind kind, List<Room> offices) {

		public String messageKey() {
			return "office-kind." + this.kind.name();
		}

		/** The place in the chain, from 1, or 0 for a kind that is no hop. */
		public int place() {
			return this.kind.isHop() ? this.kind.hop() + 1 : 0;
		}

		/** The offices two by two, as they stand beside each other. */
		public List<List<Room>> pairs() {
			List<List<Room>> pairs = new ArrayList<>();
			for (int i = 0; i < this.offices.size(); i += 2) {
				pairs.add(this.offices.subList(i, Math.min(i + 2, this.offices.size())));
			}
			return pairs;
		}

	}

	/** An office and its people. */
	record Room(String name, List<Guest> people) {
	}

	/** A person whom one can be with one click. */
	record Guest(String name, String email, String roleKey, String doesKey, String team) {
	}

}
