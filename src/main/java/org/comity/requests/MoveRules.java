package org.comity.requests;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import org.comity.directory.Channel;
import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.kernel.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a person and a move of a request: whether it could ever be theirs,
 * whether it is offered now, and what is wrong with it as it was asked for. The fields
 * are those of the form. It changes nothing.
 */
final class MoveRules {

	private MoveRules() {
	}

	/**
	 * Returns whether the request is this person's office's, and their role admits the
	 * move in some state, or where it takes two people the proposal of it.
	 */
	static boolean mayEver(Actor actor, Request request, RequestMove move) {
		return (move.admits(actor) || move.proposedBy(actor)) && actor.office().equals(request.officeOf(actor.kind()));
	}

	/**
	 * Returns whether this person is shown the move: what is left to be said when it is
	 * tried does not hide it.
	 */
	static boolean offered(RequestMove move, MoveContext context) {
		return move.from().contains(context.request().state()) && mayEver(context.actor(), context.request(), move)
				&& (!move.holderOnly() || holds(context))
				&& move.guards().stream().filter(Guard::hides).allMatch((guard) -> guard.check(context).isEmpty());
	}

	/** Returns why the move is not made as it was asked for; empty if it may be made. */
	static List<Rejection> check(MoveCommand command, MoveContext context, Directory directory) {
		RequestMove move = command.move();
		List<Rejection> found = new ArrayList<>();
		if (move.holderOnly() && !holds(context)) {
			found.add(Rejection.of("guard.holder"));
		}
		for (Guard guard : move.guards()) {
			found.addAll(guard.check(context));
		}
		found.addAll(inputs(move, command.details(), context, directory));
		if (!command.documents().isEmpty() && move.takes(Input.MESSAGE) && blank(command.details().message())
				&& !move.required().contains(Input.MESSAGE)) {
			// Who reads the words reads the paper: without words it would reach nobody.
			found.add(Rejection.at("message", "input.message.with-attachment"));
		}
		return found;
	}

	private static boolean holds(MoveContext context) {
		return context.actor().office().equals(context.request().holder());
	}

	private static List<Rejection> inputs(RequestMove move, MoveDetails details, MoveContext context,
			Directory directory) {
		List<Rejection> found = new ArrayList<>();
		text(move, Input.MESSAGE, details.message(), found);
		text(move, Input.REASON, details.reason(), found);
		text(move, Input.CONSULTATION, details.consultation(), found);
		text(move, Input.BASIS, details.basis(), found);
		if (move.required().contains(Input.GROUND)) {
			if (details.ground() == null || channel(context, directory).ground(details.ground()).isEmpty()) {
				found.add(Rejection.at("ground", "input.ground.required"));
			}
		}
		if (move.required().contains(Input.OFFICE)) {
			found.addAll(office(details.office(), context, directory));
		}
		if (move.required().contains(Input.DATE)) {
			LocalDate date = details.date();
			if (date == null) {
				found.add(Rejection.at("date", "input.date.required"));
			}
			else if (!date.isAfter(context.today())) {
				found.add(Rejection.at("date", "input.date.future"));
			}
		}
		if (move.required().contains(Input.ACCOUNTS)) {
			Set<UUID> known = new HashSet<>(
					context.accounts().of(context.request().id()).stream().map(Accounts.Account::id).toList());
			if (details.accounts().isEmpty() || !known.containsAll(details.accounts())) {
				found.add(Rejection.at("accounts", "input.accounts.required"));
			}
		}
		return found;
	}

	private static List<Rejection> office(@Nullable UUID chosen, MoveContext context, Directory directory) {
		if (chosen == null) {
			return List.of(Rejection.at("office", "input.office.required"));
		}
		Request request = context.request();
		boolean allowed = directory.allowed(channel(context, directory), OfficeKind.EXECUTING_AUTHORITY)
			.stream()
			.map(Office::id)
			.anyMatch(chosen::equals);
		if (!allowed) {
			return List.of(Rejection.at("office", "input.office.required"));
		}
		boolean already = request.state() == RequestState.EXECUTION_REVIEW
				&& chosen.equals(request.officeOf(OfficeKind.EXECUTING_AUTHORITY));
		return already ? List.of(Rejection.at("office", "input.office.already")) : List.of();
	}

	private static Channel channel(MoveContext context, Directory directory) {
		return directory.channel(context.request().channelCode(), context.request().channelVersion());
	}

	private static void text(RequestMove move, Input input, @Nullable String words, List<Rejection> found) {
		String field = input.name().toLowerCase(Locale.ROOT);
		if (blank(words) && move.required().contains(input)) {
			found.add(Rejection.at(field, "input." + field + ".required"));
		}
		if (words != null && words.length() > MoveDetails.MAX_TEXT) {
			found.add(Rejection.at(field, "input.text.too-long", MoveDetails.MAX_TEXT));
		}
	}

	private static boolean blank(@Nullable String words) {
		return words == null || words.isBlank();
	}

}
