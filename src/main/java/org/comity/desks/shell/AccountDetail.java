package org.comity.desks.shell;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.comity.accounts.AccountEvent;

import org.springframework.context.MessageSource;

/**
 * What was changed of an account and what became of it, in the words of a screen.
 */
public final class AccountDetail {

	private static final String BECAME = " > ";

	private AccountDetail() {
	}

	/**
	 * Returns the words of an event's detail; the detail itself where nothing became
	 * another.
	 */
	public static String words(AccountEvent.Kind kind, String detail, MessageSource messages, Locale locale) {
		String[] sides = detail.split(BECAME, -1);
		if (sides.length != 2) {
			return detail;
		}
		if (kind == AccountEvent.Kind.ROLES_CHANGED) {
			sides = Arrays.stream(sides).map((codes) -> roles(codes, messages, locale)).toArray(String[]::new);
		}
		return messages.getMessage("administrator.history.became", sides, locale);
	}

	private static String roles(String codes, MessageSource messages, Locale locale) {
		return Arrays.stream(codes.split(", "))
			.map((code) -> messages.getMessage("role." + code, null, locale))
			.collect(Collectors.joining(", "));
	}

}
