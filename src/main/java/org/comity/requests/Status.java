package org.comity.requests;

import java.util.List;

/**
 * A state in words that say whose move it is.
 *
 * @param code message key
 * @param arguments the office awaited, where the words name it
 * @param tone how it looks
 * @param mine whether the reader's office is awaited
 */
public record Status(String code, List<Object> arguments, Tone tone, boolean mine) {

	/** How much the reader should care. */
	public enum Tone {

		ACTION, WAITING, DONE, STOPPED

	}

	public Status {
		arguments = List.copyOf(arguments);
	}

}
