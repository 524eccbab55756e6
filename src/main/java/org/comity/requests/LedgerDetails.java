package org.comity.requests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What was given or set with a move besides words: days, offices, accounts, amounts, what
 * a court said. On the ledger they are one text of the entry, for the own side alone, so
 * that they stand under its hash and are erased with its words; the rows of a request can
 * be held against them. It never says more than the office that made the entry gave or
 * was given.
 */
public final class LedgerDetails {

	/** What a detail is. A name stays: it stands in texts that are under a hash. */
	public enum Name {

		// Of a request
		TITLE, COMPANY, OFFICE, DAY, CONFIRM_BY, REFERENCE, OUTCOME, ACCOUNT, ACCOUNT_OUTCOME, MILESTONE, UNTIL,
		// Of a process
		PROCESS_KIND, SEALED, GRAND_JURY, DATA, FROM, TO, DEMANDED, COURT, DOCKET, JUDGE, DECIDED_ON, SERVE_BY,
		RETURN_DATE, SCOPE, SILENCE_GROUND, SILENCE_UNTIL, OBJECTION, MEANS, CUSTODIAN, CUSTODIAN_TITLE,
		// Of an invoice
		INVOICE_NUMBER, AMOUNT, WORK, COVERS, CARRIER, COURT_ORDER, PAID_ON, PAYMENT,
		// Of a period of preservation
		PRESERVATION_BASIS, PRESERVATION_REFERENCE, ASKED_ON, CONFIRMED_ON, ENDS_ON,
		// Of a part of the evidence
		OWN_LIST

	}

	/**
	 * One of them.
	 *
	 * @param name what it is; null in a text that says what no name is for
	 * @param value a day or moment as ISO 8601 writes it, a code, or what was typed
	 */
	public record Detail(@Nullable Name name, String value) {
	}

	private static final Map<String, Name> NAMES = Arrays.stream(Name.values())
		.collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

	private static final String IS = ": ";

	/** In front of a further line of the same value, so that no value makes a name. */
	private static final String FURTHER = "\t";

	private final List<Detail> details = new ArrayList<>();

	public static LedgerDetails none() {
		return new LedgerDetails();
	}

	/**
	 * Adds one; nothing where there is no value.
	 */
	public LedgerDetails add(Name name, @Nullable Object value) {
		String text = (value != null) ? value.toString().strip() : "";
		if (!text.isEmpty()) {
			this.details.add(new Detail(name, text));
		}
		return this;
	}

	/**
	 * Adds one for each value, in the order of their texts: a set has none of its own.
	 */
	public LedgerDetails addAll(Name name, Collection<?> values) {
		values.stream().map(Object::toString).sorted().forEach((value) -> add(name, value));
		return this;
	}

	/** Returns their text, a line each, empty if there are none. */
	String text() {
		return this.details.stream()
			.map((detail) -> detail.name() + IS + detail.value().replace("\n", "\n" + FURTHER))
			.collect(Collectors.joining("\n"));
	}

	/** Reads such a text. What is none of ours is there too, without a name. */
	public static List<Detail> read(String text) {
		List<Detail> found = new ArrayList<>();
		for (String line : text.split("\n")) {
			if (line.startsWith(FURTHER) && !found.isEmpty()) {
				Detail last = found.remove(found.size() - 1);
				found.add(new Detail(last.name(), last.value() + "\n" + line.substring(FURTHER.length())));
				continue;
			}
			int end = line.indexOf(IS);
			Name name = (end > 0) ? NAMES.get(line.substring(0, end)) : null;
			found.add(new Detail(name, (name != null) ? line.substring(end + IS.length()) : line));
		}
		return found;
	}

}
