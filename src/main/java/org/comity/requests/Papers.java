package org.comity.requests;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.comity.documents.Document;
import org.comity.documents.Documents;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The documents of a request as one person may read them: the one door to every stored
 * document, for lists and downloads alike.
 */
@Service
@Transactional(readOnly = true)
public class Papers {

	/**
	 * A document that this person reads.
	 *
	 * @param document the document
	 * @param name the name under which they are offered it
	 */
	public record Paper(Document document, String name) {
	}

	private final Documents documents;

	private final Map<String, DocumentRule> rules = new HashMap<>();

	Papers(Documents documents, List<DocumentRule> rules) {
		this.documents = documents;
		for (DocumentRule rule : rules) {
			for (String aspect : rule.aspects()) {
				if (this.rules.put(aspect, rule) != null) {
					throw new IllegalStateException("Two rules for documents of aspect " + aspect);
				}
			}
		}
	}

	/**
	 * Finds a document.
	 * @throws NoSuchRequest if there is none that this person reads
	 */
	public Paper find(Actor actor, UUID id) {
		return this.documents.find(id)
			.filter((document) -> reads(actor, document))
			.map((document) -> paper(actor, document))
			.orElseThrow(NoSuchRequest::new);
	}

	/**
	 * Returns the documents of a request that this person reads, the oldest first.
	 */
	public List<Paper> of(Actor actor, UUID request) {
		return this.documents.of(request)
			.stream()
			.filter((document) -> reads(actor, document))
			.map((document) -> paper(actor, document))
			.toList();
	}

	private boolean reads(Actor actor, Document document) {
		DocumentRule rule = this.rules.get(document.aspect());
		return rule != null && document.request() != null && rule.reads(actor, document);
	}

	/**
	 * A provider is never offered a name that somebody in the case gave a file: it could
	 * tell of the case.
	 */
	private static Paper paper(Actor actor, Document document) {
		if (actor.kind() != OfficeKind.PROVIDER || actor.person().equals(document.createdBy())) {
			return new Paper(document, document.name());
		}
		int dot = document.name().lastIndexOf('.');
		String ending = (dot > 0) ? document.name().substring(dot) : "";
		return new Paper(document,
				document.kind().toLowerCase(Locale.ROOT).replace('_', '-') + "-"
						+ document.id().toString().substring(24)
						+ (ending.matches("\\.[A-Za-z0-9]{1,5}") ? ending.toLowerCase(Locale.ROOT) : ""));
	}

}
