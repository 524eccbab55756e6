package org.comity.accounts;

import java.io.IOException;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks at every request whether the session's person still stands as they did at sign-in:
 * deactivated, given other roles or a new password, and the session ends at once. Who
 * still has a one-time password gets no further than choosing another.
 */
class StandingFilter extends OncePerRequestFilter {

	static final String CHANGE_PASSWORD = "/account/password";

	private final Credentials credentials;

	private final DemonstrationProperties demonstration;

	StandingFilter(Credentials credentials, DemonstrationProperties demonstration) {
		this.credentials = credentials;
		this.demonstration = demonstration;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		if (authentication == null || !(authentication.getPrincipal() instanceof SignedIn signedIn)) {
			chain.doFilter(request, response);
			return;
		}
		Optional<Credential> now = this.credentials.of(signedIn.actor().person())
			.filter((credential) -> credential.valid(this.demonstration.enabled()))
			.filter((credential) -> credential.revision() == signedIn.revision());
		if (now.isEmpty()) {
			new SecurityContextLogoutHandler().logout(request, response, authentication);
			response.sendRedirect(request.getContextPath() + "/sign-in?ended");
		}
		else if (now.get().oneTime() && !request.getRequestURI().equals(request.getContextPath() + CHANGE_PASSWORD)) {
			response.sendRedirect(request.getContextPath() + CHANGE_PASSWORD);
		}
		else {
			chain.doFilter(request, response);
		}
	}

}
