package org.comity.desks.fragments;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.comity.kernel.Rejection;
import org.springframework.context.MessageSource;

/**
 * Turns refusals by rules into what the form fragments take as model attribute
 * {@code errors}: the name of a field, and the words. The empty name stands for the form
 * as a whole; of two refusals of one field the first is shown.
 */
public final class FormErrors {

	private FormErrors() {
	}

	public static Map<String, String> of(List<Rejection> rejections, MessageSource messages, Locale locale) {
		Map<String, String> errors = new LinkedHashMap<>();
		StringBuilder whole = new StringBuilder();
		for (Rejection rejection : rejections) {
			String text = messages.getMessage(rejection.code(),
					rejection.arguments().stream().map((one) -> said(one, locale)).toArray(), locale);
			if (!rejection.citation().isEmpty()) {
				text = messages.getMessage("form.error.cited", new Object[] { text, rejection.citation() }, locale);
			}
			if (rejection.field().isEmpty()) {
				whole.append(whole.length() == 0 ? "" : " ").append(text);
			}
			else {
				errors.putIfAbsent(rejection.field(), text);
			}
		}
		if (whole.length() > 0) {
			errors.put("", whole.toString());
		}
		return errors;
	}

	/** A day as the pages write it. */
	private static Object said(Object argument, Locale locale) {
		return (argument instanceof LocalDate day) ? DateTimeFormatter.ofPattern("d MMMM yyyy", locale).format(day)
				: argument;
	}

}
