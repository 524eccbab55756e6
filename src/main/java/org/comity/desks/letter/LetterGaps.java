package org.comity.desks.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.comity.accounts.SignedIn;
import org.comity.kernel.Rejection;
import org.comity.letters.Finding;
import org.comity.letters.LetterSection;
import org.comity.letters.Letters;
import org.comity.preservation.Preservations;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Says what a letter lacks and what may be asked about it, with the way to the page that
 * mends it.
 */
@Component
public class LetterGaps {

	private final MessageSource messages;

	private final Letters letters;

	private final Preservations preservations;

	LetterGaps(MessageSource messages, Letters letters, Preservations preservations) {
		this.messages = messages;
		this.letters = letters;
		this.preservations = preservations;
	}

	/**
	 * One thing missing, or one that may be asked.
	 *
	 * @param field the section's name in addresses, or what is under it
	 * @param words what
	 * @param mendAt the page that mends it
	 * @param citation its source, or empty
	 * @param why why it matters
	 * @param blocking whether it stops the letter
	 */
	public record Gap(String field, String words, String mendAt, String citation, String why, boolean blocking) {

		boolean within(LetterSection section) {
			return this.field.equals(section.slug()) || this.field.startsWith(section.slug() + "/");
		}

	}

	/**
	 * Returns what is missing, in the order of the letter, then what may be asked.
	 * @param section only this section's, or null for all
	 */
	public List<Gap> of(UUID request, List<Rejection> missing, @Nullable LetterSection section) {
		List<Gap> gaps = new ArrayList<>();
		missing.forEach((gap) -> add(request, gap, section, true, gaps));
		SignedIn.actorNow()
			.map((actor) -> this.letters.advice(actor, request, this.preservations.keptUntil(request).orElse(null)))
			.orElse(List.of())
			.stream()
			.map(Finding::rejection)
			.forEach((advice) -> add(request, advice, section, false, gaps));
		return gaps;
	}

	private void add(UUID request, Rejection found, @Nullable LetterSection section, boolean blocking, List<Gap> gaps) {
		Gap gap = new Gap(found.field(), this.messages.getMessage(found.code(), found.arguments().toArray(), Locale.UK),
				"/requests/" + request + "/letter/edit/" + found.field(), found.citation(),
				this.messages.getMessage(found.code() + ".why", null, Locale.UK), blocking);
		if (section == null || gap.within(section)) {
			gaps.add(gap);
		}
	}

}
