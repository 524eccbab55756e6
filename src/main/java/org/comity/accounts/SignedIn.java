package org.comity.accounts;

import java.io.Serializable;
import java.util.Optional;

import org.comity.kernel.Actor;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The principal of a session: who is acting, as they stood at sign-in. It never holds a
 * password or an e-mail address, for sessions are stored.
 *
 * @param actor who is acting
 * @param revision the person's revision at sign-in; the session ends when it no longer is
 * the newest
 */
public record SignedIn(Actor actor, int revision) implements AuthenticatedPrincipal, Serializable {

	/**
	 * Returns the person's id as text.
	 */
	@Override
	public String getName() {
		return this.actor.person().toString();
	}

	/**
	 * Returns who is acting in this thread's request, or empty where nobody has signed
	 * in.
	 */
	public static Optional<Actor> actorNow() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn)
				? Optional.of(signedIn.actor()) : Optional.empty();
	}

}
