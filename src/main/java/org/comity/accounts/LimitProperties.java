package org.comity.accounts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests a minute are answered, on each server for itself.
 *
 * @param enabled whether any limit is kept
 * @param person of somebody who is signed in
 * @param address of all who are not, from one network address
 * @param heavy of uploads, searches, exports and packages of one person; they count
 * against the other limit as well
 */
@ConfigurationProperties("comity.limits")
record LimitProperties(@DefaultValue("true") boolean enabled, @DefaultValue("600") int person,
		@DefaultValue("120") int address, @DefaultValue("60") int heavy) {

	LimitProperties {
		if (person < 1 || address < 1 || heavy < 1) {
			throw new IllegalArgumentException(
					"comity.limits.* must be 1 or more; comity.limits.enabled=false lifts them");
		}
	}

}
