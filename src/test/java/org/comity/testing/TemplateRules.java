package org.comity.testing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.attoparser.simple.AbstractSimpleMarkupHandler;
import org.attoparser.simple.SimpleMarkupParser;

/**
 * What a template may hold: markup, fragments, message keys and values. Never words,
 * never script or style of its own, never markup from data, never the name of a state.
 */
public final class TemplateRules {

	private static final Set<String> SPOKEN_ATTRIBUTES = Set.of("title", "alt", "aria-label", "placeholder", "label",
			"aria-description", "aria-roledescription", "data-label", "summary");

	private static final Pattern EXPRESSIONS_IN_TEXT = Pattern.compile("\\[\\[.*?]]", Pattern.DOTALL);

	private static final Pattern WORDS = Pattern.compile("\\p{L}");

	private static final Pattern LITERAL = Pattern.compile("'([^']*)'");

	private static final Pattern STATE_COMPARED = Pattern
		.compile("(==|!=|\\beq\\b|\\bne\\b)\\s*'[A-Z][A-Z_]+'|'[A-Z][A-Z_]+'\\s*(==|!=|\\beq\\b|\\bne\\b)"
				+ "|\\.name\\(\\)|\\bequals\\(\\s*'[A-Z][A-Z_]+'|\\bT\\(");

	private static final Pattern KEY = Pattern.compile("#\\{([A-Za-z0-9._-]+)[({}]");

	private static final Pattern KEY_IN_CALL = Pattern.compile("#messages\\.msg\\w*\\(\\s*'([^']+)'");

	/** Elements whose name must not be a fragment's: Thymeleaf would insert them too. */
	private static final Set<String> ELEMENTS = Set.of("a", "abbr", "article", "aside", "body", "button", "caption",
			"code", "data", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figure", "footer", "form",
			"head", "header", "html", "img", "input", "label", "legend", "li", "link", "main", "meta", "nav", "ol",
			"optgroup", "option", "output", "p", "pre", "progress", "script", "search", "section", "select", "small",
			"source", "span", "strong", "style", "sub", "summary", "svg", "table", "tbody", "td", "template",
			"textarea", "tfoot", "th", "thead", "time", "title", "tr", "ul", "var");

	private TemplateRules() {
	}

	/**
	 * What a template breaks, one line each with its place; and the message keys it uses.
	 *
	 * @param violations empty for a sound template
	 * @param keys the keys that are written out in it
	 */
	public record Findings(List<String> violations, Set<String> keys) {
	}

	/**
	 * Reads one template.
	 * @param name for the lines
	 * @param template its source
	 */
	public static Findings check(String name, String template) {
		Reader reader = new Reader(name);
		try {
			new SimpleMarkupParser(ParseConfiguration.htmlConfiguration()).parse(template, reader);
		}
		catch (ParseException ex) {
			reader.violations.add(name + ": cannot be read: " + ex.getMessage());
		}
		Set<String> keys = new LinkedHashSet<>();
		for (Pattern pattern : List.of(KEY, KEY_IN_CALL)) {
			Matcher matcher = pattern.matcher(template);
			while (matcher.find()) {
				keys.add(matcher.group(1));
			}
		}
		return new Findings(reader.violations, keys);
	}

	private static final class Reader extends AbstractSimpleMarkupHandler {

		private final String name;

		private final List<String> violations = new ArrayList<>();

		private Reader(String name) {
			this.name = name;
		}

		private void complain(int line, String what) {
			this.violations.add(this.name + ":" + line + ": " + what);
		}

		@Override
		public void handleText(char[] buffer, int offset, int len, int line, int col) {
			String text = new String(buffer, offset, len);
			if (text.contains("[(")) {
				complain(line, "unescaped text: " + text.strip());
			}
			String words = EXPRESSIONS_IN_TEXT.matcher(text).replaceAll("");
			if (WORDS.matcher(words.replaceAll("&[a-zA-Z]+;|&#\\w+;", "")).find()) {
				complain(line, "words: " + words.strip());
			}
		}

		@Override
		public void handleOpenElement(String element, Map<String, String> attributes, int line, int col) {
			check(element, attributes, line);
		}

		@Override
		public void handleStandaloneElement(String element, Map<String, String> attributes, boolean minimized, int line,
				int col) {
			check(element, attributes, line);
		}

		private void check(String element, Map<String, String> attributes, int line) {
			String tag = element.toLowerCase(Locale.ROOT);
			Map<String, String> given = (attributes != null) ? attributes : Map.of();
			if ("style".equals(tag)) {
				complain(line, "a style element");
			}
			if ("script".equals(tag) && !given.containsKey("src") && !given.containsKey("th:src")) {
				complain(line, "an inline script");
			}
			if (given.containsKey("th:replace") && (given.containsKey("th:if") || given.containsKey("th:unless"))) {
				// Thymeleaf replaces first, and never asks.
				complain(line, "a condition on an element that is replaced");
			}
			given.forEach((attribute, value) -> check(attribute.toLowerCase(Locale.ROOT), value, line));
		}

		private void check(String attribute, String value, int line) {
			String bare = attribute.startsWith("th:") ? attribute.substring(3)
					: attribute.startsWith("data-th-") ? attribute.substring(8) : attribute;
			boolean dynamic = !bare.equals(attribute);
			if ("utext".equals(bare) && dynamic) {
				complain(line, "th:utext");
			}
			if ("style".equals(bare) || "styleappend".equals(bare)) {
				complain(line, "a style attribute");
			}
			if (bare.matches("on[a-z]+")) {
				complain(line, "a script attribute: " + attribute);
			}
			if (dynamic && "inline".equals(bare) && !"text".equals(value) && !"none".equals(value)) {
				complain(line, "th:inline=" + value);
			}
			if (dynamic && "fragment".equals(bare)) {
				String fragment = value.replaceAll("\\(.*", "").strip();
				if (ELEMENTS.contains(fragment.toLowerCase(Locale.ROOT))) {
					complain(line, "a fragment called like an element: " + fragment);
				}
			}
			if (!dynamic && SPOKEN_ATTRIBUTES.contains(bare) && value != null && WORDS.matcher(value).find()) {
				complain(line, "words in " + attribute + ": " + value);
			}
			if (dynamic && value != null) {
				if (STATE_COMPARED.matcher(value).find()
						|| "case".equals(bare) && value.matches(".*'[A-Z][A-Z_]+'.*")) {
					complain(line, "compares a state, role or kind by its name: " + value);
				}
				if ("text".equals(bare) || SPOKEN_ATTRIBUTES.contains(bare)) {
					literals(value, line);
				}
			}
		}

		// A quoted word in what is shown is text too; a quoted message key or format is
		// not.
		private void literals(String expression, int line) {
			Matcher literal = LITERAL.matcher(expression);
			while (literal.find()) {
				String quoted = literal.group(1);
				boolean key = quoted.matches("[a-z0-9-]+(\\.[A-Za-z0-9_-]*)+|[a-zA-Z-]+");
				if (WORDS.matcher(quoted).find() && !(key && expression.contains("#messages"))
						&& !expression.contains("#{${")) {
					complain(line, "words in an expression: " + quoted);
				}
			}
			Matcher substitution = Pattern.compile("\\|([^|]*)\\|").matcher(expression);
			while (substitution.find()) {
				String rest = substitution.group(1).replaceAll("[#$*]\\{[^}]*}", "");
				if (WORDS.matcher(rest).find()) {
					complain(line, "words in an expression: " + substitution.group(1));
				}
			}
		}

	}

}
