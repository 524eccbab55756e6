package org.comity.desks.provider;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.comity.desks.casefile.Due;
import org.comity.desks.fragments.Fact;
import org.comity.desks.fragments.Figure;
import org.comity.desks.fragments.NavigationItem;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Signers;
import org.comity.desks.fragments.Tone;
import org.comity.desks.process.ProcessWords;
import org.comity.kernel.Actor;
import org.comity.process.Invoices;
import org.comity.process.ProcessRow;
import org.comity.process.ProcessView;
import org.comity.process.Processes;
import org.comity.process.ServedList;
import org.comity.process.ServedProcess;
import org.comity.requests.Requests;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * A provider's home, and the page of one process that was served on it.
 */
@Controller
class ProviderController {

	private final ServedList list;

	private final Processes processes;

	private final Invoices invoices;

	private final Requests requests;

	private final ProcessWords words;

	private final Signers signers;

	ProviderController(ServedList list, Processes processes, Invoices invoices, Requests requests, ProcessWords words,
			Signers signers) {
		this.list = list;
		this.processes = processes;
		this.invoices = invoices;
		this.requests = requests;
		this.words = words;
		this.signers = signers;
	}

	/** A process in the list. */
	record Line(ProcessRow row, boolean unopened, String status, Tone statusTone, @Nullable Due due, Phrase silence) {
	}

	@GetMapping("/provider")
	String home(Actor actor, @RequestParam(name = "list", defaultValue = "") String wanted,
			@RequestParam(required = false) String after, Model model) {
		ServedList.Scope scope = Arrays.stream(ServedList.Scope.values())
			.filter((one) -> inAddress(one).equals(wanted))
			.findFirst()
			.orElse(ServedList.Scope.TO_ANSWER);
		ServedList.Counts counts = this.list.counts(actor);
		ServedList.Page page = this.list.page(actor, scope, after);
		model.addAttribute("scope", scope);
		model.addAttribute("figures",
				List.of(new Figure(counts.toAnswer(), Phrase.of("provider.home.count.TO_ANSWER"), Tone.NEUTRAL,
						href(ServedList.Scope.TO_ANSWER)),
						new Figure(counts.overdue(), Phrase.of("provider.home.count.overdue"),
								(counts.overdue() > 0) ? Tone.LATE : Tone.NEUTRAL, null),
						new Figure(counts.waiting(), Phrase.of("provider.home.count.WAITING"), Tone.NEUTRAL,
								href(ServedList.Scope.WAITING))));
		model.addAttribute("lists",
				Arrays.stream(ServedList.Scope.values())
					.map((one) -> new NavigationItem(href(one), "provider.home.list." + one, one == scope))
					.toList());
		model.addAttribute("lines", page.entries().stream().map(this::line).toList());
		model.addAttribute("nextHref", (page.next() != null) ? href(scope) + "&after=" + page.next() : null);
		return "provider/home";
	}

	private static String inAddress(ServedList.Scope scope) {
		return scope.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
	}

	private static String href(ServedList.Scope scope) {
		return "/provider?list=" + inAddress(scope);
	}

	private Line line(ServedList.Entry entry) {
		ProcessRow row = entry.row();
		LocalDate due = row.dueOn();
		return new Line(row, entry.unopened(), this.words.status(row.status()), ProcessWords.tone(row.status()),
				(due != null) ? Due.of(due, this.words.today()) : null,
				this.words.silence("provider.process.silence", row.nonDisclosure()));
	}

	@GetMapping("/provider/processes/{id}")
	String process(Actor actor, @PathVariable UUID id, Model model) {
		ServedProcess view = this.processes.served(actor, id);
		this.requests.opened(actor, this.processes.facts(id).request());
		model.addAttribute("view", view);
		model.addAttribute("status", this.words.status(view.status()));
		model.addAttribute("statusTone", ProcessWords.tone(view.status()));
		model.addAttribute("barFacts", bar(view));
		model.addAttribute("facts", facts(view));
		model.addAttribute("silence", this.words.silence("provider.process.silence", view.nonDisclosure()));
		model.addAttribute("bound", view.nonDisclosure().inForce());
		model.addAttribute("steps", this.words.steps(actor, id, view.moves()));
		model.addAttribute("demands", this.words.demands(view.accounts(), this.processes.toldFrom(actor, id)));
		model.addAttribute("sendInvoice", this.invoices.maySend(actor, id));
		model.addAttribute("invoices", this.words.invoices(this.invoices.of(actor, id)));
		model.addAttribute("files", this.words.files(view.documents(), this.signers));
		model.addAttribute("entries", this.words.timeline(view.timeline()));
		return "provider/process";
	}

	private List<Fact> bar(ServedProcess view) {
		List<Fact> facts = new ArrayList<>();
		String due = this.words.due(view.returnDate());
		boolean open = !view.moves().isEmpty() || view.answeredAt() == null;
		if (due != null && view.status().mine()) {
			facts.add(Fact.of(Phrase.of("process.view.due"), due));
		}
		else if (view.returnDate() != null && open) {
			facts.add(Fact.of(Phrase.of("process.view.returnDate"), this.words.day(view.returnDate())));
		}
		facts.add(Fact.of(Phrase.of("provider.process.office"), view.office()));
		facts.add(Fact.of(Phrase.of("provider.process.company"), view.company()));
		return facts;
	}

	private List<Fact> facts(ServedProcess view) {
		List<Fact> facts = new ArrayList<>();
		if (view.court() != null) {
			facts.add(Fact.of(Phrase.of("provider.process.court"), view.court()));
		}
		if (view.docket() != null) {
			facts.add(Fact.of(Phrase.of("provider.process.docket"), view.docket()));
		}
		facts.add(Fact.of(Phrase.of("provider.process.served"), this.words.moment(view.servedAt())));
		if (view.returnDate() != null) {
			facts.add(Fact.of(Phrase.of("process.view.returnDate"), this.words.day(view.returnDate())));
		}
		facts.addAll(this.words.disputes(view.objections(), view.compulsions()));
		for (ProcessView.Answer answer : view.answers()) {
			facts.add(Fact.of(Phrase.of("process.view.answered"), this.words.say("process.view.answered.by",
					answer.custodian(), answer.title(), this.words.moment(answer.at()))));
		}
		return facts;
	}

}
