package org.comity.process;

import java.time.Instant;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * How an office pressed a provider before the court, and what became of it. It is never
 * the authority of the process itself.
 *
 * @param means motion to compel, or order to show cause
 * @param filedAt when it was recorded as filed
 * @param decision the move that recorded the court's decision, or null while it is
 * awaited
 * @param decidedOn the day of the decision, if it was given
 * @param docket its docket number, if it was given
 * @param judge the judge, if they were named
 */
public record Compulsion(CompulsionMeans means, Instant filedAt, @Nullable ProcessMove decision,
		@Nullable LocalDate decidedOn, @Nullable String docket, @Nullable String judge) {
}
