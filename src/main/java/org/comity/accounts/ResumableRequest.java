package org.comity.accounts;

import jakarta.servlet.http.HttpServletRequest;

/**
 * A request of the tus protocol, sent by a script and not by a form.
 */
final class ResumableRequest {

	private ResumableRequest() {
	}

	static boolean is(HttpServletRequest request) {
		return request.getHeader("Tus-Resumable") != null;
	}

}
