package org.comity.desks.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.comity.requests.Reading.Root;
import org.comity.requests.Reading.Thing;
import org.jspecify.annotations.Nullable;

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
