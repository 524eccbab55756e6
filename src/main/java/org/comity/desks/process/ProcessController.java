package org.comity.desks.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.Fact;
import org.comity.desks.fragments.Mark;
import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Signers;
import org.comity.desks.fragments.Tone;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.letters.Letters;
import org.comity.process.Affidavits;
import org.comity.process.Invoices;
import org.comity.process.NonDisclosure;
import org.comity.process.ProcessMove;
import org.comity.process.ProcessRow;
import org.comity.process.ProcessView;
import org.comity.process.Processes;
import org.comity.requests.AccountOutcome;
import org.comity.requests.Accounts;
import org.comity.requests.Aspect;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestView;
import org.comity.requests.Requests;
import org.comity.requests.Visibility;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The processes of a request, and each one's page, for the requested side: the executing
 * office, the central authority, the auditor of that country.
 */
@Controller
class ProcessController {

	private final Processes processes;

	private final Requests requests;

	private final Visibility visibility;

	private final Affidavits affidavits;

	private final Invoices invoices;

	private final Accounts accounts;

	private final Letters letters;

	private final CaseHead head;

	private final ProcessWords words;

	private final Signers signers;

	ProcessController(Processes processes, Requests requests, Visibility visibility, Affidavits affidavits,
			Invoices invoices, Accounts accounts, Letters letters, CaseHead head, ProcessWords words, Signers signers) {
		this.processes = processes;
		this.requests = requests;
		this.visibility = visibility;
		this.affidavits = affidavits;
		this.invoices = invoices;
		this.accounts = accounts;
		this.letters = letters;
		this.head = head;
		this.words = words;
		this.signers = signers;
	}

	/** A process in the list. */
	record Line(ProcessRow row, String status, Tone statusTone, String due, Phrase silence) {
	}

	@GetMapping("/requests/{id}/processes")
	String list(Actor actor, @PathVariable UUID id, Model model) {
		this.visibility.require(actor, id, Aspect.PROCESS);
		RequestView view = this.head.put(model, actor, id, CaseHead.Section.PROCESSES);
		model.addAttribute("lines", this.processes.of(actor, id).stream().map(this::line).toList());
		model.addAttribute("notYet", seesAll(actor) ? notYet(actor, id) : List.of());
		model.addAttribute("mayOpen", view.moves().contains(RequestMove.OPEN_PROCESS));
		return "process/list";
	}

	/** Who does not see a sealed process would take what it demands for not demanded. */
	private static boolean seesAll(Actor actor) {
		return actor.kind() == OfficeKind.EXECUTING_AUTHORITY || actor.kind() == OfficeKind.REQUESTED_AUTHORITY;
	}

	/** What the letter asks for that no process demands, of the accounts still open. */
	private List<Phrase> notYet(Actor actor, UUID id) {
		Set<UUID> open = this.accounts.of(id)
			.stream()
			.filter((account) -> account.outcome() != AccountOutcome.REFUSED
					&& account.outcome() != AccountOutcome.WITHDRAWN)
			.map(Accounts.Account::id)
			.collect(Collectors.toSet());
		return NotYetDemanded
			.of(this.letters.latest(actor, id)
				.map((letter) -> letter.content().accounts())
				.orElse(List.of())
				.stream()
				.filter((account) -> open.contains(account.id()))
				.toList(), this.processes.demanded(actor, id))
			.stream()
			.map(this.words::notYet)
			.toList();
	}

	private Line line(ProcessRow row) {
		String due = this.words.due(row.dueOn());
		return new Line(row, this.words.status(row.status()), ProcessWords.tone(row.status()), (due != null) ? due : "",
				new Phrase("process.silence.tag." + row.nonDisclosure().standing(), List.of()));
	}

	@GetMapping("/processes/{id}")
	String process(Actor actor, @PathVariable UUID id, Model model) {
		ProcessView view = this.processes.view(actor, id);
		this.requests.opened(actor, view.request());
		model.addAttribute("view", view);
		model.addAttribute("clock", this.head.clock(actor, view.request()));
		model.addAttribute("status", this.words.status(view.status()));
		model.addAttribute("statusTone", ProcessWords.tone(view.status()));
		model.addAttribute("barFacts", bar(view));
		model.addAttribute("marks", marks(view));
		model.addAttribute("facts", facts(view));
		model.addAttribute("steps", this.words.steps(actor, id, view.moves()));
		model.addAttribute("demands", this.words.demands(view.accounts(), this.processes.toldFrom(actor, id)));
		model.addAttribute("invoices", this.words.invoices(this.invoices.of(actor, id)));
		model.addAttribute("files", this.words.files(view.documents(), this.signers));
		model.addAttribute("entries", this.words.timeline(view.timeline()));
		model.addAttribute("silence", this.words.silence("process.silence", view.nonDisclosure()));
		model.addAttribute("affidavit", affidavit(actor, view));
		model.addAttribute("decisions", decisions(view.nonDisclosure()));
		return "process/process";
	}

