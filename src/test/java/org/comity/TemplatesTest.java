package org.comity;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.comity.testing.TemplateRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Words live in message files, decisions in Java, script and style in files of their own.
 */
class TemplatesTest {

	private static final Path RESOURCES = Path.of("src/main/resources");

	private static final Path JAVA = Path.of("src/main/java");

	/** Keys written out in Java, in the calls that take one. */
	private static final Pattern KEY_IN_JAVA = Pattern
		.compile("(?:Phrase\\.of|Rejection\\.of)\\(\\s*\"([^\"]+)\"\\s*[,)]"
				+ "|Rejection\\.at\\(\\s*\"[^\"]*\",\\s*\"([^\"]+)\"\\s*[,)]"
				+ "|new NavigationItem\\(\\s*\"[^\"]*\",\\s*\"([^\"]+)\"");

	@Test
	void templatesHoldNoWordsNoScriptNoStyleAndNoState() throws IOException {
		List<String> violations = new ArrayList<>();
		List<Path> templates = files(RESOURCES.resolve("templates"), ".html");
		assertThat(templates).hasSizeGreaterThan(8);
		for (Path template : templates) {
			violations.addAll(TemplateRules.check(template.toString(), Files.readString(template)).violations());
		}
		assertThat(violations).isEmpty();
	}

	@Test
	void everyKeyThatATemplateUsesIsWritten() throws IOException {
		Set<String> written = messages().keySet();
		Set<String> missing = new TreeSet<>();
		for (Path template : files(RESOURCES.resolve("templates"), ".html")) {
			for (String key : TemplateRules.check(template.toString(), Files.readString(template)).keys()) {
				boolean there = key.endsWith(".") ? written.stream().anyMatch((one) -> one.startsWith(key))
						: written.contains(key);
				if (!there) {
					missing.add(template + ": " + key);
				}
			}
		}
		assertThat(missing).isEmpty();
	}

	@Test
	void everyKeyThatJavaWritesOutIsWritten() throws IOException {
		Set<String> written = messages().keySet();
		Set<String> missing = new TreeSet<>();
		int found = 0;
		for (Path source : files(JAVA, ".java")) {
			Matcher matcher = KEY_IN_JAVA.matcher(Files.readString(source));
			while (matcher.find()) {
				found++;
				String key = Stream.of(1, 2, 3)
					.map(matcher::group)
					.filter((group) -> group != null)
					.findFirst()
					.orElseThrow();
				if (!written.contains(key)) {
					missing.add(source + ": " + key);
				}
			}
		}
		assertThat(missing).isEmpty();
		assertThat(found).as("keys found in Java").isPositive();
	}

	@Test
	void everyMessageFileIsReadByTheApplication() throws IOException {
		Properties application = load(RESOURCES.resolve("application.properties"));
		Set<String> read = Set.of(application.getProperty("spring.messages.basename").split(","));
		for (Path file : files(RESOURCES.resolve("messages"), ".properties")) {
			String base = "messages/" + file.getFileName().toString().replace(".properties", "");
			assertThat(read).contains(base);
		}
	}

	@Test
	void noMessageIsWrittenTwiceOrBrokenByAnApostrophe() throws IOException {
		List<String> faults = new ArrayList<>();
		Map<String, Path> seen = new LinkedHashMap<>();
		for (Path file : files(RESOURCES.resolve("messages"), ".properties")) {
			Properties messages = load(file);
			for (String key : messages.stringPropertyNames()) {
				Path other = seen.put(key, file);
				if (other != null) {
					faults.add(key + " is in " + other + " and in " + file);
				}
				String text = messages.getProperty(key);
				if (text.matches("(?s).*\\{\\d.*") && text.replace("''", "").contains("'")) {
					faults.add(file + ": " + key + " has places to fill, so an apostrophe must be doubled: " + text);
				}
			}
		}
		assertThat(faults).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "<p>Hello</p>", "<p>[[#{a.b}]] and more</p>", "<img alt=\"A crown\">",
			"<a th:title=\"'Read on'\"></a>", "<p th:text=\"'Case ' + ${name}\"></p>",
			"<p th:text=\"|Case ${name}|\"></p>", "<p th:utext=\"${body}\"></p>", "<p>[(${body})]</p>",
			"<b th:if=\"${request.state == 'EXECUTING'}\"></b>", "<b th:if=\"${'CLOSED' eq request.state}\"></b>",
			"<b th:if=\"${request.state.name() != x}\"></b>", "<b th:switch=\"${s}\"><i th:case=\"'DRAFT'\"></i></b>",
			"<script>x</script>", "<style>p{}</style>", "<p style=\"color:red\"></p>", "<p th:style=\"${x}\"></p>",
			"<a onclick=\"go()\"></a>", "<a th:onclick=\"${x}\"></a>",
			"<b th:if=\"${x == T(org.comity.State).DRAFT}\"></b>", "<div th:fragment=\"details(x)\"></div>",
			"<p th:if=\"${x}\" th:replace=\"~{a :: b}\"></p>", "<td data-label=\"Status\"></td>",
			"<script th:inline=\"javascript\" src=\"x\"></script>" })
	void theRulesCatch(String template) {
		assertThat(TemplateRules.check("bad", template).violations()).hasSizeGreaterThanOrEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<p th:text=\"#{a.b}\"></p>", "<p>[[${name}]]</p>", "<p>&nbsp;·</p>",
			"<script th:src=\"@{/assets/x.js}\"></script>", "<p th:text=\"${#messages.msg('a.b')}\"></p>",
			"<p th:text=\"#{${'status.' + state}}\"></p>", "<b th:if=\"${move.open}\"></b>",
			"<div th:fragment=\"detailsBlock(x)\"></div>", "<!--/* Words for developers. */-->",
			"<a th:classappend=\"${item.href == '/notices'}\"></a>" })
	void theRulesLetPass(String template) {
		assertThat(TemplateRules.check("good", template).violations()).isEmpty();
	}

	private static Map<String, String> messages() throws IOException {
		Map<String, String> all = new LinkedHashMap<>();
		for (Path file : files(RESOURCES.resolve("messages"), ".properties")) {
			Properties messages = load(file);
			messages.stringPropertyNames().forEach((key) -> all.put(key, messages.getProperty(key)));
		}
		return all;
	}

	private static Properties load(Path file) throws IOException {
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(file)) {
			properties.load(reader);
		}
		return properties;
	}

	private static List<Path> files(Path folder, String ending) throws IOException {
		try (Stream<Path> walk = Files.walk(folder)) {
			return walk.filter((file) -> file.toString().endsWith(ending)).sorted().toList();
		}
	}

}
