package org.comity.desks.provider.production;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.documents.StorageFull;
import org.comity.documents.UploadPlace;
import org.comity.documents.UploadedForm;
import org.comity.documents.Uploads;
import org.comity.evidence.Certificate;
import org.comity.evidence.CertificateStatement;
import org.comity.evidence.Evidence;
import org.comity.evidence.IncomingUploads;
import org.comity.evidence.PartMoves;
import org.comity.evidence.PartOutcome;
import org.comity.evidence.PartView;
import org.comity.evidence.ProductionMove;
import org.comity.evidence.Productions;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.process.Processes;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The parts of a production, from the first file to the receipt.
 */
@Controller
@RequestMapping({ "/provider/processes/{process}/productions", "/usao/processes/{process}/productions" })
class ProductionController {

	private static final Logger log = LoggerFactory.getLogger(ProductionController.class);

	private final Productions productions;

	private final IncomingUploads uploads;

	private final Evidence evidence;

	private final PartMoves moves;

	private final Processes processes;

	private final MessageSource messages;

	ProductionController(Productions productions, IncomingUploads uploads, Evidence evidence, PartMoves moves,
			Processes processes, MessageSource messages) {
		this.uploads = uploads;
		this.moves = moves;
		this.productions = productions;
		this.evidence = evidence;
		this.processes = processes;
		this.messages = messages;
	}

	@GetMapping
	String parts(Actor actor, @PathVariable UUID process, Model model) {
		require(actor, process);
		List<PartView> parts = this.evidence.ofProcess(actor, process);
		model.addAttribute("parts", parts);
		model.addAttribute("open", parts.stream().filter(PartView::open).findFirst().orElse(null));
		model.addAttribute("onPaper", actor.kind() == OfficeKind.EXECUTING_AUTHORITY);
		model.addAttribute("takesParts", this.productions.takesParts(actor, process));
		return page("evidence/production", actor, process, Ids.next(), model);
	}

	@PostMapping
	String begin(Actor actor, @PathVariable UUID process, @RequestParam UUID formKey, Locale locale,
			RedirectAttributes redirect) {
		Productions.Beginning beginning = this.productions.begin(actor, process, formKey);
		UUID part = beginning.part();
		if (part == null) {
			errors(reasons(beginning.result()), locale, redirect);
			return "redirect:" + base(actor, process);
		}
		return "redirect:" + base(actor, process) + "/" + part;
	}

	@GetMapping("/{id}")
	String part(Actor actor, @PathVariable UUID process, @PathVariable UUID id, Model model) {
		PartView part = part(actor, process, id);
		model.addAttribute("part", part);
		model.addAttribute("accounts", accounts(part));
		model.addAttribute("maximum", Productions.MOST_FILES);
		model.addAttribute("coming", part.open() ? this.uploads.open(actor, id) : List.of());
		model.addAttribute("incident", part.incident());
		List<ProductionMove> open = this.moves.open(actor, id);
		model.addAttribute("resend", open.contains(ProductionMove.RESEND));
		model.addAttribute("replace", open.contains(ProductionMove.REPLACE));
		return page(part.open() ? "evidence/fill" : "evidence/receipt", actor, process, Ids.next(), model);
	}

	/**
	 * Takes files in as they come. What was wrong with one does not undo the others; the
	 * page is always drawn anew, so that loading it again sends nothing twice.
	 */
	@PostMapping(path = "/{id}/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	String upload(Actor actor, @PathVariable UUID process, @PathVariable UUID id, HttpServletRequest request,
			Locale locale, RedirectAttributes redirect) {
		part(actor, process, id);
		List<Rejection> refused = new ArrayList<>(this.productions.closed(actor, id));
		int kept = 0;
		try {
			if (refused.isEmpty()) {
				Kept counter = new Kept();
				UploadedForm form = Uploads.read(request, UploadPlace.EVIDENCE, (file) -> {
					List<Rejection> reasons = this.productions.receive(actor, id,
							account(file.fieldsBefore().getFirst("account")), file);
					refused.addAll(reasons);
					counter.files += reasons.isEmpty() ? 1 : 0;
				});
				kept = counter.files;
				refused.addAll(form.rejections());
				if (form.files() == 0 && form.rejections().isEmpty()) {
					refused.add(Rejection.at("files", "evidence.upload.none"));
				}
			}
		}
		catch (UncheckedIOException ex) {
			log.error("A file could not be stored", ex);
			refused.add(Rejection.at("files",
					(ex.getCause() instanceof StorageFull) ? "evidence.upload.no-room" : "evidence.upload.not-stored"));
		}
		drain(request);
		if (!refused.isEmpty()) {
			errors(refused, locale, redirect);
		}
		else {
			redirect.addFlashAttribute("flash", Phrase.of("evidence.upload.done", kept));
		}
		return "redirect:" + base(actor, process) + "/" + id;
	}

