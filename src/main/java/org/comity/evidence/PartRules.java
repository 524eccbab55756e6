package org.comity.evidence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a person and a move of a part that could be theirs: whether it is
 * offered now, and what is wrong with it as it was asked for. The fields are those of the
 * form. It changes nothing.
 */
final class PartRules {

	private PartRules() {
	}

	/**
	 * Returns whether the move is shown: what is left to be said when it is tried does
	 * not hide it.
	 */
	static boolean offered(ProductionMove move, PartContext context) {
		return move.from().contains(context.part().state())
				&& move.guards().stream().filter(PartGuard::hides).allMatch((guard) -> guard.check(context).isEmpty());
	}

	/** Returns why the move is not made as it was asked for; empty if it may be made. */
	static List<Rejection> check(PartCommand command, PartContext context, LocalDate today) {
		List<Rejection> found = new ArrayList<>();
		command.move().guards().forEach((guard) -> found.addAll(guard.check(context)));
		Set<PartInput> required = command.move().required();
		text("message", command.message(), required.contains(PartInput.MESSAGE), found);
		text("reason", command.reason(), required.contains(PartInput.REASON), found);
		if (required.contains(PartInput.DATE)) {
			LocalDate date = command.date();
			if (date == null) {
				found.add(Rejection.at("date", "evidence.input.date.required"));
			}
			else if (!date.isAfter(today)) {
				found.add(Rejection.at("date", "evidence.input.date.future"));
			}
		}
		return found;
	}

	private static void text(String field, @Nullable String words, boolean required, List<Rejection> found) {
		if (required && (words == null || words.isBlank())) {
			found.add(Rejection.at(field, "evidence.input." + field + ".required"));
		}
		if (words != null && words.length() > PartCommand.LONGEST) {
			found.add(Rejection.at(field, "evidence.input.too-long", PartCommand.LONGEST));
		}
	}

}
