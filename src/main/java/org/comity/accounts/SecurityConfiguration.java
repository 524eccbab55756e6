package org.comity.accounts;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.comity.accounts.SecurityRecord.Kind;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.comity.wall.Wall;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter.Directive;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.web.http.CookieSerializer;

/**
 * What the whole application demands of a request before any rule about a case is asked.
 * The rules by path are coarse: they keep one desk out of another's rooms. Where one says
 * no the answer is "not found", never "forbidden", so that nobody learns what exists.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	/** Nothing from elsewhere, nothing inline: a page is a page of ours only. */
	private static final String CONTENT_SECURITY = "default-src 'self'; form-action 'self'; frame-ancestors 'none'; "
			+ "object-src 'none'; base-uri 'none'";

	private static final Set<String> DESKS = Set.of("administrator", "audit", "police", "cps", "ukca", "oia", "usao",
			"provider");

	/** Of an answer that no chain of filters gives. */
	private static final List<HeaderWriter> OUTSIDE = List.of(new ContentSecurityPolicyHeaderWriter(CONTENT_SECURITY),
			new XContentTypeOptionsHeaderWriter(), new CacheControlHeadersWriter(),
			new ReferrerPolicyHeaderWriter(ReferrerPolicy.SAME_ORIGIN));

	/** The session attribute with the address typed at a failed sign-in. */
	static final String TYPED_EMAIL = "comity.sign-in.email";

	@Bean
	PasswordEncoder passwordEncoder() {
		// Argon2id, 16 bytes of salt, 32 of hash, one lane, 19 MiB, two rounds.
		return new DelegatingPasswordEncoder("argon2",
				Map.of("argon2", new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2)));
	}

	@Bean
	SecurityContextRepository securityContextRepository() {
		return new HttpSessionSecurityContextRepository();
	}

	@Bean
	CookieSerializer cookieSerializer() {
		return new SessionCookie();
	}

	/**
	 * The name by which a session is known: 216 random bits, as long as the column that
	 * keeps it, where a random UUID would have 122.
	 */
	@Bean
	SessionIdGenerator sessionIds() {
		StringKeyGenerator keys = new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), 27);
		return keys::generateKey;
	}

	/**
	 * Style sheets, scripts and pictures: the same for everybody, and kept by the
	 * browser.
	 */
	@Bean
	@Order(1)
	SecurityFilterChain assets(HttpSecurity http) {
		return http.securityMatcher("/assets/**")
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.headers((headers) -> {
				headers(headers);
				headers.cacheControl((cache) -> cache.disable());
			})
			.csrf((csrf) -> csrf.disable())
			.requestCache((cache) -> cache.disable())
			.securityContext((context) -> context.disable())
			.sessionManagement((session) -> session.disable())
			.build();
	}

	@Bean
	@Order(2)
	SecurityFilterChain pages(HttpSecurity http, PasswordSignIn signIn, Credentials credentials, Sessions sessions,
			SecondFactors factors, Passkeys passkeys, SignInThrottle throttle, DemonstrationProperties demonstration,
			KnownBrowsers browsers, Wall wall, RequestLimits limits, SecurityRecords records,
			SecurityContextRepository contexts) {
		return http
			// By itself: with a parent, which Spring would make of the same provider,
			// each wrong password counts twice.
			.authenticationManager(new ProviderManager(signIn))
			.securityContext((context) -> context.securityContextRepository(contexts))
			.authorizeHttpRequests(
					(requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
						.permitAll()
						.requestMatchers("/sign-in", "/invitation/*", "/verify", "/verify/code", "/actuator/health",
								"/actuator/health/**")
						.permitAll()
						// Where the server goes with a fault is no place to ask for.
						.requestMatchers("/error")
						.denyAll()
						.requestMatchers("/administrator/**")
						.hasAuthority(PasswordSignIn.authority(OfficeKind.ADMINISTRATION))
						.requestMatchers("/audit/**")
						.hasAuthority(PasswordSignIn.authority(OfficeKind.OVERSIGHT))
						.requestMatchers("/police/**")
						.hasAuthority(PasswordSignIn.authority(OfficeKind.INVESTIGATOR))
						.requestMatchers("/cps/**")
						.hasAuthority(PasswordSignIn.authority(OfficeKind.PROSECUTOR))
						.requestMatchers("/ukca/**")
						.hasAuthority(PasswordSignIn.authority(OfficeKind.REQUESTING_AUTHORITY))
						.requestMatchers("/oia/**")
						.hasAuthority(PasswordSignIn.authority(OfficeKind.REQUESTED_AUTHORITY))
						.requestMatchers("/usao/**")
						.hasAuthority(PasswordSignIn.authority(OfficeKind.EXECUTING_AUTHORITY))
						.requestMatchers("/provider/**")
						.hasAuthority(PasswordSignIn.authority(OfficeKind.PROVIDER))
						.anyRequest()
						.authenticated())
			.formLogin((form) -> form.loginPage("/sign-in")
				.usernameParameter("email")
				.passwordParameter("password")
				.authenticationDetailsSource(SignInDetails::new)
				.successHandler(beginning(sessions))
				.failureHandler(failed(credentials, records)))
			.logout((logout) -> logout.logoutUrl("/sign-out")
				.logoutSuccessUrl("/sign-in?out")
				.addLogoutHandler((request, response, authentication) -> left(authentication, request, records))
				.addLogoutHandler(new HeaderWriterLogoutHandler(
						new ClearSiteDataHeaderWriter(Directive.CACHE, Directive.STORAGE))))
			.sessionManagement((session) -> session.sessionFixation((fixation) -> fixation.changeSessionId()))
			.exceptionHandling((exceptions) -> exceptions.accessDeniedHandler(
					(request, response, denied) -> refuse(request, response, denied instanceof CsrfException, records)))
			.headers(SecurityConfiguration::headers)
			// Behind the headers, which its answer has too, and before all else.
			.addFilterAfter(new LimitFilter(limits, records), HeaderWriterFilter.class)
			.addFilterBefore(new StandingFilter(credentials, sessions, demonstration, wall), AuthorizationFilter.class)
			.addFilterBefore(new FactorSignIn(factors, passkeys, credentials, sessions, throttle, browsers, records,
					demonstration), AuthorizationFilter.class)
			.build();
	}

	/**
	 * What is no proper address is turned away before any filter. Its page has the
	 * headers of every other nevertheless.
	 */
	@Bean
	RequestRejectedHandler rejected() {
		return (request, response, rejection) -> {
			OUTSIDE.forEach((writer) -> writer.writeHeaders(request, response));
			response.sendError(HttpStatus.BAD_REQUEST.value());
		};
	}

	@Bean
	FilterRegistrationBean<ReadableAddressFilter> readableAddresses() {
		FilterRegistrationBean<ReadableAddressFilter> filter = new FilterRegistrationBean<>(
				new ReadableAddressFilter(OUTSIDE));
		filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return filter;
	}

	private static void headers(HeadersConfigurer<HttpSecurity> headers) {
		headers.contentSecurityPolicy((policy) -> policy.policyDirectives(CONTENT_SECURITY))
			.referrerPolicy((referrer) -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
			.crossOriginOpenerPolicy((opener) -> opener.policy(
					org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy.SAME_ORIGIN))
			.crossOriginResourcePolicy((resource) -> resource.policy(
					org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy.SAME_ORIGIN))
			.permissionsPolicyHeader((permissions) -> permissions.policy("camera=(), geolocation=(), microphone=()"));
	}

	/**
	 * A form that was drawn in a session that has ended: at the door, a new form;
	 * elsewhere a page that says how to keep what was typed. Everything else does not
	 * exist.
	 */
	private static void refuse(HttpServletRequest request, HttpServletResponse response, boolean staleForm,
			SecurityRecords records) throws IOException {
		UUID person = SignedIn.actorNow().map(Actor::person).orElse(null);
		records.record(staleForm ? Kind.STALE_FORM : Kind.OTHER_DESK, person, staleForm ? "" : desk(request), request);
		if (!staleForm) {
			response.sendError(HttpStatus.NOT_FOUND.value());
		}
		else if (path(request).startsWith("/sign-in") || path(request).equals("/sign-out")) {
			response.sendRedirect(request.getContextPath() + "/sign-in?ended");
		}
		else {
			response.sendError(HttpStatus.FORBIDDEN.value());
		}
	}

	/** Of what was asked for no more than the first word, where it is a desk's. */
	private static String desk(HttpServletRequest request) {
		String first = path(request).split("/", 3)[1];
		return DESKS.contains(first) ? first : "";
	}

	private static String path(HttpServletRequest request) {
		return request.getRequestURI().substring(request.getContextPath().length());
	}

	/** Leads where the person was going; the authentication is left as it is. */
	private static AuthenticationSuccessHandler beginning(Sessions sessions) {
		return new SavedRequestAwareAuthenticationSuccessHandler() {

			@Override
			public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
					Authentication authentication) throws ServletException, IOException {
				sessions.began(authentication, request, response);
				super.onAuthenticationSuccess(request, response, authentication);
			}

		};
	}

	private static void left(@Nullable Authentication authentication, HttpServletRequest request,
			SecurityRecords records) {
		if (authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn) {
			records.record(Kind.SIGNED_OUT, signedIn.actor().person(), "", request);
		}
	}

	/**
	 * Writes down what was tried, and keeps the address that was typed for the form. Of
	 * an address that nobody has nothing is written but that it was tried: people type
	 * passwords there.
	 */
	private static AuthenticationFailureHandler failed(Credentials credentials, SecurityRecords records) {
		return (HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) -> {
			String email = request.getParameter("email");
			UUID person = (email != null && PasswordSignIn.sensible(email))
					? credentials.byEmail(email).map(Credential::person).orElse(null) : null;
			records.record((failure instanceof SignInClosedException) ? Kind.DOOR_CLOSED : Kind.WRONG_PASSWORD, person,
					"", request);
			if (email != null) {
				request.getSession().setAttribute(TYPED_EMAIL, email.substring(0, Math.min(email.length(), 254)));
			}
			response.sendRedirect(request.getContextPath() + ((failure instanceof SignInClosedException closed)
					? "/sign-in?wait=" + closed.minutes() : "/sign-in?error"));
		};
	}

}
