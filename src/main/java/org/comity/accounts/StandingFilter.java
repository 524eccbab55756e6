package org.comity.accounts;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.comity.wall.Wall;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks at every request whether the session's person still stands as they did at sign-in:
 * deactivated, given other roles or a new password, and the session ends at once; and so
 * it does when it has lasted as long as one may. Who has not shown a second factor gets
 * no further than showing it, and who has none no further than setting one up. All that
 * follows asks the database in the name of that person's office.
 */
class StandingFilter extends OncePerRequestFilter {

	static final String ASK = "/account/again";

	static final String SET_UP = "/account/second-factors";

	/** What is open to who still has to show a second factor. */
	private static final Set<String> ASKING = Set.of(ASK, FactorSignIn.CODE, FactorSignIn.PASSKEY, "/sign-out");

	private final Credentials credentials;

	private final Sessions sessions;

	private final DemonstrationProperties demonstration;

	private final Wall wall;

	StandingFilter(Credentials credentials, Sessions sessions, DemonstrationProperties demonstration, Wall wall) {
		this.credentials = credentials;
		this.sessions = sessions;
		this.demonstration = demonstration;
		this.wall = wall;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		if (authentication == null || !(authentication.getPrincipal() instanceof SignedIn signedIn)) {
			if (ResumableRequest.is(request)) {
				response.setStatus(HttpStatus.UNAUTHORIZED.value());
				return;
			}
			chain.doFilter(request, response);
			return;
		}
		Optional<Credential> now = this.credentials.of(signedIn.actor().person())
			.filter((credential) -> credential.valid(this.demonstration.enabled()))
			.filter((credential) -> credential.revision() == signedIn.revision());
		HttpSession session = request.getSession(false);
		if (now.isEmpty() || (session != null && this.sessions.over(session))) {
			new SecurityContextLogoutHandler().logout(request, response, authentication);
			elsewhere(request, response, "/sign-in?ended");
			return;
		}
		Instant proved = Factor.lastSecond(authentication.getAuthorities()).orElse(null);
		Standing standing = new Standing(now.get().secondFactor(),
				proved != null || now.get().passwordIsEnough(this.demonstration.enabled()), proved);
		standing.put(request);
		String path = request.getRequestURI().substring(request.getContextPath().length());
		if (standing.whole()) {
			this.wall.request(signedIn.actor().office(), () -> chain.doFilter(request, response));
		}
		else if (standing.enrolled() ? ASKING.contains(path) : settingUp(path)) {
			chain.doFilter(request, response);
		}
		else {
			elsewhere(request, response, standing.enrolled() ? asking(request, path) : SET_UP);
		}
	}

	/** A program that uploads is told so in the way of programs: it follows no page. */
	private static void elsewhere(HttpServletRequest request, HttpServletResponse response, String address)
			throws IOException {
		if (ResumableRequest.is(request)) {
			response.setStatus(HttpStatus.UNAUTHORIZED.value());
		}
		else {
			response.sendRedirect(request.getContextPath() + address);
		}
	}

	private static boolean settingUp(String path) {
		return path.equals(SET_UP) || path.startsWith(SET_UP + "/") || path.equals("/sign-out");
	}

	/** The page that asks, which leads back to where the person was going. */
	private static String asking(HttpServletRequest request, String path) {
		if (!request.getMethod().equals("GET") || path.equals("/")) {
			return ASK;
		}
		String query = request.getQueryString();
		return ASK + "?to=" + URLEncoder.encode(path + ((query != null) ? "?" + query : ""), StandardCharsets.UTF_8);
	}

}
