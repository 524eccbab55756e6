package org.comity.desks.usao.evidence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import org.comity.desks.casefile.CaseHead;
import org.comity.evidence.Evidence;
import org.comity.evidence.PartView;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.requests.Aspect;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Requests;
import org.comity.requests.Visibility;

import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Lodged evidence: the parts of a request, one part, one file.
 */
@Controller
class EvidenceController {

	private final Evidence evidence;

	private final Requests requests;

	private final Visibility visibility;

	private final CaseHead head;

	EvidenceController(Evidence evidence, Requests requests, Visibility visibility, CaseHead head) {
		this.evidence = evidence;
		this.requests = requests;
		this.visibility = visibility;
		this.head = head;
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
		return "evidence/parts";
	}

	@GetMapping("/evidence/{id}")
	String part(Actor actor, @PathVariable UUID id, Model model) {
		PartView part = this.evidence.part(actor, id);
		if (part.lodgedAt() == null || actor.kind() == OfficeKind.PROVIDER) {
			// Its own page shows it to the provider, with what is open to it.
			if (actor.kind() == OfficeKind.PROVIDER) {
				return "redirect:/provider/processes/" + part.process() + "/productions/" + id;
			}
			throw new NoSuchRequest();
		}
		UUID request = this.evidence.requestOf(actor, id);
		this.requests.opened(actor, request);
		this.head.put(model, actor, request, CaseHead.Section.EVIDENCE);
		model.addAttribute("part", part);
		return "evidence/part";
	}

	/**
	 * The same bytes as were lodged. Their type is never told to the browser: it saves
	 * them and opens nothing.
	 */
	@GetMapping("/evidence/{id}/files/{file}")
	ResponseEntity<Resource> download(Actor actor, @PathVariable UUID id, @PathVariable UUID file) {
		Evidence.Download download = this.evidence.file(actor, id, file);
		ContentDisposition disposition = ContentDisposition.attachment()
			.filename(download.name(), StandardCharsets.UTF_8)
			.build();
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
			.header("X-Content-Type-Options", "nosniff")
			.body(new EvidenceFileResource(download));
	}

}
