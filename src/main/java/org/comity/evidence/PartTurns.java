package org.comity.evidence;

import java.util.List;
import java.util.UUID;

import org.comity.requests.RequestMoved;
import org.comity.requests.RequestState;
import org.comity.requests.Requests;
import org.comity.requests.Turns;

import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Takes the parts of a request off the work lists when it is closed, and puts them back
 * when it is opened again. It writes what the request's state says now, so that hearing
 * of a move twice, or late, changes nothing.
 */
@Component
class PartTurns {

	private final Parts parts;

	private final Requests requests;

	private final Turns turns;

	PartTurns(Parts parts, Requests requests, Turns turns) {
		this.parts = parts;
		this.requests = requests;
		this.turns = turns;
	}

	// A publication nobody would act on is not written: most moves neither close nor
	// reopen.
	@ApplicationModuleListener(condition = "#moved.closedOrReopened()")
	void on(RequestMoved moved) {
		UUID request = moved.request();
		List<Part> waiting = this.parts.ofRequest(request).stream().filter((part) -> part.state().onItsWay()).toList();
		if (waiting.isEmpty()) {
			return;
		}
		boolean closed = this.requests.lock(request).state() == RequestState.CLOSED;
		for (Part part : waiting) {
			if (closed) {
				this.turns.end(part.id());
			}
			else {
				this.parts.custody(part.id())
					.stream()
					.filter((arrival) -> arrival.hop() == part.hop())
					.reduce((first, last) -> last)
					.ifPresent((arrival) -> this.turns.give(request, Turns.Subject.PART, part.id(), arrival.office(),
							part.state().name(), null));
			}
		}
	}

}
