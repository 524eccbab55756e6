package org.comity.desks.provider.production;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.desks.fragments.FormErrors;
import org.comity.desks.fragments.Phrase;
import org.comity.documents.StorageFull;
import org.comity.evidence.IncomingUpload;
import org.comity.evidence.IncomingUploads;
import org.comity.evidence.Productions;
import org.comity.evidence.UploadGone;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The files of a part by the tus protocol, version 1.0.0, by which an upload goes on
 * after a cut. What a rule refuses is told as plain words, for the page to show.
 */
@Controller
@RequestMapping({ "/provider/processes/{process}/productions/{id}/uploads",
		"/usao/processes/{process}/productions/{id}/uploads" })
class ResumableUploadController {

	private static final Logger log = LoggerFactory.getLogger(ResumableUploadController.class);

	private static final String VERSION = "Tus-Resumable";

	private static final String ADDRESS = "/(provider|usao)/processes/[^/]+/productions/[^/]+/uploads";

	private static final String SOON = "3";

	private final Productions productions;

	private final IncomingUploads uploads;

	private final MessageSource messages;

	ResumableUploadController(Productions productions, IncomingUploads uploads, MessageSource messages) {
		this.productions = productions;
		this.uploads = uploads;
		this.messages = messages;
	}

	/** What of the protocol is spoken here. */
	@RequestMapping(method = RequestMethod.OPTIONS)
	void options(Actor actor, @PathVariable UUID process, @PathVariable UUID id, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		this.productions.require(actor, process, id);
		library(actor, id, null, request, response);
	}

	@PostMapping(headers = VERSION)
	void begin(Actor actor, @PathVariable UUID process, @PathVariable UUID id, HttpServletRequest request,
			HttpServletResponse response, Locale locale) throws IOException {
		this.productions.require(actor, process, id);
		try {
			if (length(request) > this.uploads.largest()) {
				say(response, HttpStatus.CONTENT_TOO_LARGE, List
					.of(Rejection.at("files", "evidence.upload.larger", this.uploads.largest() / (1024 * 1024 * 1024))),
						locale);
				return;
			}
			library(actor, id, null, request, response);
		}
		catch (TusStorage.Refused ex) {
			say(response, HttpStatus.UNPROCESSABLE_CONTENT, ex.reasons(), locale);
		}
	}

	private static long length(HttpServletRequest request) {
		String length = request.getHeader("Upload-Length");
		return (length != null && length.matches("\\d{1,18}")) ? Long.parseLong(length)
				: (length != null && length.matches("\\d+")) ? Long.MAX_VALUE : 0;
	}

	/** How much has come. */
	@RequestMapping(path = "/{upload}", method = RequestMethod.HEAD, headers = VERSION)
	void ask(Actor actor, @PathVariable UUID process, @PathVariable UUID id, @PathVariable UUID upload,
			HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.productions.require(actor, process, id);
		library(actor, id, null, request, response);
	}

	/**
	 * Takes what comes. With the last byte the file is made of it; whoever sends nothing
	 * at the end asks what became of it.
	 */
	@RequestMapping(path = "/{upload}", method = RequestMethod.PATCH, headers = VERSION)
	void append(Actor actor, @PathVariable UUID process, @PathVariable UUID id, @PathVariable UUID upload,
			HttpServletRequest request, HttpServletResponse response, Locale locale) throws IOException {
		this.productions.require(actor, process, id);
		List<Rejection> closed = this.productions.closed(actor, id);
		boolean known = this.uploads.find(actor, id, upload).isPresent();
		if (!known && !closed.isEmpty()) {
			say(response, HttpStatus.GONE, closed, locale);
			return;
		}
		Optional<IncomingUploads.Hold> held = this.uploads.hold(actor, id, upload);
		if (held.isEmpty()) {
			response.setHeader(HttpHeaders.RETRY_AFTER, SOON);
			say(response, HttpStatus.LOCKED, List.of(Rejection.of("evidence.upload.locked")), locale);
			return;
		}
		try (IncomingUploads.Hold hold = held.get()) {
			append(actor, id, upload, hold, request, response, locale);
		}
		catch (UploadGone ex) {
			if (this.productions.closed(actor, id).isEmpty()) {
				response.sendError(HttpStatus.NOT_FOUND.value());
			}
			else {
				say(response, HttpStatus.GONE, this.productions.closed(actor, id), locale);
			}
		}
		catch (UncheckedIOException | IOException ex) {
			log.error("An upload could not be stored", ex);
			boolean full = ex instanceof StorageFull || ex.getCause() instanceof StorageFull;
			say(response, HttpStatus.INSUFFICIENT_STORAGE,
					List.of(Rejection.of(full ? "evidence.upload.kept.no-room" : "evidence.upload.kept.not-stored")),
					locale);
		}
	}

