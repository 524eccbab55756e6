package org.comity.desks.fragments;

import org.jspecify.annotations.Nullable;

/**
 * A number at the head of a work list.
 *
 * @param number how many
 * @param label of what
 * @param tone neutral, soon or late
 * @param href the list of them, or null
 */
public record Figure(long number, Phrase label, Tone tone, @Nullable String href) {
}