	/** How far the statement in support is, for who may write it and while they may. */
	private @Nullable Phrase affidavit(Actor actor, ProcessView view) {
		if (!view.moves().contains(ProcessMove.APPLY) || !this.affidavits.mayEver(actor, view.id())) {
			return null;
		}
		return this.affidavits.of(actor, view.id())
			.map((one) -> Phrase.of("process.affidavit.saved.by", one.savedBy(), this.words.moment(one.savedAt())))
			.orElse(Phrase.of("process.affidavit.none"));
	}

	private List<Fact> bar(ProcessView view) {
		List<Fact> facts = new ArrayList<>();
		String due = this.words.due(view.dueOn());
		if (due != null) {
			facts.add(Fact.of(Phrase.of("process.view.due"), due));
		}
		facts.add(Fact.of(Phrase.of("process.view.company"), view.company()));
		if (view.authority().docket() != null) {
			facts.add(Fact.of(Phrase.of("process.view.docket"), view.authority().docket()));
		}
		return facts;
	}

	private List<Mark> marks(ProcessView view) {
		List<Mark> marks = new ArrayList<>();
		if (view.grandJury()) {
			marks.add(new Mark(this.words.say("process.view.grandJury"), Tone.NEUTRAL));
		}
		if (view.sealed()) {
			marks.add(new Mark(this.words.say("process.view.sealed"), Tone.NEUTRAL));
		}
		if (view.onPaper()) {
			marks.add(new Mark(this.words.say("process.view.onPaper"), Tone.NEUTRAL));
		}
		return marks;
	}

	private List<Fact> facts(ProcessView view) {
		List<Fact> facts = new ArrayList<>();
		facts.add(Fact.of(Phrase.of("process.view.office"), view.office()));
		facts.add(Fact.of(Phrase.of("process.view.opened"),
				this.words.say("process.view.opened.by", view.openedBy(), this.words.moment(view.openedAt()))));
		text(facts, "process.view.court", view.authority().court());
		text(facts, "process.view.docket", view.authority().docket());
		text(facts, "process.view.judge", view.authority().judge());
		day(facts, "process.view.grantedOn", view.authority().grantedOn());
		day(facts, "process.view.expiresOn", view.authority().expiresOn());
		day(facts, "process.view.returnDate", view.returnDate());
		if (view.servedAt() != null) {
			text(facts, "process.view.served", this.words.moment(view.servedAt()));
		}
		facts.addAll(this.words.disputes(view.objections(), view.compulsions()));
		for (ProcessView.Answer answer : view.answers()) {
			text(facts, "process.view.answered", this.words.say("process.view.answered.by", answer.custodian(),
					answer.title(), this.words.moment(answer.at())));
		}
		return facts;
	}

	private static void text(List<Fact> facts, String key, @Nullable String words) {
		if (words != null && !words.isBlank()) {
			facts.add(Fact.of(new Phrase(key, List.of()), words));
		}
	}

	private void day(List<Fact> facts, String key, java.time.@Nullable LocalDate day) {
		if (day != null) {
			text(facts, key, this.words.day(day));
		}
	}

	/** A decision of the court in words, with its grounds. */
	record DecisionLine(Phrase what, List<Phrase> grounds) {
	}

	private List<DecisionLine> decisions(NonDisclosure order) {
		return order.decisions().stream().map((one) -> {
			List<String> days = new ArrayList<>(List.of(this.words.day(one.decidedOn())));
			if (one.endsOn() != null) {
				days.add(this.words.day(one.endsOn()));
			}
			return new DecisionLine(new Phrase("process.silence.decision." + one.kind(), days),
					one.grounds()
						.stream()
						.sorted()
						.map((ground) -> new Phrase("process.ground." + ground, List.of()))
						.toList());
		}).toList();
	}

}
