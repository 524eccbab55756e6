package org.comity.desks.notices;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

import org.comity.desks.fragments.Phrase;
import org.comity.desks.shell.UnreadNotices;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.notifications.Notice;
import org.comity.notifications.Notices;
import org.comity.process.Invoices;
import org.comity.process.Processes;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The notices of the reader's office, each with a link to what moved. Of an emergency in
 * another team there is nothing more to see.
 */
@Controller
class NoticesController implements UnreadNotices {

	private static final String REQUEST = "REQUEST";

	private static final String PROCESS = "PROCESS";

	private static final String INVOICE = "INVOICE";

	private final Notices notices;

	private final Processes processes;

	private final Invoices invoices;

	NoticesController(Notices notices, Processes processes, Invoices invoices) {
		this.notices = notices;
		this.processes = processes;
		this.invoices = invoices;
	}

	/**
	 * A notice with its words.
	 *
	 * @param of the notice
	 * @param named the reference the reader knows it by
	 * @param what what was done
	 */
	record Line(Notice of, String named, Phrase what) {
	}

	@GetMapping("/notices")
	String list(Actor actor, @RequestParam(required = false) @Nullable String before, Model model) {
		readers(actor);
		Notices.Page page = this.notices.page(actor, before);
		List<Line> lines = new ArrayList<>();
		for (Notice notice : page.notices()) {
			if (sees(actor, notice)) {
				lines.add(new Line(notice, named(notice), new Phrase(notice.labelCode(), List.of())));
			}
		}
		model.addAttribute("lines", lines);
		model.addAttribute("unread", this.notices.unread(actor));
		model.addAttribute("next", (page.next() != null) ? "/notices?before=" + page.next() : null);
		model.addAttribute("firstPage", (before != null) ? "/notices" : null);
		return "notices/list";
	}

	@GetMapping("/notices/{id}")
	String open(Actor actor, @PathVariable UUID id, RedirectAttributes redirect) {
		readers(actor);
		Notice notice = this.notices.open(actor, id);
		if (!sees(actor, notice)) {
			throw new NoSuchElementException("No notice " + id);
		}
		if (!notice.leads()) {
			redirect.addFlashAttribute("flash", Phrase.of("notices.another-team"));
			return "redirect:/notices";
		}
		return "redirect:" + switch (notice.machine()) {
			case REQUEST -> "/requests/" + notice.request();
			case PROCESS ->
				((actor.kind() == OfficeKind.PROVIDER) ? "/provider/processes/" : "/processes/") + notice.subject();
			case INVOICE -> ((actor.kind() == OfficeKind.PROVIDER) ? "/provider/processes/" : "/processes/")
					+ this.invoices.processOf(notice.subject());
			default -> "/evidence/" + notice.subject();
		};
	}

	@PostMapping("/notices/read")
	String readAll(Actor actor, RedirectAttributes redirect) {
		readers(actor);
		this.notices.openAll(actor);
		redirect.addFlashAttribute("flash", Phrase.of("notices.all-read"));
		return "redirect:/notices";
	}

	@Override
	public int count(Actor actor) {
		return this.notices.unread(actor);
	}

	/** A sealed process is not everybody's of the office that was told. */
	private boolean sees(Actor actor, Notice notice) {
		return !notice.machine().equals(PROCESS) || this.processes.sees(actor, notice.subject());
	}

	/** A provider knows a process by its own reference, and nothing else. */
	private String named(Notice notice) {
		boolean invoice = notice.machine().equals(INVOICE);
		if (invoice || notice.machine().equals(PROCESS)) {
			UUID of = invoice ? this.invoices.processOf(notice.subject()) : notice.subject();
			String process = this.processes.facts(of).reference();
			return notice.reference().isEmpty() ? process : notice.reference() + " / " + process;
		}
		return notice.reference();
	}

	private static void readers(Actor actor) {
		if (!actor.kind().isHop()) {
			throw new NoSuchElementException("No notices for " + actor.kind());
		}
	}

}
