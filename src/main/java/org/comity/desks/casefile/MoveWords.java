package org.comity.desks.casefile;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.comity.desks.fragments.Phrase;
import org.comity.kernel.OfficeKind;
import org.comity.requests.RequestMove;
import org.comity.requests.RequestView;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * The words of the moves, with the offices of the request in their places.
 */
@Component
class MoveWords {

	private static final List<OfficeKind> PLACES = List.of(OfficeKind.INVESTIGATOR, OfficeKind.PROSECUTOR,
			OfficeKind.REQUESTING_AUTHORITY, OfficeKind.REQUESTED_AUTHORITY, OfficeKind.EXECUTING_AUTHORITY,
			OfficeKind.PROVIDER);

	private final MessageSource messages;

	MoveWords(MessageSource messages) {
		this.messages = messages;
	}

	/**
	 * Returns one of the texts of a move.
	 * @param part label, heading, explanation, consequence or hint
	 */
	Phrase of(RequestView view, RequestMove move, String part) {
		return new Phrase("move.request." + move + "." + part, names(view));
	}

	/**
	 * Returns one of the texts of a move, or the general text where the move has none of
	 * its own.
	 */
	Phrase of(RequestView view, RequestMove move, String part, String general) {
		String own = "move.request." + move + "." + part;
		boolean written = this.messages.getMessage(own, null, null, Locale.ENGLISH) != null;
		return new Phrase(written ? own : general, names(view));
	}

	/** What stands in an address for a move. */
	static String inAddress(RequestMove move) {
		return move.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Finds a person's move by what stands in the address. */
	static Optional<RequestMove> fromAddress(String text) {
		return java.util.Arrays.stream(RequestMove.values())
			.filter((move) -> !move.system() && inAddress(move).equals(text))
			.findFirst();
	}

	private List<String> names(RequestView view) {
		Map<OfficeKind, String> names = new EnumMap<>(OfficeKind.class);
		view.offices().forEach((party) -> names.put(party.kind(), party.shortName()));
		return PLACES.stream()
			.map((kind) -> names.computeIfAbsent(kind,
					(missing) -> this.messages.getMessage("office-unnamed." + missing, null, Locale.ENGLISH)))
			.toList();
	}

}
