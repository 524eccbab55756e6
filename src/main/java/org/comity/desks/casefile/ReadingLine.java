package org.comity.desks.casefile;

import java.util.List;
import java.util.UUID;

import org.comity.desks.fragments.Phrase;
import org.comity.requests.Reading;
import org.comity.requests.Readings;
import org.jspecify.annotations.Nullable;

/**
 * A reading with its words.
 *
 * @param of the reading
 * @param thing what was opened
 * @param href where it is, or null; whoever may not see it finds nothing there
 */
public record ReadingLine(Reading of, Phrase thing, @Nullable String href) {

	public static ReadingLine of(Reading reading) {
		UUID subject = reading.subject();
		String href = (subject == null) ? null : switch (reading.thing()) {
			case DOCUMENT -> "/documents/" + subject;
			case PROCESS -> "/processes/" + subject;
			case PART, PACKAGE -> "/evidence/" + subject;
			case REQUEST, LETTER, INVOICE, FILE, REPORT, EXPORT -> null;
		};
		return new ReadingLine(reading, Phrase.of("reading.thing." + reading.thing()), href);
	}

	/** Returns where the next page is, or null on the last. */
	public static @Nullable String next(List<Reading> page, String address) {
		return (page.size() < Readings.PAGE) ? null : address + "?before=" + page.get(page.size() - 1).id();
	}

}
