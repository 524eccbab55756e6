package org.comity.requests;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.documents.Document;
import org.comity.documents.Documents;
import org.comity.documents.IncomingFile;
import org.comity.documents.NewDocument;
import org.comity.kernel.Actor;
import org.comity.kernel.Side;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Papers that go with the words of a move. They come in before the move is made, so that
 * a form that is refused keeps them; until then they hang on the form's key and nobody
 * but their sender knows of them. With the move they become the ledger entry's.
 */
@Service
public class Attachments implements DocumentRule {

	/** The aspect of a paper whose move is made. */
	static final String FILED = "MESSAGE";

	/** The aspect of a paper whose form has not been carried out. No rule opens it. */
	private static final String PENDING = "FORM";

	/** What stands in the column kind. */
	private static final String KIND = "ATTACHMENT";

	/** The most papers that go with one move. */
	public static final int MOST = 20;

	private final Documents documents;

	private final Timeline timeline;

	private final Visibility visibility;

	Attachments(Documents documents, Timeline timeline, Visibility visibility) {
		this.documents = documents;
		this.timeline = timeline;
		this.visibility = visibility;
	}

	/**
	 * Takes in a paper.
	 * @throws IOException if its stream breaks off; nothing is kept
	 * @throws NoSuchRequest if this person does not see the request
	 */
	public Document receive(Actor actor, UUID request, UUID formKey, IncomingFile file) throws IOException {
		this.visibility.require(actor, request, Aspect.CASE);
		return this.documents.store(
				new NewDocument(request, formKey, PENDING, KIND, file.name(), file.mediaType(), actor.person()),
				file.content());
	}

	/** Returns the papers that hang on this person's form. */
	@Transactional(readOnly = true)
	public List<Document> pending(Actor actor, UUID request, UUID formKey) {
		return this.documents.of(request)
			.stream()
			.filter((document) -> document.aspect().equals(PENDING) && formKey.equals(document.subject())
					&& actor.person().equals(document.createdBy()))
			.toList();
	}

	/** Takes a paper off this person's form again. */
	@Transactional
	public void drop(Actor actor, UUID request, UUID formKey, UUID document) {
		pending(actor, request, formKey).stream()
			.filter((one) -> one.id().equals(document))
			.forEach((one) -> this.documents.remove(one.id(), actor.person()));
	}

	/**
	 * Makes the papers of a form the ledger entry's. Called in the transaction of the
	 * move, whose command named their hashes.
	 * @param papers what {@link #pending} returned before the move was made
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void file(Actor actor, List<Document> papers, UUID entry) {
		for (Document document : papers) {
			this.documents.republish(document.id(), entry, FILED, actor.person());
			this.documents.remove(document.id(), actor.person());
		}
	}

	@Override
	public Set<String> aspects() {
		return Set.of(FILED);
	}

	/**
	 * Whoever reads the words of the entry, or the whole of it, reads what went with
	 * them. A provider sees no words of the request's own.
	 */
	@Override
	@Transactional(readOnly = true)
	public boolean reads(Actor actor, Document document) {
		UUID request = document.request();
		UUID entry = document.subject();
		return request != null && entry != null && actor.side() != Side.PROVIDER
				&& this.visibility.sees(actor, request, Aspect.CASE)
				&& this.timeline.readsMessage(actor, request, entry);
	}

}
