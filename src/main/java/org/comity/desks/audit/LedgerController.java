package org.comity.desks.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.comity.desks.casefile.ReadingLine;
import org.comity.kernel.Actor;
import org.comity.kernel.Ids;
import org.comity.proof.Checkpoint;
import org.comity.proof.Checkpoints;
import org.comity.requests.LedgerExport;
import org.comity.requests.Reading;
import org.comity.requests.Readings;
import org.comity.requests.RefusedLook;
import org.comity.requests.RefusedLooks;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What proves the ledger to an auditor, and to whoever they give the export to; and who
 * has read what, or tried to.
 */
@Controller
class LedgerController {

	private static final int PAGE = 50;

	private final Checkpoints checkpoints;

	private final LedgerExport export;

	private final Readings readings;

	private final RefusedLooks looks;

	LedgerController(Checkpoints checkpoints, LedgerExport export, Readings readings, RefusedLooks looks) {
		this.checkpoints = checkpoints;
		this.export = export;
		this.readings = readings;
		this.looks = looks;
	}

	@GetMapping("/audit/checkpoints")
	String checkpoints(@RequestParam(required = false) @Nullable String before, Model model) {
		List<Checkpoint> page = this.checkpoints.page(number(before), PAGE);
		model.addAttribute("checkpoints", page);
		model.addAttribute("late", this.checkpoints.late());
		long last = page.isEmpty() ? 1 : page.get(page.size() - 1).number();
		model.addAttribute("next", (last > 1) ? "/audit/checkpoints?before=" + last : null);
		model.addAttribute("firstPage", (before != null) ? "/audit/checkpoints" : null);
		return "audit/checkpoints";
	}

	/** What is no number shows the first page. */
	private static long number(@Nullable String text) {
		try {
			return (text != null) ? Long.parseLong(text) : Long.MAX_VALUE;
		}
		catch (NumberFormatException ex) {
			return Long.MAX_VALUE;
		}
	}

	/**
	 * The whole is made before the first byte goes out: half an export would verify, and
	 * prove less than it seems to.
	 */
	@GetMapping("/audit/ledger.zip")
	ResponseEntity<Resource> export(Actor actor) throws IOException {
		Path file = Files.createTempFile("ledger", ".zip");
		try {
			try (OutputStream out = Files.newOutputStream(file)) {
				this.export.write(actor, out);
			}
			this.readings.recordExport(actor);
			long size = Files.size(file);
			return ResponseEntity.ok()
				.contentType(MediaType.APPLICATION_OCTET_STREAM)
				.contentLength(size)
				.header(HttpHeaders.CONTENT_DISPOSITION,
						ContentDisposition.attachment()
							.filename("ledger.zip", StandardCharsets.UTF_8)
							.build()
							.toString())
				.body(new InputStreamResource(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE)));
		}
		catch (IOException | RuntimeException ex) {
			Files.deleteIfExists(file);
			throw ex;
		}
	}

	@GetMapping("/audit/readings")
	String readings(Actor actor, @RequestParam(required = false) @Nullable String before, Model model) {
		List<Reading> page = this.readings.all(actor, Ids.read(before).orElse(null));
		model.addAttribute("lines", page.stream().map(ReadingLine::of).toList());
		model.addAttribute("next", ReadingLine.next(page, "/audit/readings"));
		model.addAttribute("firstPage", (before != null) ? "/audit/readings" : null);
		return "audit/readings";
	}

	/** Who asked for what is not there for them. */
	@GetMapping("/audit/refused-looks")
	String refused(Actor actor, @RequestParam(required = false) @Nullable String before, Model model) {
		List<RefusedLook> page = this.looks.page(actor, Ids.read(before).orElse(null));
		model.addAttribute("looks", page);
		model.addAttribute("next", (page.size() < RefusedLooks.PAGE) ? null
				: "/audit/refused-looks?before=" + page.get(page.size() - 1).id());
		model.addAttribute("firstPage", (before != null) ? "/audit/refused-looks" : null);
		return "audit/refused-looks";
	}

}
