package org.comity.desks.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.comity.testing.WebTest;
import org.junit.jupiter.api.Test;
import org.thymeleaf.cache.StandardCacheManager;
import org.thymeleaf.spring6.SpringTemplateEngine;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

/** What is parsed once is kept, however many screens there will be. */
@WebTest
class TemplateCachesTests {

	private static final Pattern FRAGMENT = Pattern.compile("th:fragment=");

	private static final Pattern ATTRIBUTE = Pattern.compile("th:[a-z-]+=\"([^\"]*)\"");

	private static final Pattern EXPRESSION = Pattern.compile("[$*]\\{[^}]*}");

	@Autowired
	private SpringTemplateEngine engine;

	@Test
	void holdEveryScreenTwiceOver() throws IOException {
		int templates = 0;
		Set<String> expressions = new HashSet<>();
		for (Resource template : new PathMatchingResourcePatternResolver()
			.getResources("classpath*:templates/**/*.html")) {
			String text = template.getContentAsString(StandardCharsets.UTF_8);
			templates += 1 + (int) FRAGMENT.matcher(text).results().count();
			ATTRIBUTE.matcher(text).results().map((found) -> found.group(1)).forEach(expressions::add);
			EXPRESSION.matcher(text).results().map(MatchResult::group).forEach(expressions::add);
		}
		StandardCacheManager caches = (StandardCacheManager) Objects.requireNonNull(this.engine.getCacheManager());
		assertThat(templates).isBetween(200, caches.getTemplateCacheMaxSize() / 2);
		assertThat(expressions).hasSizeBetween(1_000, caches.getExpressionCacheMaxSize() / 2);
	}

}
