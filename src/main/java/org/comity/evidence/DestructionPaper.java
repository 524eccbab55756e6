package org.comity.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.documents.Document;
import org.comity.documents.Documents;
import org.comity.documents.NewDocument;
import org.comity.documents.PdfMetadata;
import org.comity.documents.PdfRenderer;
import org.comity.kernel.Actor;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Makes the certificate that a part was destroyed on the requesting side when it was no
 * longer needed (CICA 2003 s.9): which files, by their hashes, and at which offices. Both
 * sides read it, so it names no file and no person.
 */
@Component
class DestructionPaper {

	private static final DateTimeFormatter MOMENT = DateTimeFormatter
		.ofPattern("d MMMM yyyy 'at' HH:mm 'UTC'", Locale.UK)
		.withZone(ZoneOffset.UTC);

	private final PdfRenderer renderer;

	private final Documents documents;

	private final Directory directory;

	private final MessageSource messages;

	DestructionPaper(PdfRenderer renderer, Documents documents, Directory directory, MessageSource messages) {
		this.renderer = renderer;
		this.documents = documents;
		this.directory = directory;
		this.messages = messages;
	}

	/** Renders and stores it, as a paper of the part. */
	Document store(Part part, List<StoredFile> files, Set<UUID> offices, Actor actor, Instant now) {
		String title = this.messages.getMessage("evidence.destruction.title", new Object[] { part.number() },
				Locale.UK);
		Map<String, Object> model = new HashMap<>();
		model.put("number", part.number());
		model.put("files", files);
		model.put("offices", offices.stream().map((office) -> this.directory.office(office).name()).sorted().toList());
		model.put("office", actor.officeName());
		model.put("at", MOMENT.format(now));
		byte[] pdf = this.renderer.render("evidence-destruction", model,
				new PdfMetadata(title, now, part.id() + " " + now));
		return this.documents.store(new NewDocument(part.request(), part.id(), EvidencePapers.DESTRUCTION,
				"DESTRUCTION", "part-" + part.number() + "-destroyed.pdf", "application/pdf", actor.person()), pdf);
	}

}
