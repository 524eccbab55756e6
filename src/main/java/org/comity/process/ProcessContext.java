package org.comity.process;

import java.time.LocalDate;
import java.util.List;

import org.comity.kernel.Actor;
import org.comity.requests.Requests;

/**
 * What a guard may ask.
 *
 * @param onPaper whether the executing office records what the provider answers
 * @param ownAnswer whether the actor recorded the answer, and the channel asks for
 * another to settle it
 */
record ProcessContext(CompulsoryProcess process, Requests.Facts request, List<Demand> accounts,
		NonDisclosure nonDisclosure, Actor actor, ProcessDetails details, LocalDate today, boolean onPaper,
		boolean ownAnswer) {
}
