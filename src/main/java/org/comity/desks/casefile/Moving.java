package org.comity.desks.casefile;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.comity.documents.Document;
import org.comity.kernel.Actor;
import org.comity.kernel.Rejection;
import org.comity.requests.Attachments;
import org.comity.requests.Input;
import org.comity.requests.MoveCommand;
import org.comity.requests.MoveDetails;
import org.comity.requests.MoveResult;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoves;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes a move with the papers that hang on its form, in one transaction.
 */
@Service
class Moving {

	private final RequestMoves moves;

	private final Attachments attachments;

	Moving(RequestMoves moves, Attachments attachments) {
		this.moves = moves;
		this.attachments = attachments;
	}

	@Transactional(readOnly = true)
	public Optional<MoveResult> foresee(Actor actor, UUID request, RequestMove move, MoveForm form) {
		List<Document> papers = papers(actor, request, move, form);
		Optional<MoveResult> foreseen = this.moves.foresee(actor,
				command(request, move, form, form.details(move), papers));
		List<Rejection> held = held(papers);
		return (foreseen.isPresent() || held.isEmpty()) ? foreseen : Optional.of(new MoveResult.Rejected(held));
	}

	@Transactional
	public MoveResult make(Actor actor, UUID request, RequestMove move, MoveForm form) {
		List<Document> papers = papers(actor, request, move, form);
		List<Rejection> held = held(papers);
		if (!held.isEmpty()) {
			return new MoveResult.Rejected(held);
		}
		MoveResult result = this.moves.make(actor, command(request, move, form, form.details(move), papers));
		if (result instanceof MoveResult.Made made) {
			this.attachments.file(actor, papers, made.entry());
		}
		return result;
	}

	/** What the malware scanner has not found clean goes nowhere. */
	private static List<Rejection> held(List<Document> papers) {
		return papers.stream().flatMap((paper) -> paper.heldBack("attachment").stream()).toList();
	}

	private List<Document> papers(Actor actor, UUID request, RequestMove move, MoveForm form) {
		return move.takes(Input.ATTACHMENT) ? this.attachments.pending(actor, request, form.formKey()) : List.of();
	}

	private static MoveCommand command(UUID request, RequestMove move, MoveForm form, MoveDetails details,
			List<Document> papers) {
		return new MoveCommand(request, move, form.formKey(), form.drawnFrom(), details,
				papers.stream().map(Document::sha256).toList());
	}

}
