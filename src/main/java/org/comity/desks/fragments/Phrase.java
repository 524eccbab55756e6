package org.comity.desks.fragments;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Words chosen in Java and written in a message file: a key and what fills its places.
 * Never the words themselves. It may lie in a session (a flash attribute), so its
 * arguments are serialisable: text, numbers, dates.
 *
 * @param key message key
 * @param arguments what fills the places of the message
 */
public record Phrase(String key, List<? extends Serializable> arguments) implements Serializable {

	public Phrase {
		arguments = List.copyOf(arguments);
	}

	public static Phrase of(String key, Serializable... arguments) {
		return new Phrase(key, Arrays.asList(arguments));
	}

	/**
	 * Returns the arguments as message sources want them.
	 */
	public Object[] args() {
		return this.arguments.toArray();
	}

}
