package org.comity.desks.casefile;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import org.comity.desks.fragments.Phrase;
import org.comity.requests.LedgerDetails;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was given with a move besides words, as a page shows it.
 *
 * @param name what it is
 * @param plain its value, or null where that is a code
 * @param coded the words of a code, or null
 */
public record DetailLine(Phrase name, @Nullable String plain, @Nullable Phrase coded) {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

	private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.UK)
		.withZone(ZoneOffset.UTC);

	/** Returns the lines of a text of details on the ledger, in its order. */
	public static List<DetailLine> of(String text) {
		return LedgerDetails.read(text).stream().map(DetailLine::of).toList();
	}

	private static DetailLine of(LedgerDetails.Detail detail) {
		LedgerDetails.Name name = detail.name();
		String value = detail.value();
		if (name == null) {
			return new DetailLine(Phrase.of("detail.other"), value, null);
		}
		String codes = codes(name);
		return new DetailLine(Phrase.of("detail." + name), (codes == null) ? shown(name, value) : null,
				(codes != null) ? Phrase.of(codes + value) : null);
	}

	/** The message keys of the codes of a name; null where its values are no codes. */
	private static @Nullable String codes(LedgerDetails.Name name) {
		return switch (name) {
			case OUTCOME -> "retention.outcome.";
			case ACCOUNT_OUTCOME -> "account-outcome.";
			case MILESTONE -> "milestone.";
			case PROCESS_KIND -> "process.kind.";
			case DATA -> "process.data.";
			case SILENCE_GROUND -> "process.ground.";
			case OBJECTION -> "process.objection.";
			case MEANS -> "process.means.";
			case WORK -> "process.invoice.work.";
			case PRESERVATION_BASIS -> "preservation.basis.";
			case SEALED, GRAND_JURY, CARRIER -> "detail.yes-no.";
			default -> null;
		};
	}

	private static String shown(LedgerDetails.Name name, String value) {
		try {
			return switch (name) {
				case DAY, CONFIRM_BY, DECIDED_ON, SERVE_BY, RETURN_DATE, SILENCE_UNTIL, PAID_ON, ASKED_ON, CONFIRMED_ON,
						ENDS_ON ->
					DAY.format(LocalDate.parse(value));
				case UNTIL, FROM, TO -> MOMENT.format(Instant.parse(value));
				default -> value;
			};
		}
		catch (DateTimeException ex) {
			// Whatever stands on the ledger is shown.
			return value;
		}
	}

}
