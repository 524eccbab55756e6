package org.comity.directory;

/**
 * A ground on which the requested authority may refuse. A refusal without one cannot be
 * recorded.
 *
 * @param code the code; its words stand under the message key {@code ground.<code>}
 * @param citation the source in law or practice
 */
public record RefusalGround(String code, String citation) {

	/**
	 * Returns the key of the words shown for this ground.
	 */
	public String messageKey() {
		return "ground." + this.code;
	}

}
