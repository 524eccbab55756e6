package org.comity.desks.fragments;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * One option of radios, checkboxes or a drop-down.
 *
 * @param value what the form sends
 * @param label its words, or null when text is given
 * @param text a name that is data (an office, a provider), or null when label is given
 * @param hint a line beneath it, or null
 */
public record Choice(String value, @Nullable Phrase label, @Nullable String text, @Nullable Phrase hint) {

	public Choice {
		if ((label == null) == (text == null)) {
			throw new IllegalArgumentException("A choice has either a label or a text");
		}
	}

	public static Choice of(String value, Phrase label) {
		return new Choice(value, label, null, null);
	}

	public static Choice named(String value, String text) {
		return new Choice(value, null, text, null);
	}

	/**
	 * What was chosen of a form's boxes, whatever was sent: a box without a value comes
	 * as null.
	 */
	public static <T> Set<T> given(@Nullable Set<@Nullable T> sent) {
		return (sent == null) ? Set.of()
				: sent.stream().filter(Objects::nonNull).map(Objects::requireNonNull).collect(Collectors.toSet());
	}

	public Choice withHint(Phrase line) {
		return new Choice(this.value, this.label, this.text, line);
	}

}
