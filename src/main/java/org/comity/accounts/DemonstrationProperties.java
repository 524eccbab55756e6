package org.comity.accounts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether this is a demonstration, whose people have a password that everybody knows.
 *
 * @param enabled whether demonstration people exist and may sign in
 * @param password the password of all of them
 */
@ConfigurationProperties("comity.demonstration")
public record DemonstrationProperties(@DefaultValue("false") boolean enabled,
		@DefaultValue("demonstration") String password) {
}
