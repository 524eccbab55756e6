package org.comity.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.comity.directory.Directory;
import org.comity.documents.Document;
import org.comity.documents.Documents;
import org.comity.documents.NewDocument;
import org.comity.documents.PdfMetadata;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.signing.SignedPapers;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Makes the certificate that a part was destroyed on the requesting side when it was no
 * longer needed (CICA 2003 s.9): which files, by their hashes, at which offices, and
 * which keys were destroyed. Both sides read it, so it names no file and no person.
 */
@Component
class DestructionPaper {

	private static final DateTimeFormatter MOMENT = DateTimeFormatter
		.ofPattern("d MMMM yyyy 'at' HH:mm 'UTC'", Locale.UK)
		.withZone(ZoneOffset.UTC);

	private final SignedPapers signed;

	private final Documents documents;

	private final Directory directory;

	private final MessageSource messages;

	DestructionPaper(SignedPapers signed, Documents documents, Directory directory, MessageSource messages) {
		this.signed = signed;
		this.documents = documents;
		this.directory = directory;
		this.messages = messages;
	}

	/**
	 * A key that was destroyed, as it is printed.
	 *
	 * @param office whose copy it opened
	 * @param id its id
	 * @param at when it was destroyed
	 */
	public record Key(String office, String id, String at) {
	}

	/**
	 * Renders and stores it, as a paper of the part.
	 * @param offices where copies were, by their hops
	 * @param keys all keys of the part that are destroyed, now or before
	 */
	Document store(Part part, List<StoredFile> files, Map<OfficeKind, UUID> offices, List<EvidenceKeys.Destroyed> keys,
			Actor actor, Instant now) {
		String title = this.messages.getMessage("evidence.destruction.title", new Object[] { part.number() },
				Locale.UK);
		Map<String, Object> model = new HashMap<>();
		model.put("number", part.number());
		model.put("files", files);
		model.put("offices", offices.values().stream().distinct().map(this::name).sorted().toList());
		model.put("keys",
				keys.stream()
					.filter((key) -> offices.containsKey(key.hop()))
					.map((key) -> new Key(name(Objects.requireNonNull(offices.get(key.hop()))), key.id().toString(),
							MOMENT.format(key.at())))
					.toList());
		model.put("office", actor.officeName());
		model.put("at", MOMENT.format(now));
		byte[] pdf = this.signed.whereAble(actor.office())
			.render("evidence-destruction", model, new PdfMetadata(title, now, part.id() + " " + now));
		return this.documents.store(new NewDocument(part.request(), part.id(), EvidencePapers.DESTRUCTION,
				"DESTRUCTION", "part-" + part.number() + "-destroyed.pdf", "application/pdf", actor.person()), pdf);
	}

	private String name(UUID office) {
		return this.directory.office(office).name();
	}

}
