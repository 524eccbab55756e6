package org.comity.desks.fragments;

/**
 * A tag with its words resolved.
 *
 * @param text the words
 * @param tone how it speaks
 */
public record Mark(String text, Tone tone) {
}
