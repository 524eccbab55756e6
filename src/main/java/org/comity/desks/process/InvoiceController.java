package org.comity.desks.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.fragments.Choice;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.process.Invoice;
import org.comity.process.InvoiceMove;
import org.comity.process.InvoiceWork;
import org.comity.process.Invoices;
import org.comity.process.Processes;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
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
 * Invoices (18 U.S.C. 2706): the provider's counsel sends and mends them, the executing
 * office's attorney disputes and pays them, and to everybody else none of these pages
 * exists.
 */
@Controller
class InvoiceController {

	private static final String SEND = "/provider/processes/{id}/invoice";

	private static final String AMEND = "/provider/invoices/{id}/amend";

	private static final String PAY = "/usao/invoices/{id}/pay";

	private static final String DISPUTE = "/usao/invoices/{id}/dispute";

	private final Invoices invoices;

	private final Processes processes;

	private final ProcessWords words;

	private final MessageSource messages;

	InvoiceController(Invoices invoices, Processes processes, ProcessWords words, MessageSource messages) {
		this.invoices = invoices;
		this.processes = processes;
		this.words = words;
		this.messages = messages;
	}

	@GetMapping(SEND)
	String form(Actor actor, @PathVariable UUID id, Model model) {
		requireSender(actor, id);
		return bill(actor, id, fresh(new InvoiceForm(new LinkedMultiValueMap<>()), null),
				SEND.replace("{id}", id.toString()), model);
	}

	@PostMapping(SEND)
	String send(Actor actor, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		requireSender(actor, id);
		InvoiceForm form = new InvoiceForm(typed);
		MoveResult result = this.invoices.send(actor, id, form.formKey(), form.bill());
		if (result.done()) {
			redirect.addFlashAttribute("flash", Phrase.of("process.invoice.sent"));
			return "redirect:" + home(actor, id);
		}
		errors(reasons(result), model, response);
		return bill(actor, id, form, SEND.replace("{id}", id.toString()), model);
	}

	@GetMapping(AMEND)
	String mend(Actor actor, @PathVariable UUID id, Model model, RedirectAttributes redirect) {
		Invoice invoice = invoice(actor, id, InvoiceMove.AMEND);
		if (!invoice.moves().contains(InvoiceMove.AMEND)) {
			return gone(actor, invoice, redirect);
		}
		model.addAttribute("invoice", line(invoice));
		return bill(actor, invoice.process(), fresh(InvoiceForm.of(invoice), invoice.version()),
				AMEND.replace("{id}", id.toString()), model);
	}

	@PostMapping(AMEND)
	String amend(Actor actor, @PathVariable UUID id, @RequestParam MultiValueMap<String, String> typed, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		Invoice invoice = invoice(actor, id, InvoiceMove.AMEND);
		InvoiceForm form = new InvoiceForm(typed);
		MoveResult result = this.invoices.make(actor, id, InvoiceMove.AMEND, form.formKey(), form.version(), form.say(),
				form.bill());
		if (result.done()) {
			redirect.addFlashAttribute("flash", Phrase.of("process.invoice.amended"));
			return "redirect:" + home(actor, invoice.process());
		}
		if (result instanceof MoveResult.Stale stale) {
			if (!invoice.moves().contains(InvoiceMove.AMEND)) {
				return gone(actor, invoice, redirect);
			}
			overtaken(stale, invoice, form, model, response);
		}
		else {
			errors(reasons(result), model, response);
		}
		model.addAttribute("invoice", line(invoice));
		return bill(actor, invoice.process(), form, AMEND.replace("{id}", id.toString()), model);
	}

	@GetMapping({ PAY, DISPUTE })
	String decision(Actor actor, @PathVariable UUID id, jakarta.servlet.http.HttpServletRequest request, Model model,
			RedirectAttributes redirect) {
		InvoiceMove move = move(request.getRequestURI());
		Invoice invoice = invoice(actor, id, move);
		if (!invoice.moves().contains(move)) {
			return gone(actor, invoice, redirect);
		}
		return decide(actor, invoice, move, fresh(new InvoiceForm(new LinkedMultiValueMap<>()), invoice.version()),
				model);
	}

