package org.comity.desks.shell;

import java.security.SecureRandom;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Gives each unexpected failure a short reference, shown to the person and written to the
 * log with the cause. The page itself never says what broke, and the log never which
 * address was asked for: that may be somebody's one-time link.
 */
@Component
class QuotableErrors extends DefaultErrorAttributes {

	private static final Logger log = LoggerFactory.getLogger(QuotableErrors.class);

	/** No letter or digit that can be taken for another: it is read aloud. */
	private static final String ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

	/** Under this name a request keeps of which page it was before it failed. */
	private static final String PATTERN = QuotableErrors.class.getName() + ".pattern";

	private static final SecureRandom RANDOM = new SecureRandom();

	@Override
	public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
		Map<String, Object> attributes = super.getErrorAttributes(request, options);
		if (attributes.get("status") instanceof Integer status && status >= 500) {
			String reference = reference();
			attributes.put("reference", reference);
			log.error("Failure with reference {} at {}", reference, where(request, attributes.get("path")),
					getError(request));
		}
		return attributes;
	}

	/**
	 * Keeps the pattern of the page that failed: the page of the error has another.
	 */
	@Override
	public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
			@Nullable Object handler, Exception ex) {
		Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		if (pattern != null && request.getAttribute(PATTERN) == null) {
			request.setAttribute(PATTERN, pattern.toString());
		}
		return super.resolveException(request, response, handler, ex);
	}

	/** The pattern of the page; where there is none, no more than the first word. */
	private static String where(WebRequest request, @Nullable Object path) {
		Object pattern = request.getAttribute(PATTERN, RequestAttributes.SCOPE_REQUEST);
		if (pattern != null) {
			return pattern.toString();
		}
		String asked = String.valueOf(path);
		int second = asked.indexOf('/', 1);
		return (second < 0) ? asked : asked.substring(0, second) + "/...";
	}

	private static String reference() {
		StringBuilder reference = new StringBuilder();
		for (int i = 0; i < 8; i++) {
			reference.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
		}
		return reference.insert(4, '-').toString();
	}

}
