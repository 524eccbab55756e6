package org.comity.accounts;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers who sends too much with "wait", before anything else is done for them.
 */
class LimitFilter extends OncePerRequestFilter {

	/** What looks through much, or sends much. */
	private static final Pattern HEAVY = Pattern.compile("/audit/ledger\\.zip|/evidence/[^/]+/package");

	private final RequestLimits limits;

	private final SecurityRecords records;

	LimitFilter(RequestLimits limits, SecurityRecords records) {
		this.limits = limits;
		this.records = records;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		UUID person = person();
		Optional<Duration> wait = (person != null && resumes(request)) ? this.limits.countPiece(person)
				: this.limits.count(person, request.getRemoteAddr(), heavy(request));
		if (wait.isPresent()) {
			if (this.limits.worthTelling(person, request.getRemoteAddr())) {
				this.records.record(SecurityRecord.Kind.TOO_MANY, person, "", request);
			}
			response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.get().toSeconds()));
			response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
			return;
		}
		chain.doFilter(request, response);
	}

	private static @Nullable UUID person() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn)
				? signedIn.actor().person() : null;
	}

	/** A piece of an upload, or the question how much of it has come. */
	private static boolean resumes(HttpServletRequest request) {
		return ResumableRequest.is(request) && Set.of("PATCH", "HEAD").contains(request.getMethod())
				&& request.getRequestURI().contains("/uploads/");
	}

	private static boolean heavy(HttpServletRequest request) {
		String type = request.getContentType();
		String query = request.getQueryString();
		return type != null && type.startsWith("multipart/") || query != null && query.matches("(.*&)?q=[^&].*")
				|| HEAVY.matcher(request.getRequestURI().substring(request.getContextPath().length())).matches();
	}

}
