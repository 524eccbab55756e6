package org.comity.desks.letter;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.comity.kernel.Rejection;
import org.comity.letters.LetterSection;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Says what a letter lacks, with the way to the page that mends it.
 */
@Component
public class LetterGaps {

	private final MessageSource messages;

	LetterGaps(MessageSource messages) {
		this.messages = messages;
	}

	/**
	 * One thing missing.
	 *
	 * @param words what
	 * @param mendAt the page that mends it
	 * @param citation its source, or empty
	 */
	public record Gap(String words, String mendAt, String citation) {
	}

	/**
	 * Returns what is missing, in the order of the letter.
	 * @param section only this section's, or null for all
	 */
	public List<Gap> of(UUID request, List<Rejection> missing, @Nullable LetterSection section) {
		return missing.stream()
			.filter((gap) -> section == null || gap.field().equals(section.slug())
					|| gap.field().startsWith(section.slug() + "/"))
			.map((gap) -> new Gap(this.messages.getMessage(gap.code(), gap.arguments().toArray(), Locale.UK),
					"/requests/" + request + "/letter/edit/" + gap.field(), gap.citation()))
			.toList();
	}

}
