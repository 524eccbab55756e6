package org.comity.desks.letter;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.comity.desks.fragments.Phrase;
import org.comity.letters.ExpectedTime;
import org.comity.letters.LetterContent;
import org.comity.letters.UkTime;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Sets the days on which evidence is needed against the days on which it may come, and
 * says each time that the latter are assumed.
 */
@Component
class LetterOutlook {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

	private final Clock clock;

	LetterOutlook(Clock clock) {
		this.clock = clock;
	}

	List<Phrase> of(LetterContent letter) {
		ExpectedTime expected = ExpectedTime.from(UkTime.day(this.clock.instant()));
		List<Phrase> lines = new ArrayList<>();
		lines.add(Phrase.of("letter.expected", DAY.format(expected.usual()), DAY.format(expected.slow())));
		compare("letter.timeLimit.date", letter.timeLimit().date(), expected, lines);
		if (Boolean.TRUE.equals(letter.urgency().asked())) {
			compare("letter.urgency.custodyTimeLimit", letter.urgency().custodyTimeLimit(), expected, lines);
			compare("letter.urgency.trialDate", letter.urgency().trialDate(), expected, lines);
			if (letter.urgency().reasons().contains(LetterContent.UrgencyReason.THREAT_TO_LIFE)) {
				lines.add(Phrase.of("letter.expected.life"));
			}
		}
		lines.add(Phrase.of("letter.expected.assumed", ExpectedTime.ASKED_FOR_MORE_PERCENT,
				ExpectedTime.ASKED_FOR_MORE_DAYS));
		return lines;
	}

	private static void compare(String label, @Nullable LocalDate needed, ExpectedTime expected, List<Phrase> lines) {
		if (needed != null) {
			lines.add(new Phrase(label + "." + expected.compare(needed), List.of(DAY.format(needed))));
		}
	}

}
