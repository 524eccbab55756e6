package org.comity.desks.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.comity.requests.Reading.Root;
import org.comity.requests.Reading.Thing;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.HandlerMapping;

/**
 * What a pattern of addresses opens: told by the words before its variables, so that a
 * new screen is recorded without anybody thinking of it.
 *
 * @param root by what it names the request
 * @param key the variable that does
 * @param thing what is opened
 * @param subject the variable that names the document, process, part or file, or null
 */
record ReadAddress(Root root, String key, Thing thing, @Nullable String subject) {

	private static final Pattern NAMED = Pattern.compile("/([a-z-]+)/\\{(\\w+)}");

	/** What was asked for, with the id by which it was. */
	record Asked(ReadAddress address, UUID key, @Nullable UUID subject) {
	}

	/** The words that name something of a case, with what follows from them. */
	private static final Map<String, Root> ROOTS = Map.of("requests", Root.REQUEST, "documents", Root.DOCUMENT,
			"processes", Root.PROCESS, "evidence", Root.PART, "productions", Root.PART, "invoices", Root.INVOICE);

	private static final String FILES = "files";

	private record Variable(String word, String name) {
	}

	/** Returns what the pattern opens, or empty if it is nothing of a case. */
	static Optional<ReadAddress> of(String pattern) {
		List<Variable> variables = new ArrayList<>();
		Matcher matcher = NAMED.matcher(pattern);
		while (matcher.find()) {
			variables.add(new Variable(matcher.group(1), matcher.group(2)));
		}
		return variables.stream().filter((one) -> ROOTS.containsKey(one.word())).findFirst().map((first) -> {
			Root root = ROOTS.getOrDefault(first.word(), Root.REQUEST);
			Variable last = variables.stream()
				.filter((one) -> one.word().equals(FILES)
						|| ROOTS.containsKey(one.word()) && ROOTS.get(one.word()) != Root.REQUEST)
				.reduce((one, other) -> other)
				.orElse(null);
			return new ReadAddress(root, first.name(), thing(pattern, last), (last != null) ? last.name() : null);
		});
	}

	/** Whether a request asks for something of a case, by whatever id. */
	static boolean ofACase(HttpServletRequest request) {
		return of(String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))).isPresent();
	}

	/**
	 * Returns what of a case a request asks for, or empty if it is nothing of a case, or
	 * has no id where one belongs.
	 */
	static Optional<Asked> asked(HttpServletRequest request) {
		if (!(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables)) {
			return Optional.empty();
		}
		return of(String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)))
			.flatMap((address) -> {
				try {
					String subject = address.subject();
					return Optional.of(new Asked(address, id(variables, address.key()),
							(subject != null) ? id(variables, subject) : null));
				}
				catch (IllegalArgumentException ex) {
					return Optional.empty();
				}
			});
	}

	/** Read as Spring reads it for a controller, which takes blanks around it. */
	private static UUID id(Map<?, ?> variables, String name) {
		return UUID.fromString(String.valueOf(variables.get(name)).trim());
	}

	private static Thing thing(String pattern, @Nullable Variable last) {
		if (pattern.matches(".*/(custody|withheld|request)\\.[a-z]+")) {
			return Thing.REPORT;
		}
		if (pattern.endsWith("/package")) {
			return Thing.PACKAGE;
		}
		if (last == null) {
			return pattern.matches(".*/letter([/.].*)?") ? Thing.LETTER : Thing.REQUEST;
		}
		return last.word().equals(FILES) ? Thing.FILE : switch (ROOTS.getOrDefault(last.word(), Root.REQUEST)) {
			case REQUEST -> Thing.REQUEST;
			case DOCUMENT -> Thing.DOCUMENT;
			case PROCESS -> Thing.PROCESS;
			case PART -> Thing.PART;
			case INVOICE -> Thing.INVOICE;
		};
	}

}
