package org.comity.desks.fragments;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened.
 *
 * @param title what
 * @param person who, or null when the reader may only know the office
 * @param office whose office
 * @param at when
 * @param body the reason or other text that a person typed, or null
 * @param masked whether the reader sees the position only
 */
public record TimelineEntry(Phrase title, @Nullable String person, String office, Instant at, @Nullable String body,
		boolean masked) {
}
