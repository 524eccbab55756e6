package org.comity.desks.account;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.comity.evidence.ProductionMove;
import org.comity.process.ProcessMove;
import org.comity.requests.RequestMove;

/**
 * What is so grave that one shows again who one is before it: issue, transmit, refuse,
 * serve, narrow, press or end a process, lodge, release and receive evidence, consent to
 * its use, unseal, administer. This is the one place that names it.
 */
final class GraveActs {

	static final Set<RequestMove> OF_REQUEST = EnumSet.of(RequestMove.ISSUE, RequestMove.REISSUE,
			RequestMove.CONFIRM_IN_WRITING, RequestMove.TELL_URGENTLY, RequestMove.DECLINE_TO_ISSUE,
			RequestMove.TRANSMIT, RequestMove.DECLINE_TO_TRANSMIT, RequestMove.REFUSE, RequestMove.REFUSE_PART,
			RequestMove.CLOSE_UNANSWERED, RequestMove.RELEASE_MILESTONE, RequestMove.CONSENT_TO_USE,
			RequestMove.REFUSE_USE, RequestMove.UNSEAL, RequestMove.SHOW_AUDITORS);

	/**
	 * Whatever the table of moves calls grave, and what makes a new instrument once one
	 * was served.
	 */
	static final Set<ProcessMove> OF_PROCESS = EnumSet.of(ProcessMove.SERVE, ProcessMove.NARROW, ProcessMove.MODIFIED,
			ProcessMove.COMPEL, ProcessMove.DENIED, ProcessMove.QUASHED, ProcessMove.ABANDON, ProcessMove.EXPIRED,
			ProcessMove.WITHDRAW, ProcessMove.END_FOR_OFFICE);

	static final Set<ProductionMove> OF_PART = EnumSet.of(ProductionMove.CONFIRM, ProductionMove.FILTER,
			ProductionMove.WITHHOLD_ALL, ProductionMove.FORWARD, ProductionMove.RESEND, ProductionMove.RECEIVE,
			ProductionMove.DESTROY);

	private static final String OF_REQUEST_AT = "/requests/{id}/moves/{name}";

	private static final Set<String> OF_PROCESS_AT = Set.of("/processes/{id}/moves/{name}",
			"/provider/processes/{id}/moves/{name}");

	private static final String OF_PART_AT = "/evidence/{id}/moves/{name}";

	/** The moves with a screen of their own, and one's own second factors. */
	private static final Set<String> SCREENS = Set.of("/cps/requests/{id}/issue", "/usao/requests/{id}/milestones",
			"/provider/processes/{process}/productions/{id}/lodge", "/usao/processes/{process}/productions/{id}/lodge",
			"/requests/{id}/proposals/{proposal}/confirm", "/emergency-access", "/requests/{id}/retention/erase",
			"/account/second-factors/code", "/account/second-factors/passkey");

	private static final String OF_ADMINISTRATORS = "/administrator/";

	private static final String OF_FACTORS = "/account/second-factors/";

	private static final String SESSIONS = "/account/sessions";

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
		if (pattern.equals(OF_REQUEST_AT)) {
			return REQUEST_MOVES.contains(name);
		}
		if (OF_PROCESS_AT.contains(pattern)) {
			return PROCESS_MOVES.contains(name);
		}
		if (pattern.equals(OF_PART_AT)) {
			return PART_MOVES.contains(name);
		}
		return SCREENS.contains(pattern) || changes(method, pattern);
	}

	/** Each address that is named here, so that a test finds those that exist no more. */
	static Set<String> patterns() {
		return Stream.of(SCREENS, OF_PROCESS_AT, Set.of(OF_REQUEST_AT, OF_PART_AT, SESSIONS))
			.flatMap(Set::stream)
			.collect(Collectors.toUnmodifiableSet());
	}

	/** What the addresses begin with that are named here all together. */
	static Set<String> beginnings() {
		return Set.of(OF_ADMINISTRATORS, OF_FACTORS);
	}

	/**
	 * Looking at people and offices is not grave; the page that asks whether one is sure
	 * is.
	 */
	private static boolean changes(String method, String pattern) {
		if (pattern.startsWith(OF_ADMINISTRATORS)) {
			return method.equals("POST") || pattern.endsWith("/deactivate") || pattern.endsWith("/new");
		}
		return method.equals("POST") && (pattern.startsWith(OF_FACTORS) || pattern.equals(SESSIONS));
	}

	private static Set<String> addresses(Set<? extends Enum<?>> moves) {
		return moves.stream()
			.map((move) -> move.name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.collect(Collectors.toUnmodifiableSet());
	}

}