	@PostMapping({ PAY, DISPUTE })
	String decide(Actor actor, @PathVariable UUID id, jakarta.servlet.http.HttpServletRequest request,
			@RequestParam MultiValueMap<String, String> typed, Model model, HttpServletResponse response,
			RedirectAttributes redirect) {
		InvoiceMove move = move(request.getRequestURI());
		Invoice invoice = invoice(actor, id, move);
		InvoiceForm form = new InvoiceForm(typed);
		List<Rejection> senseless = form.senseless();
		if (!senseless.isEmpty()) {
			errors(senseless, model, response);
			return decide(actor, invoice, move, form, model);
		}
		MoveResult result = this.invoices.make(actor, id, move, form.formKey(), form.version(), form.say(), null);
		if (result.done()) {
			redirect.addFlashAttribute("flash", new Phrase("move.invoice." + move + ".done", List.of()));
			return "redirect:" + home(actor, invoice.process());
		}
		if (result instanceof MoveResult.Stale stale) {
			if (!invoice.moves().contains(move)) {
				return gone(actor, invoice, redirect);
			}
			overtaken(stale, invoice, form, model, response);
		}
		else {
			errors(reasons(result), model, response);
		}
		return decide(actor, invoice, move, form, model);
	}

	private static InvoiceMove move(String address) {
		return address.endsWith("/pay") ? InvoiceMove.PAY : InvoiceMove.DISPUTE;
	}

	private void requireSender(Actor actor, UUID process) {
		if (!this.invoices.maySend(actor, process)) {
			throw new NoSuchRequest();
		}
	}

	/**
	 * Returns the invoice.
	 * @throws NoSuchRequest if this person could never make the move
	 */
	private Invoice invoice(Actor actor, UUID id, InvoiceMove move) {
		if (!this.invoices.mayEver(actor, id, move)) {
			throw new NoSuchRequest();
		}
		return this.invoices.find(actor, id);
	}

	private static String home(Actor actor, UUID process) {
		return ((actor.kind() == OfficeKind.PROVIDER) ? "/provider/processes/" : "/processes/") + process;
	}

	private static InvoiceForm fresh(InvoiceForm form, @Nullable Long version) {
		form.typed().set("formKey", Ids.next().toString());
		if (version != null) {
			form.typed().set("version", version.toString());
		}
		return form;
	}

	/** The step is not open any more: the page of the process shows how things stand. */
	private static String gone(Actor actor, Invoice invoice, RedirectAttributes redirect) {
		redirect.addFlashAttribute("flash", Phrase.of("process.invoice.gone", invoice.bill().number()));
		return "redirect:" + home(actor, invoice.process());
	}

	private void overtaken(MoveResult.Stale stale, Invoice invoice, InvoiceForm form, Model model,
			HttpServletResponse response) {
		response.setStatus(HttpStatus.CONFLICT.value());
		String who = (stale.person() != null) ? stale.person() : stale.office();
		model.addAttribute("overtaken", Phrase.of("process.invoice.overtaken", who, this.words.moment(stale.when())));
		form.typed().set("version", Long.toString(invoice.version()));
	}

	private void errors(List<Rejection> reasons, Model model, HttpServletResponse response) {
		response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
		model.addAttribute("errors", FormErrors.of(reasons, this.messages, Locale.UK));
	}

	private static List<Rejection> reasons(MoveResult result) {
		if (result instanceof MoveResult.Rejected rejected) {
			return new ArrayList<>(rejected.reasons());
		}
		throw new IllegalStateException("An invoice cannot be " + result);
	}

	private ProcessWords.InvoiceLine line(Invoice invoice) {
		return this.words.invoices(List.of(invoice)).get(0);
	}

	private void common(Actor actor, UUID process, InvoiceForm form, Model model) {
		model.addAttribute("home", home(actor, process));
		model.addAttribute("processNumber", this.processes.facts(process).reference());
		model.addAttribute("formKey", form.formKey());
		model.addAttribute("version", form.typed().getFirst("version"));
		model.addAttribute("values", form.values());
		model.addAttribute("longest", Invoice.LONGEST_TEXT);
	}

	private String bill(Actor actor, UUID process, InvoiceForm form, String address, Model model) {
		common(actor, process, form, model);
		model.addAttribute("address", address);
		model.addAttribute("chosen", form.work());
		model.addAttribute("works",
				Arrays.stream(InvoiceWork.values())
					.map((work) -> Choice.of(work.name(), new Phrase("process.invoice.work." + work, List.of())))
					.toList());
		model.addAttribute("yesNo",
				List.of(Choice.of("no", Phrase.of("process.invoice.carrier.no")),
						Choice.of("yes", Phrase.of("process.invoice.carrier.yes"))
							.withHint(Phrase.of("process.invoice.carrier.yes.hint"))));
		return "process/invoice";
	}

	private String decide(Actor actor, Invoice invoice, InvoiceMove move, InvoiceForm form, Model model) {
		common(actor, invoice.process(), form, model);
		model.addAttribute("invoice", line(invoice));
		model.addAttribute("paying", move == InvoiceMove.PAY);
		model.addAttribute("moveLabel", new Phrase("move.invoice." + move + ".label", List.of()));
		model.addAttribute("address", "/usao/invoices/" + invoice.id() + "/" + move.name().toLowerCase(Locale.ROOT));
		return "process/invoice-decision";
	}

}
