package org.comity.testing;

import java.time.Instant;
import java.util.List;

import org.comity.accounts.SignedIn;
import org.comity.kernel.Actor;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * Puts a person of the {@link Cast} before a screen: signed in a moment ago with a code,
 * with standing.
 */
public final class Seat {

	private Seat() {
	}

	/** Signs the person in for one request of a test. */
	public static RequestPostProcessor of(JdbcClient jdbc, Actor actor) {
		return of(jdbc, actor, FactorGrantedAuthority.fromFactor("CODE"));
	}

	/** The same, with a code that was shown at that time. */
	public static RequestPostProcessor of(JdbcClient jdbc, Actor actor, Instant shown) {
		return of(jdbc, actor, FactorGrantedAuthority.withFactor("CODE").issuedAt(shown).build());
	}

	private static RequestPostProcessor of(JdbcClient jdbc, Actor actor, FactorGrantedAuthority code) {
		// Not by "on conflict": that would wait for a test's own transaction.
		jdbc.sql("insert into account_credential (person, password, one_time, demonstration, changed_at) "
				+ "select :person, '{none}', false, false, now() "
				+ "where not exists (select 1 from account_credential where person = :person)")
			.param("person", actor.person())
			.update();
		return SecurityMockMvcRequestPostProcessors
			.authentication(UsernamePasswordAuthenticationToken.authenticated(new SignedIn(actor, 0), null,
					List.of(new SimpleGrantedAuthority("KIND_" + actor.kind().name()), code)));
	}

}
