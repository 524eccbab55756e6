package org.comity.documents;

import java.util.regex.Pattern;

/**
 * What a blob's key looks like, in every store.
 */
final class BlobKeys {

	private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*");

	private static final int LONGEST = 200;

	private BlobKeys() {
	}

	/**
	 * Returns the key.
	 * @throws IllegalArgumentException if it is malformed
	 */
	static String checked(String key) {
		if (key.length() > LONGEST || !KEY.matcher(key).matches()) {
			throw new IllegalArgumentException("Malformed blob key");
		}
		return key;
	}

	/**
	 * Returns the offset.
	 * @throws IllegalArgumentException if it is negative
	 */
	static long checked(long from) {
		if (from < 0) {
			throw new IllegalArgumentException("An offset cannot be negative");
		}
		return from;
	}

}
