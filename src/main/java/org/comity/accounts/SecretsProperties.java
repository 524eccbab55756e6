package org.comity.accounts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the key comes from with which secrets are sealed.
 *
 * @param key 32 bytes in base64, the same on every server; empty to have one made and
 * kept in a file of the data directory
 */
@ConfigurationProperties("comity.secrets")
record SecretsProperties(@DefaultValue("") String key) {

	/** Keeps a log line from telling the key. */
	@Override
	public String toString() {
		return "SecretsProperties[key=" + (this.key.isEmpty() ? "none" : "set") + "]";
	}

}
