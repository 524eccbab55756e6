package org.comity.desks.shell;

import org.thymeleaf.cache.StandardCacheManager;
import org.thymeleaf.spring6.SpringTemplateEngine;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Room for every screen at once. Thymeleaf keeps 200 parsed templates and fragments and
 * 500 expressions; all offices together use more of both, and what does not fit is parsed
 * again when its page is next asked for.
 */
@Component
class TemplateCaches {

	/** About 110 templates and 210 fragments. */
	private static final int TEMPLATES = 1_000;

	/** About 2,600 of Thymeleaf's, and within them 1,500 of Spring's. */
	private static final int EXPRESSIONS = 15_000;

	@Autowired
	void enlarge(ObjectProvider<SpringTemplateEngine> engines) {
		StandardCacheManager caches = new StandardCacheManager();
		caches.setTemplateCacheMaxSize(TEMPLATES);
		caches.setExpressionCacheMaxSize(EXPRESSIONS);
		engines.ifAvailable((engine) -> engine.setCacheManager(caches));
	}

}
