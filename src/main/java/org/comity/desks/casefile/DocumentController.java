package org.comity.desks.casefile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.comity.documents.Document;
import org.comity.documents.Documents;
import org.comity.kernel.Actor;
import org.comity.requests.Papers;

import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The one way by which a stored document leaves: it is saved, as bytes of no type that a
 * browser would act on, but for a PDF.
 */
@Controller
class DocumentController {

	private final Papers papers;

	private final Documents documents;

	DocumentController(Papers papers, Documents documents) {
		this.papers = papers;
		this.documents = documents;
	}

	@GetMapping("/documents/{id}")
	ResponseEntity<Resource> download(Actor actor, @PathVariable UUID id) throws IOException {
		Papers.Paper paper = this.papers.find(actor, id);
		Document document = paper.document();
		boolean pdf = document.mediaType().equals(MediaType.APPLICATION_PDF_VALUE);
		ContentDisposition disposition = ContentDisposition.attachment()
			.filename(paper.name(), StandardCharsets.UTF_8)
			.build();
		return ResponseEntity.ok()
			.contentType(pdf ? MediaType.APPLICATION_PDF : MediaType.APPLICATION_OCTET_STREAM)
			.contentLength(document.size())
			.header("Content-Disposition", disposition.toString())
			.body(new InputStreamResource(this.documents.open(id)));
	}

}
