package org.comity.kernel;

import java.util.List;

/**
 * Why a rule says no, as a value: the form is drawn again with it. The code is a key of
 * the message files, so that screen, letter and test use the same words.
 *
 * @param code message key
 * @param field the form field it belongs to, or empty for the form as a whole
 * @param citation the source in law or practice, or empty
 * @param arguments arguments of the message
 */
public record Rejection(String code, String field, String citation, List<Object> arguments) {

	public Rejection {
		arguments = List.copyOf(arguments);
	}

	public static Rejection of(String code) {
		return new Rejection(code, "", "", List.of());
	}

	public static Rejection at(String field, String code, Object... arguments) {
		return new Rejection(code, field, "", List.of(arguments));
	}

	public Rejection citing(String source) {
		return new Rejection(this.code, this.field, source, this.arguments);
	}

}
