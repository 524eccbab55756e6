package org.comity.desks.usao;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.MomentEntry;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.process.NotYetDemanded;
import org.comity.desks.process.ProcessWords;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.letters.LetterContent;
import org.comity.letters.LetterVersion;
import org.comity.letters.Letters;
import org.comity.process.DataSought;
import org.comity.process.Demanded;
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
import org.jspecify.annotations.Nullable;

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

	private final CaseHead head;

	private final ProcessWords words;

	private final MessageSource messages;

	NewProcessController(Requests requests, RequestMoves requestMoves, Accounts accounts, Processes processes,
			Letters letters, CaseHead head, ProcessWords words, MessageSource messages) {
		this.head = head;
		this.requests = requests;
		this.requestMoves = requestMoves;
		this.accounts = accounts;
		this.processes = processes;
		this.letters = letters;
		this.words = words;
		this.messages = messages;
	}

	/**
	 * Draws the form with what the letter asks for and no process demands yet.
	 * @param with the kind of process to begin with: only what it carries is filled in;
	 * all of it without one
	 */
	@GetMapping("/usao/requests/{id}/processes/new")
	String form(Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String with, Model model) {
		RequestView view = view(actor, id);
		if (!view.moves().contains(RequestMove.OPEN_PROCESS)) {
			return "redirect:/requests/" + id;
		}
		MultiValueMap<String, String> fresh = new LinkedMultiValueMap<>();
		fresh.add("formKey", Ids.next().toString());
		fresh.add("drawnFrom", view.drawnFrom().toString());
		Optional<ProcessKind> carrier = Arrays.stream(ProcessKind.values())
			.filter((one) -> one.name().equals(with))
			.findFirst();
		List<NotYetDemanded> open = notYet(actor, id).stream()
			.filter((one) -> carrier.map((kind) -> kind.carries(one.data())).orElse(true))
			.toList();
		open.stream()
			.collect(Collectors.groupingBy((one) -> one.account().id(), LinkedHashMap::new, Collectors.toList()))
			.forEach((account, some) -> fill(fresh, account, some));
		Set<DataSought> data = new NewProcessForm(fresh).allData();
		if (!data.isEmpty()) {
			fresh.add("kind", ProcessKind.leastFor(data).name());
		}
		return draw(actor, view, new NewProcessForm(fresh), model);
	}

	/**
	 * Fills in one account. Of the kinds that some process demands for a part of the
	 * range, the rest is proposed where nothing else is left.
	 */
	private static void fill(MultiValueMap<String, String> fresh, UUID id, List<NotYetDemanded> some) {
		boolean any = some.stream().anyMatch(NotYetDemanded::whole);
		Demanded.Range range = any ? new Demanded.Range(some.get(0).account().from(), some.get(0).account().to())
				: some.get(0).rest().get(0);
		fresh.add("account", id.toString());
		some.stream()
			.filter((one) -> any ? one.whole() : one.rest().get(0).equals(range))
			.forEach((one) -> fresh.add("data-" + id, one.data().name()));
		moment(fresh, "from-" + id, MomentEntry.of(range.from()));
		moment(fresh, "to-" + id, MomentEntry.of(range.to()));
	}

	private List<NotYetDemanded> notYet(Actor actor, UUID id) {
		Set<UUID> demandable = demandable(id).stream().map(Accounts.Account::id).collect(Collectors.toSet());
		return NotYetDemanded.of(letter(actor, id).map(LetterContent::accounts)
			.orElse(List.of())
			.stream()
			.filter((account) -> demandable.contains(account.id()))
			.toList(), this.processes.demanded(actor, id));
	}

	private Optional<LetterContent> letter(Actor actor, UUID id) {
		return this.letters.latest(actor, id).map(LetterVersion::content);
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

	/**
	 * An account of the request as the form shows it.
	 *
	 * @param kinds what may be demanded of it, each with what it takes and who demands it
	 * @param data the kinds ticked
	 * @param showing what the letter says of it, or null where it says nothing
	 */
	record Wanted(UUID id, int ordinal, String identifier, boolean demandable, boolean wanted, List<Choice> kinds,
			List<String> data, @Nullable ShowingLines showing) {
	}

	/**
	 * What the letter says of an account, in words.
	 *
	 * @param least the least process for the kinds ticked
	 * @param showing what its showing is
	 */
	record ShowingLines(Phrase least, Phrase showing, List<ReasonLine> reasons, List<FactLine> facts,
			List<LetterContent.Offence> offences, List<Phrase> gaps) {
	}

	/** Why a kind of data is relevant. */
	record ReasonLine(Phrase data, String text) {
	}

	/** A fact with its number, its day and its source. */
	record FactLine(int number, String when, String what, String source) {
	}

	/** A kind of process to begin with, and what it would carry. */
	record Beginning(String href, Phrase name, String carries) {
	}

	private Wanted wanted(Accounts.Account account, NewProcessForm form, Optional<LetterContent> letter,
			Demanded demanded) {
		List<Choice> kinds = Arrays.stream(DataSought.values())
			.map((data) -> Choice.of(data.name(), new Phrase("process.data." + data, List.of()))
				.withHint(hint(data, demanded.of(account.id(), data))))
			.toList();
		ShowingLines showing = letter.stream()
			.flatMap((content) -> content.accounts()
				.stream()
				.filter((asked) -> asked.id().equals(account.id()))
				.map((asked) -> lines(content, asked, form.sought(account.id()))))
			.findFirst()
			.orElse(null);
		return new Wanted(account.id(), account.ordinal(), account.identifier(), demandable(account),
				form.accounts().contains(account.id().toString()), kinds, form.data(account.id()), showing);
	}

	private Phrase hint(DataSought data, List<Demanded.Line> standing) {
		if (standing.isEmpty()) {
			return new Phrase("process.data." + data + ".hint", List.of());
		}
		return Phrase.of("process.new.data.standing",
				String.join("; ",
						standing.stream()
							.map((line) -> this.words.say("process.new.data.standing.one", line.reference(),
									this.words.say(this.words.range(line.range().from(), line.range().to()))))
							.toList()));
	}

	private ShowingLines lines(LetterContent letter, LetterContent.Account asked, Set<DataSought> chosen) {
		Set<DataSought> kinds = chosen.isEmpty() ? Showing.asked(asked) : chosen;
		Showing showing = Showing.of(letter, asked, kinds);
		ProcessKind least = ProcessKind.leastFor(kinds);
		return new ShowingLines(Phrase.of("process.showing.least", this.words.say("process.kind." + least)),
				Phrase.of("process.showing." + least),
				showing.reasons()
					.stream()
					.map((reason) -> new ReasonLine(new Phrase("process.data." + reason.data(), List.of()),
							reason.text()))
					.toList(),
				showing.facts()
					.stream()
					.map((passage) -> new FactLine(passage.number(), this.words.when(passage.fact().when()),
							passage.fact().what(), passage.fact().source()))
					.toList(),
				showing.offences(), showing.gaps());
	}

	/** The ways to begin, where what is left takes more than one kind of process. */
	private List<Beginning> beginnings(UUID id, List<NotYetDemanded> open) {
		List<ProcessKind> kinds = open.stream().map((one) -> one.data().least()).distinct().sorted().toList();
		return (kinds.size() < 2) ? List.of()
				: kinds.stream()
					.map((kind) -> new Beginning("/usao/requests/" + id + "/processes/new?with=" + kind,
							new Phrase("process.kind." + kind, List.of()),
							String.join(", ",
									open.stream()
										.map(NotYetDemanded::data)
										.filter(kind::carries)
										.distinct()
										.sorted()
										.map((data) -> this.words.say("process.data." + data))
										.toList())))
					.toList();
	}

	/** Why the least process is the least: one line for each kind of data. */
	private List<Phrase> why(Set<DataSought> data) {
		return data.stream()
			.sorted()
			.map((one) -> Phrase.of("process.new.least.line", this.words.say("process.data." + one),
					this.words.say("process.kind." + one.least()), one.citation(),
					this.words.say("process.showing." + one.least())))
			.toList();
	}

	private String draw(Actor actor, RequestView view, NewProcessForm form, Model model) {
		UUID id = view.id();
		String number = view.requestedReference();
		model.addAttribute("requestId", id);
		model.addAttribute("requestNumber", (number != null) ? number : view.reference());
		model.addAttribute("requestTitle", view.title());
		model.addAttribute("clock", this.head.clock(actor, view.id()));
		model.addAttribute("formKey", form.formKey());
		model.addAttribute("drawnFrom", form.drawnFrom());
		model.addAttribute("values", form.values());
		model.addAttribute("longest", ProcessDetails.MAX_TEXT);
		Optional<LetterContent> letter = letter(actor, id);
		Demanded demanded = this.processes.demanded(actor, id);
		List<NotYetDemanded> open = notYet(actor, id);
		model.addAttribute("wanted",
				this.accounts.of(id).stream().map((account) -> wanted(account, form, letter, demanded)).toList());
		model.addAttribute("notYet", open.stream().map(this.words::notYet).toList());
		model.addAttribute("allDemanded", letter.isPresent() && open.isEmpty());
		model.addAttribute("beginnings", beginnings(id, open));
		model.addAttribute("kinds",
				Arrays.stream(ProcessKind.values())
					.map((kind) -> Choice.of(kind.name(), new Phrase("process.kind." + kind, List.of()))
						.withHint(new Phrase("process.kind." + kind + ".hint", List.of())))
					.toList());
		Set<DataSought> data = form.allData();
		model.addAttribute("proposed", data.isEmpty() ? null
				: Phrase.of("process.new.kind.proposed", this.words.say("process.kind." + ProcessKind.leastFor(data))));
		model.addAttribute("least", why(data));
		model.addAttribute("noGraveOffence",
				letter.map((content) -> content.offences().stream().noneMatch(LetterContent.Offence::overAYear))
					.orElse(false));
		return "usao/new-process";
	}

}
