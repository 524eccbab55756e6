package org.comity.desks.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.comity.requests.LedgerWords;
import org.comity.requests.RequestMove;
import org.jspecify.annotations.Nullable;

/**
 * A message that asks in numbered points, each to be answered in its place. The ledger
 * keeps words; that some of them are points is seen by their numbers alone, whoever wrote
 * them.
 */
final class Points {

	/** The most points that get a field of their own. */
	static final int MOST = 30;

	/** The name of the field of a point, before its number. */
	static final String FIELD = "point-";

	private static final Pattern NUMBERED = Pattern.compile("([0-9]{1,2})\\. +(\\S.*)");

	private Points() {
	}

	/**
	 * Returns the points of a message: paragraphs numbered from 1 without a gap. Words
	 * before the first belong to none; a message without numbers has none.
	 */
	static List<String> of(String message) {
		List<String> points = new ArrayList<>();
		for (String line : message.lines().map(String::strip).toList()) {
			Matcher numbered = NUMBERED.matcher(line);
			if (numbered.matches() && Integer.parseInt(numbered.group(1)) == points.size() + 1) {
				points.add(numbered.group(2));
			}
			else if (!line.isEmpty() && !points.isEmpty()) {
				points.set(points.size() - 1, points.get(points.size() - 1) + "\n" + line);
			}
		}
		return (points.size() > MOST) ? List.of() : points;
	}

	/**
	 * Returns the points that a move answers: those of the newest message that has any.
	 */
	static List<String> answeredBy(RequestMove move, List<CaseController.Entry> asked) {
		if (move != RequestMove.ANSWER_POINTS && move != RequestMove.ANSWER_QUESTION) {
			return List.of();
		}
		return asked.stream()
			.map((entry) -> of(message(entry)))
			.filter((points) -> !points.isEmpty())
			.findFirst()
			.orElse(List.of());
	}

	/**
	 * Returns the words that a move passes on as they came: the other country's question
	 * to the prosecutor, and to the police what their own side has asked. Empty for other
	 * moves, and where the police would read the other country's papers.
	 */
	static String passedOnBy(RequestMove move, List<CaseController.Entry> asked) {
		boolean passes = move == RequestMove.PASS_ON
				|| move == RequestMove.ASK_POLICE && !asked.isEmpty() && asked.get(0).of().full();
		return (passes && !asked.isEmpty()) ? message(asked.get(0)) : "";
	}

	private static String message(CaseController.Entry entry) {
		return entry.of()
			.words()
			.stream()
			.filter((words) -> words.kind() == LedgerWords.Kind.MESSAGE)
			.map((words) -> words.text())
			.findFirst()
			.orElse("");
	}

	/** Returns the points with their answers as one message, and what else is said. */
	static String answered(List<String> points, List<String> answers, @Nullable String more) {
		StringBuilder message = new StringBuilder();
		for (int i = 0; i < points.size(); i++) {
			message.append(i + 1).append(". ").append(points.get(i)).append('\n');
			message.append(answers.get(i).strip()).append("\n\n");
		}
		if (more != null) {
			message.append(more.strip());
		}
		return message.toString().strip();
	}

}
