package org.comity.accounts;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the key comes from with which secrets are sealed.
 *
 * @param key 32 bytes in base64, the same on every server; empty only where one is made
 * @param formerKeys those that were in its place before: they seal nothing any more, and
 * still open
 * @param makeKeys whether a key that is missing is made and kept in a file of the data
 * directory; none: only in a demonstration or over the embedded database
 */
@ConfigurationProperties("comity.secrets")
record SecretsProperties(@DefaultValue("") String key, @DefaultValue List<String> formerKeys,
		@Nullable Boolean makeKeys) {

	/** Keeps a log line from telling the key. */
	@Override
	public String toString() {
		return "SecretsProperties[key=" + (this.key.isEmpty() ? "none" : "set") + ", formerKeys="
				+ this.formerKeys.size() + "]";
	}

}
