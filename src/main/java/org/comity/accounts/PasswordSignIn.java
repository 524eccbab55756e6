package org.comity.accounts;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.comity.directory.Directory;
import org.comity.directory.Office;
import org.comity.directory.Person;
import org.comity.kernel.Actor;
import org.comity.kernel.OfficeKind;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Signs a person in with e-mail address and password. Whatever is wrong (unknown person,
 * wrong password, deactivated, no password set), the answer is the same and takes the
 * same work, so that nobody learns who has an account. A closed door is told as such, to
 * an address that nobody has no less.
 */
@Component
class PasswordSignIn implements AuthenticationProvider {

	private static final int LONGEST_EMAIL = 254;

	private final Credentials credentials;

	private final Directory directory;

	private final PasswordEncoder encoder;

	private final SignInThrottle throttle;

	private final KnownBrowsers browsers;

	private final DemonstrationProperties demonstration;

	private final Clock clock;

	/** Compared with where there is nobody, so that it takes as long. */
	private final String nobodysPassword;

	PasswordSignIn(Credentials credentials, Directory directory, PasswordEncoder encoder, SignInThrottle throttle,
			KnownBrowsers browsers, DemonstrationProperties demonstration, Clock clock) {
		this.credentials = credentials;
		this.directory = directory;
		this.encoder = encoder;
		this.throttle = throttle;
		this.browsers = browsers;
		this.demonstration = demonstration;
		this.clock = clock;
		this.nobodysPassword = encode(encoder, Passwords.random());
	}

	@Override
	public Authentication authenticate(Authentication attempt) {
		String email = attempt.getName();
		String password = (attempt.getCredentials() != null) ? attempt.getCredentials().toString() : "";
		String origin = (attempt.getDetails() instanceof WebAuthenticationDetails details) ? details.getRemoteAddress()
				: null;
		boolean sensible = sensible(email) && Passwords.possible(password);
		Optional<Credential> found = sensible ? this.credentials.byEmail(email) : Optional.empty();
		String browser = (attempt.getDetails() instanceof SignInDetails details)
				? found.flatMap((one) -> this.browsers.mark(one.person(), details.browser())).orElse(null) : null;
		SignInThrottle.Attempt taken = this.throttle.take(email, browser, origin);
		Duration closed = taken.closed();
		if (closed != null) {
			throw new SignInClosedException(closed);
		}
		boolean matches = this.encoder.matches(sensible ? password : "",
				found.map(Credential::password).orElse(this.nobodysPassword));
		Credential credential = found.orElse(null);
		if (credential == null || !matches || !credential.valid(this.demonstration.enabled())) {
			this.throttle.failed(taken);
			throw new BadCredentialsException("Unknown person or wrong password");
		}
		this.throttle.succeeded(taken);
		return authentication(credential, Factor.PASSWORD.shown(this.clock.instant()));
	}

	/**
	 * The authentication of a person as they stand now.
	 * @param shown the factors that the session has been shown
	 */
	Authentication authentication(Credential credential, GrantedAuthority... shown) {
		Person person = this.directory.person(credential.person());
		Office office = this.directory.office(person.office());
		Actor actor = new Actor(person.id(), person.name(), office.id(), office.shortName(), office.kind(),
				office.side(), office.country(), person.roles(), person.teams());
		List<GrantedAuthority> authorities = new ArrayList<>(List.of(shown));
		authorities.add(new SimpleGrantedAuthority(authority(office.kind())));
		return UsernamePasswordAuthenticationToken.authenticated(new SignedIn(actor, credential.revision()), null,
				authorities);
	}

	/**
	 * What a session may, as far as it goes without asking: coarse, the kind of the
	 * office.
	 */
	static String authority(OfficeKind kind) {
		return "KIND_" + kind.name();
	}

	static String encode(PasswordEncoder encoder, String password) {
		String encoded = encoder.encode(password);
		if (encoded == null) {
			throw new IllegalStateException("The encoder made nothing");
		}
		return encoded;
	}

	/** Whether this could be an address at all. */
	static boolean sensible(@Nullable String email) {
		return email != null && email.length() <= LONGEST_EMAIL && email.chars().noneMatch(Character::isISOControl);
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
