package org.comity.web;

import org.jspecify.annotations.Nullable;

/**
 * What came of a request.
 *
 * @param status the status, 500 where it broke
 * @param location where it leads on, or null
 * @param pattern the pattern of the handler that was asked, or null
 * @param handler that handler, or null
 * @param refusing whether the page it leads on to will say what is wrong
 * @param body the page
 * @param unguarded what its headers lack; empty if nothing
 */
record Answer(int status, @Nullable String location, @Nullable String pattern, @Nullable String handler,
		boolean refusing, String body, String unguarded) {

	/** This one, with a page that is shown in its place. */
	Answer and(String page) {
		return new Answer(this.status, this.location, this.pattern, this.handler, this.refusing, this.body + page,
				this.unguarded);
	}

	boolean sentOn() {
		return this.status >= 300 && this.status < 400 && !atTheDoor();
	}

	boolean atTheDoor() {
		return this.status == 302 && this.location != null && this.location.endsWith("/sign-in");
	}

	/** Whether the route's own handler answered. */
	boolean by(Route route) {
		return route.pattern().equals(this.pattern) && this.handler != null;
	}

	@Override
	public String toString() {
		String heading = this.body.replaceAll("(?s).*?<ul class=\"govuk-list govuk-error-summary__list\">", "");
		String said = (this.status == 500 || heading.length() < this.body.length())
				? " " + heading.substring(0, Math.min(300, heading.length())).replaceAll("\\s+", " ") : "";
		return this.status + ((this.location != null) ? " to " + this.location : "") + said;
	}

}
