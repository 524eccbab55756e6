package org.comity.accounts;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one signs in, and for how long.
 *
 * @param address where people reach the application, for example
 * {@code https://comity.example.org}, without a path: passkeys belong to it and links
 * begin with it; empty where it is reached on the machine itself only
 * @param askAgainAfter how long a factor shown counts for a grave act
 * @param longestSession how long a session lasts at most, however busy
 * @param linkValid how long a link lets its person in
 */
@ConfigurationProperties("comity.sign-in")
public record SignInProperties(@DefaultValue("") String address, @DefaultValue("10m") Duration askAgainAfter,
		@DefaultValue("12h") Duration longestSession, @DefaultValue("72h") Duration linkValid) {

	public SignInProperties {
		address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
	}

}
