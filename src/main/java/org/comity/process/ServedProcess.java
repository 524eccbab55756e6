package org.comity.process;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.comity.requests.Status;
import org.comity.requests.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * A process as the provider on which it was served sees it. There is nothing of the case
 * in it: not even the id of the request.
 *
 * @param id the process
 * @param reference the reference
 * @param kind the instrument
 * @param status whose move it is
 * @param office name of the office that served it
 * @param company the company asked
 * @param accounts what is demanded
 * @param court the court, or null
 * @param docket the docket number, or null
 * @param scope what is demanded after a narrowing, or null
 * @param returnDate the day by which to answer
 * @param servedAt when it was served
 * @param answeredAt when it was last answered in full, or null
 * @param answers the certificates given, the oldest first
 * @param objections what the provider objected to, the oldest first
 * @param compulsions how it was pressed before the court, the oldest first
 * @param nonDisclosure whether the user may be told; its grounds left out
 * @param documents the papers served and exchanged, the oldest first
 * @param timeline what happened since service, the newest first
 * @param moves the moves open to this person now
 * @param drawnFrom the entry a form on this page is drawn from
 */
public record ServedProcess(UUID id, String reference, ProcessKind kind, Status status, String office, String company,
		List<Demand> accounts, @Nullable String court, @Nullable String docket, @Nullable String scope,
		@Nullable LocalDate returnDate, Instant servedAt, @Nullable Instant answeredAt,
		List<ProcessView.Answer> answers, List<Objection> objections, List<Compulsion> compulsions,
		NonDisclosure nonDisclosure, List<ProcessPaper> documents, List<Timeline.Item> timeline,
		List<ProcessMove> moves, UUID drawnFrom) {

	public ServedProcess {
		accounts = List.copyOf(accounts);
		answers = List.copyOf(answers);
		objections = List.copyOf(objections);
		compulsions = List.copyOf(compulsions);
		documents = List.copyOf(documents);
		timeline = List.copyOf(timeline);
		moves = List.copyOf(moves);
	}

}
