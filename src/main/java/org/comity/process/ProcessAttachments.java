package org.comity.process;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.comity.documents.Document;
import org.comity.documents.Documents;
import org.comity.documents.IncomingFile;
import org.comity.documents.NewDocument;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.requests.Aspect;
import org.comity.requests.DocumentRule;
import org.comity.requests.MoveResult;
import org.comity.requests.NoSuchRequest;
import org.comity.requests.Visibility;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Papers that go with the moves of a process, and who reads them. They come in before the
 * move is made, so that a form that is refused keeps them; until then they hang on the
 * form's key and nobody but their sender knows of them. What is sent over with a message
 * both sides read; what goes with a reason is the requested side's own.
 */
@Service
public class ProcessAttachments implements DocumentRule {

	/** The most papers that go with one move. */
	public static final int MOST = 20;

	/** The aspect of what is served and exchanged. */
	static final String EXCHANGED = Aspect.PROCESS.name();

	/** The aspect of applications, affidavits and orders of the requested side's own. */
	static final String COURT_PAPERS = "COURT_PAPERS";

	/** The aspect of a paper whose form has not been carried out. No rule opens it. */
	private static final String PENDING = "PROCESS_FORM";

	private static final String KIND = "ATTACHMENT";

	private final Documents documents;

	private final ProcessRepository processes;

	private final ProcessMoves moves;

	private final ProcessSight sight;

	private final Visibility visibility;

	ProcessAttachments(Documents documents, ProcessRepository processes, ProcessMoves moves, ProcessSight sight,
			Visibility visibility) {
		this.documents = documents;
		this.processes = processes;
		this.moves = moves;
		this.sight = sight;
		this.visibility = visibility;
	}

	/**
	 * Takes in a paper.
	 * @throws IOException if its stream breaks off; nothing is kept
	 * @throws NoSuchRequest if this person could never make the move
	 */
	public Document receive(Actor actor, UUID process, ProcessMove move, UUID formKey, IncomingFile file)
			throws IOException {
		if (!this.moves.mayEver(actor, process, move)) {
			throw new NoSuchRequest();
		}
		return this.documents.store(new NewDocument(requestOf(process), formKey, PENDING, KIND, file.name(),
				file.mediaType(), actor.person()), file.content());
	}

	/** Returns the papers that hang on this person's form. */
	@Transactional(readOnly = true)
	public List<Document> pending(Actor actor, UUID process, UUID formKey) {
		return this.documents.of(requestOf(process))
			.stream()
			.filter((document) -> document.aspect().equals(PENDING) && formKey.equals(document.subject())
					&& actor.person().equals(document.createdBy()))
			.toList();
	}

	/** Takes a paper off this person's form again. */
	@Transactional
	public void drop(Actor actor, UUID process, UUID formKey, UUID document) {
		pending(actor, process, formKey).stream()
			.filter((one) -> one.id().equals(document))
			.forEach((one) -> this.documents.remove(one.id(), actor.person()));
	}

	/**
	 * Makes a move with the papers that hang on its form.
	 * @throws NoSuchRequest as {@link ProcessMoves#make}
	 */
	@Transactional
	public MoveResult make(Actor actor, ProcessCommand command) {
		List<Document> papers = command.move().takes(ProcessInput.ATTACHMENT)
				? pending(actor, command.process(), command.formKey()) : List.of();
		List<Rejection> held = papers.stream().flatMap((paper) -> paper.heldBack("attachment").stream()).toList();
		if (!held.isEmpty()) {
			// What the malware scanner has not found clean goes nowhere.
			return new MoveResult.Rejected(held);
		}
		MoveResult result = this.moves.make(actor,
				new ProcessCommand(command.process(), command.move(), command.formKey(), command.drawnFrom(),
						command.details(), papers.stream().map(Document::sha256).toList()));
		if (result instanceof MoveResult.Made) {
			boolean over = command.move().required().contains(ProcessInput.MESSAGE)
					|| actor.kind() == OfficeKind.PROVIDER;
			for (Document paper : papers) {
				this.documents.republish(paper.id(), command.process(), over ? EXCHANGED : COURT_PAPERS,
						actor.person());
				this.documents.remove(paper.id(), actor.person());
			}
		}
		return result;
	}

	private UUID requestOf(UUID process) {
		return this.processes.requestOf(process).orElseThrow(NoSuchRequest::new);
	}

	@Override
	public Set<String> aspects() {
		return Set.of(EXCHANGED, COURT_PAPERS);
	}

	@Override
	@Transactional(readOnly = true)
	public boolean reads(Actor actor, Document document) {
		UUID subject = document.subject();
		UUID request = document.request();
		if (subject == null || request == null) {
			return false;
		}
		boolean sees = this.processes.findById(subject)
			.filter((process) -> process.requestId().equals(request) && this.sight.sees(actor, process))
			.isPresent();
		return sees && (document.aspect().equals(EXCHANGED) || this.visibility.sees(actor, request, Aspect.US_PAPERS));
	}

}
