package org.comity.desks.account;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.comity.evidence.ProductionMove;
import org.comity.process.ProcessMove;
import org.comity.requests.RequestMove;

/**
 * What is so grave that one shows again who one is before it: issue, transmit, refuse,
 * serve, release, receive evidence, administer. This is the one place that names it.
 */
final class GraveActs {

	static final Set<RequestMove> OF_REQUEST = EnumSet.of(RequestMove.ISSUE, RequestMove.REISSUE,
			RequestMove.CONFIRM_IN_WRITING, RequestMove.TELL_URGENTLY, RequestMove.DECLINE_TO_ISSUE,
			RequestMove.TRANSMIT, RequestMove.DECLINE_TO_TRANSMIT, RequestMove.REFUSE, RequestMove.REFUSE_PART,
			RequestMove.RELEASE_MILESTONE);

	static final Set<ProcessMove> OF_PROCESS = EnumSet.of(ProcessMove.SERVE);

	static final Set<ProductionMove> OF_PART = EnumSet.of(ProductionMove.CONFIRM, ProductionMove.FILTER,
			ProductionMove.WITHHOLD_ALL, ProductionMove.FORWARD, ProductionMove.RECEIVE, ProductionMove.DESTROY);

	/** The moves with a screen of their own, and one's own second factors. */
	private static final Set<String> SCREENS = Set.of("/cps/requests/{id}/issue", "/usao/requests/{id}/milestones",
			"/requests/{id}/proposals/{proposal}/confirm", "/emergency-access", "/requests/{id}/retention/erase",
			"/account/second-factors/code", "/account/second-factors/passkey");

	private static final Set<String> REQUEST_MOVES = addresses(OF_REQUEST);

	private static final Set<String> PROCESS_MOVES = addresses(OF_PROCESS);

	private static final Set<String> PART_MOVES = addresses(OF_PART);

	private GraveActs() {
	}

	/**
	 * Whether a request carries out a grave act or opens the form of one.
	 * @param method the request's method
	 * @param pattern the address as its controller declares it
	 * @param variables what fills the pattern
	 */
	static boolean grave(String method, String pattern, Map<String, String> variables) {
		String name = variables.getOrDefault("name", "");
		return switch (pattern) {
			case "/requests/{id}/moves/{name}" -> REQUEST_MOVES.contains(name);
			case "/processes/{id}/moves/{name}", "/provider/processes/{id}/moves/{name}" ->
				PROCESS_MOVES.contains(name);
			case "/evidence/{id}/moves/{name}" -> PART_MOVES.contains(name);
			default -> SCREENS.contains(pattern) || changes(method, pattern);
		};
	}

	/**
	 * Looking at people and offices is not grave; the page that asks whether one is sure
	 * is.
	 */
	private static boolean changes(String method, String pattern) {
		if (pattern.startsWith("/administrator/")) {
			return method.equals("POST") || pattern.endsWith("/deactivate") || pattern.endsWith("/new");
		}
		return method.equals("POST")
				&& (pattern.startsWith("/account/second-factors/") || pattern.equals("/account/sessions"));
	}

	private static Set<String> addresses(Set<? extends Enum<?>> moves) {
		return moves.stream()
			.map((move) -> move.name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.collect(Collectors.toUnmodifiableSet());
	}

}
