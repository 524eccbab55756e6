package org.comity.accounts;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Where a sign-in comes from, and whether from a browser that may be known.
 */
final class SignInDetails extends WebAuthenticationDetails {

	private static final long serialVersionUID = 1L;

	/** Of the attempt alone: it is never stored with a session. */
	private final transient @Nullable String browser;

	SignInDetails(HttpServletRequest request) {
		super(request);
		this.browser = KnownBrowsers.sent(request);
	}

	@Nullable String browser() {
		return this.browser;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other);
	}

	@Override
	public int hashCode() {
		return super.hashCode();
	}

}
