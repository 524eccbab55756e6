package org.comity.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Gives the context of every {@code @SpringBootTest}, {@code @ApplicationModuleTest} and
 * {@code @DataJpaTest} a migrated database of its own and a data directory of its own.
 * The application connects as its own role, never as a superuser.
 */
class TestDatabaseCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		boolean needed = TestContextAnnotationUtils.hasAnnotation(testClass, SpringBootTest.class)
				|| TestContextAnnotationUtils.hasAnnotation(testClass, ApplicationModuleTest.class)
				|| TestContextAnnotationUtils.hasAnnotation(testClass, DataJpaTest.class);
		return needed ? new TestDatabaseCustomizer() : null;
	}

	/** Without state, so that equal tests share a context and its database. */
	private record TestDatabaseCustomizer() implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration config) {
			TestDatabase.Database database = TestDatabase.running().fresh();
			Path data = Path.of("target", "test-data", ProcessHandle.current().pid() + "-" + System.nanoTime());
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("testDatabase",
						Map.of("spring.datasource.url", database.url(), "spring.datasource.username", "comity_app",
								"spring.datasource.password", database.applicationPassword(), "spring.flyway.user",
								"comity_owner", "spring.flyway.password", database.ownerPassword(),
								"spring.datasource.hikari.maximum-pool-size", "8",
								"spring.datasource.hikari.minimum-idle", "0", "spring.test.database.replace", "none",
								"comity.data-directory", data.toString())));
			// A container's port has been seen not to answer for a moment.
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("testDatabasePatience", Map.of("spring.flyway.connect-retries", "5",
						"spring.datasource.hikari.initialization-fail-timeout", "30000")));
		}

	}

}
