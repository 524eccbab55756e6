package org.comity.desks.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.comity.desks.fragments.Phrase;
import org.comity.desks.fragments.Tone;
import org.comity.kernel.Actor;
import org.comity.proof.Checkpoint;
import org.comity.proof.Checkpoints;
import org.comity.proof.LedgerProof;
import org.comity.requests.Ledger;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.RequestSummary;
import org.comity.requests.Requests;
import org.comity.requests.Status;
import org.comity.requests.Worklist;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Lists the requests that an auditor may read, and recomputes their ledgers.
 */
@Controller
class AuditController {

	private final Worklist worklist;

	private final Requests requests;

	private final Ledger ledger;

	private final Checkpoints checkpoints;

	AuditController(Worklist worklist, Requests requests, Ledger ledger, Checkpoints checkpoints) {
		this.worklist = worklist;
		this.requests = requests;
		this.ledger = ledger;
		this.checkpoints = checkpoints;
	}

	/** A request with its words. */
	record Line(RequestSummary of, Phrase status, Tone statusTone) {

		static Line of(RequestSummary row) {
			Status status = row.status();
			return new Line(row, new Phrase(status.code(), status.arguments().stream().map(Object::toString).toList()),
					switch (status.tone()) {
						case ACTION, WAITING -> Tone.WAITING;
						case DONE -> Tone.GOOD;
						case STOPPED -> Tone.QUIET;
					});
		}

	}

	@GetMapping("/audit")
	String list(Actor actor, @RequestParam(defaultValue = "") String q,
			@RequestParam(required = false) @Nullable String after, Model model) {
		String words = q.substring(0, Math.min(q.length(), 200));
		Worklist.Page page = page(actor, words, after);
		model.addAttribute("rows", page.rows().stream().map(Line::of).toList());
		model.addAttribute("values", Map.of("q", words));
		model.addAttribute("filtered", !words.isBlank());
		model.addAttribute("next", (page.next() != null) ? address(words, page.next()) : null);
		model.addAttribute("firstPage", (after != null) ? address(words, null) : null);
		return "audit/list";
	}

	private Worklist.Page page(Actor actor, String words, @Nullable String after) {
		return this.worklist.page(actor,
				new Worklist.Query(Worklist.Scope.ALL, words, null, Worklist.Sort.NEWEST, after));
	}

	private static String address(String words, @Nullable String after) {
		UriComponentsBuilder builder = UriComponentsBuilder.fromPath("/audit");
		if (!words.isBlank()) {
			builder.queryParam("q", "{q}");
		}
		if (after != null) {
			builder.queryParam("after", after);
		}
		return builder.encode().buildAndExpand(Map.of("q", words)).toUriString();
	}

	@PostMapping("/audit/requests/{id}/verification")
	String verify(Actor actor, @PathVariable UUID id, RedirectAttributes redirect) {
		if (!this.requests.sees(actor, id)) {
			throw new NoSuchRequest();
		}
		String named = this.requests.facts(id).reference();
		List<Verification.Fault> faults = this.ledger.verify(id)
			.map((where) -> new Verification.Fault(id, named, where.seq(), where.what()))
			.stream()
			.toList();
		redirect.addFlashAttribute("verification", new Verification(1, faults, 0, checkpoints()));
		return "redirect:/audit";
	}

	/**
	 * Recomputes every ledger that this auditor may read, and the checkpoints.
	 */
	@PostMapping("/audit/verification")
	String verifyAll(Actor actor, RedirectAttributes redirect) {
		List<Verification.Fault> faults = new ArrayList<>();
		long[] more = new long[1];
		LedgerProof.Count count = this.ledger.verifyAll(actor, (fault) -> {
			if (faults.size() < Verification.NAMED) {
				faults.add(new Verification.Fault(fault.request(), fault.reference(), fault.seq(), fault.what()));
			}
			else {
				more[0]++;
			}
		});
		redirect.addFlashAttribute("verification", new Verification(count.requests(), faults, more[0], checkpoints()));
		return "redirect:/audit";
	}

	private Verification.Signed checkpoints() {
		long newest = this.checkpoints.latest().map(Checkpoint::number).orElse(0L);
		boolean late = this.checkpoints.late();
		return this.checkpoints.verify()
			.map((fault) -> new Verification.Signed(newest, fault.number(), fault.what(), late))
			.orElseGet(() -> new Verification.Signed(newest, 0, null, late));
	}

}
