package org.comity.accounts;

import java.util.List;

import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * The session's cookie, whatever the container's own default: out of reach of scripts and
 * of other sites' forms. Over a secure line its name begins with {@code __Host-}, so that
 * the browser takes it from this host alone, for all of it, over such a line alone (RFC
 * 6265bis, 4.1.3.2); over a plain one, as on a developer's machine, the browser would
 * refuse that name.
 */
final class SessionCookie implements CookieSerializer {

	private final DefaultCookieSerializer secure = named("__Host-SESSION");

	private final DefaultCookieSerializer plain = named("SESSION");

	SessionCookie() {
		this.secure.setCookiePath("/");
		this.secure.setUseSecureCookie(true);
	}

	private static DefaultCookieSerializer named(String name) {
		DefaultCookieSerializer cookie = new DefaultCookieSerializer();
		cookie.setCookieName(name);
		cookie.setUseHttpOnlyCookie(true);
		cookie.setSameSite("Lax");
		return cookie;
	}

	@Override
	public void writeCookieValue(CookieValue value) {
		(value.getRequest().isSecure() ? this.secure : this.plain).writeCookieValue(value);
	}

	@Override
	public List<String> readCookieValues(jakarta.servlet.http.HttpServletRequest request) {
		return (request.isSecure() ? this.secure : this.plain).readCookieValues(request);
	}

}
