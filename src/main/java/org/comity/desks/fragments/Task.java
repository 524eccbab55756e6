package org.comity.desks.fragments;

import org.jspecify.annotations.Nullable;

/**
 * One line of a task list.
 *
 * @param href where it is done, or null when it cannot be started yet
 * @param title what is to be done
 * @param hint a line beneath it, or null
 * @param status how far it is
 * @param tone the tone of the status
 */
public record Task(@Nullable String href, Phrase title, @Nullable Phrase hint, Phrase status, Tone tone) {
}
