package org.comity.desks.shell;

import java.util.NoSuchElementException;

import jakarta.servlet.http.HttpServletRequest;
import org.comity.accounts.SignedIn;
import org.comity.requests.Readings;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.http.HttpEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

/**
 * Records every reading in one place, between a controller that has answered and the
 * answer that goes out: who may not see something gets no further than the controller,
 * and what cannot be recorded is not given.
 */
@Component
class RecordedReading implements WebMvcRegistrations {

	private final ObjectProvider<Readings> readings;

	RecordedReading(ObjectProvider<Readings> readings) {
		this.readings = readings;
	}

	@Override
	public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
		return new RequestMappingHandlerAdapter() {
			@Override
			protected ServletInvocableHandlerMethod createInvocableHandlerMethod(HandlerMethod method) {
				return method.hasMethodAnnotation(RequestMapping.class) ? new Recorded(method)
						: super.createInvocableHandlerMethod(method);
			}
		};
	}

	private final class Recorded extends ServletInvocableHandlerMethod {

		private Recorded(HandlerMethod method) {
			super(method);
		}

		@Override
		public @Nullable Object invokeForRequest(NativeWebRequest request, @Nullable ModelAndViewContainer container,
				@Nullable Object... arguments) throws Exception {
			Object answer = super.invokeForRequest(request, container, arguments);
			HttpServletRequest sent = request.getNativeRequest(HttpServletRequest.class);
			if (sent != null && shows(sent, answer)) {
				record(sent);
			}
			return answer;
		}

	}

	/**
	 * Whether an answer shows something: all that is asked for, and a form that comes
	 * back. What only leads elsewhere, or says that it is done, shows nothing.
	 */
	private static boolean shows(HttpServletRequest request, @Nullable Object answer) {
		if (answer instanceof String view) {
			return !view.startsWith("redirect:");
		}
		boolean asked = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
		return asked || answer instanceof ModelAndView
				|| answer instanceof HttpEntity<?> entity && entity.getBody() != null;
	}

	private void record(HttpServletRequest request) {
		ReadAddress.Asked asked = ReadAddress.asked(request).orElse(null);
		if (asked != null) {
			this.readings.getObject()
				.record(SignedIn.actorNow().orElseThrow(), asked.address().root(), asked.key(), asked.address().thing(),
						asked.subject());
		}
		else if (ReadAddress.ofACase(request)) {
			// A controller has understood what is not understood here.
			throw new NoSuchElementException("Nobody could say what was opened");
		}
	}

}
