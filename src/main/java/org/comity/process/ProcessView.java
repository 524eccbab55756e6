package org.comity.process;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.comity.requests.Status;
import org.comity.requests.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * A process as the requested side sees it.
 *
 * @param id the process
 * @param request the request it executes
 * @param reference its reference, the only one the provider knows
 * @param kind the instrument
 * @param status whose move it is
 * @param office name of the executing office
 * @param company the company asked
 * @param accounts what it demands
 * @param authority by whose power
 * @param returnDate the day by which the provider must answer, or null
 * @param dueOn the day by which something is due from whoever is awaited, or null
 * @param scope what is demanded after a narrowing, or null
 * @param sealed whether the court's papers are sealed
 * @param grandJury whether it is a grand jury's
 * @param onPaper whether the provider has nobody here
 * @param objections what the provider objected to, the oldest first
 * @param compulsions how it was pressed before the court, the oldest first
 * @param nonDisclosure whether the user may be told
 * @param openedBy who opened it
 * @param openedAt when
 * @param servedAt when it was served, or null
 * @param answers the certificates of its answers, the oldest first
 * @param endReason why it ended, or null
 * @param endedAt when, or null
 * @param documents its papers, the oldest first
 * @param timeline what happened, the newest first
 * @param moves the moves open to this person now
 * @param drawnFrom the entry a form on this page is drawn from
 */
public record ProcessView(UUID id, UUID request, String reference, ProcessKind kind, Status status, String office,
		String company, List<Demand> accounts, ProcessDetails.Authority authority, @Nullable LocalDate returnDate,
		@Nullable LocalDate dueOn, @Nullable String scope, boolean sealed, boolean grandJury, boolean onPaper,
		List<Objection> objections, List<Compulsion> compulsions, NonDisclosure nonDisclosure, String openedBy,
		Instant openedAt, @Nullable Instant servedAt, List<Answer> answers, @Nullable EndReason endReason,
		@Nullable Instant endedAt, List<ProcessPaper> documents, List<Timeline.Item> timeline, List<ProcessMove> moves,
		UUID drawnFrom) {

	/**
	 * The custodian's word that an answer was whole.
	 */
	public record Answer(String custodian, String title, Instant at) {
	}

	public ProcessView {
		accounts = List.copyOf(accounts);
		answers = List.copyOf(answers);
		objections = List.copyOf(objections);
		compulsions = List.copyOf(compulsions);
		documents = List.copyOf(documents);
		timeline = List.copyOf(timeline);
		moves = List.copyOf(moves);
	}

}
