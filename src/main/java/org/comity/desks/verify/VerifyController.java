package org.comity.desks.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.fragments.FormErrors;
import org.comity.directory.Directory;
import org.comity.documents.UploadPlace;
import org.comity.documents.UploadedForm;
import org.comity.documents.Uploads;
import org.comity.kernel.Rejection;
import org.comity.signing.DocumentCode;
import org.comity.signing.Genuineness;
import org.comity.signing.SignedDocument;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Takes a document, or the code on it, from anybody and says whether it was signed here.
 * The document is read and not kept. Who signed is said to whoever holds the very
 * document, where it stands anyhow; a code alone says no office.
 */
@Controller
class VerifyController {

	/** No more of what was typed is shown again: far more than any code. */
	private static final int LONGEST_TYPED = 2000;

	private final Genuineness genuineness;

	private final Directory directory;

	private final MessageSource messages;

	VerifyController(Genuineness genuineness, Directory directory, MessageSource messages) {
		this.genuineness = genuineness;
		this.directory = directory;
		this.messages = messages;
	}

	@GetMapping("/verify")
	String ask() {
		return "verify/verify";
	}

	@PostMapping(path = "/verify", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	String document(HttpServletRequest request, HttpServletResponse response, Model model) {
		List<Genuineness.Finding> findings = new ArrayList<>();
		UploadedForm form = Uploads.read(request, UploadPlace.CHECKED, (file) -> {
			if (file.field().equals("file")) {
				findings.add(this.genuineness.check(file.content()));
			}
		});
		List<Rejection> rejections = new ArrayList<>(form.rejections());
		if (findings.isEmpty() && rejections.isEmpty()) {
			rejections.add(Rejection.at("file", "signing.verify.file.required"));
		}
		if (!rejections.isEmpty()) {
			return refused(rejections, response, model);
		}
		Genuineness.Finding finding = findings.get(0);
		SignedDocument document = finding.document();
		model.addAttribute("finding", finding);
		model.addAttribute("document", document);
		model.addAttribute("warns", finding.answer() == Genuineness.Answer.ALTERED);
		model.addAttribute("answer", finding.answer().name().toLowerCase(Locale.ROOT));
		if (document != null) {
			model.addAttribute("office", this.directory.office(document.office()).name());
		}
		return "verify/verify";
	}

	@PostMapping("/verify/code")
	String code(@RequestParam(defaultValue = "") String code, HttpServletResponse response, Model model) {
		Optional<DocumentCode> typed = DocumentCode.typed(code);
		if (typed.isEmpty()) {
			model.addAttribute("typed", code.substring(0, Math.min(code.length(), LONGEST_TYPED)));
			return refused(
					List.of(Rejection.at("code",
							code.isBlank() ? "signing.verify.code.required" : "signing.verify.code.malformed")),
					response, model);
		}
		model.addAttribute("typed", typed.get().toString());
		Optional<SignedDocument> document = this.genuineness.find(typed.get());
		document.ifPresent((one) -> model.addAttribute("document", one));
		model.addAttribute("answer", document.isPresent() ? "code" : "no-code");
		return "verify/verify";
	}

	private String refused(List<Rejection> rejections, HttpServletResponse response, Model model) {
		response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
		model.addAttribute("errors", FormErrors.of(rejections, this.messages, Locale.UK));
		return "verify/verify";
	}

}
