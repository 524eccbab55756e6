package org.comity.desks.usao;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.MomentEntry;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.process.ProcessWords;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.letters.LetterContent;
import org.comity.letters.LetterVersion;
import org.comity.letters.Letters;
import org.comity.process.DataSought;
import org.comity.process.ProcessDetails;
import org.comity.process.ProcessKind;
import org.comity.process.Processes;
import org.comity.requests.AccountOutcome;
import org.comity.requests.Accounts;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;
import org.comity.requests.RequestView;
import org.comity.requests.Requests;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Opens a process. What the letter asks for is filled in, and the least process that
 * carries it is proposed; the attorney decides.
 */
@Controller
class NewProcessController {

	private final Requests requests;

	private final RequestMoves requestMoves;

	private final Accounts accounts;

	private final Processes processes;

	private final Letters letters;

	private final ProcessWords words;

	private final MessageSource messages;

	NewProcessController(Requests requests, RequestMoves requestMoves, Accounts accounts, Processes processes,
			Letters letters, ProcessWords words, MessageSource messages) {
		this.requests = requests;
		this.requestMoves = requestMoves;
		this.accounts = accounts;
		this.processes = processes;
		this.letters = letters;
		this.words = words;
		this.messages = messages;
	}

	@GetMapping("/usao/requests/{id}/processes/new")
	String form(Actor actor, @PathVariable UUID id, Model model) {
		RequestView view = view(actor, id);
		if (!view.moves().contains(RequestMove.OPEN_PROCESS)) {
			return "redirect:/requests/" + id;
		}
		MultiValueMap<String, String> fresh = new LinkedMultiValueMap<>();
		fresh.add("formKey", Ids.next().toString());
		fresh.add("drawnFrom", view.drawnFrom().toString());
		Optional<LetterContent> letter = this.letters.latest(actor, id).map(LetterVersion::content);
		for (Accounts.Account account : demandable(id)) {
			letter.stream()
				.flatMap((content) -> content.accounts().stream())
				.filter((asked) -> asked.id().equals(account.id()))
				.forEach((asked) -> fill(fresh, asked));
		}
		Set<DataSought> data = new NewProcessForm(fresh).allData();
		if (!data.isEmpty()) {
			fresh.add("kind", ProcessKind.leastFor(data).name());
		}
		return draw(actor, view, new NewProcessForm(fresh), model);
	}

	private static void fill(MultiValueMap<String, String> fresh, LetterContent.Account asked) {
		UUID id = asked.id();
		fresh.add("account", id.toString());
		asked.data().keySet().forEach((kind) -> fresh.add("data-" + id, DataSought.valueOf(kind.name()).name()));
		moment(fresh, "from-" + id, MomentEntry.of(asked.from()));
		moment(fresh, "to-" + id, MomentEntry.of(asked.to()));
	}

	private static void moment(MultiValueMap<String, String> fresh, String name, MomentEntry entry) {
		if (!entry.isBlank()) {
			fresh.add(name + ".day", entry.day());
			fresh.add(name + ".month", entry.month());
			fresh.add(name + ".year", entry.year());
			fresh.add(name + ".time", entry.time());
		}
	}

	@PostMapping("/usao/requests/{id}/processes/new")
	String open(Actor actor, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		NewProcessForm form = new NewProcessForm(typed);
		List<Rejection> rejections = new ArrayList<>(form.senseless());
		if (rejections.isEmpty()) {
			Processes.Opening opening = this.processes.open(actor, form.formKey(), form.drawnFrom(), form.wish(id));
			if (opening.result().done()) {
				return opened(actor, id, opening, redirect);
			}
			if (opening.result() instanceof MoveResult.Stale stale) {
				RequestView now = this.requests.view(actor, id);
				typed.set("drawnFrom", now.drawnFrom().toString());
				model.addAttribute("last", stale);
				response.setStatus(HttpStatus.CONFLICT.value());
				return draw(actor, now, form, model);
			}
			if (opening.result() instanceof MoveResult.Rejected rejected) {
				rejections.addAll(rejected.reasons());
			}
		}
		RequestView view = view(actor, id);
		response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
		model.addAttribute("errors", FormErrors.of(rejections, this.messages, Locale.UK));
		return draw(actor, view, form, model);
	}

	private String opened(Actor actor, UUID id, Processes.Opening opening, RedirectAttributes redirect) {
		UUID process = opening.process();
		if (process == null) {
			return "redirect:/requests/" + id + "/processes";
		}
		redirect.addFlashAttribute("flash",
				Phrase.of("process.new.opened", this.processes.view(actor, process).reference()));
		return "redirect:/processes/" + process;
	}

	/**
	 * Returns the request.
	 * @throws NoSuchRequest if this person could never open a process for it
	 */
	private RequestView view(Actor actor, UUID id) {
		if (!this.requestMoves.mayEver(actor, id, RequestMove.OPEN_PROCESS)) {
			throw new NoSuchRequest();
		}
		return this.requests.view(actor, id);
	}

	private List<Accounts.Account> demandable(UUID id) {
		return this.accounts.of(id).stream().filter(NewProcessController::demandable).toList();
	}

	private static boolean demandable(Accounts.Account account) {
		return account.outcome() != AccountOutcome.REFUSED && account.outcome() != AccountOutcome.WITHDRAWN;
	}

	/** An account of the request as the form shows it. */
	record Wanted(UUID id, int ordinal, String identifier, boolean demandable, boolean wanted, List<String> data) {
	}

	private String draw(Actor actor, RequestView view, NewProcessForm form, Model model) {
		UUID id = view.id();
		String number = view.requestedReference();
		model.addAttribute("requestId", id);
		model.addAttribute("requestNumber", (number != null) ? number : view.reference());
		model.addAttribute("requestTitle", view.title());
		model.addAttribute("formKey", form.formKey());
		model.addAttribute("drawnFrom", form.drawnFrom());
		model.addAttribute("values", form.values());
		model.addAttribute("longest", ProcessDetails.MAX_TEXT);
		model.addAttribute("wanted", this.accounts.of(id)
			.stream()
			.map((account) -> new Wanted(account.id(), account.ordinal(), account.identifier(), demandable(account),
					form.accounts().contains(account.id().toString()), form.data(account.id())))
			.toList());
		model.addAttribute("dataKinds",
				Arrays.stream(DataSought.values())
					.map((data) -> Choice.of(data.name(), new Phrase("process.data." + data, List.of()))
						.withHint(new Phrase("process.data." + data + ".hint", List.of())))
					.toList());
		model.addAttribute("kinds",
				Arrays.stream(ProcessKind.values())
					.map((kind) -> Choice.of(kind.name(), new Phrase("process.kind." + kind, List.of()))
						.withHint(new Phrase("process.kind." + kind + ".hint", List.of())))
					.toList());
		Set<DataSought> data = form.allData();
		model.addAttribute("proposed", data.isEmpty() ? null
				: Phrase.of("process.new.kind.proposed", this.words.say("process.kind." + ProcessKind.leastFor(data))));
		model.addAttribute("noGraveOffence",
				this.letters.latest(actor, id)
					.map((letter) -> letter.content().offences().stream().noneMatch(LetterContent.Offence::overAYear))
					.orElse(false));
		return "usao/new-process";
	}

}
