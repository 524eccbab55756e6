package org.comity.accounts;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.accounts.SecurityRecord.Kind;
import org.comity.kernel.Actor;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes a factor beyond the password: a code from whoever is signed in, a passkey also
 * from whoever is not. The same filter answers at the door, after the password, and
 * before a grave act. Wrong ones are counted like wrong passwords.
 */
class FactorSignIn extends OncePerRequestFilter {

	static final String CODE = "/sign-in/code";

	static final String PASSKEY = "/sign-in/passkey";

	/** The longest that is looked at of where one wants to go. */
	private static final int LONGEST = 2000;

	private final SecondFactors factors;

	private final Passkeys passkeys;

	private final Credentials credentials;

	private final Sessions sessions;

	private final SignInThrottle throttle;

	private final KnownBrowsers browsers;

	private final SecurityRecords records;

	private final DemonstrationProperties demonstration;

	FactorSignIn(SecondFactors factors, Passkeys passkeys, Credentials credentials, Sessions sessions,
			SignInThrottle throttle, KnownBrowsers browsers, SecurityRecords records,
			DemonstrationProperties demonstration) {
		this.factors = factors;
		this.passkeys = passkeys;
		this.credentials = credentials;
		this.sessions = sessions;
		this.throttle = throttle;
		this.browsers = browsers;
		this.records = records;
		this.demonstration = demonstration;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		boolean code = path.equals(CODE);
		if (!request.getMethod().equals("POST") || (!code && !path.equals(PASSKEY))) {
			chain.doFilter(request, response);
			return;
		}
		Actor actor = SignedIn.actorNow().orElse(null);
		if (actor != null) {
			again(actor, code, request, response);
		}
		else if (code) {
			response.sendRedirect(request.getContextPath() + "/sign-in");
		}
		else {
			atTheDoor(request, response);
		}
	}

	private void again(Actor actor, boolean code, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		String origin = request.getRemoteAddr();
		String to = safe(request.getParameter("to"));
		String browser = this.browsers.mark(actor.person(), KnownBrowsers.sent(request)).orElse(null);
		SignInThrottle.Attempt taken = this.throttle.take(actor.person(), browser, origin);
		Duration closed = taken.closed();
		if (closed != null) {
			this.records.record(Kind.DOOR_CLOSED, actor.person(), "", request);
			back(request, response, to, "wait=" + new SignInClosedException(closed).minutes());
			return;
		}
		Optional<Factor> shown = code ? this.factors.take(actor.person(), parameter(request, "code"))
				: this.passkeys.answered(request, parameter(request, "credential"))
					.filter(actor.person()::equals)
					.map((person) -> Factor.PASSKEY);
		if (shown.isEmpty()) {
			this.throttle.failed(taken);
			this.records.record(Kind.WRONG_FACTOR, actor.person(), (code ? Factor.CODE : Factor.PASSKEY).name(),
					request);
			back(request, response, to, "error");
			return;
		}
		this.throttle.succeeded(taken);
		this.sessions.prove(shown.get(), request, response);
		response.sendRedirect(request.getContextPath()
				+ ((shown.get() == Factor.RECOVERY && to.equals("/")) ? StandingFilter.SET_UP : to));
	}

	private void atTheDoor(HttpServletRequest request, HttpServletResponse response) throws IOException {
		SignInThrottle.Attempt taken = this.throttle.take(request.getRemoteAddr());
		Duration toAll = taken.closed();
		if (toAll != null) {
			closed(null, toAll, request, response);
			return;
		}
		Optional<UUID> person = this.passkeys.answered(request, parameter(request, "credential"));
		Optional<Duration> closed = person.flatMap(
				(one) -> this.throttle.closed(one, this.browsers.mark(one, KnownBrowsers.sent(request)).orElse(null)));
		if (closed.isPresent()) {
			this.throttle.released(taken);
			closed(person.orElse(null), closed.get(), request, response);
			return;
		}
		Optional<Credential> credential = person.flatMap(this.credentials::of)
			.filter((one) -> one.valid(this.demonstration.enabled()));
		if (credential.isEmpty()) {
			this.throttle.failed(taken);
			this.records.record(Kind.WRONG_FACTOR, person.orElse(null), Factor.PASSKEY.name(), request);
			response.sendRedirect(request.getContextPath() + "/sign-in?passkey");
			return;
		}
		this.throttle.released(taken);
		this.sessions.begin(credential.get(), Factor.PASSKEY, request, response);
		response.sendRedirect(request.getContextPath() + "/");
	}

	private void closed(@Nullable UUID person, Duration left, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		this.records.record(Kind.DOOR_CLOSED, person, "", request);
		response.sendRedirect(request.getContextPath() + "/sign-in?wait=" + new SignInClosedException(left).minutes());
	}

	private static void back(HttpServletRequest request, HttpServletResponse response, String to, String why)
			throws IOException {
		response.sendRedirect(request.getContextPath() + StandingFilter.ASK + "?" + why
				+ (to.equals("/") ? "" : "&to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)));
	}

	/** A place of ours, or the first page: nobody is led elsewhere from here. */
	static String safe(@Nullable String to) {
		boolean ours = to != null && to.length() <= LONGEST && to.matches("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*");
		return (to != null && ours) ? to : "/";
	}

	private static String parameter(HttpServletRequest request, String name) {
		String value = request.getParameter(name);
		return (value != null) ? value : "";
	}

}