	private void append(Actor actor, UUID part, UUID upload, IncomingUploads.Hold hold, HttpServletRequest request,
			HttpServletResponse response, Locale locale) throws IOException {
		library(actor, part, hold, request, response);
		boolean whole = response.getStatus() == HttpStatus.NO_CONTENT.value()
				&& this.uploads.find(actor, part, upload).filter(IncomingUpload::whole).isPresent();
		if (whole) {
			List<Rejection> refused = this.uploads.finish(actor, hold);
			if (!refused.isEmpty()) {
				say(response, HttpStatus.UNPROCESSABLE_CONTENT, refused, locale);
			}
		}
	}

	/** Takes an upload away. */
	@RequestMapping(path = "/{upload}", method = RequestMethod.DELETE, headers = VERSION)
	void end(Actor actor, @PathVariable UUID process, @PathVariable UUID id, @PathVariable UUID upload,
			HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.productions.require(actor, process, id);
		library(actor, id, null, request, response);
	}

	/** As well, by a form. */
	@PostMapping("/{upload}/remove")
	String remove(Actor actor, @PathVariable UUID process, @PathVariable UUID id, @PathVariable UUID upload,
			RedirectAttributes redirect) {
		this.productions.require(actor, process, id);
		this.uploads.remove(actor, id, upload);
		redirect.addFlashAttribute("flash", Phrase.of("evidence.upload.removed"));
		return "redirect:" + ((actor.kind() == OfficeKind.PROVIDER) ? "/provider" : "/usao") + "/processes/" + process
				+ "/productions/" + id;
	}

	private void library(Actor actor, UUID part, IncomingUploads.@Nullable Hold hold, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		new TusStorage(this.uploads, actor, part, hold).library(request.getContextPath() + ADDRESS)
			.process(new AsSent(request), response);
	}

	private void say(HttpServletResponse response, HttpStatus status, List<Rejection> reasons, Locale locale)
			throws IOException {
		response.setStatus(status.value());
		response.setHeader(VERSION, "1.0.0");
		response.setContentType("text/plain;charset=UTF-8");
		byte[] words = String.join(" ", FormErrors.of(reasons, this.messages, locale).values())
			.getBytes(StandardCharsets.UTF_8);
		// The library may have promised an empty answer before the file was refused.
		response.setContentLength(words.length);
		response.getOutputStream().write(words);
	}

	/**
	 * A request whose method is the one it was sent with: the library would take another
	 * from a header, past what guards the forms. Nor does it know a type with a charset.
	 */
	private static final class AsSent extends HttpServletRequestWrapper {

		private AsSent(HttpServletRequest request) {
			super(request);
		}

		@Override
		public @Nullable String getHeader(String name) {
			if (name.equalsIgnoreCase("X-HTTP-Method-Override")) {
				return null;
			}
			String value = super.getHeader(name);
			return (value != null && name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) ? value.replaceAll(" *;.*", "")
					: value;
		}

	}

}