	private static final class Kept {

		private int files;

	}

	/**
	 * The account chosen: none, for all that the process names; what is no id is that of
	 * no account, and refused by name.
	 */
	static @Nullable UUID account(@Nullable String chosen) {
		return (chosen == null || chosen.isBlank()) ? null : Ids.read(chosen).orElse(new UUID(0, 0));
	}

	/** Reads what is left of a body, or the browser would never see the answer. */
	private static void drain(HttpServletRequest request) {
		try (InputStream rest = request.getInputStream()) {
			rest.transferTo(java.io.OutputStream.nullOutputStream());
		}
		catch (IOException | IllegalStateException ex) {
			log.debug("The rest of an upload could not be read", ex);
		}
	}

	@PostMapping("/{id}/files/{file}/account")
	String assign(Actor actor, @PathVariable UUID process, @PathVariable UUID id, @PathVariable UUID file,
			@RequestParam(defaultValue = "") String account, Locale locale, RedirectAttributes redirect) {
		part(actor, process, id);
		return after(this.productions.assign(actor, id, file, account(account)), "evidence.file.assigned",
				base(actor, process) + "/" + id, locale, redirect);
	}

	@PostMapping("/{id}/files/{file}/remove")
	String remove(Actor actor, @PathVariable UUID process, @PathVariable UUID id, @PathVariable UUID file,
			Locale locale, RedirectAttributes redirect) {
		part(actor, process, id);
		return after(this.productions.remove(actor, id, file), "evidence.file.removed", base(actor, process) + "/" + id,
				locale, redirect);
	}

	@GetMapping("/{id}/lodge")
	String certify(Actor actor, @PathVariable UUID process, @PathVariable UUID id, Model model) {
		PartView part = part(actor, process, id);
		if (!part.open()) {
			return "redirect:" + base(actor, process) + "/" + id;
		}
		model.addAttribute("values", LodgeForm.proposal(part));
		return lodge(actor, process, part, Set.of(), Ids.next(), model);
	}

	@PostMapping("/{id}/lodge")
	String lodge(Actor actor, @PathVariable UUID process, @PathVariable UUID id, @RequestParam UUID formKey,
			@RequestParam MultiValueMap<String, String> typed, Model model, Locale locale,
			RedirectAttributes redirect) {
		PartView part = part(actor, process, id);
		LodgeForm form = new LodgeForm(typed);
		List<Rejection> refused = form.unreadable();
		if (refused.isEmpty()) {
			MoveResult result = this.productions.lodge(actor, id, form.lodging(part));
			if (result.done()) {
				redirect.addFlashAttribute("lodged", true);
				return "redirect:" + base(actor, process) + "/" + id;
			}
			if (result instanceof MoveResult.Stale stale) {
				redirect.addFlashAttribute("flash", moved(stale));
				return "redirect:" + base(actor, process) + "/" + id;
			}
			refused = reasons(result);
		}
		model.addAttribute("errors", FormErrors.of(refused, this.messages, locale));
		model.addAttribute("values", form.values());
		return lodge(actor, process, part(actor, process, id), form.chosen(), formKey, model);
	}

