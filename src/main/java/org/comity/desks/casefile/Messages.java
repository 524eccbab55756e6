package org.comity.desks.casefile;

import java.util.List;
import java.util.UUID;

import org.comity.kernel.Actor;
import org.comity.requests.LedgerWords;
import org.comity.requests.Timeline;

/**
 * What others have said to the reader's office and it has not answered yet.
 */
final class Messages {

	/** The most that are shown. */
	private static final int MOST = 3;

	private Messages() {
	}

	/**
	 * Returns the messages of other offices since somebody of the reader's office last
	 * did something, the newest first; if there is none, an empty list.
	 */
	static List<CaseController.Entry> toAnswer(Timeline timeline, Actor actor, UUID request) {
		return timeline.of(actor, request)
			.stream()
			.takeWhile((item) -> item.person() == null || !item.office().equals(actor.officeName()))
			.filter((item) -> item.words().stream().anyMatch((words) -> words.kind() == LedgerWords.Kind.MESSAGE))
			.limit(MOST)
			.map(CaseController.Entry::of)
			.toList();
	}

}
