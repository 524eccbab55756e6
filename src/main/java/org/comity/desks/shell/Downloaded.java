package org.comity.desks.shell;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Whatever a controller of ours sends that is no page is saved, never shown: as an
 * attachment, of the type it says and no other, and if a browser shows it all the same,
 * in a sandbox where nothing runs. Here and not in the controllers, so that the next one
 * cannot forget it.
 */
@ControllerAdvice("org.comity.desks")
class Downloaded implements ResponseBodyAdvice<Object> {

	static final String SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
			+ "form-action 'none'";

	@Override
	public boolean supports(MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
		return true;
	}

	@Override
	public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter method, MediaType type,
			Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
			ServerHttpResponse response) {
		HttpHeaders headers = response.getHeaders();
		if (!headers.getContentDisposition().isAttachment()) {
			headers.setContentDisposition(ContentDisposition.attachment().build());
		}
		headers.set("X-Content-Type-Options", "nosniff");
		headers.set("Content-Security-Policy", SANDBOX);
		return body;
	}

}
