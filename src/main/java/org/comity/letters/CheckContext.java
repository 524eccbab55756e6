package org.comity.letters;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

import org.comity.letters.LetterContent.IdentifierType;
import org.jspecify.annotations.Nullable;

/**
 * What the check must know beside the letter. It never asks for anything itself, so that
 * the same letter on the same day is always answered alike.
 *
 * @param today the date in UTC
 * @param keptUntil the last day on which the provider keeps the data by the record of
 * preservation, or null if there is none
 * @param askedBefore accounts that other requests, which the reader may see, ask about
 */
public record CheckContext(LocalDate today, @Nullable LocalDate keptUntil, List<AskedBefore> askedBefore) {

	public CheckContext {
		askedBefore = List.copyOf(askedBefore);
	}

	/** Knows the day and nothing else. */
	public static CheckContext on(LocalDate today) {
		return new CheckContext(today, null, List.of());
	}

	/**
	 * An account in another request.
	 *
	 * @param type what names it
	 * @param identifier the name itself
	 * @param request the other request, as its reader knows it
	 */
	public record AskedBefore(IdentifierType type, String identifier, String request) {

		boolean same(LetterContent.Account account) {
			return account.type() == this.type
					&& account.identifier().toLowerCase(Locale.ROOT).equals(this.identifier.toLowerCase(Locale.ROOT));
		}

	}

}
