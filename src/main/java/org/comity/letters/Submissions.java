package org.comity.letters;

import java.util.Set;
import java.util.UUID;

import org.comity.requests.RequestMove;
import org.comity.requests.RequestMoved;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps what an officer submits as it is then, in the transaction of the move: a
 * prosecutor writes in the same draft afterwards.
 */
@Component
class Submissions {

	private static final Set<String> SUBMITTING = Set.of(RequestMove.SUBMIT.name(), RequestMove.ANSWER_POINTS.name());

	private final LetterStore store;

	Submissions(LetterStore store) {
		this.store = store;
	}

	@EventListener
	void on(RequestMoved moved) {
		UUID officer = moved.byPerson();
		if (officer != null && SUBMITTING.contains(moved.move())) {
			this.store.submitted(moved.request(), officer);
		}
	}

}
