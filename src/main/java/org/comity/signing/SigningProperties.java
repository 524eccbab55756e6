package org.comity.signing;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the keys lie with which offices sign.
 *
 * @param keyStore a PKCS#12 file with one key for each office, under the office's code
 * @param password the file's password, and that of every key in it
 * @param makeKeys whether keys that are missing are made; none: only in a demonstration
 * or over the embedded database
 */
@ConfigurationProperties("comity.signing")
record SigningProperties(@Nullable Path keyStore, @Nullable String password, @Nullable Boolean makeKeys) {

	@Override
	public String toString() {
		return "SigningProperties[" + this.keyStore + "]";
	}

}
