package org.comity.desks.letter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.casefile.CaseHead;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.documents.UploadPlace;
import org.comity.documents.UploadedForm;
import org.comity.documents.Uploads;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.kernel.Rejection;
import org.comity.letters.ExchangeFault;
import org.comity.letters.LetterContent;
import org.comity.letters.LetterDraft;
import org.comity.letters.LetterExchange;
import org.comity.letters.LetterVersion;
import org.comity.letters.Letters;
import org.comity.letters.SaveResult;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Letters as files for other systems: taken out by whoever may read them, brought in by
 * whoever may write the draft now.
 */
@Controller
class LetterExchangeController {

	private final Letters letters;

	private final MessageSource messages;

	private final CaseHead head;

	LetterExchangeController(Letters letters, MessageSource messages, CaseHead head) {
		this.letters = letters;
		this.messages = messages;
		this.head = head;
	}

	/** A fault of the file, in words. */
	record Fault(String where, String what) {
	}

	/** What the page of the letter shows: the newest version, before that the draft. */
	@GetMapping("/requests/{id}/letter.json")
	ResponseEntity<byte[]> latest(Actor actor, @PathVariable UUID id) {
		return this.letters.latest(actor, id).map((version) -> version(id, version)).orElseGet(() -> draft(actor, id));
	}

	@GetMapping("/requests/{id}/letter/draft.json")
	ResponseEntity<byte[]> draft(Actor actor, @PathVariable UUID id) {
		return file(id, this.letters.draft(actor, id).content(), "draft.json");
	}

	@GetMapping("/requests/{id}/letter/versions/{number}.json")
	ResponseEntity<byte[]> version(Actor actor, @PathVariable UUID id, @PathVariable int number) {
		return this.letters.versions(actor, id)
			.stream()
			.filter((one) -> one.number() == number)
			.findFirst()
			.map((version) -> version(id, version))
			.orElseThrow(() -> new NoSuchElementException("No such version"));
	}

	private ResponseEntity<byte[]> version(UUID id, LetterVersion version) {
		String addendum = (version.addendum() > 0) ? "-addendum-" + version.addendum() : "";
		return file(id, version.content(), version.reference() + addendum + ".json");
	}

	private ResponseEntity<byte[]> file(UUID id, LetterContent letter, String name) {
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_JSON)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString())
			.body(LetterExchange.bytes(letter, this.letters.companies(id)));
	}

	@GetMapping("/requests/{id}/letter/import")
	String choose(Actor actor, @PathVariable UUID id, Model model) {
		return draw(actor, id, this.letters.editable(actor, id), List.of(), Map.of(), model);
	}

	@PostMapping(path = "/requests/{id}/letter/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	String bringIn(Actor actor, @PathVariable UUID id, @RequestParam UUID formKey, HttpServletRequest request,
			Model model, HttpServletResponse response, RedirectAttributes redirect) {
		LetterDraft draft = this.letters.editable(actor, id);
		List<byte[]> files = new ArrayList<>();
		UploadedForm form = Uploads.read(request, UploadPlace.LETTER, (file) -> {
			if (file.field().equals("file") && files.isEmpty()) {
				// One byte more than may be parsed; the rest passes unread.
				files.add(file.content().readNBytes(LetterExchange.LARGEST + 1));
			}
		});
		List<Rejection> rejections = new ArrayList<>(form.rejections());
		if (files.isEmpty() && rejections.isEmpty()) {
			rejections.add(Rejection.at("file", "letter.import.file.required"));
		}
		if (!form.first("replace").equals("true")) {
			rejections.add(Rejection.at("replace", "letter.import.replace.required"));
		}
		List<ExchangeFault> faults = List.of();
		if (rejections.isEmpty()) {
			LetterExchange.Reading reading = this.letters.read(actor, id, files.get(0));
			LetterContent content = reading.content();
			if (content != null) {
				return saved(actor, id, content, form, formKey, model, response, redirect);
			}
			faults = reading.faults();
			rejections.add(Rejection.at("file", "letter.import.refused", faults.size()));
		}
		response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
		return draw(actor, id, draft, faults, FormErrors.of(rejections, this.messages, Locale.UK), model);
	}

	private String saved(Actor actor, UUID id, LetterContent content, UploadedForm form, UUID formKey, Model model,
			HttpServletResponse response, RedirectAttributes redirect) {
		SaveResult result = this.letters.bringIn(actor, id, content, number(form.first("version")), formKey);
		if (result instanceof SaveResult.Stale) {
			response.setStatus(HttpStatus.CONFLICT.value());
			Map<String, String> errors = Map.of("", this.messages.getMessage("letter.import.stale", null, Locale.UK));
			return draw(actor, id, this.letters.editable(actor, id), List.of(), errors, model);
		}
		redirect.addFlashAttribute("flash", Phrase.of("letter.import.done"));
		return "redirect:/requests/" + id + "/letter/check";
	}

	private String draw(Actor actor, UUID id, LetterDraft draft, List<ExchangeFault> faults, Map<String, String> errors,
			Model model) {
		this.head.put(model, actor, id, null);
		model.addAttribute("id", id);
		model.addAttribute("version", draft.version());
		model.addAttribute("formKey", Ids.next());
		model.addAttribute("errors", new LinkedHashMap<>(errors));
		model.addAttribute("faults", faults.stream().map(this::said).toList());
		return "letters/import";
	}

	private Fault said(ExchangeFault fault) {
		String where = fault.where().isEmpty() ? this.messages.getMessage("letter.exchange.whole", null, Locale.UK)
				: fault.where();
		return new Fault(where, this.messages.getMessage(fault.code(), fault.arguments().toArray(), Locale.UK));
	}

	private static long number(@Nullable String text) {
		try {
			return (text != null) ? Long.parseLong(text) : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

}
