package org.comity.requests;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One person's wish to make one move.
 *
 * @param request the request
 * @param move the move
 * @param formKey made new with each form that is drawn; the same key moves a request once
 * @param drawnFrom the last ledger entry this person could see when the form was drawn;
 * null where no form was drawn (the move is a part of a larger one in the same
 * transaction)
 * @param details what the person gave
 * @param documents SHA-256, in hex, of each document that goes with the move
 */
public record MoveCommand(UUID request, RequestMove move, UUID formKey, @Nullable UUID drawnFrom, MoveDetails details,
		List<String> documents) {

	public MoveCommand {
		documents = List.copyOf(documents);
	}

	public MoveCommand(UUID request, RequestMove move, UUID formKey, @Nullable UUID drawnFrom, MoveDetails details) {
		this(request, move, formKey, drawnFrom, details, List.of());
	}

}
