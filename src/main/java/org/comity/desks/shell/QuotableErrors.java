package org.comity.desks.shell;

import java.security.SecureRandom;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;

/**
 * Gives each unexpected failure a short reference, shown to the person and written to the
 * log with the cause. The page itself never says what broke.
 */
@Component
class QuotableErrors extends DefaultErrorAttributes {

	private static final Logger log = LoggerFactory.getLogger(QuotableErrors.class);

	/** No letter or digit that can be taken for another: it is read aloud. */
	private static final String ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

	private static final SecureRandom RANDOM = new SecureRandom();

	@Override
	public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
		Map<String, Object> attributes = super.getErrorAttributes(request, options);
		if (attributes.get("status") instanceof Integer status && status >= 500) {
			String reference = reference();
			attributes.put("reference", reference);
			log.error("Failure with reference {} at {}", reference, attributes.get("path"), getError(request));
		}
		return attributes;
	}

	private static String reference() {
		StringBuilder reference = new StringBuilder();
		for (int i = 0; i < 8; i++) {
			reference.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
		}
		return reference.insert(4, '-').toString();
	}

}
