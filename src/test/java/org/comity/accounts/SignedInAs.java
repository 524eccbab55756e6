package org.comity.accounts;

import org.comity.directory.Directory;
import org.comity.directory.Person;

import org.springframework.context.ApplicationContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Makes a MockMvc request in the name of a person who exists in the database, as they
 * stand now. It skips the password and a code, and nothing else.
 */
public final class SignedInAs {

	private SignedInAs() {
	}

	public static RequestPostProcessor person(String email) {
		return (request) -> {
			ApplicationContext context = WebApplicationContextUtils
				.getRequiredWebApplicationContext(request.getServletContext());
			return SecurityMockMvcRequestPostProcessors.authentication(authentication(context, email))
				.postProcessRequest(request);
		};
	}

	/** A session as it began now, whatever is done to the account later. */
	public static RequestPostProcessor begun(ApplicationContext context, String email) {
		return SecurityMockMvcRequestPostProcessors.authentication(authentication(context, email));
	}

	/** Who acts, for a test that calls a service. */
	public static org.comity.kernel.Actor actor(ApplicationContext context, String email) {
		SignedIn principal = (SignedIn) authentication(context, email).getPrincipal();
		return java.util.Objects.requireNonNull(principal).actor();
	}

	private static Authentication authentication(ApplicationContext context, String email) {
		Person person = context.getBean(Directory.class).personByEmail(email).orElseThrow();
		Credential credential = context.getBean(Credentials.class).of(person.id()).orElseThrow();
		return context.getBean(PasswordSignIn.class)
			.authentication(credential, Factor.CODE.shown(java.time.Instant.now()));
	}

}
