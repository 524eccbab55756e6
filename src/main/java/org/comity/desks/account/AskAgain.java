package org.comity.desks.account;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.accounts.Sessions;
import org.comity.accounts.Standing;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Asks for a factor before a grave act when the last one was shown too long ago: when its
 * form is opened, and again when it is sent. What was typed is kept meanwhile. Tells
 * also, on the first page that is drawn, what was tried in the person's name while they
 * were away.
 */
@Component
class AskAgain implements HandlerInterceptor, WebMvcConfigurer {

	private final Sessions sessions;

	AskAgain(Sessions sessions) {
		this.sessions = sessions;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws IOException {
		boolean stale = Standing.of(request)
			.map((standing) -> standing.stale(this.sessions.freshSince()))
			.orElse(false);
		if (!stale || !grave(request)) {
			return true;
		}
		String to;
		if (request.getMethod().equals("GET")) {
			String query = request.getQueryString();
			to = request.getRequestURI().substring(request.getContextPath().length())
					+ ((query != null) ? "?" + query : "");
		}
		else {
			to = "/account/kept/" + KeptForm.keep(request).id();
		}
		response.sendRedirect(
				request.getContextPath() + "/account/again?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8));
		return false;
	}

	@Override
	public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable ModelAndView page) {
		if (page != null && page.getViewName() != null && !page.getViewName().startsWith("redirect:")
				&& Standing.of(request).map(Standing::whole).orElse(false)) {
			this.sessions.takeFailedTries(request).ifPresent((tries) -> page.addObject("failedTries", tries));
		}
	}

	@SuppressWarnings("unchecked")
	private static boolean grave(HttpServletRequest request) {
		Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		return pattern != null && GraveActs.grave(request.getMethod(), pattern.toString(),
				(variables != null) ? (Map<String, String>) variables : Map.of());
	}

}
