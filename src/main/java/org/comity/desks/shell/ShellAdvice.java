package org.comity.desks.shell;

import java.util.Optional;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.comity.accounts.DemonstrationProperties;
import org.comity.accounts.Sessions;
import org.comity.accounts.SignedIn;
import org.comity.accounts.Standing;
import org.comity.kernel.Actor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * Gives each page what its shell shows.
 */
@ControllerAdvice
class ShellAdvice {

	private final ObjectProvider<UnreadNotices> unread;

	private final Sessions sessions;

	private final DemonstrationProperties demonstration;

	ShellAdvice(ObjectProvider<UnreadNotices> unread, Sessions sessions, DemonstrationProperties demonstration) {
		this.unread = unread;
		this.sessions = sessions;
		this.demonstration = demonstration;
	}

	@ModelAttribute
	void shell(Model model, HttpServletRequest request) {
		model.addAttribute("demonstration", this.demonstration.enabled());
		Optional<Actor> actor = SignedIn.actorNow();
		if (actor.isPresent()) {
			// An error page asks the database nothing: it may be what failed.
			boolean whole = Standing.of(request).map(Standing::whole).orElse(true);
			int notices = (request.getDispatcherType() == DispatcherType.ERROR || !whole) ? 0
					: this.unread.stream().mapToInt((source) -> source.count(actor.get())).sum();
			model.addAttribute("viewer", new Viewer(actor.get().name(), actor.get().officeName(), notices));
			// Who has not shown everything yet can go nowhere.
			if (whole) {
				model.addAttribute("navigation", Navigation.of(actor.get().kind(), path(request)));
			}
			model.addAttribute("recovered", this.sessions.recovered(request));
			// What is not found looks the same to the second, whether it exists or not.
			if (request.getDispatcherType() != DispatcherType.ERROR) {
				this.sessions.ending(request).ifPresent((ending) -> model.addAttribute("ending", ending));
			}
		}
		// The token may need a new session, and so must exist before the page begins to
		// flow.
		if (request.getAttribute("_csrf") instanceof CsrfToken token) {
			token.getToken();
		}
	}

	private static String path(HttpServletRequest request) {
		return request.getRequestURI().substring(request.getContextPath().length());
	}

}
