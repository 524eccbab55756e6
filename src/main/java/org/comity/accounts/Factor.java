package org.comity.accounts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.Set;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * A way to show who one is. What a session has been shown, and when, stands among its
 * authorities.
 */
enum Factor {

	/** Something known. It is never enough by itself where a second factor is asked. */
	PASSWORD(FactorGrantedAuthority.PASSWORD_AUTHORITY),
	/** A one-time link, which lets its person in once to choose how to sign in. */
	LINK("FACTOR_LINK"),
	/** Something had, opened by something known or by what one is: enough by itself. */
	PASSKEY(FactorGrantedAuthority.WEBAUTHN_AUTHORITY),
	/** A time-based code of something had. */
	CODE("FACTOR_CODE"),
	/** One of ten codes on paper, for the day on which nothing else is there. */
	RECOVERY("FACTOR_RECOVERY_CODE");

	private static final Set<Factor> SECOND = EnumSet.of(PASSKEY, CODE, RECOVERY);

	private final String authority;

	Factor(String authority) {
		this.authority = authority;
	}

	/** This factor, shown now. */
	GrantedAuthority shown(Instant at) {
		return FactorGrantedAuthority.withAuthority(this.authority).issuedAt(at).build();
	}

	/** When a factor beyond the password was last shown. */
	static Optional<Instant> lastSecond(Collection<? extends GrantedAuthority> authorities) {
		return authorities.stream()
			.filter(FactorGrantedAuthority.class::isInstance)
			.map(FactorGrantedAuthority.class::cast)
			.filter((one) -> SECOND.stream().anyMatch((factor) -> factor.authority.equals(one.getAuthority())))
			.map(FactorGrantedAuthority::getIssuedAt)
			.max(Instant::compareTo);
	}

	/** The names of the factors among these, for a record. */
	static String names(Collection<? extends GrantedAuthority> authorities) {
		return Arrays.stream(values())
			.filter((factor) -> factor.among(authorities))
			.map(Factor::name)
			.collect(Collectors.joining(","));
	}

	boolean among(Collection<? extends GrantedAuthority> authorities) {
		return authorities.stream().anyMatch((one) -> this.authority.equals(one.getAuthority()));
	}

	/** The authorities of a session that has been shown this factor as well. */
	List<GrantedAuthority> addedTo(Collection<? extends GrantedAuthority> authorities, Instant at) {
		List<GrantedAuthority> all = new ArrayList<>();
		authorities.stream().filter((one) -> !this.authority.equals(one.getAuthority())).forEach(all::add);
		all.add(shown(at));
		return all;
	}

}
