package org.comity.letters;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

import org.comity.letters.LetterContent.DataKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an officer wants to know of an account, in the officer's words, and the kind of
 * data in law that answers it. The kind decides the process; the question never does.
 */
public enum DataQuestion {

	/** Who owns the account. */
	OWNER(DataKind.BASIC_SUBSCRIBER),
	/**
	 * When, and from which addresses, it was signed in to: session times and temporarily
	 * assigned addresses are subscriber information.
	 */
	SESSIONS(DataKind.BASIC_SUBSCRIBER),
	/** What was done with it: transaction and activity logs. */
	ACTIVITY(DataKind.OTHER_RECORDS),
	/** Whom it was in touch with, and when: headers without subject or text. */
	CONTACTS(DataKind.OTHER_RECORDS),
	/** What was said or stored. */
	CONTENT(DataKind.CONTENT),
	/** Where the phone or the person was. */
	LOCATION(DataKind.LOCATION),
	/**
	 * What will be said from now on. No process of this channel answers it: it can be
	 * asked on a form, and never be in a letter.
	 */
	LIVE(null);

	private final @Nullable DataKind kind;

	DataQuestion(@Nullable DataKind kind) {
		this.kind = kind;
	}

	/** Returns the kind of data that answers it, or null if none does. */
	public @Nullable DataKind kind() {
		return this.kind;
	}

	/** Returns the question that a kind of data answers before all others. */
	public static DataQuestion of(DataKind kind) {
		return Arrays.stream(values()).filter((question) -> question.kind == kind).findFirst().orElseThrow();
	}

	/**
	 * Returns what is asked of an account, each with why: as it was answered, or where
	 * only the kinds are known (an older letter, an imported one) by those.
	 * @param account an account of a letter as JSON
	 */
	public static Map<DataQuestion, String> asked(JsonNode account) {
		Map<DataQuestion, String> asked = new EnumMap<>(DataQuestion.class);
		account.path("questions")
			.properties()
			.forEach((entry) -> asked.put(valueOf(entry.getKey()), entry.getValue().asString("")));
		account.path("data").properties().forEach((entry) -> {
			DataKind kind = DataKind.valueOf(entry.getKey());
			if (asked.keySet().stream().noneMatch((question) -> question.kind == kind)) {
				asked.put(of(kind), entry.getValue().asString(""));
			}
		});
		return asked;
	}

	/**
	 * Returns the kinds of data that answer some questions, each with why: the reasons of
	 * its questions, one below the other.
	 */
	static Map<DataKind, String> kinds(Map<DataQuestion, String> asked) {
		Map<DataKind, String> kinds = new EnumMap<>(DataKind.class);
		new TreeMap<>(asked).forEach((question, reason) -> {
			if (question.kind != null) {
				String before = kinds.getOrDefault(question.kind, "");
				boolean more = !before.isEmpty() && !reason.isEmpty() && !before.equals(reason);
				kinds.put(question.kind, more ? before + "\n" + reason : reason.isEmpty() ? before : reason);
			}
		});
		return kinds;
	}

}
