package org.comity.desks.fragments;

import org.jspecify.annotations.Nullable;

/**
 * One line of a summary list or of an identity bar.
 *
 * @param key what it is
 * @param text the value; null or empty is shown as not given
 * @param href where it can be changed, or null
 */
public record Fact(Phrase key, @Nullable String text, @Nullable String href) {

	public static Fact of(Phrase key, @Nullable String text) {
		return new Fact(key, text, null);
	}

}
