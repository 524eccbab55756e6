package org.comity.process;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One person's wish to make one move.
 *
 * @param process the process
 * @param move the move
 * @param formKey made new with each form that is drawn; the same key moves a process once
 * @param drawnFrom the last ledger entry of the process this person could see when the
 * form was drawn; null where no form was drawn (the move is a part of a larger one in the
 * same transaction)
 * @param details what the person gave
 * @param documents SHA-256, in hex, of each document that goes with the move
 */
public record ProcessCommand(UUID process, ProcessMove move, UUID formKey, @Nullable UUID drawnFrom,
		ProcessDetails details, List<String> documents) {

	public ProcessCommand {
		documents = List.copyOf(documents);
	}

	public ProcessCommand(UUID process, ProcessMove move, UUID formKey, @Nullable UUID drawnFrom,
			ProcessDetails details) {
		this(process, move, formKey, drawnFrom, details, List.of());
	}

}
