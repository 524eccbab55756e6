package org.comity.desks.fragments;

/**
 * A link of the main or of a sub navigation.
 *
 * @param href the address inside the application
 * @param messageKey the key of its words
 * @param current whether the reader is on it
 */
public record NavigationItem(String href, String messageKey, boolean current) {
}
