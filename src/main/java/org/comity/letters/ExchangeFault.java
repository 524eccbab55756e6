package org.comity.letters;

import java.util.List;

/**
 * What is wrong with a file that should be a letter, and where.
 *
 * @param where a JSON pointer into the file; empty for the file as a whole
 * @param fault the end of its message key, {@code letter.exchange.fault.<fault>}
 * @param arguments arguments of the message
 */
public record ExchangeFault(String where, String fault, List<Object> arguments) {

	public ExchangeFault {
		arguments = List.copyOf(arguments);
	}

	static ExchangeFault at(String where, String fault, Object... arguments) {
		return new ExchangeFault(where, fault, List.of(arguments));
	}

	/** Returns the message key of its words. */
	public String code() {
		return "letter.exchange.fault." + this.fault;
	}

}
