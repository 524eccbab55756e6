package org.comity.process;

import java.time.LocalDate;
import java.util.List;

import org.comity.kernel.Actor;
import org.comity.requests.Requests;

/**
 * What a guard may ask.
 */
record ProcessContext(CompulsoryProcess process, Requests.Facts request, List<Demand> accounts,
		NonDisclosure nonDisclosure, Actor actor, ProcessDetails details, LocalDate today, boolean onPaper) {
}
