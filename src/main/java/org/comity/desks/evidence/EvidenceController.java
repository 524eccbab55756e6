package org.comity.desks.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import org.comity.desks.casefile.CaseHead;
import org.comity.evidence.Evidence;
import org.comity.evidence.FirstLook;
import org.comity.evidence.Packages;
import org.comity.evidence.PartView;
import org.comity.evidence.UseTerms;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Side;
import org.comity.requests.Aspect;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Requests;
import org.comity.requests.Visibility;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Lodged evidence: the parts of a request, one part with its road home, a first look into
 * a file, and what is taken away of it.
 */
@Controller
class EvidenceController {

	private final Evidence evidence;

	private final Packages packages;

	private final FirstLook looks;

	private final UseTerms use;

	private final Requests requests;

	private final Visibility visibility;

	private final CaseHead head;

	private final PartPages pages;

	private final RoadHome road;

	EvidenceController(Evidence evidence, Packages packages, FirstLook looks, UseTerms use, Requests requests,
			Visibility visibility, CaseHead head, PartPages pages, RoadHome road) {
		this.evidence = evidence;
		this.packages = packages;
		this.looks = looks;
		this.use = use;
		this.requests = requests;
		this.visibility = visibility;
		this.head = head;
		this.pages = pages;
		this.road = road;
	}

	@GetMapping("/requests/{id}/evidence")
	String parts(Actor actor, @PathVariable UUID id, Model model) {
		this.visibility.require(actor, id, Aspect.CASE);
		List<PartView> parts = this.evidence.of(actor, id);
		if (parts.isEmpty() && !this.visibility.sees(actor, id, Aspect.PROCESS)) {
			// That there is no evidence is told to those who would know of it.
			throw new NoSuchRequest();
		}
		this.head.put(model, actor, id, CaseHead.Section.EVIDENCE);
		model.addAttribute("parts", parts);
		model.addAttribute("terms", this.use.of(actor, id));
		return "evidence/parts";
	}

	@GetMapping("/evidence/{id}")
	String part(Actor actor, @PathVariable UUID id, Model model) {
		PartView part = this.evidence.part(actor, id);
		if (actor.kind() == OfficeKind.PROVIDER) {
			// Its own page shows it to the provider, with what is open to it.
			return "redirect:" + PartPages.provider(part);
		}
		this.pages.put(actor, id, model);
		this.requests.opened(actor, part.request());
		model.addAttribute("homeCitations", actor.side() == Side.REQUESTING);
		model.addAttribute("road", this.road.of(actor, part));
		model.addAttribute("onward", this.pages.steps(actor, part, true));
		model.addAttribute("more", this.pages.steps(actor, part, false));
		model.addAttribute("incident", part.incident());
		model.addAttribute("withheld", this.evidence.withheld(actor, id).orElse(null));
		model.addAttribute("mayPack", this.packages.mayPack(actor, part));
		model.addAttribute("terms", this.use.of(actor, part.request()));
		model.addAttribute("looks",
				part.files().stream().filter(FirstLook::worthwhile).map(PartView.File::id).toList());
		return "evidence/part";
	}

	/**
	 * The same bytes as were lodged. Their type is never told to the browser: it saves
	 * them and opens nothing.
	 */
	@GetMapping("/evidence/{id}/files/{file}")
	ResponseEntity<Resource> download(Actor actor, @PathVariable UUID id, @PathVariable UUID file,
			@RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange) throws IOException {
		return send(this.evidence.file(actor, id, file), ifRange);
	}

	/** All of a part as a bag (RFC 8493). */
	@GetMapping("/evidence/{id}/package")
	ResponseEntity<Resource> bag(Actor actor, @PathVariable UUID id,
			@RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange) throws IOException {
		return send(this.packages.bag(actor, id), ifRange);
	}

	/**
	 * Spring answers a range of it, if one is asked for. Whoever began with other bytes
	 * gets the whole (RFC 9110, 13.1.5), as a resource of which Spring gives no range.
	 */
	private static ResponseEntity<Resource> send(Evidence.Download download, @Nullable String ifRange)
			throws IOException {
		String tag = "\"" + download.sha256() + "\"";
		boolean other = ifRange != null && !ifRange.equals(tag);
		ContentDisposition disposition = ContentDisposition.attachment()
			.filename(download.name(), StandardCharsets.UTF_8)
			.build();
		ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
		if (other) {
			answer.contentLength(download.size());
		}
		return answer.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.eTag(tag)
			.header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
			.body(other ? new InputStreamResource(download.content().open(0)) : new EvidenceFileResource(download));
	}

	@GetMapping("/evidence/{id}/files/{file}/look")
	String look(Actor actor, @PathVariable UUID id, @PathVariable UUID file,
			@RequestParam(defaultValue = "1") String first, Model model) throws IOException {
		this.pages.put(actor, id, model);
		long from = number(first);
		FirstLook.Look look = this.looks.at(actor, id, file, from);
		model.addAttribute("look", look);
		model.addAttribute("file", file);
		String address = "/evidence/" + id + "/files/" + file + "/look?first=";
		model.addAttribute("previous", (from > 1) ? address + Math.max(1, from - FirstLook.PAGE) : null);
		model.addAttribute("next", (from + FirstLook.PAGE <= look.total()) ? address + (from + FirstLook.PAGE) : null);
		return "evidence/look";
	}

	/** What is no number shows the first page. */
	static long number(String text) {
		try {
			return Math.max(1, Long.parseLong(text));
		}
		catch (NumberFormatException ex) {
			return 1;
		}
	}

	@GetMapping("/evidence/{id}/custody.pdf")
	ResponseEntity<byte[]> custodyPaper(Actor actor, @PathVariable UUID id) {
		return paper(this.packages.custodyPaper(actor, id));
	}

	@GetMapping("/evidence/{id}/custody.jsonld")
	ResponseEntity<byte[]> custodyGraph(Actor actor, @PathVariable UUID id) {
		return paper(this.packages.custodyGraph(actor, id));
	}

	@GetMapping("/evidence/{id}/withheld.pdf")
	ResponseEntity<byte[]> schedulePaper(Actor actor, @PathVariable UUID id) {
		return paper(this.packages.schedulePaper(actor, id));
	}

	@GetMapping("/evidence/{id}/withheld.csv")
	ResponseEntity<byte[]> scheduleTable(Actor actor, @PathVariable UUID id) {
		return paper(this.packages.scheduleTable(actor, id));
	}

	private static ResponseEntity<byte[]> paper(Packages.Paper paper) {
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType(paper.mediaType()))
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename(paper.name(), StandardCharsets.UTF_8).build().toString())
			.body(paper.content());
	}

}
