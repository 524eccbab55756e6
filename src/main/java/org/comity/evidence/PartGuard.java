package org.comity.evidence;

import java.util.List;
import java.util.Locale;

import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.comity.requests.RequestState;

/**
 * What must hold before a part moves. A guard that hides keeps the move off the screen.
 * The hashes are counted when the move is made, so {@link #HASHES_AGREE} shows only then;
 * that they differ is known from a check that was made before.
 */
enum PartGuard {

	/** The producer's own office, or the executing office for a provider on paper. */
	PRODUCER(true),
	/** The process still takes parts; one that replaces another is owed in any case. */
	PROCESS_TAKES_PARTS(false),
	/** Each account has an outcome that its files bear out. */
	ACCOUNTS_ANSWERED(false),
	/** A custodian certifies it (Federal Rules of Evidence 902(11), 902(13)). */
	CERTIFIED(false),
	/** It is not lodged in place of another, which the executing office waits for. */
	NO_REPLACEMENT(true),
	/** The part is at this person's hop, and their office is the one that has it. */
	AT_THIS_HOP(true),
	/**
	 * Another lodged it than who confirms that it arrived whole: for a provider on paper
	 * both are people of the executing office. Asked where the channel asks for two.
	 */
	LODGED_BY_ANOTHER(false),
	/** The hashes counted here are those of the sender's list, and of the own one. */
	HASHES_AGREE(false),
	/** They are not, as this office's last check found. */
	HASHES_DIFFER(true),
	/**
	 * It has passed the filter for responsiveness and privilege; a certificate without
	 * files has nothing to filter.
	 */
	FILTERED(true),
	/** It has not, and holds files. */
	NOT_FILTERED(true),
	/** It was made by the filter. */
	MADE_BY_FILTER(true),
	/**
	 * It came to this office from another: what the filter made has no earlier sender.
	 */
	NOT_MADE_HERE(true),
	/** It has been with this office. */
	CAME_HERE(true),
	/** Some of it is left after what is marked is taken out. */
	SOMETHING_PASSES(false),
	/** All of it is marked to be withheld. */
	NOTHING_PASSES(false),
	/** The hop is the last one. */
	LAST_HOP(true),
	/** The hop is not the last one. */
	NOT_LAST_HOP(true),
	/** This person's office sent the part that is disputed. */
	SENT_FROM_HERE(true),
	/** No other part of the process is being filled. */
	NONE_BEING_FILLED(false),
	/** The request is with the executing office, again. */
	IN_EXECUTION(true);

	private final boolean hides;

	PartGuard(boolean hides) {
		this.hides = hides;
	}

	boolean hides() {
		return this.hides;
	}

	List<Rejection> check(PartContext context) {
		return holds(context) ? List.of()
				: List.of(Rejection.of("evidence.guard." + name().toLowerCase(Locale.ROOT).replace('_', '-')));
	}

	private boolean holds(PartContext context) {
		Part part = context.part();
		return switch (this) {
			case PRODUCER -> context.actor().office().equals(part.producer());
			case NO_REPLACEMENT -> part.replaces() == null;
			case AT_THIS_HOP, SENT_FROM_HERE -> context.actor().office().equals(context.holder());
			case LODGED_BY_ANOTHER -> !context.ownLodging();
			case HASHES_DIFFER -> context.lastCheckDiffers();
			case FILTERED ->
				part.hop() != OfficeKind.EXECUTING_AUTHORITY || part.filteredFrom() != null || !context.hasFiles();
			case NOT_FILTERED -> part.filteredFrom() == null && context.hasFiles();
			case MADE_BY_FILTER -> part.filteredFrom() != null;
			case NOT_MADE_HERE -> part.hop() != OfficeKind.EXECUTING_AUTHORITY || part.filteredFrom() == null;
			case NONE_BEING_FILLED -> !context.beingFilled();
			case CAME_HERE -> context.cameTo(context.actor().office());
			case SOMETHING_PASSES -> !context.allMarked();
			case NOTHING_PASSES -> context.allMarked();
			case LAST_HOP -> context.next() == null;
			case NOT_LAST_HOP -> context.next() != null;
			case IN_EXECUTION ->
				context.requestState() == RequestState.EXECUTING || context.requestState() == RequestState.WITH_PROVIDER
						|| context.requestState() == RequestState.EXECUTION_REVIEW;
			// Asked where the move is carried out, which alone knows what they ask about.
			case PROCESS_TAKES_PARTS, ACCOUNTS_ANSWERED, CERTIFIED, HASHES_AGREE -> true;
		};
	}

}
