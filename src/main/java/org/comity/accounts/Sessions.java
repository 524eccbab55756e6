package org.comity.accounts;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.comity.kernel.Actor;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * What screens may do with the session of the request they answer.
 */
@Component
public class Sessions {

	private final PasswordSignIn signIn;

	private final Credentials credentials;

	private final SecurityContextRepository contexts;

	Sessions(PasswordSignIn signIn, Credentials credentials, SecurityContextRepository contexts) {
		this.signIn = signIn;
		this.credentials = credentials;
		this.contexts = contexts;
	}

	/**
	 * Carries this session, under a new id, over the change of password that ended all
	 * the person's sessions.
	 */
	public void renew(Actor actor, HttpServletRequest request, HttpServletResponse response) {
		Credential credential = this.credentials.of(actor.person()).orElseThrow();
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(this.signIn.authentication(credential));
		SecurityContextHolder.setContext(context);
		request.changeSessionId();
		this.contexts.saveContext(context, request, response);
	}

	/**
	 * Takes the address typed at the failed sign-in before this page, if there was one.
	 */
	public Optional<String> takeTypedEmail(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session == null || !(session.getAttribute(SecurityConfiguration.TYPED_EMAIL) instanceof String email)) {
			return Optional.empty();
		}
		session.removeAttribute(SecurityConfiguration.TYPED_EMAIL);
		return Optional.of(email);
	}

}
