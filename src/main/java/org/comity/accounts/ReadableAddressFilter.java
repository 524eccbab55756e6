package org.comity.accounts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns away an address with an escape that means nothing. The server reads its path, but
 * leaves what follows a semicolon as it came, and whatever reads that first would fail;
 * so would the error page, which is therefore not drawn.
 */
class ReadableAddressFilter extends OncePerRequestFilter {

	private final List<HeaderWriter> headers;

	/**
	 * Turns away with these headers.
	 * @param headers what every answer has
	 */
	ReadableAddressFilter(List<HeaderWriter> headers) {
		this.headers = headers;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (readable(request.getRequestURI())) {
			chain.doFilter(request, response);
			return;
		}
		this.headers.forEach((writer) -> writer.writeHeaders(request, response));
		response.setStatus(HttpStatus.BAD_REQUEST.value());
	}

	private static boolean readable(String address) {
		try {
			StringUtils.uriDecode(address, StandardCharsets.UTF_8);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