	private String lodge(Actor actor, UUID process, PartView part, Set<String> chosen, UUID formKey, Model model) {
		model.addAttribute("part", part);
		model.addAttribute("chosen", chosen);
		model.addAttribute("longest", Certificate.LONGEST_TEXT);
		model.addAttribute("outcomes",
				Arrays.stream(PartOutcome.values())
					.map((outcome) -> Choice.of(outcome.name(), Phrase.of("evidence.outcome." + outcome)))
					.toList());
		model.addAttribute("statements",
				Arrays.stream(CertificateStatement.values()).map(ProductionController::choice).toList());
		return page("evidence/lodge", actor, process, formKey, model);
	}

	private static Choice choice(CertificateStatement statement) {
		Choice choice = Choice.of(statement.name(), Phrase.of("evidence.statement." + statement));
		return statement.citation().isEmpty() ? choice
				: choice.withHint(Phrase.of("evidence.statement.hint", statement.citation()));
	}

	@GetMapping("/{id}/discard")
	String askDiscard(Actor actor, @PathVariable UUID process, @PathVariable UUID id, Model model) {
		PartView part = part(actor, process, id);
		if (!part.open()) {
			return "redirect:" + base(actor, process) + "/" + id;
		}
		model.addAttribute("part", part);
		return page("evidence/discard", actor, process, Ids.next(), model);
	}

	@PostMapping("/{id}/discard")
	String discard(Actor actor, @PathVariable UUID process, @PathVariable UUID id, @RequestParam UUID formKey,
			Locale locale, RedirectAttributes redirect) {
		part(actor, process, id);
		MoveResult result = this.productions.discard(actor, id, formKey);
		if (result instanceof MoveResult.Stale stale) {
			redirect.addFlashAttribute("flash", moved(stale));
			return "redirect:" + base(actor, process) + "/" + id;
		}
		if (result instanceof MoveResult.Rejected rejected) {
			errors(rejected.reasons(), locale, redirect);
			return "redirect:" + base(actor, process) + "/" + id;
		}
		redirect.addFlashAttribute("flash", Phrase.of("evidence.discarded"));
		return "redirect:" + base(actor, process);
	}

	private static Phrase moved(MoveResult.Stale stale) {
		String who = (stale.person() != null) ? stale.person() : stale.office();
		return Phrase.of("evidence.moved", who);
	}

	private String page(String template, Actor actor, UUID process, UUID formKey, Model model) {
		boolean provider = actor.kind() == OfficeKind.PROVIDER;
		model.addAttribute("base", base(actor, process));
		model.addAttribute("processHref", (provider ? "/provider/processes/" : "/processes/") + process);
		model.addAttribute("processReference", this.processes.facts(process).reference());
		model.addAttribute("formKey", formKey);
		return template;
	}

	private static String base(Actor actor, UUID process) {
		return ((actor.kind() == OfficeKind.PROVIDER) ? "/provider" : "/usao") + "/processes/" + process
				+ "/productions";
	}

	private void require(Actor actor, UUID process) {
		if (!this.productions.mayProduce(actor, process)) {
			throw new NoSuchRequest();
		}
	}

	/** The part, if it is of this process and of this person's office. */
	private PartView part(Actor actor, UUID process, UUID id) {
		require(actor, process);
		this.productions.closed(actor, id);
		PartView part = this.evidence.part(actor, id);
		if (!part.process().equals(process)) {
			throw new NoSuchRequest();
		}
		return part;
	}

	private static List<Choice> accounts(PartView part) {
		return part.accounts()
			.stream()
			.map((account) -> Choice.named(account.id().toString(), account.identifier()))
			.toList();
	}

	private String after(List<Rejection> refused, String done, String address, Locale locale,
			RedirectAttributes redirect) {
		if (refused.isEmpty()) {
			redirect.addFlashAttribute("flash", Phrase.of(done));
		}
		else {
			errors(refused, locale, redirect);
		}
		return "redirect:" + address;
	}

	private void errors(List<Rejection> refused, Locale locale, RedirectAttributes redirect) {
		redirect.addFlashAttribute("errors", FormErrors.of(refused, this.messages, locale));
	}

	private static List<Rejection> reasons(MoveResult result) {
		if (result instanceof MoveResult.Rejected rejected) {
			return rejected.reasons();
		}
		throw new IllegalStateException("A part cannot be " + result);
	}

}
